"""Two readings' words → where they agree and where they differ, as an editor would mark it.

The longest common runs are found first (Ratcliff and Obershelp); a common small word between two differences is no
agreement. Contractions and their long forms count as the same words. Nothing is named or judged here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from onrecord.trace.lexicon import common_words, long_forms
from onrecord.trace.words import Word

Run = tuple[int, int, int]
_SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words [a, a_end) of the one reading stand against words [b, b_end) of the other; either may be none."""

    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The agreeing runs (start in the one, start in the other, length), the differences between them, and what either
    has before the first run and after the last."""

    runs: tuple[Run, ...]
    inner: tuple[Hunk, ...]
    before: Hunk
    after: Hunk


def compare(one: Sequence[Word], other: Sequence[Word]) -> Comparison | None:
    """How two readings compare; `None` where no two words in a row, and no content word, agree."""
    runs = _runs(_own(one), _own(other))
    if not runs:
        return None
    parts = (part for hunk in _between(runs) for part in _without_brackets(other, hunk))
    inner = tuple(hunk for hunk in parts if not _same_words(one, other, hunk))
    (a, b, _), (last_a, last_b, size) = runs[0], runs[-1]
    before, after = Hunk(0, a, 0, b), Hunk(last_a + size, len(one), last_b + size, len(other))
    # The same words written in another way at an end are no difference there.
    before = Hunk(0, 0, 0, 0) if _same_words(one, other, before) else before
    after = Hunk(len(one), len(one), len(other), len(other)) if _same_words(one, other, after) else after
    return Comparison(tuple(runs), inner, before, after)


def _own(words: Sequence[Word]) -> list[str]:
    """The words' forms; those in brackets are the reporter's own and agree with nothing."""
    return [f"[{word.form}]" if word.bracketed else word.form for word in words]


def _without_brackets(other: Sequence[Word], hunk: Hunk) -> Iterator[Hunk]:
    """A difference that opens with words in brackets and goes on without, as two: what was added, and the rest."""
    end = next((b for b in range(hunk.b, hunk.b_end) if not other[b].bracketed), hunk.b_end)
    if hunk.b < end < hunk.b_end:
        yield Hunk(hunk.a, hunk.a, hunk.b, end)
        yield Hunk(hunk.a, hunk.a_end, end, hunk.b_end)
    else:
        yield hunk


def _runs(one: list[str], other: list[str]) -> list[Run]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    runs = [(a, b, size) for a, b, size in blocks if size]
    kept = [run for index, run in enumerate(runs) if not _is_chance(runs, index, one, other)]
    kept = [run for index, run in enumerate(kept) if not _is_turned_round(kept, index, one, other)]
    return kept if any(size > 1 or one[a] not in common_words() for a, _, size in kept) else []


def _is_chance(runs: Sequence[Run], index: int, one: Sequence[str], other: Sequence[str]) -> bool:
    """A small word alone, with a difference of two words or more on either side."""
    a, b, size = runs[index]
    if size > 1 or one[a] not in common_words():
        return False
    gap = _gap(runs, index, one, other)
    return max(a - gap.a, b - gap.b) > 1 and max(gap.a_end - a - 1, gap.b_end - b - 1) > 1


def _is_turned_round(runs: Sequence[Run], index: int, one: Sequence[str], other: Sequence[str]) -> bool:
    """A short run inside words that stand in another order: “miners and companies” for “companies and miners”."""
    gap, size = _gap(runs, index, one, other), runs[index][2]
    left, right = one[gap.a : gap.a_end], other[gap.b : gap.b_end]
    return size <= _SHORT < len(left) + 1 and left != right and sorted(left) == sorted(right)


def _gap(runs: Sequence[Run], index: int, one: Sequence[str], other: Sequence[str]) -> Hunk:
    """All between the run before and the run after the one at `index`."""
    a, b, size = runs[index - 1] if index else (0, 0, 0)
    after_a, after_b, _ = runs[index + 1] if index + 1 < len(runs) else (len(one), len(other), 0)
    return Hunk(a + size, after_a, b + size, after_b)


def _between(runs: Sequence[Run]) -> Iterator[Hunk]:
    for (a, b, size), (next_a, next_b, _) in pairwise(runs):
        if next_a > a + size or next_b > b + size:
            yield Hunk(a + size, next_a, b + size, next_b)


def _same_words(one: Sequence[Word], other: Sequence[Word], hunk: Hunk) -> bool:
    """“it's” for “it is”, “co-operate” for “cooperate”: the same words, written in another way."""
    left = tuple(word.form for word in one[hunk.a : hunk.a_end])
    right = tuple(word.form for word in other[hunk.b : hunk.b_end])
    return bool(left and right) and (_spelt_out(left) == _spelt_out(right) or "".join(left) == "".join(right))


def _spelt_out(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for form in forms for part in long_forms().get((form,), (form,)))
