"""What the trace knows of single words: which turn a sense, which shift in indirect speech, how harsh they sound.

All of it is data of one language; nothing is decided here.
"""

from functools import cache
from typing import Final

from onrecord.data import lines, table
from onrecord.trace.words import form

LANGUAGE: Final = "en"
_MOSTLY: Final = 0.75
_SHORTEST: Final = 3


@cache
def turning_words() -> dict[str, str]:
    """Words whose coming or going turns or weakens a sentence: word → negation, condition, limit or hedge."""
    return {row["word"]: row["sort"] for row in table(LANGUAGE, "turning_words.tsv")}


@cache
def cut_words() -> frozenset[tuple[str, str]]:
    """Words that turn the sense of those beside which they are cut off, each with the side ("before", "after") on which
    it stood."""
    rows = table(LANGUAGE, "turning_words.tsv")
    return frozenset((side, row["word"]) for row in rows for side in row["cut"].split())


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
def places() -> dict[str, str]:
    """Countries, peoples and capitals, as they are compared → the country."""
    rows = table(LANGUAGE, "countries.tsv")
    named = ((n, row["name"]) for row in rows for n in (row["name"], row["capital"], *row["words"].split("|")))
    kept = ((name, country) for name, country in named if len(name) > _SHORTEST and name.replace(" ", "").isalpha())
    return {" ".join(map(form, name.split())): country for name, country in kept}


@cache
def titles() -> frozenset[str]:
    """Forms of address and offices that stand before a name, as they are compared."""
    return frozenset(form(row["title"].rstrip(".")) for row in table(LANGUAGE, "titles.tsv"))


@cache
def clause_words() -> frozenset[str]:
    """Words that show that something is said of something: what is most often a verb, and who or what does it."""
    subjects = {row["words"] for row in table(LANGUAGE, "word_classes.tsv") if row["class"] == "subject pronouns"}
    verbs = (row["form"] for row in table(LANGUAGE, "word_tags.tsv") if _is_verb(row["tags"]))
    return frozenset(map(form, (*verbs, *(word for words in subjects for word in words.split()))))


def _is_verb(tags: str) -> bool:
    """Whether three in four uses of a word are a verb's, by tags with their counts."""
    counts = {tag: int(count) for tag, count in (pair.rsplit(":", 1) for pair in tags.split())}
    return sum(n for tag, n in counts.items() if tag == "MD" or tag[:2] == "VB") >= _MOSTLY * sum(counts.values())


@cache
def common_words() -> frozenset[str]:
    """Words that carry no content alone."""
    return frozenset(lines(LANGUAGE, "stop_words.txt"))
