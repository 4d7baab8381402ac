"""The forms of an English verb: spelling rules, and a data file for the verbs that do not follow them.

Only for building tables: the program itself looks forms up. Verbs of several words inflect in their first word.
"""

import csv
import re
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "src" / "onrecord" / "data" / "en"


class Forms(NamedTuple):
    """The inflected forms of one verb, in the order of the table's columns."""

    past: str
    participle: str
    third: str
    gerund: str


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header row; lines that begin with `#` are comments."""
    content = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(content, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def doubles(word: str) -> bool:
    """Whether a one-syllable verb doubles its last consonant (slam, quip), the `u` of `qu` being no vowel."""
    return bool(re.fullmatch(r"(?:qu|[^aeiou])*[aeiouy][bdfgklmnprtvz]", word)) and not word.startswith("y" * 2)


def third(word: str) -> str:
    """The form after he or she: says, reaches, denies."""
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def past(word: str) -> str:
    """The regular past: added, denied, slammed, agreed."""
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return word + (word[-1] if doubles(word) else "") + "ed"


def gerund(word: str) -> str:
    """The form in -ing: adding, slamming, agreeing, lying."""
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if re.search(r"[^eoy]e$", word):
        return word[:-1] + "ing"
    return word + (word[-1] if doubles(word) else "") + "ing"


def forms(lemma: str, irregular: dict[str, list[dict[str, str]]]) -> list[Forms]:
    """All sets of forms of a verb, the usual one first; `irregular` maps a lemma to its rows of the data file."""
    head, space, rest = lemma.partition(" ")
    tail = space + rest
    regular = Forms(past(head) + tail, past(head) + tail, third(head) + tail, gerund(head) + tail)
    if lemma == "be like":
        regular = regular._replace(third="is like")
    return [
        Forms(row["past"], row["participle"], regular.third, row["gerund"] or regular.gerund)
        for row in irregular.get(lemma, [])
    ] or [regular]


def irregular_verbs() -> dict[str, list[dict[str, str]]]:
    """The rows of irregular_verbs.tsv by lemma."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in read_table(DATA / "irregular_verbs.tsv"):
        found.setdefault(row["lemma"], []).append(row)
    return found
