"""Alterations by kind: what the trace names between a report and its parent, against the one step that was made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from eval.mutations import Step
from eval.simulator import Report
from eval.witnesses import witness
from onrecord.model import AlterationKind as Kind
from onrecord.trace.alterations import alterations

MOST: Final = 4_000


def by_kind(reports: Sequence[Report]) -> dict[str, float]:
    """Precision and recall in per cent over all kinds and for each, and the share of copies without a telling change
    (typography, contractions) of which nothing is named, over the first 4,000 copies of one step."""
    right, named, made = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    silent: list[bool] = []
    for step, found in _steps(reports):
        if not step.kinds:
            silent.append(not found)
            continue
        expected = step.kinds[0]
        made[expected] += 1
        hits = found & set(step.kinds)
        right[expected] += bool(hits)
        named.update([*([expected] if hits else []), *(found - hits)])
    figures = {"alterations.precision": _share(right.total(), named.total())}
    figures |= {"alterations.recall": _share(right.total(), made.total())}
    figures |= {"alterations.silent": _share(sum(silent), len(silent))}
    for kind in sorted(made):
        figures[f"alterations.{kind.value}.precision"] = _share(right[kind], named[kind])
        figures[f"alterations.{kind.value}.recall"] = _share(right[kind], made[kind])
    return figures


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def _steps(reports: Sequence[Report]) -> Iterator[tuple[Step, frozenset[Kind]]]:
    count = 0
    for number, report in enumerate(reports):
        if len(report.steps) == 1 and report.parent >= 0 and reports[report.parent].text != report.text:
            parent = witness(report.parent, reports[report.parent])
            found = alterations(parent, witness(number, report))
            yield report.steps[0], frozenset(one.kind for one in found)
            count += 1
            if count == MOST:
                return
