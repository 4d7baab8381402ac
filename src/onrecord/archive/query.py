"""What a user types into a search → a tree of words, and the tree → the query language of either back end.

Words, “phrases” in straight or curly marks, -exclusion, OR between two neighbours, and beginnings of words (immigra*).
Refuses (OR406) what could only be misread: marks that are not closed, OR without a neighbour, parentheses around OR.
Only letters and digits of the input ever reach a back end, each word in quotation marks of our own: whatever is typed,
it can neither be an error of the full-text syntax nor name a column.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from onrecord.errors import OnRecordError

LONGEST: Final = 2_000
MOST: Final = 64
SHORTEST: Final = 3
LONGEST_WORD: Final = 255
WHERE: Final = "search"

# How many letters stemming takes off a word at most ("sensation" + "alities"), as far as it matters.
_STEMMED: Final = 8

_MARKS: Final = '"“”„‟«»'
# A phrase in marks, or a run without spaces and marks; the hyphen of an exclusion stands before either.
_PIECE: Final = re.compile(
    rf"(?P<minus>-?)(?:[{_MARKS}](?P<phrase>[^{_MARKS}]*)(?P<end>[{_MARKS}]?)|(?P<run>[^\s{_MARKS}]+))"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the words of a phrase in their order; with `prefix` the last one is the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: of each group in `wanted` at least one term, and no term of `unwanted`."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()

    def terms(self) -> Iterator[Term]:
        """Every term that is wanted, in the order in which they were typed."""
        for group in self.wanted:
            yield from group


def parse(typed: str, where: str = WHERE) -> Words:
    """The tree of what was typed; empty for an empty text. `where` names the field in messages.

    Raises OR406 with what to do where it cannot be understood, has more than 2,000 characters or more than 64 terms.
    """
    if len(typed) > LONGEST:
        raise _refusal(where, f"Shorten it to {LONGEST:,} characters.", f"it has {len(typed):,}")
    words = _tree(list(_pieces(unicodedata.normalize("NFC", typed), where)), where)
    if typed.strip() and not (words.wanted or words.unwanted):
        raise _refusal(where, "Give at least one word or number.", "there is none in it")
    return words


def _refusal(where: str, remedy: str, detail: str) -> OnRecordError:
    return OnRecordError("OR406", where, remedy, detail)


def _pieces(typed: str, where: str) -> Iterator[str | tuple[bool, Term]]:
    """“OR”, or a term and whether it is to be left out."""
    if re.search(r"[()]", typed) and re.search(r"\bOR\b", typed):
        remedy = "Leave the parentheses out: OR stands for either of the two words or “phrases” beside it."
        raise _refusal(where, remedy, "parentheses around OR")
    for match in _PIECE.finditer(typed):
        text = match["phrase"] if match["run"] is None else match["run"]
        if match["run"] is None and not match["end"]:
            raise _refusal(where, "Close the quotation marks.", f"nothing closes those before “{text[:40]}”")
        if match["run"] == "NOT" and not match["minus"]:
            raise _refusal(where, "Write -word to leave a word out, or “not” in small letters.", "NOT")
        if match["run"] == "OR" and not match["minus"]:
            yield "OR"
        elif match["run"] != "AND" and (term := _term(text, where)):
            yield bool(match["minus"]), term


def _term(text: str, where: str) -> Term | None:
    """The term of a phrase or of a run such as “don’t”, “well-known” or “immigra*”; `None` without letter or digit."""
    words = tuple(word for word in plain(text).split() if any(map(str.isalnum, word)))
    if any(len(word) > LONGEST_WORD for word in words):
        raise _refusal(where, f"Shorten it to {LONGEST_WORD} characters.", f"the word “{text[:40]}…” is too long")
    prefix = text.endswith("*") and bool(words) and text[-2].isalnum()
    if prefix and len(words) == 1 and len(words[0]) < SHORTEST:
        raise _refusal(where, f"Give at least {SHORTEST} letters before the “*”.", f"“{text[:40]}”")
    return Term(words, prefix) if words else None


def plain(text: str) -> str:
    """The text with a space for each character that is no letter, digit or combining mark."""
    return "".join(c if c.isalnum() or unicodedata.category(c) in {"Mn", "Mc"} else " " for c in text)


def _tree(pieces: Sequence[str | tuple[bool, Term]], where: str) -> Words:
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    joined = False
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            _check_neighbours(pieces, index, where)
            joined = True
        elif piece[0]:
            unwanted.append(piece[1])
        elif joined:
            wanted[-1].append(piece[1])
            joined = False
        else:
            wanted.append([piece[1]])
    if sum(map(len, wanted)) + len(unwanted) > MOST:
        raise _refusal(where, "Put words that belong together into quotation marks.", f"more than {MOST} terms")
    return Words(tuple(map(tuple, wanted)), tuple(unwanted))


def _check_neighbours(pieces: Sequence[str | tuple[bool, Term]], index: int, where: str) -> None:
    beside = (*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2])
    if len(beside) < 2 or any(isinstance(one, str) or one[0] for one in beside):
        remedy = "Put OR between two words or “phrases”; as a word, write it in small letters."
        raise _refusal(where, remedy, "OR stands alone")


Fields: TypeAlias = Mapping[str, Words]
"""What is looked for in each column of an index, or in any of several: "title text"."""


def both(one: Words, other: Words) -> Words:
    """What fits the one and the other."""
    return Words(one.wanted + other.wanted, one.unwanted + other.unwanted)


def wide(words: Words, *, exact: bool = False) -> Words:
    """What an index of stems can answer of this: all that fits, and what only looks so; `context.fitting` tells.

    The beginning of a word may be longer than what stemming left of the word ("immigra" of "immigr"), so that its own
    beginnings are looked for as words. Where words are meant as they stand (`exact`), what is left out cannot be told
    by stems.
    """
    wanted = tuple(tuple(one for term in group for one in _widened(term)) for group in words.wanted)
    unwanted = () if exact else tuple(term for term in words.unwanted if not term.prefix)
    return Words(wanted, unwanted)


def _widened(term: Term) -> Iterator[Term]:
    *before, last = term.words
    if not term.prefix:
        yield term
    elif before:
        yield Term(tuple(before))
    else:
        yield term
        if last.endswith("y"):
            yield Term((last[:-1] + "i",), prefix=True)
        yield from (Term((last[:end],)) for end in range(max(SHORTEST, len(last) - _STEMMED), len(last)))


def to_fts5(fields: Fields) -> str:
    """The MATCH expression of FTS5; empty where no word is wanted."""
    wanted = [_fts5(column, " AND ", map(_any_fts5, words.wanted)) for column, words in fields.items() if words.wanted]
    unwanted = [
        _fts5(column, " OR ", map(_term_fts5, words.unwanted)) for column, words in fields.items() if words.unwanted
    ]
    left_out = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
    return f"({' AND '.join(wanted)}){left_out}" if wanted else ""


def _fts5(column: str, joint: str, parts: Iterable[str]) -> str:
    return f"{{{column}}} : ({joint.join(parts)})"


def _any_fts5(group: Sequence[Term]) -> str:
    return f"({' OR '.join(map(_term_fts5, group))})"


def _term_fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def to_tsquery(fields: Fields, weights: Mapping[str, str]) -> str:
    """The query for PostgreSQL's to_tsquery, each column being the lexemes of some weights; empty like `to_fts5`."""
    parts = []
    for column, words in fields.items():
        term = partial(_term_tsquery, "".join(weights[name] for name in column.split()))
        parts += [f"({' | '.join(map(term, group))})" for group in words.wanted]
        parts += [f"!({term(one)})" for one in words.unwanted]
    return " & ".join(parts) if any(words.wanted for words in fields.values()) else ""


def _term_tsquery(weight: str, term: Term) -> str:
    labels = [weight] * (len(term.words) - 1) + [f"*{weight}" if term.prefix else weight]
    return "(" + " <-> ".join(f"'{word}':{label}" for word, label in zip(term.words, labels, strict=True)) + ")"
