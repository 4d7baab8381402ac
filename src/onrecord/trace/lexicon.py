"""What the trace knows of single words: which turn a sense, which shift in indirect speech, how harsh they sound.

All of it is data of one language; nothing is decided here.
"""

from functools import cache
from typing import Final

from onrecord.data import lines, table
from onrecord.trace.words import form

LANGUAGE: Final = "en"


@cache
def turning_words() -> dict[str, str]:
    """Words whose coming or going turns or weakens a sentence: word → negation, condition, limit or hedge."""
    return {row["word"]: row["sort"] for row in table(LANGUAGE, "turning_words.tsv")}


@cache
def shifts() -> frozenset[tuple[str, str]]:
    """Pairs (in direct speech, in indirect speech) of words."""
    return frozenset((row["direct"], row["indirect"].split()[0]) for row in table(LANGUAGE, "shifts.tsv"))


@cache
def long_forms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Contractions as words → their long forms as words; the first where there are several."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in table(LANGUAGE, "contractions.tsv"):
        found.setdefault((row["short"],), tuple(row["long"].split()))
    return found


@cache
def fillers() -> frozenset[tuple[str, ...]]:
    """What speakers say between their words, as words."""
    return frozenset(tuple(line.split()) for line in lines(LANGUAGE, "speech_fillers.txt"))


@cache
def valences() -> dict[str, float]:
    """How words sound by people's ratings, from −4 (harsh) to 4 (kind)."""
    return {row["word"]: float(row["valence"]) for row in table(LANGUAGE, "valence.tsv")}


@cache
def date_words() -> frozenset[str]:
    """Names of months and days, and words for days, as they are compared."""
    months = {word for line in lines(LANGUAGE, "months.txt") for word in line.split()}
    return frozenset(map(form, months | set(lines(LANGUAGE, "day_words.txt"))))


@cache
def places() -> frozenset[str]:
    """Countries, peoples and capitals of one word, as they are compared."""
    rows = table(LANGUAGE, "countries.tsv")
    named = (name for row in rows for name in (row["name"], row["capital"], *row["words"].split("|")))
    return frozenset(form(name) for name in named if name.isalpha() and len(name) > 3)


@cache
def common_words() -> frozenset[str]:
    """Words that carry no content alone."""
    return frozenset(lines(LANGUAGE, "stop_words.txt"))
