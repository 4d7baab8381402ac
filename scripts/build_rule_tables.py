"""Count, on PolNeAR's training articles, how often verb forms report and how often each rule is right.

    python scripts/build_rule_tables.py [--data ../shared/data] [--out src/onrecord/data/en]

Writes verb_cues.tsv (form, seen outside quotations, part of a cue, smoothed rate) and rule_scores.tsv (rule, rate of
the reporting word in fifths, right, made, smoothed share: the confidence of a statement). "Right" is the attribution
match of the PolNeAR scorer: half of the content both ways and a shared word of the source. Derived counts only.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.attribute import assemble
from onrecord.attribute.candidates import bucket
from onrecord.attribute.cues import may_be_verb
from onrecord.attribute.quotemarks import outermost, parse
from onrecord.attribute.tokens import QUOTATION, units
from onrecord.model import Article, Paragraph, ParagraphKind
from onrecord.spans import Span

HEADER = """# Derived counts over the training split of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018). It states
# no licence for the corpus; no text can be made again from them. Made by scripts/build_rule_tables.py. Apache-2.0.
"""
LEAST_CUES = 2
LEAST_RATE = 0.03
PRIOR = 4
BUCKETS = 5


def scorer(shared: Path) -> ModuleType:
    """The PolNeAR scorer, which lies beside the data."""
    sys.path.insert(0, str(shared / "tools"))
    import eval_polnear  # type: ignore[import-not-found]  # noqa: PLC0415 - found only at run time

    module: ModuleType = eval_polnear
    return module


def split(text: str) -> tuple[Paragraph, ...]:
    """PolNeAR's texts have a paragraph a line."""
    return tuple(Paragraph(Span(*m.span()), ParagraphKind.BODY) for m in re.finditer(r"[^\n]+", text))


def article(text: str) -> Article:
    """A plain text as an article, nothing dropped."""
    return Article("a", text, paragraphs=split(text))


def verb_cues(documents: Iterable[tuple[str, str, Any]]) -> Iterator[str]:
    """Rows of verb_cues.tsv."""
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for _, text, attributions in documents:
        inside = bytearray(len(text) + 1)
        for start, end in (span for attribution in attributions for span in attribution["cue"]):
            inside[start:end] = b"\1" * (end - start)
        paragraphs = [p.span for p in split(text)]
        tops = [q.span for q in outermost(parse(text, paragraphs).quotations)]
        for span in paragraphs:
            own = [q for q in tops if span.start <= q.start < span.end]
            found = units(text, span, own)
            for index, unit in enumerate(found):
                if unit.tag != QUOTATION and may_be_verb(found, index):
                    seen[unit.form] += 1
                    cues[unit.form] += inside[unit.start]
    for form in sorted(seen):
        rate = cues[form] / (seen[form] + PRIOR / 2)
        if cues[form] >= LEAST_CUES and rate >= LEAST_RATE and form.isalpha():
            yield f"{form}\t{seen[form]}\t{cues[form]}\t{rate:.3f}"


def rule_scores(documents: Iterable[tuple[str, str, Any]], tool: ModuleType) -> Iterator[str]:
    """Rows of rule_scores.tsv, each rule's share smoothed towards its share over all rates."""
    right: Counter[tuple[str, int]] = Counter()
    made: Counter[tuple[str, int]] = Counter()
    for _, text, attributions in documents:
        document = tool.Document(text)
        gold = [{role: document.tokens(a[role]) for role in tool.ROLES} for a in attributions]
        found = assemble.candidates(article(text), parse(text, [p.span for p in split(text)]).quotations)
        items = [{role: document.tokens(getattr(c, role)) for role in tool.ROLES} for c in found]
        owners = tool.match(tool.RELATIONS["attr"], [g for g in gold if g["content"]], items)
        for candidate, owner in zip(found, owners, strict=True):
            key = (candidate.rule, bucket(candidate.rate))
            made[key] += 1
            right[key] += owner >= 0
    for rule in sorted({rule for rule, _ in made}):
        everywhere = [(rule, fifth) for fifth in range(BUCKETS)]
        share = (sum(right[k] for k in everywhere) + 1) / (sum(made[k] for k in everywhere) + 2)
        for key in everywhere:
            score = (right[key] + PRIOR * share) / (made[key] + PRIOR)
            yield f"{rule}\t{key[1]}\t{right[key]}\t{made[key]}\t{score:.3f}"


def write(path: Path, header: str, rows: Iterable[str]) -> None:
    """One table with the notice on top."""
    path.write_text(HEADER + "\n".join([header, *rows]) + "\n", encoding="utf-8")


def main() -> int:
    """Write both tables; the second rests on the first, so run it twice after a change of the rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/en"))
    arguments = parser.parse_args()
    tool = scorer(arguments.data.parent)
    documents = list(tool.read_gold(arguments.data / "polnear" / "train"))
    write(arguments.out / "verb_cues.tsv", "form\tseen\tcue\trate", verb_cues(documents))
    write(arguments.out / "rule_scores.tsv", "rule\trate\tright\tmade\tscore", rule_scores(documents, tool))
    return 0


if __name__ == "__main__":
    sys.exit(main())
