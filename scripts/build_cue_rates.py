"""Count how often each form of a reporting verb, noun or phrase is part of a cue in PolNeAR's training part.

    python -m scripts.build_cue_rates [--polnear FOLDER]       FOLDER holds text/ and attributions/

Writes cue_rates.tsv, numbers only. An article with several annotators' files is read with the alphabetically first, as
PolNeAR's own evaluation does. Columns: form, lemma, type (verb, noun, adjective, adverb, phrase), seen (occurrences in
the texts outside quotation marks, a verb's form only where it stands as a verb), cue (those that lie inside a cue),
rate, before (share of those cues whose content mainly follows), sourced (share of those cues whose attribution has a
source); the shares are empty where there is no cue.

The rate is cue / seen for other words, which are listed from three cues on. Every verb form of the reporting table is
listed, seen or not, and its rate is smoothed: as if the form had been met four times more at its verb's rate, and the
verb four times more at the rate of all verbs that take the same (a quotation, a that-clause) by VerbNet.
"""

import argparse
import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.attribute.cues import may_be_verb
from onrecord.attribute.quotemarks import outermost, parse
from onrecord.attribute.tokens import QUOTATION, units
from onrecord.spans import Span
from scripts.verb_forms import DATA, read_table

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
LEAST = 3
LONGEST = 5
STRENGTH = 4
HEADER = """\
# How often a form is part of a cue: counts over the training part of PolNeAR 1.0 (Newell, Margolin and Ruths 2018, "An
# Attribution Relations Corpus for Political News", LREC), which states no licence; these are numbers derived from it.
# Made by scripts/build_cue_rates.py. Version 1. Apache-2.0 (the numbers and their arrangement).
"""
COLUMNS = ["form", "lemma", "type", "seen", "cue", "rate", "before", "sourced"]


class Cue(NamedTuple):
    """One gold cue: the offsets it covers, whether most of its content follows it, whether it has a source."""

    spans: list[tuple[int, int]]
    before: bool
    sourced: bool


class Counts(NamedTuple):
    """What was counted of one form."""

    seen: int
    cue: int
    before: int
    sourced: int


