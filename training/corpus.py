"""PolNeAR articles as training examples: pieces and, for each attribution, cue, source and content as piece ranges.

The pieces are the package's own. Spans are cut back to their outermost words, because annotators differ on marks at the
edges; a cue of marks alone stays. Corrects nothing else in the annotation, and leaves out articles without any.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.attribute.linking import Range
from onrecord.attribute.pieces import Pieces, pieces
from onrecord.attribute.quotemarks import parse
from onrecord.spans import Span

Roles: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """One attribution; ranges of pieces, end-exclusive."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with the attributions of each of its annotators, in order of their file names."""

    name: str
    pieces: Pieces
    versions: tuple[tuple[Example, ...], ...]


def tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer of the file, without truncation or padding."""
    made: Tokenizer = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def documents(folder: Path, words: Tokenizer) -> Iterator[Document]:
    """The annotated articles of a split (a folder with text/ and attributions/), in order of their names."""
    for path in sorted((folder / "text").glob("*.txt")):
        wanted = re.compile(re.escape(path.stem) + r"_.{4}\.ann")
        files = sorted(f for f in (folder / "attributions").iterdir() if wanted.fullmatch(f.name))
        if files:
            found = article_pieces(path.read_bytes().decode("utf-8"), words)
            yield Document(path.stem, found, tuple(tuple(examples(f, found)) for f in files))


def article_pieces(text: str, words: Tokenizer) -> Pieces:
    """The pieces of a plain text whose lines are its paragraphs; offsets are code points of `text`."""
    paragraphs = list(lines(text))
    return pieces(text, paragraphs, parse(text, paragraphs).quotations, words)


def lines(text: str) -> Iterator[Span]:
    """The lines that hold more than white space."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def examples(path: Path, found: Pieces) -> Iterator[Example]:
    """The attributions of one brat file that have a cue and a content."""
    spans = zip(found.starts, found.ends, strict=True)
    is_word = np.array([any(c.isalnum() for c in found.text[s:e]) for s, e in spans])
    for roles in events(path.read_bytes().decode("utf-8")):
        cue, source, content = (ranges(found, roles.get(k, ()), is_word) for k in ("cue", "source", "content"))
        if cue and content:
            yield Example(cue[0], source[0] if source else None, tuple(content))


def events(text: str) -> Iterator[Roles]:
    """The roles of each event (E line) of a brat standoff file, as code point spans."""
    spans: dict[str, list[tuple[int, int]]] = {}
    rows = [line.split("\t") for line in text.split("\n")]
    for row in rows:
        if row[0].startswith("T") and len(row) > 1:
            parts = (part.split() for part in row[1].partition(" ")[2].split(";"))
            spans[row[0]] = [(int(first), int(last)) for first, last in parts]
    for row in rows:
        if row[0].startswith("E") and len(row) > 1:
            yield _roles(row[1].split()[1:], spans)


def _roles(arguments: Sequence[str], spans: Roles) -> Roles:
    """Several arguments of a role (Content, Content2 …) are one role."""
    roles: dict[str, list[tuple[int, int]]] = {}
    for argument in arguments:
        name, _, target = argument.partition(":")
        roles.setdefault(name.rstrip("0123456789").lower(), []).extend(spans.get(target, ()))
    return roles


def ranges(found: Pieces, spans: Sequence[tuple[int, int]], is_word: Flags) -> list[Range]:
    """Piece ranges of code point spans, from the first word to the last; marks alone count where nothing else does."""
    made = []
    for start, end in sorted(spans):
        first = int(np.searchsorted(found.ends, start, side="right"))
        last = int(np.searchsorted(found.starts, end, side="left"))
        inside = np.flatnonzero(is_word[first:last])
        if len(inside):
            made.append((first + int(inside[0]), first + int(inside[-1]) + 1))
        elif first < last and len(spans) == 1:
            made.append((first, last))
    return made
