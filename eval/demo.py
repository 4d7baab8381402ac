"""Score statements and speakers on the demo collection's gold, one line a figure, against the pinned floors.

    python -m eval.demo [--verbose]

A gold statement is found when a statement shares half of its content both ways. Its speaker is right when the name is
the gold's, or when the gold's is unnamed and no name is given; wrong when another name is given; else unresolved, as is
a surname that two people share. A wrong name is the figure that matters most. The collection was written for this
project: its figures say that nothing has broken, not how good OnRecord is on articles that it has never seen. Exit code
1 when a figure misses its floor.
"""

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from eval.attribution import floors
from onrecord.data.demo_collection import articles, gold, placed
from onrecord.frame.case import is_named
from onrecord.model import Record, Speaker, Statement
from onrecord.read.capture import from_stream
from onrecord.record import read
from onrecord.spans import Spans


class Pair(NamedTuple):
    """A gold statement, the statement that found it, if any, and the outcome."""

    file: str
    expected: dict[str, Any]
    found: Statement | None
    speaker: Speaker | None
    outcome: str


def code_points(spans: Spans) -> frozenset[int]:
    """The offsets that the spans cover."""
    return frozenset(offset for span in spans for offset in range(span.start, span.end))


def pairs() -> Iterator[Pair]:
    """Every gold statement of the collection with its outcome: right, wrong, unresolved or missed."""
    expected = {entry["file"]: entry for entry in gold()["articles"]}
    for article in articles():
        record = read(from_stream(io.BytesIO(article.data), article.file))
        yield from compare(article.file, expected[article.file], record)


def compare(file: str, entry: dict[str, Any], record: Record) -> Iterator[Pair]:
    """The gold statements of one article against its record."""
    places = placed(entry, record.article.text)
    speakers = {speaker.id: speaker for speaker in record.speakers}
    free = {statement.id: (statement, code_points(statement.content)) for statement in record.statements}
    for expected in entry["statements"]:
        wanted = code_points(places[expected["id"]]["content"])
        close = [
            (len(wanted & content) / len(wanted | content), key)
            for key, (_, content) in free.items()
            if half(wanted, content)
        ]
        match = max(close, default=(0.0, None))[1]
        statement = free.pop(match)[0] if match else None
        speaker = speakers.get(statement.speaker or "") if statement else None
        outcome = judge(expected["speaker"], speaker) if statement else "missed"
        yield Pair(file, expected, statement, speaker, outcome)


def half(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether the two share half of either."""
    return 2 * len(one & other) >= max(len(one), len(other))


def judge(expected: str | None, speaker: Speaker | None) -> str:
    """Whether the speaker is the expected one."""
    named = speaker is not None and is_named(speaker)
    if expected is None or expected.startswith("unnamed"):
        return "wrong" if named else "right"
    if speaker is not None and speaker.name == expected:
        return "right"
    part = speaker is not None and set(speaker.name.split()) < set(expected.split())
    return "wrong" if named and not part else "unresolved"


def figures(found: list[Pair]) -> dict[str, float]:
    """Shares in per cent: gold statements found, and of those the speakers right, wrong and unresolved."""
    outcomes = Counter(pair.outcome for pair in found)
    met = len(found) - outcomes["missed"]
    shares = {f"speaker.{name}": 100 * outcomes[name] / met for name in ("right", "wrong", "unresolved")}
    return {"statements.found": 100 * met / len(found)} | shares


def missed_floors(measured: dict[str, float]) -> list[str]:
    """A line for each figure on the wrong side of its floor; a share of wrong names has a ceiling."""
    short = []
    for name, floor in floors("demo").items():
        bad = measured[name] > floor if name == "speaker.wrong" else measured[name] < floor
        short += [f"{name}: {measured[name]:.1f}, and the floor is {floor}"] if bad else []
    return short


def main() -> int:
    """Print the figures and compare them with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print every statement that is not right")
    arguments = parser.parse_args()
    found = list(pairs())
    for pair in found if arguments.verbose else []:
        if pair.outcome != "right":
            name = pair.speaker.name if pair.speaker else None
            print(f"{pair.outcome:10s} {pair.file}: {pair.expected['speaker']} | {pair.expected['content']} -> {name}")
    measured, met = figures(found), sum(pair.outcome != "missed" for pair in found)
    for name, share in measured.items():
        print(f"{name:20s} {share:5.1f} %  of {len(found) if name == 'statements.found' else met}")
    short = missed_floors(measured)
    print("\n".join(short), end="\n" if short else "", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
