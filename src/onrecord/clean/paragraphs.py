"""The paragraphs of a plain text, and which of them is headline, standfirst or caption.

Paragraphs are blocks between blank lines; in a text without blank lines each line is one, unless its lines are wrapped
at one width. Kinds are given sparingly: what is not plainly something else is body. Nothing is moved or changed.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from onrecord.data import lines, table
from onrecord.model import Paragraph, ParagraphKind
from onrecord.spans import Span

_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}(?:,? [A-Z][\w. ]{1,20})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([^)]{2,30}\))? ?[—–-]"
)
_ENDS: Final = re.compile(r"[.!?…]['\"’”)]*$")
_NEW_SENTENCE: Final = re.compile(r"[.!?] +[\"“]?[A-Z][a-z]+ ")
_NO_HEADLINE: Final = re.compile(r"By [A-Z]|Story highlights|\d+ \w+ ago$|Enlarge this image|CLOSE\b|\([^)]*\)$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_OPENING: Final = tuple('“"‘(*-•')
_LONGEST_CAPTION: Final = 400
_LONGEST_TERSE: Final = 90
_LONGEST_HEADLINE: Final = 160
_LONGEST_BARE: Final = 200
_LONGEST_STANDFIRST: Final = 350


def paragraphs(text: str, language: str = "en") -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, their spans without surrounding white space and line breaks."""
    spans = units(text)
    texts = [text[span.start : span.end] for span in spans]
    kinds = [_kind(block, language) for block in texts]
    head = next((i for i, kind in enumerate(kinds) if kind is not ParagraphKind.CAPTION), None)
    if head is not None and head < 3 and _is_headline(texts, head, language):
        kinds[head] = ParagraphKind.HEADLINE
        if _is_standfirst(texts, head + 1) and kinds[head + 1] is ParagraphKind.BODY:
            kinds[head + 1] = ParagraphKind.STANDFIRST
    return tuple(Paragraph(span, kind) for span, kind in zip(spans, kinds, strict=True))


def _kind(block: str, language: str) -> ParagraphKind:
    is_caption = len(block) < _LONGEST_CAPTION and _captions(language).match(block)
    return ParagraphKind.CAPTION if is_caption else ParagraphKind.BODY


@cache
def _captions(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lines(language, "furniture_captions.txt")), re.S)


@cache
def _words(language: str, use: str) -> frozenset[str]:
    rows = table(language, "furniture_headline.tsv")
    return frozenset(word for row in rows if row["use"] == use for word in row["words"].split())


def units(text: str) -> list[Span]:
    """The paragraphs as spans: single lines, or the lines of a paragraph that is wrapped at a width together."""
    groups = _groups(text)
    has_blank_lines = len(groups) > 1
    found: list[Span] = []
    for group in groups:
        if _is_wrapped(text, group, has_blank_lines=has_blank_lines):
            found.append(Span(group[0].start, group[-1].end))
        else:
            found += group
    return found


def _groups(text: str) -> list[list[Span]]:
    """The lines of the text without surrounding white space, those not parted by a blank line together."""
    # Old Macintosh line ends alone would leave one line.
    mark = "\n" if "\n" in text else "\r"
    groups: list[list[Span]] = [[]]
    start = 0
    for raw in text.split(mark):
        line = raw.strip()
        if line:
            at = start + len(raw) - len(raw.lstrip())
            groups[-1].append(Span(at, at + len(line)))
        elif groups[-1]:
            groups.append([])
        start += len(raw) + 1
    return [group for group in groups if group]


def _is_wrapped(text: str, wrapped: Sequence[Span], *, has_blank_lines: bool) -> bool:
    """Whether the lines of a block are one paragraph, broken at a width: no line but the last is much shorter than the
    longest by more than the next line's first word, and most do not end where a sentence ends."""
    if len(wrapped) < 2:
        return True
    width = max(span.end - span.start for span in wrapped)
    if not 30 <= width <= 120:
        return False
    ended = sum(bool(_ENDS.search(text[max(line.start, line.end - 4) : line.end])) for line in wrapped[:-1])
    full = sum(_fills(text, line, following, width) for line, following in pairwise(wrapped))
    return full * 10 >= (len(wrapped) - 1) * 9 and (
        ended * 2 <= len(wrapped) - 1 or (has_blank_lines and len(wrapped) > 3)
    )


def _fills(text: str, line: Span, following: Span, width: int) -> bool:
    word = text[following.start : following.start + width].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) >= width - 6


def _is_headline(texts: Sequence[str], index: int, language: str) -> bool:
    """One line, not too long, with a longer paragraph below; one with a full stop must look like a title besides."""
    line = texts[index]
    later = texts[index + 1 : index + 6]
    if not later or "\n" in line or len(line.split()) < 3 or max(map(len, later)) <= len(line):
        return False
    if _DATELINE.match(line) or _NO_HEADLINE.match(line):
        return False
    if _is_speech(line, language) and _ENDS.search(line):
        return False
    if line.endswith(";"):
        return len(line) <= _LONGEST_HEADLINE and len(texts[index + 1]) <= _LONGEST_HEADLINE
    if not _ENDS.search(line):
        return len(line) <= _LONGEST_BARE and not line.endswith((",", ":"))
    return len(line) <= _LONGEST_HEADLINE and _like_title(line, texts[index + 1], language)


def _is_speech(line: str, language: str) -> bool:
    opens = line[:1] in _OPENING and line.count("“") + line.count('"') > 1
    return opens and _reports(line, language)


def _reports(line: str, language: str) -> bool:
    spoken = not _words(language, "speech").isdisjoint(_WORD.findall(line.lower()))
    return spoken or bool(_NEW_SENTENCE.search(line))


def _like_title(line: str, below: str, language: str) -> bool:
    small = _words(language, "small")
    weighty = [word for word in line.split()[1:] if word[0].isalpha() and word.lower() not in small]
    if sum(word[0].isupper() for word in weighty) * 10 >= len(weighty) * 8:
        return True
    if _reports(line, language):
        return False
    if _DATELINE.match(below):
        return True
    # Headlines leave out articles, auxiliaries and pronouns, which sentences of prose seldom do without.
    is_terse = _words(language, "prose").isdisjoint(_WORD.findall(line.lower()))
    return is_terse and len(line) <= _LONGEST_TERSE and len(below) > len(line)


def _is_standfirst(texts: Sequence[str], index: int) -> bool:
    """One line without a full stop between the headline and the body."""
    if index + 1 >= len(texts):
        return False
    line = texts[index]
    if texts[index - 1].endswith(";"):
        return len(line) <= _LONGEST_STANDFIRST
    is_short = 20 <= len(line) <= _LONGEST_STANDFIRST and "\n" not in line and len(texts[index + 1]) > 60
    return (
        is_short
        and line[-1].isalpha()
        and not _DATELINE.match(line)
        and len(line.split()) > 4
        and not _NO_HEADLINE.match(line)
    )
