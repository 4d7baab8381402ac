"""Count, on PolNeAR's training articles, how often each attribution rule is right.

    python -m scripts.build_rule_scores [--data ../shared/data] [--out src/onrecord/data/en]

Writes rule_scores.tsv: rule, rate of the reporting word in fifths, right, made, and the smoothed share that becomes the
confidence of a statement. "Right" is the attribution match of the PolNeAR scorer: half of the content both ways and a
shared word of the source. Derived counts only. Run it after build_cue_rates.py and after each change of a rule.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from eval.attribution import scorer

from onrecord.attribute import neighbours
from onrecord.attribute.candidates import bucket
from onrecord.attribute.quotemarks import parse
from onrecord.clean.paragraphs import paragraphs
from onrecord.model import Article

HEADER = """# Derived counts over the training split of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018). It states
# no licence for the corpus; no text can be made again from them. Made by scripts/build_rule_scores.py. Apache-2.0.
"""
PRIOR = 4
BUCKETS = 5


def article(text: str) -> Article:
    """A plain text as an article, nothing dropped."""
    return Article("a", text, paragraphs=paragraphs(text))


def rule_scores(documents: Iterable[tuple[str, str, Any]], tool: ModuleType) -> Iterator[str]:
    """Rows of rule_scores.tsv, each rule's share smoothed towards its share over all rates."""
    right: Counter[tuple[str, int]] = Counter()
    made: Counter[tuple[str, int]] = Counter()
    for _, text, attributions in documents:
        document = tool.Document(text)
        gold = [{role: document.tokens(a[role]) for role in tool.ROLES} for a in attributions]
        whole = article(text)
        found = neighbours.candidates(whole, parse(text, [p.span for p in whole.paragraphs]).quotations)
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


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/en"))
    arguments = parser.parse_args()
    tool = scorer(arguments.data.parent)
    documents = list(tool.read_gold(arguments.data / "polnear" / "train"))
    text = HEADER + "\n".join(["rule\trate\tright\tmade\tscore", *rule_scores(documents, tool)]) + "\n"
    (arguments.out / "rule_scores.tsv").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
