"""The closed word classes of the attribution rules, from data/en/word_classes.tsv.

Adds nothing to the record by itself.
"""

from functools import cache

from onrecord.data import table


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The lower-case words of one class ("times", "auxiliaries")."""
    return frozenset(next(row["words"] for row in table(language, "word_classes.tsv") if row["class"] == name).split())
