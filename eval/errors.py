"""Draw errors of attribution at random and show each with its context, so that a person can sort them by cause.

    python -m eval.errors [--number 50] [--seed 1] [--shared ../shared] [--split dev] [--method tagger|rules]

Half are attributions of the gold that nothing found, half are statements that match no gold, by the scorer's relation
`attr`. The same seed draws the same errors from the same model. It shows what the articles say, so its output does not
go into the project; what was read in it, by cause, is in docs/quality.md.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NamedTuple, TypeAlias

from eval.attribution import offsets, roles, scorer
from onrecord.attribute import Method, attribute
from onrecord.clean import clean
from onrecord.model import Statement
from onrecord.read import read_article
from onrecord.read.capture import from_path
from onrecord.spans import Span

ROLES = ("source", "cue", "content")
AROUND = 200

Roles: TypeAlias = Mapping[str, Sequence[Span]]
Side: TypeAlias = Literal["missed", "matches nothing"]


class Predicted(NamedTuple):
    """A statement with offsets into the file, and the gold attribution (by its place) that it matches, if any."""

    statement: Statement
    roles: Roles
    match: int | None


class Compared(NamedTuple):
    """A document with its gold attributions and its statements."""

    name: str
    text: str
    gold: Sequence[Roles]
    predicted: Sequence[Predicted]


class Error(NamedTuple):
    """A gold attribution without a statement, or a statement without a gold attribution."""

    side: Side
    document: Compared
    place: int


def compared(shared: Path, split: str, method: Method) -> Iterator[Compared]:
    """The documents of a split, matched by the scorer's relation `attr`; nested statements are left out."""
    tool = scorer(shared)
    folder = shared / "data" / "polnear" / split
    for name, text, gold in tool.read_gold(folder):
        article = clean(read_article(from_path(folder / "text" / f"{name}.txt"), "text"))
        places = offsets(article, text)
        found = [s for s in attribute(article, method) if s.within is None]
        yield matched(tool, name, text, spanned(gold), [(s, roles(s, places)) for s in found])


def spanned(gold: Sequence[Mapping[str, Any]]) -> list[Roles]:
    """The scorer's attributions with spans for its lists of two offsets."""
    return [{role: [Span(start, end) for start, end in sorted(item[role])] for role in ROLES} for item in gold]


def matched(
    tool: ModuleType, name: str, text: str, gold: Sequence[Roles], found: Sequence[tuple[Statement, Roles]]
) -> Compared:
    """The two sides of a document, matched one to one. Like the scorer, it leaves out content without a word."""
    document = tool.Document(text)
    golds = [item for item in gold if document.tokens(item["content"])]
    kept = [(statement, item) for statement, item in found if document.tokens(item["content"])]
    words = [
        [{role: document.tokens(item[role]) for role in ROLES} for item in s] for s in (golds, [i for _, i in kept])
    ]
    owners: list[int] = tool.match(tool.RELATIONS["attr"], *words)
    pairs = zip(kept, owners, strict=True)
    return Compared(name, text, golds, [Predicted(s, item, own if own >= 0 else None) for (s, item), own in pairs])


def errors(documents: Sequence[Compared]) -> tuple[list[Error], list[Error]]:
    """All gold attributions missed, and all statements that match nothing, in order of the documents."""
    missed, extra = list[Error](), list[Error]()
    for document in documents:
        met = {item.match for item in document.predicted}
        missed += [Error("missed", document, k) for k in range(len(document.gold)) if k not in met]
        extra += [Error("matches nothing", document, k) for k, p in enumerate(document.predicted) if p.match is None]
    return missed, extra


def drawn(missed: Sequence[Error], extra: Sequence[Error], number: int, seed: int) -> list[Error]:
    """`number` errors at random, half of each side, or as many as there are."""
    chance = random.Random(seed)
    half = number // 2
    return [error for side in (missed, extra) for error in chance.sample(side, min(half, len(side)))]


def apart(error: Error) -> bool:
    """Whether no content of the other side touches the error's, so that it is no matter of edges or of the source."""
    document = error.document
    missed = error.side == "missed"
    own = document.gold[error.place] if missed else document.predicted[error.place].roles
    others = [p.roles for p in document.predicted] if missed else document.gold
    return not any(
        s.start < span.end and span.start < s.end for o in others for s in o["content"] for span in own["content"]
    )


def shown(error: Error) -> Iterator[str]:
    """Lines that show the error: where, the text around it, and the gold and the statements that touch it."""
    document = error.document
    item = document.gold[error.place] if error.side == "missed" else document.predicted[error.place].roles
    here = hull(item)
    start, end = max(0, here.start - AROUND), min(len(document.text), here.end + AROUND)
    yield f"{error.side}: {document.name}, {here.start}–{here.end}"
    yield f"  text    {' ⏎ '.join(document.text[start:end].split(chr(10)))}"
    for k, gold in enumerate(document.gold):
        if touches(gold, here):
            mark = "*" if error.side == "missed" and k == error.place else " "
            yield f"{mark} gold    {quoted(document.text, gold)}"
    for k, found in enumerate(document.predicted):
        if touches(found.roles, here):
            mark = "*" if error.side != "missed" and k == error.place else " "
            right = "matches nothing" if found.match is None else "matches"
            yield f"{mark} found   {quoted(document.text, found.roles)} ({right}; {found.statement.confidence:.2f})"


def hull(item: Roles) -> Span:
    """From the first to the last code point of an attribution."""
    spans = [span for role in ROLES for span in item[role]]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def touches(item: Roles, here: Span) -> bool:
    """Whether an attribution has a word there."""
    return any(span.start < here.end and here.start < span.end for role in ROLES for span in item[role])


def quoted(text: str, item: Roles) -> str:
    """The words of each role, the pieces of a split one parted by an ellipsis."""
    words = {role: " … ".join(" ".join(text[s.start : s.end].split()) for s in item[role]) for role in ROLES}
    return " | ".join(words[role] or "–" for role in ROLES)


def main() -> None:
    """Print how many errors there are, and the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--method", choices=("tagger", "rules"), default="tagger")
    arguments = parser.parse_args()
    missed, extra = errors(list(compared(arguments.shared, arguments.split, arguments.method)))
    for name, side in (("of the gold missed", missed), ("statements match nothing", extra)):
        print(f"{len(side)} {name}, {sum(map(apart, side))} of them with content that the other side leaves alone")
    print("Below: source | cue | content, * the error")
    for number, error in enumerate(drawn(missed, extra, arguments.number, arguments.seed), 1):
        print(f"\n{number}. " + "\n".join(shown(error)))


if __name__ == "__main__":
    main()
