"""Parties that a statement accuses or criticises, and of whose reply the article says nothing.

Adds a finding for each, conservatively: the party must be a named person or organisation, the accusing word must stand
right beside the name, and the article must have no statement by the party (or on its behalf) and no formula such as
"declined to comment" that can be about it. Whether the accusation is just is not judged.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from onrecord.data import lines, table
from onrecord.frame.case import LANGUAGE, WORD, Case, function_words
from onrecord.model import Finding, Statement
from onrecord.resolve.lexicon import folded, lexicon
from onrecord.resolve.mentions import ORGANISATION, PERSON, PLACE, Mention, find
from onrecord.spans import Span, merge

CODE: Final = "no-reply-reported"
PARTIES: Final = frozenset({PERSON, ORGANISATION})
NEAR: Final = 40
AFTER: Final = 60
LONGEST: Final = 2000
BREAK: Final = re.compile(r"[.!?;\n]['”\"’)\]]*(?:\s|$)")


@dataclass(frozen=True)
class Names:
    """The named persons and organisations of an article, in order, and the words by which its sources are known."""

    case: Case

    @cached_property
    def mentions(self) -> list[Mention]:
        """Persons and organisations; a lone surname counts when its full name stands somewhere in the article."""
        article = self.case.article
        found = find(article.text, [p.span for p in article.paragraphs], lexicon(LANGUAGE))
        persons = {mention.keys[-1] for mention in found if mention.sort == PERSON and mention.keys}
        return [m for m in found if m.keys and (m.sort in PARTIES or (m.sort != PLACE and m.keys[-1] in persons))]

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions begin."""
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def full(self) -> dict[str, str]:
        """Party → its longest name in the article."""
        names: dict[str, str] = {}
        for mention in self.mentions:
            key, name = party(mention), " ".join(mention.words)
            if len(name) > len(names.get(key, "")):
                names[key] = name
        return names

    @cached_property
    def heard(self) -> frozenset[str]:
        """All words of the names, roles and source phrases of those who speak."""
        text = self.case.article.text
        named = [part for s in self.case.sources for part in (s.name, s.role or "", *s.aliases)]
        phrases = [text[span.start : span.end] for s in self.case.statements for span in s.source]
        return frozenset(word for part in [*named, *phrases] for word in _plain(part))

    def inside(self, span: Span) -> list[Mention]:
        """The mentions that begin in the span."""
        return self.mentions[bisect.bisect_left(self.starts, span.start) : bisect.bisect_left(self.starts, span.end)]


def party(mention: Mention) -> str:
    """Who is named: the surname of a person, the whole name of an organisation."""
    return " ".join(mention.keys) if mention.sort == ORGANISATION else mention.keys[-1]


def no_reply(case: Case) -> Iterator[Finding]:
    """A finding for each accused party without a reply, with the places where it is accused."""
    names = Names(case)
    accused: dict[str, list[tuple[Mention, str]]] = {}
    for statement in case.statements if case.english else ():
        for mention, word in _accusations(names, statement):
            if not _heard(names, mention):
                accused.setdefault(party(mention), []).append((mention, word))
    replies = list(_replies(names)) if accused else []
    for key, places in accused.items():
        if not any(_concerns(reply, key) for reply in replies):
            yield Finding(CODE, _message(names.full[key], places), merge(mention.span for mention, _ in places))


def _message(name: str, places: Iterable[tuple[Mention, str]]) -> str:
    listed = ", ".join(f"“{word}”" for word in dict.fromkeys(word for _, word in places))
    return (
        f"“{name}” is accused or criticised in a statement ({listed}); the article has no statement by “{name}” and "
        f"does not say that a reply was sought."
    )


