"""Score attribution on PolNeAR, one line a figure, against the pinned floors.

    python -m eval.attribution [--shared ../shared] [--split dev] [--method tagger|fast|rules]

Reads each text of the split as `onrecord read --as text` does, so that what is dropped as furniture counts too, carries
the offsets back to the file, and lets the scorer beside the data (tools/eval_polnear.py) count. Nested statements are
left out: the corpus has none. Exit code 1 when a figure of dev is under its floor in eval/floors.toml.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from onrecord.attribute import Method, attribute
from onrecord.clean import clean
from onrecord.model import Article, Statement
from onrecord.read import read_article
from onrecord.read.capture import from_path
from onrecord.spans import Span, Spans

FLOORS = Path(__file__).with_name("floors.toml")
FIGURES = ("frag.source", "frag.cue", "frag.content", "exact.source", "exact.cue", "exact.content")


def scorer(shared: Path) -> ModuleType:
    """The scorer as a module; it is not part of the project."""
    spec = util.spec_from_file_location("eval_polnear", shared / "tools" / "eval_polnear.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer in {shared}; name the folder that holds tools/ and data/ with --shared.")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(folder: Path, method: Method) -> Iterator[dict[str, Any]]:
    """One line a document in the scorer's form, offsets into the text file."""
    for path in sorted((folder / "text").glob("*.txt")):
        article = clean(read_article(from_path(path), "text"))
        back = offsets(article, path.read_bytes().decode("utf-8"))
        found = [roles(statement, back) for statement in attribute(article, method) if statement.within is None]
        yield {"doc": path.stem, "attributions": found}


def offsets(article: Article, text: str) -> list[int]:
    """For each code point of the article's text, its place in the file; what was dropped has none."""
    places: list[int] = []
    position = 0
    for paragraph in article.paragraphs:
        words = article.text[paragraph.span.start : paragraph.span.end]
        found = text.find(words, position)
        if found < 0:
            raise ValueError(f"a paragraph of {article.id} is not in its file: {words[:60]!r}")
        places += range(found - (paragraph.span.start - len(places)), found)
        places += range(found, found + len(words))
        position = found + len(words)
    return places


def roles(statement: Statement, places: list[int]) -> dict[str, list[Span]]:
    """The three roles of a statement with offsets into the file."""
    return {name: moved(getattr(statement, name), places) for name in ("source", "cue", "content")}


def moved(spans: Spans, places: list[int]) -> list[Span]:
    """The spans in the file."""
    return [Span(places[span.start], places[span.end - 1] + 1) for span in spans]


def floors(task: str) -> dict[str, float]:
    """The pinned floors of one task, by figure."""
    found: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[task]
    return found


def under_floor(method: Method, figures: dict[str, float]) -> list[str]:
    """A line for each figure below its floor."""
    short = ((name, floor) for name, floor in floors(method).items() if figures[name] < floor)
    return [f"{name}: {figures[name]:.1f} is under the floor {floor}" for name, floor in short]


def measure(shared: Path, split: str, method: Method) -> dict[str, tuple[float, float, float, int, int]]:
    """Every figure of the scorer: precision, recall, F1 in per cent, predicted, gold."""
    tool = scorer(shared)
    folder = shared / "data" / "polnear" / split
    found = {row["doc"]: row["attributions"] for row in predictions(folder, method)}
    result: dict[str, tuple[float, float, float, int, int]] = tool.evaluate(tool.read_gold(folder), found)
    return result


def main() -> int:
    """Print the figures and compare them with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--method", choices=get_args(Method), default="tagger")
    arguments = parser.parse_args()
    figures = measure(arguments.shared, arguments.split, arguments.method)
    for name, (precision, recall, f1, predicted, gold) in figures.items():
        if name.startswith(("attr.", "content_only.", "strict.")) or name in FIGURES:
            print(f"{name:20s} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  predicted {predicted}  gold {gold}")
    if arguments.split != "dev":
        return 0
    short = under_floor(arguments.method, {name: figure[2] for name, figure in figures.items()})
    for line in short:
        print(line, file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
