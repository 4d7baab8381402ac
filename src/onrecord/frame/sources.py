"""Findings about the sources of an article: one named source, one that says most, unnamed ones, none at all.

Adds findings from counts alone. None of them says that an article is wrong to be as it is.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.frame.case import Case, counted, listing, plural, shown
from onrecord.model import Finding, Speaker
from onrecord.spans import Spans, merge

SINGLE: Final = "single-named-source"
DOMINANT: Final = "dominant-source"
UNNAMED: Final = "unnamed-sources"
NONE: Final = "no-statements"
LISTED: Final = 8


def single_named_source(case: Case, by_speaker: dict[str, int]) -> Iterator[Finding]:
    """A finding where exactly one named source speaks."""
    if len(case.named) == 1:
        speaker = case.named[0]
        others = f", beside {plural(len(case.unnamed), 'unnamed source')}" if case.unnamed else ""
        said = f"{plural(len(case.of(speaker)), 'statement')}, {_share(by_speaker, speaker)}"
        yield Finding(
            SINGLE, f"The only named source is “{shown(speaker.name)}” ({said}){others}.", _spans(case, speaker)
        )


def dominant_source(case: Case, by_speaker: dict[str, int]) -> Iterator[Finding]:
    """A finding where, of two sources or more, one has 60 % of the attributed words or more (or the limit's share).

    Not for the only named source: the finding about that says its share already.
    """
    speaker = next((s for s in case.sources if s.id == next(iter(by_speaker), None)), None)
    if speaker is None or len(by_speaker) < 2 or case.named == (speaker,):
        return
    if by_speaker[speaker.id] >= case.limits.dominant_share * sum(by_speaker.values()):
        rest = plural(len(by_speaker) - 1, "other source")
        figures = f"{by_speaker[speaker.id]} of {sum(by_speaker.values())}"
        message = f"“{shown(speaker.name)}” has {_share(by_speaker, speaker)} ({figures}); the rest comes from {rest}."
        yield Finding(DOMINANT, message, _spans(case, speaker))


def _share(by_speaker: dict[str, int], speaker: Speaker) -> str:
    """The speaker’s part of all attributed words, as a finding says it."""
    return f"{by_speaker.get(speaker.id, 0) / (sum(by_speaker.values()) or 1):.0%} of the attributed words"


def unnamed_sources(case: Case) -> Iterator[Finding]:
    """One finding for all unnamed sources, with the places where they are given as sources."""
    if case.unnamed:
        listed = listing((speaker.name for speaker in case.unnamed), LISTED)
        message = f"{_how_many(len(case.unnamed), len(case.sources))} not named: {listed}."
        yield Finding(UNNAMED, message, merge(span for speaker in case.unnamed for span in _spans(case, speaker)))


def _how_many(unnamed: int, sources: int) -> str:
    if unnamed == sources:
        return "The only source is" if sources == 1 else f"All {sources} sources are"
    return f"{unnamed} of {sources} sources {'is' if unnamed == 1 else 'are'}"


def no_statements(case: Case) -> Iterator[Finding]:
    """A finding where an article of more words than the limit (150) attributes nothing to anybody."""
    if case.statements:
        return
    number = sum(1 for _ in counted(case.article.text, (p.span for p in case.article.paragraphs)))
    if number > case.limits.words_without_statement:
        yield Finding(NONE, f"No statement was found in {number} words: nothing is attributed to anybody.")


def _spans(case: Case, speaker: Speaker) -> Spans:
    """Where the speaker is named as a source; all mentions where a statement has no source span."""
    return merge(span for statement in case.of(speaker) for span in statement.source) or speaker.mentions
