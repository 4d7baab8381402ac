"""Make the tagger's two models again: trainings, their average, a small student of it, export, tuning.

    python -m training.make --minilm FOLDER [--data ../shared/data/polnear] [--out build/model] [--install]

Two trainings run side by side; then a third goes on from their mean while a student of two layers learns from it. What
ended is not done again when the command is run again, what was cut goes on from its checkpoint. OUT/model and
OUT/model-fast then hold the models; --install copies them into the package and writes the files' hashes into
docs/model-card.md. The card's figures and words stay for a person to renew.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from onrecord.attribute.pieces import WIDE, Reach

ROOT: Final = Path(__file__).resolve().parents[1]
SHIPPED: Final = ROOT / "src" / "onrecord" / "data" / "en"
CARD: Final = ROOT / "docs" / "model-card.md"
GRAPHS: Final = ("encoder.int8.onnx", "linker.int8.onnx", "settings.json")
FILES: Final = {"model": (*GRAPHS, "tokenizer.json"), "model-fast": GRAPHS}
HOLD: Final = ("--epochs", "5", "--hold", "10")
# The rates and seeds of the shipped model.
PAIR: Final = {"a": ("--lr", "2e-4", "--data_seed", "11"), "b": ("--lr", "3.5e-4", "--data_seed", "12")}
THIRD: Final = ("--epochs", "1.5", "--score_every", "0.5", "--lr", "1e-4", "--lr_head", "3e-4", "--data_seed", "21")
STUDENT: Final = ("--epochs", "6", "--layers", "2", "--take", "0", "3", "--lr", "3.5e-4", "--data_seed", "31")
# The small model reads in shorter windows with less around them; in wide ones a fifth of what it reads is read twice.
REACH: Final = {"model": WIDE, "model-fast": Reach(192, 16, 48, 8)}


def run(commands: Iterable[Sequence[str]]) -> None:
    """Run modules of this folder side by side; raises SystemExit when one fails."""
    started = [subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT) for command in commands]
    codes = [process.wait() for process in started]
    if any(codes):
        raise SystemExit("A step failed; run the same command again to go on from the last checkpoints.")


def command(out: Path, given: argparse.Namespace, extra: Sequence[str]) -> list[str]:
    """The command of one training; it is resumed where it was cut."""
    paths = ["--data", str(given.data), "--minilm", str(given.minilm), "--out", str(out)]
    limits = [f"--{name}={value}" for name in ("steps", "articles") if (value := getattr(given, name))]
    numbers = [] if given.float32 else ["--bf16"]
    return ["training.train", *paths, *numbers, "--resume", "--threads", "1", *extra, *limits]


def made(given: argparse.Namespace) -> None:
    """Train, average, distil, export and tune; OUT/model and OUT/model-fast hold the models."""
    out: Path = given.out
    run(command(out / name, given, (*HOLD, *extra)) for name, extra in PAIR.items())
    pair, weights = out / "pair.pt", out / "weights.pt"
    run([["training.soup", str(pair), *(str(out / name / "average.pt") for name in PAIR)]])
    third = command(out / "c", given, (*THIRD, "--start", str(pair)))
    run([third, command(out / "student", given, (*STUDENT, "--teacher", str(pair)))])
    run([["training.soup", str(weights), str(pair), str(pair), str(out / "c" / "average.pt")]])
    finished(out / "model", weights, 6, given.version, given)
    finished(out / "model-fast", out / "student" / "average.pt", 2, f"{given.version}-fast", given)


def finished(model: Path, weights: Path, layers: int, version: str, given: argparse.Namespace) -> None:
    """Export the weights into the model's folder, and tune there."""
    run([["training.export", "--weights", str(weights), "--out", str(model), "--layers", str(layers)]])
    shutil.copyfile(given.minilm / "tokenizer.json", model / "tokenizer.json")
    reach = ["--reach", *map(str, REACH[model.name])]
    run([["training.tune", "--model", str(model), "--data", str(given.data), "--version", version, *reach]])


def install(out: Path, shipped: Path = SHIPPED, card: Path = CARD) -> None:
    """Copy the models into the package, and the version and hashes into the card; both read with one tokenizer."""
    for folder, names in FILES.items():
        (shipped / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(out / folder / name, shipped / folder / name)
    card.write_text(renewed(card.read_text(encoding="utf-8"), shipped), encoding="utf-8")


def renewed(card: str, shipped: Path) -> str:
    """The card with the size and hash of each shipped file; raises ValueError where the card has no row for one."""
    for name in (f"{folder}/{name}" for folder, names in FILES.items() for name in names):
        row = f"| `{name}` | {(shipped / name).stat().st_size:,} | `{digest(shipped / name)}` |"
        card, count = re.subn(rf"^\| `{re.escape(name)}` \|.*$", row, card, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"the model card has {count} rows for {name}")
    version = json.loads((shipped / "model" / "settings.json").read_text(encoding="utf-8"))["version"]
    return re.sub(r"^\| Version \|.*$", f"| Version | {version} |", card, flags=re.MULTILINE)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Make the models as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minilm", type=Path, required=True, help="the folder that holds model.safetensors")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/polnear")
    parser.add_argument("--out", type=Path, default=ROOT / "build/model")
    parser.add_argument("--version", default="2")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--float32", action="store_true", help="for a CPU without bfloat16")
    parser.add_argument("--steps", type=int, default=0, help="stop each training after so many steps, for a trial")
    parser.add_argument("--articles", type=int, default=0, help="use so many articles only, for a trial")
    given = parser.parse_args()
    given.minilm, given.data, given.out = (path.resolve() for path in (given.minilm, given.data, given.out))
    made(given)
    if given.install:
        install(given.out)
    print(f"the models are in {given.out}: " + ", ".join(FILES))


if __name__ == "__main__":
    main()
