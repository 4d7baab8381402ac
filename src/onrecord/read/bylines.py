"""What a page gives as its author → the names of people, and the agencies among them, without bios, degrees and roles.

Adds nothing that the page does not say: a part that reads like no name is left out, and a page that names nobody has an
empty byline. Whether a name is a person's is not judged.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from onrecord.data import lines, table

LANGUAGE: Final = "en"
MAX_NAME: Final = 60
_MAX_BYLINE: Final = 1000
_BY: Final = re.compile(
    r"^(?:(?:written|words|story|report(?:ed|ing)?|posted|published|author|authored|text|review(?:ed)?)[ \t]*)?"
    r"(?:\bby\b:?|:)\s*|^by(?=[A-Z][a-z])|^(?:author|von|par|por)\b:?\s+", re.I
)  # fmt: skip
_SEPARATOR: Final = re.compile(r"\s*(?:[,;|•·]|\s[/–—-]\s|&|\b(?:and|und|et|y|og|och|with)\b)\s*")
_SHORT_CODE: Final = re.compile(r"\s*\([^()]{1,12}\)?\.?$")
_NO_NAME: Final = re.compile(r"https?:|www\.|[@:{}<>=_\[\]()\"!?]|\d{2}|\.(?:com|org|net|de|co|tv)\b")
_WORD_LIMIT: Final = 6
_TITLES: Final = re.compile(r"^(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.?\s+", re.I)


def names(written: Iterable[str], site: str | None = None) -> tuple[str, ...]:
    """The names in one or more author fields, each once, in order; `site` is the outlet's name, which is no author."""
    own = (site or "").casefold()
    found = (name for field in written for name in _of_field(field[:_MAX_BYLINE]))
    kept: dict[str, str] = {}
    for name in found:
        kept.setdefault(name.casefold(), name)
    return tuple(name for key, name in kept.items() if key != own)


def without_agencies(byline: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The byline's people, and the agencies named in it by their usual names."""
    listed = tuple(byline)
    found = {name: agency(name) for name in listed}
    return tuple(n for n in listed if not found[n]), tuple(dict.fromkeys(a for a in found.values() if a))


def agency(written: str) -> str | None:
    """The usual name of an agency as a byline writes it ("AP", "By The Associated Press", "Reuters Staff")."""
    plain = " ".join(_BY.sub("", written.strip(), count=1).split()).strip(" .,()")
    plain = re.sub(r"\s+(?:staff|news service|wire|newsroom|reporters?)$", "", plain, flags=re.I)
    return _agencies().get(plain) or _agencies().get(plain.casefold())


@cache
def _agencies() -> dict[str, str]:
    """Agencies by long name without case, and by short name in its own case."""
    rows = table(LANGUAGE, "agencies.tsv")
    return {row["written"].casefold(): row["name"] for row in rows} | {
        row["short"]: row["name"] for row in rows if row["short"]
    }


def _of_field(field: str) -> Iterator[str]:
    """The names of one field. Of the parts after the first, only those are taken that look like full names, since
    degrees, roles and places follow a name after a comma as other names do."""
    text = _BY.sub("", " ".join(field.split()), count=1)
    for number, part in enumerate(_SEPARATOR.split(text)):
        name = _plain(part)
        if _is_name(name) and (number == 0 or len(name.split()) > 1 or agency(name)):
            yield name


def _plain(part: str) -> str:
    name = _TITLES.sub("", _SHORT_CODE.sub("", part.strip(" \t.,:;-–—|/'’\u200b")))
    words = name.split()
    # A date beside the name, in the same element, comes along with it.
    dated = next((i for i, word in enumerate(words) if word.strip(".").casefold() in _date_words()), len(words))
    words = words[:dated]
    while len(words) > 1 and words[-1].replace(".", "").casefold() in _credentials():
        words.pop()
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = name.split()
    # Two ideographs are a whole name.
    if not (2 if name.isascii() else 1) < len(name) <= MAX_NAME or len(words) > _WORD_LIMIT or _NO_NAME.search(name):
        return False
    if name.replace(".", "").casefold() in _credentials() | _nobody():
        return False
    if len(words) > 1 and _roles() & {word.casefold() for word in words} and not agency(name):
        return _is_team(words)
    return all(_is_upper(word) or word.casefold() in _particles() for word in words)


def _is_team(words: list[str]) -> bool:
    """“The Lantern Staff”, “Podium Team”: a name in capitals that ends in a word for many."""
    return words[-1].casefold() in {"staff", "team", "desk"} and all(map(_is_upper, words))


def _is_upper(word: str) -> bool:
    letter = next((c for c in word if c.isalpha()), "")
    return bool(letter) and not letter.islower()


@cache
def _date_words() -> frozenset[str]:
    months = {word for line in lines(LANGUAGE, "months.txt") for word in line.split()}
    return frozenset((months - {"may", "march", "april", "june", "august"}) | set(lines(LANGUAGE, "date_words.txt")))


@cache
def _nobody() -> frozenset[str]:
    return frozenset(lines(LANGUAGE, "byline_nobody.txt"))


@cache
def _particles() -> frozenset[str]:
    return frozenset(lines(LANGUAGE, "name_particles.txt"))


@cache
def _credentials() -> frozenset[str]:
    return frozenset(lines(LANGUAGE, "byline_credentials.txt"))


@cache
def _roles() -> frozenset[str]:
    agencies = {word for row in table(LANGUAGE, "agencies.tsv") for word in row["written"].casefold().split()}
    return frozenset(lines(LANGUAGE, "furniture_byline.txt")) - (agencies - {"press", "news", "agency"})
