"""Where in a text the words of a search stand: spans to highlight, and each with the words around it.

The same for both back ends, by a small index in memory over the few texts of one page of results. FTS5's highlight()
and PostgreSQL's ts_headline() mark up an indexed column instead, each with its own idea of a word, and neither says
where in `article.text` that is; and no stemmer of our own can disagree with the index this way. The same small index
tells what really fits from what only has the same stems: names, and beginnings of words.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final

from onrecord.archive.query import Fields, Term, Words, to_fts5
from onrecord.spans import Span, Spans, merge

WIDTH: Final = 40
MOST: Final = 5

_FOLDED: Final = "unicode61 remove_diacritics 2"
_STEMMED: Final = f"porter {_FOLDED}"
_OPEN, _CLOSE = "\x01", "\x02"
# Of the same length, so that offsets stay: what the marks are made of, and what SQLite does not take.
_UNSAFE: Final = re.compile(f"[\0{_OPEN}{_CLOSE}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A place that was found, and what stands before and after it in its paragraph."""

    span: Span
    before: str
    match: str
    after: str


def marks(texts: Sequence[str], words: Words) -> list[Spans]:
    """For each text, the spans (code points) of the words and phrases that are wanted, in order."""
    whole, begun = _apart(words.terms())
    stemmed, written = _marked(texts, whole, _STEMMED), _marked(texts, begun, _FOLDED)
    return [merge((*stemmed.get(n, ()), *written.get(n, ()))) for n in range(len(texts))]


def _marked(texts: Sequence[str], terms: tuple[Term, ...], tokenizer: str) -> dict[int, Spans]:
    """The spans of the terms, by the number of the text."""
    if not terms:
        return {}
    wanted = to_fts5({"text": Words((terms,))})
    with _index(("text",), [(text,) for text in texts], tokenizer) as index:
        query = "SELECT rowid, highlight(small, 0, ?, ?) FROM small WHERE small MATCH ?"
        return {number: _spans(marked) for number, marked in index.execute(query, (_OPEN, _CLOSE, wanted))}


def _spans(marked: str) -> Spans:
    """The spans between the marks, counted as if these were not there."""
    spans = []
    before, *parts = marked.split(_OPEN)
    position = len(before)
    for part in parts:
        inside, _, outside = part.partition(_CLOSE)
        spans.append(Span(position, position + len(inside)))
        position += len(inside) + len(outside)
    return tuple(spans)


def fitting(rows: Sequence[Mapping[str, str]], loose: Fields, exact: Fields, *, stems: bool = False) -> list[bool]:
    """Which rows really fit: `exact` columns word for word, `loose` ones by the beginnings of words in them.

    In: rows that hold a text for each column, out of what an index answered to the `wide` query; with `stems`, rows
    from elsewhere, so that the words that the index has compared are compared as well.
    """
    columns = tuple(dict.fromkeys(name for column in (*loose, *exact) for name in column.split()))
    numbers: dict[tuple[str, ...], int] = {}
    # Of the same few names in many rows each is compared once.
    number_of = [numbers.setdefault(tuple(row[name] for name in columns), len(numbers)) for row in rows]
    fits = _fitting([dict(zip(columns, values, strict=True)) for values in numbers], loose, exact, stems=stems)
    return [number in fits for number in number_of]


def _fitting(rows: Sequence[Mapping[str, str]], loose: Fields, exact: Fields, *, stems: bool) -> set[int]:
    fits = set(range(len(rows)))
    if exact:
        fits &= _found(rows, exact, _FOLDED)
    for column, words in loose.items():
        for group in words.wanted:
            if stems or any(term.prefix for term in group):
                fits &= _any(rows, column, group)
        if unwanted := tuple(term for term in words.unwanted if stems or term.prefix):
            fits -= _any(rows, column, unwanted)
    return fits


def _any(rows: Sequence[Mapping[str, str]], column: str, terms: tuple[Term, ...]) -> set[int]:
    """The rows with any of the terms: the beginnings of words as written, the others by their stems."""
    whole, begun = _apart(terms)
    found = _found(rows, {column: Words((begun,))}, _FOLDED) if begun else set()
    return found | (_found(rows, {column: Words((whole,))}, _STEMMED) if whole else set())


def _apart(terms: Iterable[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The terms that are whole words, and those that end with the beginning of one."""
    every = tuple(terms)
    return tuple(term for term in every if not term.prefix), tuple(term for term in every if term.prefix)


def _found(rows: Sequence[Mapping[str, str]], fields: Fields, tokenizer: str) -> set[int]:
    """The numbers of the rows that fit; a field of which nothing is wanted only leaves rows out."""
    columns = tuple(dict.fromkeys(name for column in fields for name in column.split()))
    with _index(columns, [tuple(row[column] for column in columns) for row in rows], tokenizer) as index:
        found = set(range(len(rows)))
        for column, words in fields.items():
            if words.wanted:
                found &= _matching(index, {column: Words(words.wanted)})
            if words.unwanted:
                found -= _matching(index, {column: Words((words.unwanted,))})
    return found


def _matching(index: sqlite3.Connection, fields: Fields) -> set[int]:
    return {row[0] for row in index.execute("SELECT rowid FROM small WHERE small MATCH ?", (to_fts5(fields),))}


@contextmanager
def _index(columns: Sequence[str], rows: Sequence[tuple[str, ...]], tokenizer: str) -> Iterator[sqlite3.Connection]:
    """A full-text index of the rows in memory, numbered from 0."""
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(f"CREATE VIRTUAL TABLE small USING fts5({', '.join(columns)}, tokenize='{tokenizer}')")
        places = ", ".join("?" * (len(columns) + 1))
        numbered = ((n, *(_UNSAFE.sub(" ", text) for text in row)) for n, row in enumerate(rows))
        index.executemany(f"INSERT INTO small(rowid, {', '.join(columns)}) VALUES ({places})", numbered)
        yield index


def keywords(text: str, spans: Sequence[Span], width: int = WIDTH, most: int = MOST) -> tuple[Keyword, ...]:
    """The first spans with at most `width` code points on either side, whole words, within their paragraph."""
    return tuple(_keyword(text, span, width) for span in spans[:most])


def _keyword(text: str, span: Span, width: int) -> Keyword:
    start, end = span
    before = text[max(0, start - width) : start]
    after = text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        before = before[_first_space(before) :]
    if end + width < len(text) and not text[end + width].isspace():
        after = after[: len(after) - _first_space(after[::-1])]
    return Keyword(span, before.rpartition("\n\n")[2], text[start:end], after.partition("\n\n")[0])


def _first_space(text: str) -> int:
    """Where the first white space stands; 0 where there is none, since a long word is better cut than lost."""
    return next((n for n, character in enumerate(text) if character.isspace()), 0)
