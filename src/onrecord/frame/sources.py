"""Findings about the sources of an article: one named source, one that says most, unnamed ones, none at all.

Adds findings from counts alone. None of them says that an article is wrong to be as it is.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.frame.case import Case, plural, shown, words
from onrecord.model import Finding, Speaker
from onrecord.spans import Spans, merge

SINGLE: Final = "single-named-source"
DOMINANT: Final = "dominant-source"
UNNAMED: Final = "unnamed-sources"
NONE: Final = "no-statements"
DOMINANT_SHARE: Final = 0.6
LONG: Final = 150


def single_named_source(case: Case) -> Iterator[Finding]:
    """A finding where exactly one named source speaks."""
    if len(case.named) == 1:
        speaker = case.named[0]
        others = f", beside {plural(len(case.unnamed), 'unnamed source')}" if case.unnamed else ""
        spoken = plural(len(case.of(speaker)), "statement")
        yield Finding(
            SINGLE, f"The only named source is “{shown(speaker.name)}” ({spoken}){others}.", _spans(case, speaker)
        )


def dominant_source(case: Case, by_speaker: dict[str, int]) -> Iterator[Finding]:
    """A finding where, of two sources or more, one has 60 % of the attributed words or more."""
    total = sum(by_speaker.values())
    speaker = next((s for s in case.sources if s.id == next(iter(by_speaker), None)), None)
    if speaker is None or len(by_speaker) < 2 or by_speaker[speaker.id] < DOMINANT_SHARE * total:
        return
    share = by_speaker[speaker.id] / total
    message = (
        f"“{shown(speaker.name)}” has {share:.0%} of the attributed words ({by_speaker[speaker.id]} of {total}); "
        f"the rest comes from {plural(len(by_speaker) - 1, 'other source')}."
    )
    yield Finding(DOMINANT, message, _spans(case, speaker))


def unnamed_sources(case: Case) -> Iterator[Finding]:
    """A finding for each unnamed source, with its mentions."""
    for speaker in case.unnamed:
        spoken = plural(len(case.of(speaker)), "statement")
        yield Finding(UNNAMED, f"The source “{shown(speaker.name)}” is not named ({spoken}).", _spans(case, speaker))


def no_statements(case: Case) -> Iterator[Finding]:
    """A finding where an article of more than 150 words attributes nothing to anybody."""
    if case.statements:
        return
    number = sum(1 for _ in words(case.article.text, (p.span for p in case.article.paragraphs)))
    if number > LONG:
        yield Finding(NONE, f"No statement was found in {number} words: nothing is attributed to anybody.")


def _spans(case: Case, speaker: Speaker) -> Spans:
    """Where the speaker is named as a source; all mentions where a statement has no source span."""
    return merge(span for statement in case.of(speaker) for span in statement.source) or speaker.mentions
