"""Measure whether a statement's confidence is how often such statements are right, one line a figure.

    python -m eval.calibration [--shared ../shared] [--split dev] [--bins]

A statement is right when the scorer's relation `attr` matches it with the gold. The expected calibration error (Naeini,
Cooper and Hauskrecht, AAAI 2015) is the gap between the mean confidence and the share that is right, over ten bins of
equal width, weighted by the statements in each. Nested statements are left out: the corpus has none.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias, get_args

from eval.errors import compared
from onrecord.attribute import Method

BINS = 10

Judged: TypeAlias = tuple[float, bool]


class Bin(NamedTuple):
    """Statements of like confidence: how many, their mean confidence, and the share of them that is right, 0 to 1."""

    number: int
    confidence: float
    right: float


def judged(shared: Path, split: str, method: Method) -> list[Judged]:
    """The confidence of every statement of a split, and whether the statement is right."""
    documents = compared(shared, split, method)
    return [(p.statement.confidence, p.match is not None) for document in documents for p in document.predicted]


def binned(found: Sequence[Judged], bins: int = BINS) -> list[Bin]:
    """The bins that hold a statement, from the least confidence to the greatest; 1.0 goes into the last."""
    parts: list[list[Judged]] = [[] for _ in range(bins)]
    for confidence, right in found:
        parts[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [Bin(len(part), *(sum(column) / len(part) for column in zip(*part, strict=True))) for part in parts if part]


def expected_error(found: Sequence[Bin]) -> float:
    """The expected calibration error, 0 to 1; 0 where there is no statement."""
    total = sum(part.number for part in found)
    return sum(part.number * abs(part.confidence - part.right) for part in found) / total if total else 0.0


def lines(method: Method, parts: Sequence[Bin]) -> Iterator[str]:
    """The figures of a method in per cent, one a line."""
    total = sum(part.number for part in parts)
    for name in ("confidence", "right"):
        mean = sum(part.number * float(getattr(part, name)) for part in parts) / total if total else 0.0
        yield f"{method}.{name:12s} {100 * mean:5.1f} %  of {total}"
    yield f"{method}.{'error':12s} {100 * expected_error(parts):5.1f} %"


def main() -> None:
    """Print the figures of both methods, and the bins where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--bins", action="store_true", help="print every bin")
    arguments = parser.parse_args()
    for method in get_args(Method):
        parts = binned(judged(arguments.shared, arguments.split, method))
        print("\n".join(lines(method, parts)))
        for part in parts if arguments.bins else []:
            print(f"  {100 * part.confidence:5.1f} % sure, {100 * part.right:5.1f} % right, {part.number} statements")


if __name__ == "__main__":
    main()
