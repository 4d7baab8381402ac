"""Tune on the dev articles what needs no training, and fit the confidence.

    python -m training.tune --model FOLDER --data POLNEAR --version 1 [--reach 192 16 48 8] [--fixed]

FOLDER holds the int8 graphs and tokenizer.json; writes FOLDER/settings.json and FOLDER/dev.json (the figures). Picks
the thresholds of the best attribution F1 and fits a logistic model of "this attribution is right" (the scorer's
relation). With --fixed the thresholds of FOLDER/settings.json stay. The calibration error is cross-validated over
articles; the thresholds are not, so the figures of dev flatter the model a little. The two thresholds at which cues are
read (cue, inside) are not tuned: a low one lets the linker and the confidence judge more of them.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeAlias

import numpy as np
from eval.attribution import scorer
from numpy.typing import NDArray

from onrecord.attribute.linking import BOUND, Found, Linked, link
from onrecord.attribute.network import Network, Settings, as_settings
from onrecord.attribute.pieces import WIDE, Reach
from training.corpus import Document, documents, tokenizer
from training.score import UNTUNED, Figures, Gold, found_in, gold_of, roles

Numbers: TypeAlias = NDArray[np.float64]
GRID: Final[dict[str, tuple[float, ...]]] = {
    "no_source": (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0),
    "begin": (-4.0, -3.0, -2.0, -1.0, 0.0),
    "alone": (0.0, 1.0, 2.0, 4.0),
    "overlap": (0.3, 0.5, 0.8),
    "confidence": (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
}
GAIN: Final = 0.02
FOLDS: Final = 5
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Dev:
    """Dev articles with the linker's scores of their cues, and their gold."""

    linked: tuple[tuple[Document, list[Linked]], ...]
    gold: Gold
    scorer: ModuleType


@dataclass(frozen=True, slots=True)
class Judged:
    """An attribution that was found: its article, its evidence, and whether the scorer accepts it."""

    name: str
    evidence: tuple[float, ...]
    right: bool


def loaded(model: Path, settings: Settings) -> Network:
    """The network of a model's folder, on one thread."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - tests of the figures need no runtime

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    paths = (str(model / f"{name}.int8.onnx") for name in ("encoder", "linker"))
    encoder, linker = (InferenceSession(path, options, providers=["CPUExecutionProvider"]) for path in paths)
    return Network(tokenizer(model / "tokenizer.json"), encoder, linker, settings)


def read(network: Network, data: Path) -> Dev:
    """Run the network over the dev articles once."""
    tool = scorer(data.resolve().parents[1])
    linked = tuple((d, list(link(d.pieces, network))) for d in documents(data / "dev", network.words))
    return Dev(linked, gold_of(tool, data / "dev", (d.name for d, _ in linked)), tool)


def found(dev: Dev, settings: Settings) -> dict[str, list[tuple[Found, Any]]]:
    """What the settings find in each article."""
    return {d.name: [(f, roles(d.pieces, f)) for f in found_in(d.pieces, k, settings)] for d, k in dev.linked}


def figures(dev: Dev, settings: Settings) -> Figures:
    """Every figure of the scorer."""
    rows = {name: [row for _, row in made] for name, made in found(dev, settings).items()}
    result: Figures = dev.scorer.evaluate(dev.gold, rows)
    return result


def judged(dev: Dev, settings: Settings) -> list[Judged]:
    """Everything that the settings find, whatever its confidence."""
    made = found(dev, replace(settings, confidence=0.0))
    rows: list[Judged] = []
    for name, text, gold in dev.gold:
        document = dev.scorer.Document(text)
        sides = [
            [{role: document.tokens(a.get(role) or []) for role in dev.scorer.ROLES} for a in side]
            for side in (gold, [row for _, row in made[name]])
        ]
        owner = dev.scorer.match(dev.scorer.RELATIONS["attr"], *sides)
        rows += [Judged(name, f.evidence, o >= 0) for (f, _), o in zip(made[name], owner, strict=True)]
    return rows


def design(evidence: Sequence[Sequence[float]]) -> Numbers:
    """One row an attribution: a one, then the logits of its evidence, as `linking.confidence` takes them."""
    p = np.clip(np.array(evidence, dtype=np.float64), BOUND, 1 - BOUND)
    return np.column_stack((np.ones(len(p)), np.log(p / (1 - p))))


def logistic(x: Numbers, y: Numbers, ridge: float = 1.0) -> Numbers:
    """The weights of a logistic model, by Newton's method with a small ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = chances(x, w)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - ridge * w)
    return w


def chances(x: Numbers, w: Numbers) -> Numbers:
    """The probabilities that the model gives."""
    return np.asarray(1 / (1 + np.exp(-x @ w)), dtype=np.float64)


def calibration_error(p: Numbers, y: Numbers, bins: int = BINS) -> float:
    """The expected calibration error (Naeini et al. 2015) over bins of equal width."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    taken = (at == b for b in range(bins))
    return float(sum(abs(p[here].mean() - y[here].mean()) * here.mean() for here in taken if here.any()))


def fold(name: str) -> int:
    """The fold of an article."""
    return sum(map(ord, name)) % FOLDS


def calibrated(dev: Dev, settings: Settings) -> tuple[Settings, float]:
    """The settings with a fitted confidence, and its calibration error on articles that it was not fitted on."""
    rows = judged(dev, settings)
    x, y = design([r.evidence for r in rows]), np.array([r.right for r in rows], dtype=np.float64)
    folds = np.array([fold(r.name) for r in rows])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[folds == k] = chances(x[folds == k], logistic(x[folds != k], y[folds != k]))
    return replace(settings, weights=tuple(float(w) for w in logistic(x, y))), calibration_error(p, y)


def tuned(dev: Dev, start: Settings) -> Settings:
    """The settings of the best attribution F1, one setting after another; a gain under 0.02 changes nothing."""
    best, top = start, objective(figures(dev, start))
    for name, values in GRID.items():
        for value in values:
            trial = Settings(**{**asdict(best), name: value})
            if trial != best and (reached := objective(figures(dev, trial))) > top + GAIN:
                best, top = trial, reached
    return best


def objective(found: Figures) -> float:
    """Attribution F1, and a little of the fragments'."""
    return found["attr.all"][2] + 0.1 * sum(found[f"frag.{role}"][2] for role in ("source", "cue", "content"))


def tune(model: Path, data: Path, start: Settings, fixed: bool = False) -> dict[str, Any]:
    """Write the model's settings.json and dev.json, from settings to start with; gives the figures."""
    dev = read(loaded(model, start), data)
    settings, _ = calibrated(dev, start)
    if not fixed:
        settings, _ = calibrated(dev, tuned(dev, settings))
    settings, error = calibrated(dev, settings)
    result = {"calibration_error": error, **{name: list(row) for name, row in figures(dev, settings).items()}}
    (model / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
    (model / "dev.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result


def main() -> None:
    """Tune as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "data"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--reach", type=int, nargs=len(WIDE), default=WIDE)
    parser.add_argument("--fixed", action="store_true")
    options = parser.parse_args()
    start = UNTUNED
    if options.fixed:
        start = as_settings(json.loads((options.model / "settings.json").read_text(encoding="utf-8")))
    start = replace(start, version=options.version, reach=Reach(*options.reach))
    for name, value in tune(options.model, options.data, start, options.fixed).items():
        print(name, value)


if __name__ == "__main__":
    main()