@cache
def _words(language: str) -> Mapping[str, str]:
    return {row["form"]: row["accused"] for row in table(language, "accusation_words.tsv")}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    forms = sorted(_words(language), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b", re.IGNORECASE)


def _accusations(names: Names, statement: Statement) -> Iterator[tuple[Mention, str]]:
    """Each mention that the statement accuses, with the accusing word."""
    region = _region(statement)
    if region is None:
        return
    for match in _pattern(LANGUAGE).finditer(names.case.article.text, region.start, region.end):
        word = Span(match.start(), match.end())
        mention = _target(names, region, word, _words(LANGUAGE)[match.group().lower()])
        if mention:
            yield mention, match.group().lower()


def _region(statement: Statement) -> Span | None:
    """From the reporting words, where they stand in front, to the end of the content's last part."""
    if not statement.content:
        return None
    start, end = statement.content[0].start, statement.content[-1].end
    cue = statement.cue[0].start if statement.cue else start
    start = cue if start - NEAR * 2 < cue < start else start
    return Span(start, min(end, start + LONGEST))


def _target(names: Names, region: Span, word: Span, role: str) -> Mention | None:
    """The mention right after the word ("accused Jones of"), or the last one before it ("Jones lied")."""
    text = names.case.article.text
    if role == "object":
        after = names.inside(Span(word.end, min(region.end, word.end + NEAR)))[:1]
        return next((m for m in after if _introduces(text[word.end : m.span.start]) and _ends_object(text, m)), None)
    before = names.inside(Span(max(region.start, word.start - AFTER), word.start))[-1:]
    return next((m for m in before if m.span.end <= word.start and _predicates(text[m.span.end : word.start])), None)


def _introduces(between: str) -> bool:
    """Whether the words between verb and name only introduce the name: "the mayor, ", "former President "."""
    lists = lexicon(LANGUAGE)
    allowed = (lists.roles.keys(), lists.modifiers, function_words("introduces-name"))
    return not BREAK.search(between) and all(
        word[0].isupper() or any(word.lower() in group for group in allowed) for word in WORD.findall(between)
    )


def _ends_object(text: str, mention: Mention) -> bool:
    """Whether the name itself is the object, and not a word behind it ("denounced Acme plans")."""
    following = WORD.match(text, mention.span.end + 1) if text[mention.span.end : mention.span.end + 1] == " " else None
    word = following.group() if following else ""
    return not word[:1].islower() or word in function_words("follows-object")


def _predicates(between: str) -> bool:
    """Whether the words between name and accusing word only join the two: "is a ", "has repeatedly ", "’s "."""
    joining = function_words("joins-predicate")
    found = [word.lower() for word in WORD.findall(between)]
    return not BREAK.search(between) and all(word in joining or word.endswith("ly") for word in found)


def _heard(names: Names, mention: Mention) -> bool:
    """Whether the party, or somebody who speaks for it, is a source."""
    keys = mention.keys if mention.sort == ORGANISATION else mention.keys[-1:]
    return any(key in names.heard for key in keys if key not in function_words("links"))


@cache
def _formulas(language: str) -> re.Pattern[str]:
    parts = (re.escape(line).replace(r"\*\ ", r"(?:\w+ )?") for line in lines(language, "reply_formulas.txt"))
    return re.compile(r"\b(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")\b")


def _replies(names: Names) -> Iterator[frozenset[str] | None]:
    """For each reply formula the parties named in its sentence; `None` where nobody is named in front of it."""
    plain = names.case.article.text.lower().replace("’", "'")
    if len(plain) != len(names.case.article.text):
        plain = names.case.article.text.replace("’", "'")
    for match in _formulas(LANGUAGE).finditer(plain):
        sentence = _sentence(plain, match.start(), match.end())
        before = names.inside(Span(sentence.start, match.start()))
        around = names.inside(sentence)
        yield frozenset(key for mention in around for key in (party(mention), *mention.keys)) if before else None


def _concerns(reply: frozenset[str] | None, key: str) -> bool:
    return (
        reply is None
        or key in reply
        or any(word in reply for word in key.split() if word not in function_words("links"))
    )


def _sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a place, as far as 300 code points to either side."""
    first, last = max(0, start - 300), min(len(text), end + 300)
    for match in BREAK.finditer(text, first, start):
        first = match.end()
    closing = BREAK.search(text, end, last)
    return Span(min(first, start), closing.start() if closing else last)


def _plain(words: str) -> Iterator[str]:
    """The folded words of a phrase, without a possessive ending."""
    for match in re.finditer(r"\w+(?:[-.]\w+)*", folded(words).replace("'s", "")):
        yield match.group()
