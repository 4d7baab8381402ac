"""What sorts there are of paragraphs, statements, speakers, alterations and descents: the words of the format.

Adds no judgement; the nouns that have these kinds are in model.py.
"""

from enum import StrEnum


class ParagraphKind(StrEnum):
    """What part of the page a paragraph is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull-quote"


class StatementKind(StrEnum):
    """Direct (all inside quotation marks), indirect (no marks) or mixed speech, as PARC and PolNeAR count them."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """What sort of source a speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    UNNAMED = "unnamed"


class Stance(StrEnum):
    """What the reporting word says of the content's truth, by the MegaVeridicality experiment."""

    ENDORSING = "endorsing"
    NEUTRAL = "neutral"
    DISTANCING = "distancing"


class AlterationKind(StrEnum):
    """What can happen to words on the way from one report to another."""

    CUT = "cut"
    OMISSION = "omission"
    INSERTION = "insertion"
    SUBSTITUTION = "substitution"
    TRANSPOSITION = "transposition"
    JOIN = "join"
    MOVED_IN = "moved-in"
    MOVED_OUT = "moved-out"
    SHIFT = "shift"
    TURNED = "turned"
    SPEAKER = "changed-speaker"
    ROLE = "changed-role"
    VERB = "changed-verb"
    DATE = "changed-date"
    PLACE = "changed-place"


class DescentKind(StrEnum):
    """How a reading came about, as far as can be told."""

    COPIED = "copied"
    TRANSLATED = "translated"
    INDEPENDENT = "independent"
    UNKNOWN = "unknown"
