"""A statement as the trace compares it: its words' forms, its day, whose it is, and where it was printed.

Adds nothing; text and spans stay in the archive and are looked up for what is shown.
"""

from dataclasses import dataclass
from typing import Final

UNDATED: Final = -1
LEAST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of an archive. `place` orders statements by day, article and number (archive/schema.py); `day` is
    the proleptic ordinal of the article's day, −1 where unknown; `speaker` the speaker's name without case, empty where
    unknown or unnamed; `quoted` whether quotation marks hold any of it."""

    place: int
    statement: str
    forms: tuple[str, ...]
    day: int = UNDATED
    speaker: str = ""
    outlet: str = ""
    quoted: bool = True

    @property
    def article(self) -> str:
        """The id of the article that prints it."""
        return self.statement.partition("#")[0]
