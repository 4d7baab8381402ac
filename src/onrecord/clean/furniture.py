"""Lines of a saved page that are not the article: menus, counters, share buttons, notices, date and byline lines.

Adds to `dropped`, each with its reason, and learns dates and the byline from the lines it takes out. Only whole lines
are judged (or paragraphs, where lines are wrapped at a width), by the patterns of `data/<language>/furniture.tsv` and
then by the model of lines.py, whose reasons carry its score; no line is cut, and in doubt a line stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.clean.dates import written_date
from onrecord.clean.lines import Model, left_out
from onrecord.clean.paragraphs import units
from onrecord.data import lines, table
from onrecord.model import Dated, Doubted, Dropped
from onrecord.spans import Span

_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_FEW: Final = 4
_ENTRY: Final = "furniture line: entry of the list under "
_LONGEST: Final = 220
_LONGEST_ENTRY: Final = 120
_MOST_ENTRIES: Final = 40
_RUN: Final = 3
_TOP: Final = 14
_SURE: Final = 0.9
_NAME: Final = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|da|di|del|la|le|van|von|der|den|bin|al|el)){1,4}"
_BYLINE: Final = re.compile(
    rf"(?:Written |Story |Reported )?(?:By|BY|by):? (?!(?:THE|The|A|AN|An) )"
    rf"(?P<names>{_NAME}(?:(?:,| and|,? &|, and) {_NAME}){{0,5}})"
    r"(?:\s*[|,•·–—-]\s*(?P<where>[^.!?]{2,60}))?(?:\s+(?:in|for) [A-Z][\w ]{2,30})?"
)
_PERSON: Final = re.compile(_NAME)
_AND: Final = re.compile(r",? and |,? & |, ")
_OF_MENUS: Final = ("menu", "link to log in", "search field", "link for keyboard users", "path of the page in its site")
_COPYRIGHT: Final = re.compile(
    r"(?:copyright )?(?:©|\(c\)) ?(?:\d{4} )?(?:by )?(?P<name>[^.,|©]{2,40})(?:[.,|].*)?", re.I
)
_SITE_TOP: Final = 4
_SITE_WORDS: Final = 5
_SENTENCE_END: Final = (".", "!", "?", "…", "”", '"', ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What was found: the spans of whole lines with the reason for each, in order, and what those lines say."""

    pieces: tuple[tuple[Span, str], ...] = ()
    published: Dated | None = None
    modified: Dated | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    doubted: tuple[Doubted, ...] = ()

    def dropped(self, text: str) -> tuple[Dropped, ...]:
        """The pieces as they stand in the text."""
        return tuple(Dropped(text[span.start : span.end], reason) for span, reason in self.pieces)


def furniture(text: str, language: str = "en", judge: Model | None = None) -> Furniture:
    """The furniture lines of a text capture; spans are whole lines without their line breaks. Without `judge` only the
    patterns decide."""
    spans = [part for span in units(text) for part in _parted(text, span, language)]
    lines_of = [_whole(text, span) for span in spans]
    return judged([" ".join(text[span.start : span.end].split()) for span in spans], lines_of, language, judge)


def _parted(text: str, span: Span, language: str) -> list[Span]:
    """A wrapped paragraph as it is, or, where it is a few lines with furniture among them, those lines."""
    if "\n" not in text[span.start : span.end]:
        return [span]
    found = [Span(span.start + m.start(), span.start + m.end()) for m in _LINE.finditer(text[span.start : span.end])]
    lines_of = [text[part.start : part.end].strip() for part in found]
    is_short = len(found) <= _FEW and max(map(len, lines_of)) <= _LONGEST_ENTRY
    is_mixed = is_short and any(" " in line and _pattern(language).fullmatch(line) for line in lines_of)
    return found if is_mixed else [span]


