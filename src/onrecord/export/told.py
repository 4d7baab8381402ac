"""What an export is made of: records, with the traces of their quotations where those were asked for, and their names.

Adds nothing to them. An identifier is a URN of ours, or an address where the archive is served at one.
"""

from dataclasses import dataclass

from onrecord.export.visible import flowing
from onrecord.model import Derivation, Reading, Record, Speaker, SpeakerKind, Statement, StatementKind, Utterance
from onrecord.spans import Spans

AGENTS = {SpeakerKind.PERSON: "Person", SpeakerKind.ORGANISATION: "Organization"}


@dataclass(frozen=True, slots=True)
class Told:
    """A record, the utterances that its statements are readings of, and what it derives from. `base` is the address at
    which the archive is served, without a slash at its end."""

    record: Record
    utterances: tuple[Utterance, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    base: str | None = None

    def iri(self, name: str) -> str:
        """The identifier of an article, or of a statement “ARTICLE#s12”."""
        return f"{self.base}/a/{name}" if self.base else f"urn:onrecord:{name}"

    def statement(self, statement: Statement) -> str:
        """The identifier of one of the record's statements."""
        return self.iri(f"{self.record.article.id}#{statement.id}")

    def speaker(self, speaker: Speaker) -> str:
        """The identifier of one of the record's speakers: Wikidata's where that is known."""
        if speaker.wikidata:
            return f"http://www.wikidata.org/entity/{speaker.wikidata}"
        return self.iri(f"{self.record.article.id}#{speaker.id}")

    def words(self, spans: Spans) -> str:
        """What the spans say, with “ … ” where they leave words out; hidden characters are visible."""
        text = self.record.article.text
        return " … ".join(flowing(text[start:end]) for start, end in spans)

    def earliest(self, statement: Statement) -> Reading | None:
        """The earliest dated reading in the archive of what this statement says, where it is another article's."""
        own = f"{self.record.article.id}#{statement.id}"
        for utterance in self.utterances:
            if any(reading.statement == own for reading in utterance.readings):
                return next(
                    (r for r in utterance.readings if r.statement == utterance.earliest and r.statement != own), None
                )
        return None


def is_quotation(statement: Statement) -> bool:
    """Whether the statement gives words as spoken, all or some of them."""
    return statement.kind is not StatementKind.INDIRECT
