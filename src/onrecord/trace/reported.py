"""What stands in a reporter's words, without quotation marks: when it can be a reading of what somebody said.

Adds a stricter judgement for such readings. A phrase without a verb ("a military strike in Syria", "the tax rates") is
what somebody spoke about, and is no reading of anything; a clause that only a few words make alike is one with another
where the same person is named, or where both were printed at once. Words inside quotation marks are left to the judge.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.candidates import SEASON
from onrecord.trace.fingerprints import Floats, Ints
from onrecord.trace.lexicon import clause_words
from onrecord.trace.rows import Row

SHORT: Final = 8
SAME_SPEAKER: Final = 1.4
AT_ONCE: Final = 1.5
SOON: Final = 1.8
OTHERWISE: Final = 2.2
LATE: Final = 2.5
LONG_AFTER: Final = 4.0
_ONCE_DAYS: Final = 1
_SOON_DAYS: Final = 7
_LATE_DAYS: Final = 14

Flags = NDArray[np.bool_]


def is_topic(row: Row) -> bool:
    """Whether a row is a phrase that says nothing: unquoted, short, without verb, pronoun or figure."""
    if row.quoted or len(row.forms) > SHORT:
        return False
    # A participle with “by” behind it belongs to the noun before it: “a letter obtained by the Courier”.
    told = (form for form, behind in pairwise((*row.forms, "")) if behind != "by")
    return not any(form in clause_words() or form[0].isdigit() for form in told)


def unquoted(rows: Sequence[Row], strings: Sequence[Sequence[int]]) -> Flags:
    """Which strings stand in quotation marks nowhere; each is given as its rows."""
    counts = np.fromiter(map(len, strings), np.int64, len(strings))
    quoted = np.fromiter((rows[n].quoted for members in strings for n in members), np.bool_, int(counts.sum()))
    string = np.repeat(np.arange(len(strings)), counts)
    plain: Flags = np.bincount(string[quoted], minlength=len(strings)) == 0
    return plain


def enough(weight: Floats, days: Ints, speakers: Ints) -> Flags:
    """Which pairs share enough to be one utterance where one of them is unquoted. `weight` is the rarity that is
    matched; `days` lie between them (−1 where unknown); `speakers` as `judge.Pairs` has them."""
    unknown = speakers == 0
    far = np.where(days < 0, _LATE_DAYS + 1, days)
    least = np.select(
        [speakers > 0, unknown & (far <= _ONCE_DAYS), unknown & (far <= _SOON_DAYS)],
        [SAME_SPEAKER, AT_ONCE, SOON],
        OTHERWISE,
    )
    least = np.where(far > _LATE_DAYS, np.maximum(least, LATE), least)
    told: Flags = weight >= np.where((far > SEASON) & (speakers <= 0), LONG_AFTER, least)
    return told