def _whole(text: str, span: Span) -> Span:
    """The span with the white space around it in its first and last line."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    is_old = "\n" not in text
    return span if is_old else Span(start, end if end >= 0 else len(text))


def judged(texts: Sequence[str], spans: Sequence[Span], language: str = "en", judge: Model | None = None) -> Furniture:
    """The same for lines already told apart: `texts[i]` stands at `spans[i]`."""
    reasons: dict[int, str] = {}
    dates: dict[str, Dated] = {}
    for index, line in enumerate(texts):
        if len(line) <= _LONGEST and index not in reasons:
            _judge(index, texts, reasons, dates, language)
    byline = _bylines(texts, reasons, language)
    _menus(texts, reasons, language)
    outlet = _site_name(texts, reasons)
    if judge:
        _model(texts, reasons, judge)
    pieces = tuple((spans[index], reasons[index]) for index in sorted(reasons))
    doubted = tuple(_doubted(texts[:_TOP], language))
    return Furniture(pieces, dates.get("published"), dates.get("modified"), byline, outlet, doubted)


def _judge(index: int, texts: Sequence[str], reasons: dict[int, str], dates: dict[str, Dated], language: str) -> None:
    line = texts[index]
    if match := _pattern(language).fullmatch(line):
        role, reason = _meaning(language, match)
        if role != "date":
            reasons[index] = f"furniture line: {reason}"
            if role == "list":
                _entries(index, texts, reasons)
            return
        if said := _said(match):
            reasons[index] = f"furniture line: {reason}"
            for name, value in said.items():
                dates.setdefault(name, Dated(value, f"furniture line “{line}”", _SURE))
            return
    if len(line) <= 60 and index < _TOP and (date := written_date(line)):
        reasons[index] = "furniture line: date line"
        dates.setdefault("published", Dated(date, f"furniture line “{line}”", _SURE))


def said_dates(line: str, language: str = "en") -> dict[str, str]:
    """What a line that is nothing but dates with their names says ("Published 3 May 2023, updated 5 May 2023"):
    "published" and "modified" with their ISO dates; empty for any other line, and where a date is none."""
    match = _pattern(language).fullmatch(line) if len(line) <= _LONGEST_ENTRY else None
    return _said(match) if match and _meaning(language, match)[0] == "date" else {}


def _said(match: re.Match[str]) -> dict[str, str]:
    found = {name.rstrip("2"): value for name, value in match.groupdict().items() if value and name[0] != "_"}
    dates = {name: written_date(value) for name, value in found.items()}
    return {name: date for name, date in dates.items() if date} if all(dates.values()) else {}


def _model(texts: Sequence[str], reasons: dict[int, str], judge: Model) -> None:
    """What the model leaves out besides; it also decides on entries of lists, which patterns only guess at."""
    guessed = {index for index, reason in reasons.items() if reason.startswith(_ENTRY)}
    found = left_out(texts, {index: 1 + (index in guessed) for index in reasons}, judge)
    if found is None:
        return
    for index in guessed - found.keys():
        del reasons[index]
    for index, score in found.items():
        reasons.setdefault(index, f"line unlike the article’s (line model {judge.version}, score {score:.2f})")


def _doubted(texts: Sequence[str], language: str) -> Iterator[Doubted]:
    """Dates of publication at the top that are no full dates: “Posted: 1/21”. The line stays in the text."""
    for line in texts:
        match = _pattern(language).fullmatch(line) if len(line) <= _LONGEST_ENTRY else None
        if match and _meaning(language, match)[0] == "date":
            for name, value in match.groupdict().items():
                if value and name[0] != "_" and not written_date(value) and any(map(str.isdigit, value)):
                    yield Doubted(name.rstrip("2"), value, f"no full date; found in the line “{line}”")


def _entries(index: int, texts: Sequence[str], reasons: dict[int, str]) -> None:
    """The short lines below a heading of other articles, as long as none reads like a sentence."""
    for after in range(index + 1, min(len(texts), index + 1 + _MOST_ENTRIES)):
        if len(texts[after]) > _LONGEST_ENTRY or texts[after].endswith(_SENTENCE_END):
            return
        reasons.setdefault(after, f"{_ENTRY}“{texts[index]}”")


def byline_names(line: str, language: str = "en") -> tuple[str, ...]:
    """The names in a line that is a byline and nothing else ("By Jane Doe and John Roe"); empty for any other line."""
    match = _BYLINE.fullmatch(line) if len(line) <= _LONGEST_ENTRY else None
    return _names(match["names"], language) if match else ()


def _bylines(texts: Sequence[str], reasons: dict[int, str], language: str) -> tuple[str, ...]:
    for index, line in enumerate(texts[:_TOP]):
        if index in reasons or len(line) > _LONGEST_ENTRY:
            continue
        if match := _BYLINE.fullmatch(line):
            reasons[index] = "byline line"
            return _names(match["names"], language)
        # Blogs put the author's name alone above the date and the reading time.
        below = {reasons.get(index + 1, "").rpartition(": ")[2], reasons.get(index + 2, "").rpartition(": ")[2]}
        if "reading time" in below and _PERSON.fullmatch(line) and len(line.split()) < 4:
            reasons[index] = "byline line: a name above the reading time"
            return (line,)
    return ()


def _names(written: str, language: str) -> tuple[str, ...]:
    roles = frozenset(lines(language, "furniture_byline.txt"))
    names = _AND.split(written)
    return tuple(name for name in names if not roles & set(name.lower().split())) or tuple(names[:1])


def _menus(texts: Sequence[str], reasons: dict[int, str], language: str) -> None:
    words = frozenset(lines(language, "furniture_menu.txt"))
    strong = set(reasons)
    run: list[int] = []
    for index in range(len(texts) + 1):
        if index < len(texts) and index not in strong and len(texts[index]) < 30 and texts[index].lower() in words:
            run.append(index)
            continue
        if run and (len(run) >= _RUN or {run[0] - 1, index} & strong):
            reasons.update(dict.fromkeys(run, "furniture line: menu"))
        run = []


def _site_name(texts: Sequence[str], reasons: dict[int, str]) -> str | None:
    """The name above the menu at the top of a page is the site's, not a headline; its copyright line may spell it."""
    for index, line in enumerate(texts[:_SITE_TOP]):
        if index not in reasons and reasons.get(index + 1, "").endswith(_OF_MENUS) and len(line.split()) <= _SITE_WORDS:
            reasons[index] = "furniture line: name of the site above its menu"
            return _spelt(line, texts, reasons)
    return None


def _spelt(line: str, texts: Sequence[str], reasons: dict[int, str]) -> str:
    """The name as the copyright line writes it, where the line above the menu only shouts it."""
    owners = (_COPYRIGHT.fullmatch(texts[i]) for i, reason in reasons.items() if reason.endswith("copyright line"))
    return next((o["name"] for o in owners if o and o["name"].casefold() == line.casefold()), line)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    rows = table(language, "furniture.tsv")
    return re.compile("|".join(f"(?P<_{number}>{row['pattern']})" for number, row in enumerate(rows)), re.I)


def _meaning(language: str, match: re.Match[str]) -> tuple[str, str]:
    number = next(int(name[1:]) for name, value in match.groupdict().items() if name[0] == "_" and value is not None)
    row = table(language, "furniture.tsv")[number]
    return row["role"], row["reason"]
