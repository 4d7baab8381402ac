"""Words as people write them → where they stand in a text.

Adds nothing that is stored. Refuses (OR407) words that are not there, or more than once: which place is meant is then
to be said, and not guessed.
"""

import re
from typing import Final

from onrecord.errors import OnRecordError

_OFFSETS: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
_SHOWN: Final = 5


def place_of(text: str, words: str, where: str) -> list[int]:
    """Start and end, in code points, of “10-50” or of the words themselves, however the lines of the text are broken.
    `where` names what was given in messages.

    Raises OR407 where the words are not there just once.
    """
    if match := _OFFSETS.fullmatch(words):
        return [int(match[1]), int(match[2])]
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [list(found.span()) for found in re.finditer(pattern, text)] if pattern else []
    if len(places) != 1:
        listed = ", ".join(f"{start}-{end}" for start, end in places[:_SHOWN])
        detail = f"“{words}” stands there {len(places)} times" if places else f"“{words}” is not in the text"
        remedy = f"Say which one: {listed}." if places else "Give START-END, in characters of the article’s text."
        raise OnRecordError("OR407", where, remedy, detail)
    return places[0]


def written(text: str, start: int, end: int) -> str:
    """The words of a place as `place_of` reads them: themselves where they stand there once and in one line."""
    words = text[start:end]
    return words if "\n" not in words and words and text.count(words) == 1 else f"{start}-{end}"
