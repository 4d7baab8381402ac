"""Score grouping, alterations and descent on collections of known ancestry, one line a figure, against pinned floors.

    python -m eval.lineage [--shared ../shared] [--size 10000] [--seed 7] [--peers]
    python -m eval.lineage --real [--shared ../shared]

Grouping: B-cubed (Bagga and Baldwin 1998) over reports, and pairs of reports; the recall that the candidates leave to
the judge. Alterations: for copies of one step, the kinds that the trace names against those that were made. Descent:
the true nearest ancestor in the collection, the very report or one with its words, with exact times, with days alone,
and with 30 % of the reports missing. Each way to group runs in a process of its own, whose CPU seconds are those of
grouping alone and whose memory is its peak in GB; `growth.exponent` is that of the CPU seconds from a tenth of the
size. `--real` says how many of the pairs that were judged by hand are judged so, on the half that nothing was fitted
on, and how many of the pairs that are accepted when all are compared are suggested. Exit code 1 when a figure misses
its floor in eval/floors.toml.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval import suggested
from eval.attribution import FLOORS
from eval.parents import MODES, parents
from eval.peers import METHODS
from eval.real import judged
from eval.simulator import Report, material, simulate
from eval.stepwise import by_kind
from onrecord.trace import judge
from onrecord.trace.rows import Row
from onrecord.trace.words import forms

PINNED: Final = 10_000
ONRECORD: Final = "onrecord"

Figures = dict[str, float]


def labels(count: int, groups: Iterable[Sequence[int]]) -> NDArray[np.int64]:
    """The group of each of `count` rows, by the lowest row in it."""
    found = np.arange(count)
    for members in groups:
        found[list(members)] = min(members)
    return found


def grouping(found: NDArray[np.int64], gold: NDArray[np.int64]) -> Figures:
    """Precision, recall and F1 in per cent: B-cubed and by pairs."""
    _, both, shared = np.unique(found * (int(gold.max()) + 1) + gold, return_inverse=True, return_counts=True)
    _, of_found, sizes = np.unique(found, return_inverse=True, return_counts=True)
    _, of_gold, wanted = np.unique(gold, return_inverse=True, return_counts=True)
    pairs, given, right = (float((n * (n - 1) / 2).sum()) for n in (shared, sizes, wanted))
    cubed = _f1(float((shared[both] / sizes[of_found]).mean()), float((shared[both] / wanted[of_gold]).mean()))
    paired = _f1(pairs / max(given, 1), pairs / max(right, 1))
    return {
        f"{name}.{key}": value for name, three in (("bcubed", cubed), ("pairs", paired)) for key, value in three.items()
    }


def _f1(precision: float, recall: float) -> Figures:
    both = precision + recall
    three = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}
    return {key: 100 * value for key, value in three.items()}


def measured(method: str, reports: Sequence[Report]) -> Figures:
    """One way to group, in a process of its own: its figures, CPU seconds and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        given, told = Path(folder) / "rows.tsv", Path(folder) / "labels.npy"
        with given.open("w", encoding="utf-8") as out:
            out.writelines(f"{one.day}\t{one.speaker}\t{int(one.quoted)}\t{one.text}\n" for one in reports)
        command = [sys.executable, "-m", "eval.lineage", "--child", method, str(given), str(told)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        gold = np.fromiter((one.family for one in reports), np.int64)
        spent: Figures = json.loads(done.stdout)
        return grouping(np.load(told), gold) | spent


def child(method: str, given: Path, told: Path) -> None:
    """Group the rows of a file and say what it cost."""
    with given.open(encoding="utf-8") as lines:
        found = [_row(at, line.rstrip("\n").split("\t")) for at, line in enumerate(lines)]
    before = time.process_time()
    groups = METHODS[method](found)
    spent = time.process_time() - before
    np.save(told, labels(len(found), groups))
    print(json.dumps({"cpu": spent, "memory": peak()}))


def peak() -> float:
    """The most memory in GB that this process has had, as Linux tells it; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("VmHWM:")), 0.0)


def _row(at: int, cells: Sequence[str]) -> Row:
    day, speaker, quoted, text = cells
    return Row(at, f"a{at:07d}#s1", tuple(forms(text)), int(day), speaker, quoted=quoted == "1")


def growth(small: Sequence[Report], reports: Sequence[Report], spent: float) -> float:
    """The exponent by which the CPU seconds grow with the size, from a tenth of it."""
    return math.log(spent / measured(ONRECORD, small)["cpu"]) / math.log(len(reports) / len(small))


def real(shared: Path) -> Figures:
    """Precision and recall in per cent on the pairs in odd lines of the labels; those that OnRecord does not suggest
    count as not accepted. Then what the candidates leave to the judge."""
    told = judged(shared)
    odd = np.arange(len(told.same)) % 2 == 1
    accepted = judge.accepted(told.pairs) & told.suggested
    both = float((accepted & told.same & odd).sum())
    figures = _f1(both / max(int((accepted & odd).sum()), 1), both / int((told.same & odd).sum()))
    labels = 100 * float(told.suggested[told.same].mean())
    named = {f"real.{key}": value for key, value in figures.items()}
    return named | {"real.labels-suggested": labels} | suggested.real(shared)


def missed(section: str, figures: Figures) -> list[str]:
    """The figures under their floor."""
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["lineage"][section]
    return [f"{name} {figures[name]:.1f} < {least}" for name, least in pinned.items() if figures[name] < least]


def simulated(shared: Path, size: int, seed: int, peers: bool) -> Figures:
    """All figures of a simulated collection, printed as they come."""
    made_of = material(shared, size)
    reports = simulate(made_of, size, seed)
    figures = shown(measured(ONRECORD, reports))
    if size >= 10 * PINNED:
        smaller = simulate(made_of, size // 10, seed)
        shown({"growth.exponent": growth(smaller, reports, figures["cpu"])})
    gold = np.fromiter((one.family for one in reports), np.int64)
    figures |= shown({"candidates.recall": grouping(suggested.linked(reports), gold)["bcubed.recall"]})
    figures |= shown(by_kind(reports))
    for mode in MODES:
        figures |= shown(parents(reports, mode, seed))
    for peer in [name for name in METHODS if name != ONRECORD] if peers else ():
        told = measured(peer, reports)
        shown({f"{peer}.{name}": value for name, value in told.items()})
        shown({f"{peer}.times-slower": told["cpu"] / figures["cpu"]})
    return figures


def shown(figures: Figures) -> Figures:
    """The figures, printed."""
    for name, value in figures.items():
        print(f"{name}\t{value:.3f}" if value < 10 else f"{name}\t{value:.1f}", flush=True)
    return figures


def main() -> int:
    """Measure, print and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--size", type=int, default=PINNED)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peers", action="store_true", help="other ways to find candidates in the same run")
    parser.add_argument("--real", action="store_true", help="pairs of real quotations, judged by hand")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        method, given, told = chosen.child
        child(method, Path(given), Path(told))
        return 0
    if chosen.real:
        under = missed("real", shown(real(chosen.shared)))
    else:
        found = simulated(chosen.shared, chosen.size, chosen.seed, chosen.peers)
        under = missed("simulated", found) if chosen.size == PINNED else []
    print(*under, sep="\n", file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
