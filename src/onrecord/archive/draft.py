"""A record while corrections are applied to it: which statement a correction means, and who is who.

Adds nothing that is stored. Never takes the second best: a statement is the one whose content has just the words that
are meant, whatever its marks and stops, and where no statement or several have, it is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from onrecord.archive import anchors
from onrecord.archive.decision import Decision, note
from onrecord.attribute.quotemarks import parse
from onrecord.frame import frame
from onrecord.model import Article, Record, Speaker, SpeakerKind, Statement, StatementKind
from onrecord.spans import Span, Spans, contains, merge

_GONE: Final = "its words are not in this version of the text, or stand there more than once"
_NO_STATEMENT: Final = "its words are in the text, but this reading has no statement of just these words"
_MADE: Final = "h"
_SEVERAL: Final = "this reading has several statements of these words"


class LostError(Exception):
    """A decision finds nothing, or not one thing, that it can be about; the message says why."""


class Draft:
    """A record while decisions are applied to it, one after the other."""

    def __init__(self, record: Record, home: frozenset[str]) -> None:
        self.record, self.home = record, home
        self.statements = {statement.id: statement for statement in record.statements}
        self.speakers = {speaker.id: speaker for speaker in record.speakers}
        self.rejected: set[str] = set()
        self.made = 0

    @property
    def article(self) -> Article:
        """What was read."""
        return self.record.article

    @cached_property
    def _by_words(self) -> dict[Spans, list[Statement]]:
        """The machine's statements by the words of their content."""
        found: dict[Spans, list[Statement]] = {}
        for statement in self.record.statements:
            found.setdefault(self._words(statement.content), []).append(statement)
        return found

    def _words(self, spans: Spans) -> Spans:
        return anchors.words_in(self.article.text, spans) or tuple(sorted(spans))

    def target(
        self, anchor: Mapping[str, Any], article: str | None, named: str | None, corrected: Any = None
    ) -> Statement:
        """The statement, as it is now, that an anchor means: the one of this name while it has these words, else the
        one of the words that people gave it, else that of its first words. Raises LostError."""
        content = anchors.located(self.article.text, anchor["content"])
        same = self._by_words.get(self._words(content[0]), []) if content else []
        for statement in same if article == self.article.id else ():
            if statement.id == named:
                return self.statements[statement.id]
        for words in (anchor.get("corrected"), corrected):
            place = anchors.located(self.article.text, words) if words else None
            if place and (found := self._by_words.get(self._words(place[0]), [])):
                return self.statements[self._one(found, anchor).id]
        if not same:
            raise LostError(_NO_STATEMENT if content else _GONE)
        return self.statements[self._one(same, anchor).id]

    def _one(self, found: Sequence[Statement], anchor: Mapping[str, Any]) -> Statement:
        """The one statement of several with the same content whose reporting words and source are meant."""
        if len(found) > 1:
            rest = {role: anchors.located(self.article.text, anchor.get(role, [])) for role in ("cue", "source")}
            found = [s for s in found if all(place and place[0] == getattr(s, role) for role, place in rest.items())]
        if len(found) != 1:
            raise LostError(_SEVERAL)
        return found[0]

    def put(self, statement: Statement, decision: Decision, done: str) -> None:
        """Keep a statement as it is now; its reason says who did what."""
        self.rejected.discard(statement.id)
        self.statements[statement.id] = replace(statement, reason=f"{statement.reason}; {note(decision, done)}")

    def speaker(
        self, told: Mapping[str, Any], decision: Decision, of: Statement, like: Speaker | None = None
    ) -> Speaker:
        """The speaker of this name; a new one, in other things `like` another, where the article has none.

        Of several the one whose statement it is already, else the one of this id. Raises LostError where it is neither.
        """
        found = self.called(told["name"], also=not told.get("new"), id_=of.speaker)
        if len(found) > 1:
            found = [speaker for speaker in found if speaker.id == told.get("id")]
            if not found:
                raise LostError(f"the article has several speakers “{told['name']}”")
        return found[0] if found else self._new(told, decision, like)

    def _new(self, told: Mapping[str, Any], decision: Decision, like: Speaker | None) -> Speaker:
        self.made += 1
        kind = SpeakerKind(told.get("kind") or (like.kind if like else SpeakerKind.PERSON))
        role, country = (like.role, like.country) if like else (told.get("role"), told.get("country"))
        reason = note(decision, "named")
        made = Speaker(f"{_MADE}{self.made}", told["name"], kind, role, country, (), (), reason)
        self.speakers[made.id] = made
        return made

    def called(self, name: str, *, also: bool = True, id_: str | None = None) -> list[Speaker]:
        """The speakers of this name, of several the one of this id; where there are none, with `also`, those who go by
        it as well."""
        meant = folded(name)
        found = [speaker for speaker in self.speakers.values() if folded(speaker.name) == meant]
        if not found and also:
            found = [speaker for speaker in self.speakers.values() if meant in map(folded, speaker.aliases)]
        return [speaker for speaker in found if speaker.id == id_] or found

    def give(self, statement: Statement, speaker: Speaker | None) -> Statement:
        """The statement as this speaker's; the words that name the source become a mention of theirs."""
        if speaker is not None and statement.speaker != speaker.id:
            for other in list(self.speakers.values()):
                if set(other.mentions) & set(statement.source):
                    rest = tuple(span for span in other.mentions if span not in statement.source)
                    self.speakers[other.id] = replace(other, mentions=rest)
            mentions = tuple(sorted({*self.speakers[speaker.id].mentions, *statement.source}))
            self.speakers[speaker.id] = replace(self.speakers[speaker.id], mentions=mentions)
        return replace(statement, speaker=speaker.id if speaker else None)

    def finished(self) -> Record:
        """The record as it is now, with a sheet made of it: without what was rejected and who is heard no more."""
        kept = tuple(self._enclosed(s) for s in self.statements.values() if s.id not in self.rejected)
        ordered = tuple(sorted(kept, key=lambda s: (min(s.content), -max(s.content).end)))
        silent = {s.speaker for s in self.record.statements} | {f"{_MADE}{n + 1}" for n in range(self.made)}
        silent -= {s.speaker for s in kept}
        speakers = tuple(speaker for speaker in self.speakers.values() if speaker.id not in silent)
        told, sheet = frame(self.article, ordered, speakers)
        cues = {statement.id: statement.cue for statement in self.record.statements}
        statements = (old if cues[old.id] == old.cue else new for old, new in zip(ordered, told, strict=True))
        return Record(self.article, tuple(statements), speakers, sheet)

    def _enclosed(self, statement: Statement) -> Statement:
        """The statement in the nearest one around it that was not rejected and still holds its words."""
        around, seen = statement.within, {statement.id}
        while around in self.statements and around not in seen:
            seen.add(around)
            outer = self.statements[around]
            whole = Span(min(statement.content).start, max(span.end for span in statement.content))
            if around not in self.rejected and any(contains(piece, whole) for piece in outer.content):
                return replace(statement, within=around)
            around = outer.within
        return statement if statement.within is None else replace(statement, within=None)


def folded(name: str) -> str:
    """A name as names are compared: without case, and with single spaces."""
    return " ".join(name.casefold().split())


def quotations_in(article: Article, content: Spans) -> Spans:
    """The quotations, marks included, that begin inside the content."""
    paragraphs = [p.span for p in article.paragraphs] or [Span(0, len(article.text))]
    marks = [mark.span for mark in parse(article.text, paragraphs).quotations]
    return tuple(mark for mark in marks if any(piece.start <= mark.start < piece.end for piece in content))


def kind_of(content: Spans, quotations: Spans) -> StatementKind:
    """Direct where quotations hold all of the content, indirect where it has none, else mixed."""
    if not quotations:
        return StatementKind.INDIRECT
    whole = merge(quotations)
    direct = all(any(contains(quotation, piece) for quotation in whole) for piece in content)
    return StatementKind.DIRECT if direct else StatementKind.MIXED
