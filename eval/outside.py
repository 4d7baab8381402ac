"""How attribution holds outside PolNeAR's genre and style of marks, one line a figure.

    python -m eval.outside [--shared ../shared] [--method tagger|fast|rules]

GUM (Zeldes et al.): a unit with the relation attribution-positive is the clause of a source. It is found when the cue
of a statement lies in it; its source is right when the statement's source shares a character with the annotated words.
GUM counts only attributions with a clause of their own, so that a statement outside them is not thereby wrong. PolNeAR
dev is scored again with its quotation marks rewritten.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from eval.attribution import scorer
from onrecord.attribute import Method, attribute
from onrecord.clean.paragraphs import paragraphs
from onrecord.model import Article, Statement
from onrecord.spans import Span, overlaps

STYLES: Final = {
    "as they are": {},
    "straight": {"“": '"', "”": '"', "’": "'", "‘": "'"},
    "British, curly": {"“": "‘", "”": "’", "‘": "“"},
    "British, straight": {"“": "'", "”": "'", "’": "'", "‘": '"'},
    "none": {"“": " ", "”": " ", '"': " "},
}
FIGURES: Final = ("attr.all", "attr.quoted", "attr.direct", "attr.indirect")
SOURCE: Final = re.compile(r"sem-atsrc-(\d+)(?:-(\d+))?")


class Clause(NamedTuple):
    """The clause of an attribution's source, and the source's own words where they are annotated."""

    span: Span
    source: Span | None


def read_gum(text: str) -> tuple[str, list[Clause]]:
    """The text of a CoNLL-U document, a paragraph a line, and the clauses of its attributions."""
    words, spans, units = "", list[Span](), list[tuple[int, str]]()
    for line in text.split("\n"):
        fields = line.split("\t")
        if line.startswith("# newpar") and words:
            words = words.rstrip() + "\n\n"
        if len(fields) == 10 and fields[0].isdigit():
            if found := re.search(r"Discourse=([^|]+)", fields[9]):
                units.append((len(spans), found[1]))
            spans.append(Span(len(words), len(words) + len(fields[1])))
            words += fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
    ends = [*(first for first, _ in units[1:]), len(spans)]
    made = (_clause(spans, first, end, relation) for (first, relation), end in zip(units, ends, strict=True))
    return words, [clause for clause in made if clause]


def _clause(spans: list[Span], first: int, end: int, relation: str) -> Clause | None:
    if not relation.startswith("attribution-positive"):
        return None
    at = SOURCE.search(relation)
    last = min(int(at[2] or at[1]), len(spans)) if at else 0
    source = Span(spans[int(at[1]) - 1].start, spans[last - 1].end) if at else None
    return Clause(Span(spans[first].start, spans[end - 1].end), source)


def statements(text: str, method: Method) -> list[Statement]:
    """The statements of a plain text that stand in no other."""
    return [s for s in attribute(Article("a", text, paragraphs=paragraphs(text)), method) if s.within is None]


def gum(folder: Path, genre: str, method: Method) -> str:
    """One line for the documents of a genre."""
    clauses = found = sources = right = 0
    for path in sorted(folder.glob(f"GUM_{genre}_*.conllu")):
        text, gold = read_gum(path.read_text(encoding="utf-8"))
        made = statements(text, method)
        for clause in gold:
            here = [s for s in made if any(overlaps(cue, clause.span) for cue in s.cue)]
            clauses, found = clauses + 1, found + bool(here)
            if here and clause.source:
                sources += 1
                right += any(overlaps(part, clause.source) for s in here for part in s.source)
    shares = (100 * found / clauses, 100 * right / sources)
    return f"gum.{genre:20s} found {shares[0]:5.1f} % of {clauses}  source {shares[1]:5.1f} % of {sources}"


def styles(shared: Path, method: Method) -> Iterator[str]:
    """One line for each style of quotation marks."""
    tool = scorer(shared)
    gold = list(tool.read_gold(shared / "data" / "polnear" / "dev"))
    for name, change in STYLES.items():
        table = str.maketrans(change)
        made = {document: [roles(s) for s in statements(text.translate(table), method)] for document, text, _ in gold}
        figures = tool.evaluate(gold, made)
        yield f"marks.{name:18s} " + "  ".join(f"{figure[5:]} {figures[figure][2]:5.1f}" for figure in FIGURES)


def roles(statement: Statement) -> dict[str, Any]:
    """A statement as the scorer reads it."""
    return {"source": statement.source, "cue": statement.cue, "content": statement.content}


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--method", choices=get_args(Method), default="tagger")
    arguments = parser.parse_args()
    for genre in ("news", "interview"):
        print(gum(arguments.shared / "data" / "gum", genre, arguments.method))
    for line in styles(arguments.shared, arguments.method):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
