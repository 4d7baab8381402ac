"""Make the tables of the little part-of-speech tagger from GUM's gold and PolNeAR's silver tags.

    python -m scripts.build_word_tags [--data ../shared/data] [--out src/onrecord/data/en]

Writes word_tags.tsv (form → counts of tags), tag_transitions.tsv (tag → counts of the next tag) and suffix_tags.tsv.
Only counts are kept: no text can be made again from them. Held-out GUM news texts are not among the data.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.attribute.tokens import START, TOKEN

SENTENCE = list[tuple[str, str]]
MINIMUM = 4
HEADER = """# Counts of part-of-speech tags made by scripts/build_word_tags.py from GUM (Zeldes et al., gold, annotation
# CC BY 4.0) and CoreNLP's automatic tags of the PolNeAR training split (Newell et al., LREC 2018). Derived counts only.
"""


def gum(folder: Path) -> Iterator[SENTENCE]:
    """Sentences of (form, Penn tag) from the CoNLL-U files."""
    for path in sorted(folder.glob("*.conllu")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
            yield [(row[1], row[4]) for row in rows if row[0].isdigit()]


def polnear(folder: Path) -> Iterator[SENTENCE]:
    """Sentences of (form, Penn tag) as CoreNLP saw them, cut into our tokens."""
    with gzip.open(folder / "train.corenlp.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            path = folder / "train" / "text" / f"{row['doc']}.txt"
            text = path.read_bytes().decode("utf-8")
            for first, last in row["sentences"]:
                tokens = row["tokens"][first:last]
                tags = {begin: tag for begin, _, tag, _ in tokens}
                matches = TOKEN.finditer(text, tokens[0][0], tokens[-1][1])
                yield [(m.group(), tags[m.start()]) for m in matches if m.start() in tags]


def count(sentences: Iterator[SENTENCE]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Tags by form and next tags by tag. A capital at a sentence's start counts for the lower-case form."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    transitions: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        before = START
        for word, tag in sentence:
            name = tag.startswith("NNP") or word == "I"
            words[word if name else word.lower().replace("’", "'")][tag] += 1
            transitions[before][tag] += 1
            before = tag
    return words, transitions


def suffixes(words: dict[str, Counter[str]]) -> dict[str, str]:
    """The tag of an unknown lower-case word by its ending, where seven in ten of the known rare ones agree."""
    by_ending: dict[str, Counter[str]] = defaultdict(Counter)
    for word, tags in words.items():
        if word.islower() and word.isalpha() and sum(tags.values()) <= 20:
            for length in range(1, 5):
                if len(word) > length + 1:
                    by_ending[word[-length:]][tags.most_common(1)[0][0].replace("VBN", "VBD")] += 1
    found = {}
    for ending, tags in by_ending.items():
        tag, hits = tags.most_common(1)[0]
        if hits >= 15 and hits / sum(tags.values()) >= 0.7:
            found[ending] = tag
    return found


def cell(tags: Counter[str], least: float = 0.02) -> str:
    """Counts as "NN:12 VB:3", the rare ones left out."""
    total = sum(tags.values())
    return " ".join(f"{tag}:{n}" for tag, n in sorted(tags.items(), key=lambda t: (-t[1], t[0])) if n / total >= least)


def main() -> int:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/en"))
    arguments = parser.parse_args()
    gold, gold_transitions = count(gum(arguments.data / "gum"))
    silver, silver_transitions = count(polnear(arguments.data / "polnear"))
    words = {w: gold.get(w, Counter()) + silver.get(w, Counter()) for w in sorted({*gold, *silver})}
    kept = {
        w: t for w, t in words.items() if sum(t.values()) >= MINIMUM and w.strip() and (w[0].isalpha() or w[0] in "'’")
    }
    rows = [f"{word}\t{cell(tags)}" for word, tags in kept.items() if not _needless(word, tags)]
    (arguments.out / "word_tags.tsv").write_text(HEADER + "\n".join(["form\ttags", *rows]) + "\n", encoding="utf-8")
    tags = {t: gold_transitions.get(t, Counter()) + silver_transitions[t] for t in sorted(silver_transitions)}
    rows = [f"{tag}\t{cell(following, 0)}" for tag, following in tags.items()]
    text = HEADER + "\n".join(["before\ttags", *rows]) + "\n"
    (arguments.out / "tag_transitions.tsv").write_text(text, encoding="utf-8")
    rows = [f"{ending}\t{tag}" for ending, tag in sorted(suffixes(words).items())]
    (arguments.out / "suffix_tags.tsv").write_text(HEADER + "\n".join(["suffix\ttag", *rows]) + "\n", encoding="utf-8")
    return 0


def _needless(word: str, tags: Counter[str]) -> bool:
    """A capitalised form that is nearly always a name needs no row: the tagger says so anyway."""
    return word[0].isupper() and sum(n for tag, n in tags.items() if tag.startswith("NNP")) / sum(tags.values()) > 0.95


if __name__ == "__main__":
    sys.exit(main())
