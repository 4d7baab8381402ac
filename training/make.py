"""Make the tagger's model again: three trainings, their average, export, tuning.

    python -m training.make --minilm FOLDER [--data ../shared/data/polnear] [--out build/model] [--install]

Two trainings run side by side, a third goes on from their mean; what ended is not done again when the command is run
again, what was cut goes on from its checkpoint. OUT/model then holds the model; --install copies it into the package
and writes the files' hashes into docs/model-card.md. The card's figures and words stay for a person to renew.
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

ROOT: Final = Path(__file__).resolve().parents[1]
SHIPPED: Final = ROOT / "src" / "onrecord" / "data" / "en" / "model"
CARD: Final = ROOT / "docs" / "model-card.md"
FILES: Final = ("encoder.int8.onnx", "linker.int8.onnx", "tokenizer.json", "settings.json")
HOLD: Final = ("--epochs", "5", "--hold", "10")
# The rates and seeds of the shipped model.
PAIR: Final = {"a": ("--lr", "2e-4", "--data_seed", "11"), "b": ("--lr", "3.5e-4", "--data_seed", "12")}
THIRD: Final = ("--epochs", "1.5", "--score_every", "0.5", "--lr", "1e-4", "--lr_head", "3e-4", "--data_seed", "21")


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


def made(given: argparse.Namespace) -> Path:
    """Train, average, export and tune; gives the model's folder."""
    out: Path = given.out
    model = out / "model"
    run(command(out / name, given, (*HOLD, *extra)) for name, extra in PAIR.items())
    pair, weights = out / "pair.pt", out / "weights.pt"
    run([["training.soup", str(pair), *(str(out / name / "average.pt") for name in PAIR)]])
    run([command(out / "c", given, (*THIRD, "--start", str(pair)))])
    run([["training.soup", str(weights), str(pair), str(pair), str(out / "c" / "average.pt")]])
    run([["training.export", "--weights", str(weights), "--out", str(model)]])
    shutil.copyfile(given.minilm / "tokenizer.json", model / "tokenizer.json")
    run([["training.tune", "--model", str(model), "--data", str(given.data), "--version", given.version]])
    return model


def install(model: Path, shipped: Path = SHIPPED, card: Path = CARD) -> None:
    """Copy the model into the package, and its version and hashes into the card."""
    shipped.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(model / name, shipped / name)
    card.write_text(renewed(card.read_text(encoding="utf-8"), shipped), encoding="utf-8")


def renewed(card: str, shipped: Path) -> str:
    """The card with the size and hash of each shipped file; raises ValueError where the card has no row for one."""
    for name in FILES:
        row = f"| `{shipped.name}/{name}` | {(shipped / name).stat().st_size:,} | `{digest(shipped / name)}` |"
        card, count = re.subn(
            rf"^\| `{re.escape(shipped.name)}/{re.escape(name)}` \|.*$", row, card, flags=re.MULTILINE
        )
        if count != 1:
            raise ValueError(f"the model card has {count} rows for {name}")
    version = json.loads((shipped / "settings.json").read_text(encoding="utf-8"))["version"]
    return re.sub(r"^\| Version \|.*$", f"| Version | {version} |", card, flags=re.MULTILINE)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Make the model as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minilm", type=Path, required=True, help="the folder that holds model.safetensors")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/polnear")
    parser.add_argument("--out", type=Path, default=ROOT / "build/model")
    parser.add_argument("--version", default="1")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--float32", action="store_true", help="for a CPU without bfloat16")
    parser.add_argument("--steps", type=int, default=0, help="stop each training after so many steps, for a trial")
    parser.add_argument("--articles", type=int, default=0, help="use so many articles only, for a trial")
    given = parser.parse_args()
    given.minilm, given.data, given.out = (path.resolve() for path in (given.minilm, given.data, given.out))
    model = made(given)
    if given.install:
        install(model)
    print(f"the model is in {model}")


if __name__ == "__main__":
    main()
