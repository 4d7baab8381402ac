"""The findings of an article, in the order in which an editor meets their causes: headline, sources, text, dates.

Adds what an editor would want to know, each with a stable code, a plain sentence and its places; docs/findings.md
explains each code. A finding never says that anything is false, or that anybody is biased.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from onrecord.frame import dates, headline, hygiene, reply, sources
from onrecord.frame.case import Case
from onrecord.model import Finding

FINDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        headline.MISSING: "the headline quotes words that the body does not have",
        headline.LOADED: "a reporting word of the headline takes a stand on what is reported",
        sources.SINGLE: "exactly one named source speaks",
        sources.DOMINANT: "one source has most of the attributed words",
        sources.UNNAMED: "one source or more is not named",
        sources.NONE: "a long article attributes nothing to anybody",
        reply.CODE: "somebody is accused, and no reply is reported",
        hygiene.DAMAGED: "a word was broken by copying",
        hygiene.UNBALANCED: "a quotation mark has no partner",
        hygiene.CONTROL: "the text holds characters that cannot be seen",
        dates.NONE: "the page does not say when it was published",
        dates.IMPOSSIBLE: "the page states a date that cannot be so",
        dates.MODIFIED: "the page was changed long after its publication or the events",
    }
)


def find(case: Case, words_by_speaker: dict[str, int]) -> tuple[Finding, ...]:
    """All findings of an article; `words_by_speaker` as on the sheet, most words first."""
    return tuple(_findings(case, words_by_speaker))


def _findings(case: Case, words_by_speaker: dict[str, int]) -> Iterator[Finding]:
    yield from headline.unmatched_quotations(case)
    yield from headline.loaded_words(case)
    yield from sources.single_named_source(case, words_by_speaker)
    yield from sources.dominant_source(case, words_by_speaker)
    yield from sources.unnamed_sources(case)
    yield from sources.no_statements(case)
    yield from reply.no_reply(case)
    yield from hygiene.damaged_words(case)
    yield from hygiene.unbalanced_marks(case)
    yield from hygiene.control_characters(case)
    yield from dates.no_publication_date(case)
    yield from dates.impossible_dates(case)
    yield from dates.modified_long_after(case)