def read_brat(path: Path) -> Iterator[Cue]:
    """The cues of one brat file that have a content."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in path.read_bytes().decode("utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            pairs = fields[1].partition(" ")[2].split(";")
            spans[fields[0]] = [(int(a), int(b)) for a, b in (pair.split() for pair in pairs)]
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if line.startswith("E") and "\t" in line:
            yield from cues(line.split("\t")[1].split()[1:], spans)


def cues(arguments: list[str], spans: dict[str, list[tuple[int, int]]]) -> Iterator[Cue]:
    """The cue of one attribution, if it has one and a content."""
    roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, target in (argument.split(":") for argument in arguments):
        roles[name.rstrip("0123456789")] += spans.get(target, [])
    if roles["Content"] and roles["Cue"]:
        edge = min(roles["Cue"])[0]
        after = sum(end - max(start, edge) for start, end in roles["Content"] if end > edge)
        total = sum(end - start for start, end in roles["Content"])
        yield Cue(sorted(roles["Cue"]), 2 * after >= total, bool(roles["Source"]))


def documents(folder: Path) -> Iterator[tuple[str, list[Cue]]]:
    """Each text with its gold cues."""
    for path in sorted((folder / "text").glob("*.txt")):
        pattern = re.compile(re.escape(path.stem) + r"_.{4}\.ann")
        annotated = sorted(f for f in (folder / "attributions").iterdir() if pattern.fullmatch(f.name))
        if annotated:
            yield path.read_bytes().decode("utf-8"), list(read_brat(annotated[0]))


def cue_texts(folder: Path) -> Counter[str]:
    """How often each cue of at most five words occurs, lower case, single spaces, inner gaps closed."""
    found: Counter[str] = Counter()
    for text, gold in documents(folder):
        for cue in gold:
            words = [m.group().lower() for a, b in cue.spans for m in WORD.finditer(text[a:b])]
            found[" ".join(words)] += len(words) <= LONGEST
    return found


def count(folder: Path, wanted: set[str]) -> dict[str, Counts]:
    """Occurrences of each wanted form (one to five words) in the texts and inside cues."""
    totals: dict[str, list[int]] = {form: [0, 0, 0, 0] for form in wanted}
    starts = {" ".join(form.split()[:n]) for form in wanted for n in range(1, LONGEST + 1)}
    verbs = verb_forms()
    for text, gold in documents(folder):
        edges = sorted((span, cue) for cue in gold for span in cue.spans)
        outside, as_verbs = reporters_words(text)
        words = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in WORD.finditer(text)]
        words = [w for w in words if outside[w[0]] and (w[2] not in verbs or w[0] in as_verbs)]
        for i, (begin, _, _) in enumerate(words):
            phrase = ""
            for _, end, word in words[i : i + LONGEST]:
                phrase = f"{phrase} {word}".lstrip()
                if phrase not in starts:
                    break
                if phrase in totals:
                    add(totals[phrase], covering(edges, begin, end))
    return {form: Counts(*numbers) for form, numbers in totals.items()}


def reporters_words(text: str) -> tuple[bytearray, set[int]]:
    """For each code point whether it stands outside quotation marks; and where the verbs outside them begin."""
    outside, as_verbs = bytearray(b"\1" * len(text)), set[int]()
    paragraphs = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]
    tops = [q.span for q in outermost(parse(text, paragraphs).quotations)]
    for start, end in tops:
        outside[start:end] = bytes(end - start)
    for span in paragraphs:
        found = units(text, span, [q for q in tops if span.start <= q.start < span.end])
        as_verbs |= {u.start for i, u in enumerate(found) if u.tag != QUOTATION and may_be_verb(found, i)}
    return outside, as_verbs


def covering(edges: list[tuple[tuple[int, int], Cue]], begin: int, end: int) -> Cue | None:
    """The cue one of whose spans holds these offsets, if any."""
    place = bisect.bisect_right(edges, begin, key=lambda edge: edge[0][0])
    for span, cue in reversed(edges[max(0, place - 4) : place]):
        if span[0] <= begin and end <= span[1]:
            return cue
    return None


def add(counted: list[int], cue: Cue | None) -> None:
    """Count one occurrence."""
    counted[0] += 1
    if cue:
        for place, holds in enumerate((True, cue.before, cue.sourced), start=1):
            counted[place] += holds


class Smoother:
    """Backs a rare form off to its verb, and a rare verb to the verbs that take the same."""

    def __init__(self, counted: dict[str, Counts], lemmas: dict[str, str]) -> None:
        kinds = {row["lemma"]: row["quote"] + row["that"] for row in read_table(DATA / "reporting_verbs.tsv")}
        by_kind, by_lemma = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
        for form, lemma in lemmas.items():
            numbers = Counter(seen=counted[form].seen, cue=counted[form].cue)
            by_kind[kinds[lemma]].update(numbers)
            by_lemma[american(lemma, kinds)].update(numbers)
        self._lemmas = {
            lemma: smooth(by_lemma[american(lemma, kinds)], by_kind[kind]["cue"] / by_kind[kind]["seen"])
            for lemma, kind in kinds.items()
        }

    def rate(self, lemma: str, counts: Counts) -> float:
        """The smoothed rate of a form of this verb."""
        return smooth(Counter(seen=counts.seen, cue=counts.cue), self._lemmas[lemma])


def smooth(numbers: Counter[str], prior: float) -> float:
    """The share of cues with `STRENGTH` more occurrences at the prior rate."""
    return (numbers["cue"] + STRENGTH * prior) / (numbers["seen"] + STRENGTH)


def american(lemma: str, known: Container[str]) -> str:
    """The spelling under which a verb occurs in an American corpus: criticise, favour → criticize, favor."""
    spellings = (re.sub("ise$", "ize", lemma), re.sub("our$", "or", lemma))
    return next((spelling for spelling in spellings if spelling in known), lemma)


def verb_forms() -> dict[str, str]:
    """Each form of the reporting table → its lemma; the bare verb is the form of infinitives."""
    found: dict[str, str] = {}
    for row in read_table(DATA / "reporting_verbs.tsv"):
        for column in ("lemma", "past", "participle", "third", "gerund"):
            found.setdefault(row[column], row["lemma"])
    return found


def other_forms() -> dict[str, tuple[str, str]]:
    """Cue nouns, adjectives and phrases of cue_words.tsv: form → (lemma, type)."""
    return {row["form"]: (row["lemma"], row["type"]) for row in read_table(DATA / "cue_words.tsv")}


def numbers(counts: Counts, rate: float) -> str:
    """The number columns of one line of the table."""
    shares = [f"{n / counts.cue:.3f}" if counts.cue else "" for n in (counts.before, counts.sourced)]
    return "\t".join([str(counts.seen), str(counts.cue), f"{rate:.3f}", *shares])


def table_lines(counted: dict[str, Counts], verbs: dict[str, str]) -> Iterator[str]:
    """The lines of the table, unordered."""
    smoother = Smoother(counted, verbs)
    for form, lemma in verbs.items():
        yield f"{form}\t{lemma}\tverb\t{numbers(counted[form], smoother.rate(lemma, counted[form]))}"
    for form, (lemma, kind) in other_forms().items():
        counts = counted[form]
        if form not in verbs and counts.cue >= LEAST:
            yield f"{form}\t{lemma}\t{kind}\t{numbers(counts, counts.cue / counts.seen)}"


def main() -> None:
    """Write cue_rates.tsv."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[1] / ".." / "shared" / "data" / "polnear" / "train"
    parser.add_argument("--polnear", type=Path, default=default)
    parser.add_argument("--list", action="store_true", help="only print the cues that neither table holds")
    arguments = parser.parse_args()
    verbs = verb_forms()
    known = verbs.keys() | other_forms().keys()
    if arguments.list:
        for text, number in cue_texts(arguments.polnear).most_common():
            if number >= LEAST and text not in known:
                print(number, text)
        return
    lines = sorted(table_lines(count(arguments.polnear, set(known)), verbs))
    (DATA / "cue_rates.tsv").write_text(HEADER + "\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    print(len(lines), "forms")


if __name__ == "__main__":
    main()
