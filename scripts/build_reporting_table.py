"""Make the table of reporting verbs from VerbNet, the MegaVeridicality experiment and a short list of our own.

    python -m scripts.build_reporting_table [--lexicons FOLDER]

The stance score is the experiment's, never ours. For each verb and frame MegaVeridicality gives one normalised value
(`veridicalitynorm`, which the file repeats for both polarities of the sentence): above zero where readers take the
content as true, below where they do not. The frame "NP Ved that S" decides. Verbs tested only in the passive
("someone was told that S") keep that score but get no stance: the two frames are not on one footing, as the verbs
tested in both show (this script prints the difference). The thresholds are stated by `stance` below.

Run it before build_cue_rates.py, which needs the forms, and again after it, for the column cue_rate.
"""

import argparse
import csv
import re
import statistics
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.verb_forms import DATA, forms, irregular_verbs, read_table

ACTIVE, PASSIVE = "NP Ved that S", "NP was Ved that S"
NOT_SPEECH = {"assuming_position-50"}
NOT_VERBS = {"can tell", "spectulate"}
HEADER = """\
# Reporting verbs: forms, VerbNet classes, what they take, and how far readers take their content as true.
# Made by scripts/build_reporting_table.py. Version 1. Sources:
# VerbNet 3.4 (Kipper, Korhonen, Ryant and Palmer 2008), see VERBNET-LICENSE.txt; classes, quote, that, recipient.
# MegaVeridicality (White and Rawlins 2018, "The role of veridicality and factivity in clause selection", NELS 48;
# megaattitude.io), CC BY-SA 4.0: stance_score is its veridicalitynorm of the frame named in the column frame.
# PolNeAR (Newell, Margolin and Ruths 2018): cue_rate, the share of the verb's occurrences that are part of a cue.
# Because it holds MegaVeridicality's scores, this file is licensed CC BY-SA 4.0 (changed: joined, sorted, binned).
# Thresholds: {rule}
"""
COLUMNS = [
    "lemma",
    "past",
    "participle",
    "third",
    "gerund",
    "classes",
    "quote",
    "that",
    "recipient",
    "stance_score",
    "stance",
    "cue_rate",
    "frame",
]


class Frames(NamedTuple):
    """The VerbNet classes of a verb and what their frames take."""

    classes: tuple[str, ...] = ()
    quote: bool = False
    that: bool = False
    recipient: bool = False


class Score(NamedTuple):
    """A veridicality score and the frame in which it was measured."""

    value: float
    frame: str


def takes(frame: ET.Element) -> Frames:
    """What one VerbNet frame takes: a quotation, a that-clause, a hearer as its object."""
    description = frame.find("DESCRIPTION")
    primary = "" if description is None else description.get("primary", "")
    restrictions = {(r.get("Value"), r.get("type")) for r in frame.iter("SYNRESTR")}
    quote = "S-Quote" in primary or ("+", "quotation") in restrictions
    that = bool(re.search(r"(?:that|NP\S*|PP\S*|V) S$", primary)) or ("+", "that_comp") in restrictions
    hearer = bool(re.match(r"NP V NP(?:\.recipient)? (?:that S|S-Quote|S)$", primary))
    return Frames((), quote, that, hearer)


def unite(classes: tuple[str, ...], frames: list[Frames]) -> Frames:
    """These classes, with what any of the frames takes."""
    return Frames(classes, any(f.quote for f in frames), any(f.that for f in frames), any(f.recipient for f in frames))


def members(node: ET.Element, inherited: Frames) -> Iterator[tuple[str, Frames]]:
    """Each member of a class and its subclasses with the frames of its class, which a subclass inherits."""
    own = [takes(frame) for frame in node.findall("FRAMES/FRAME")]
    name = node.get("ID", "")
    united = unite((name,), [*own, inherited])
    for member in node.findall("MEMBERS/MEMBER"):
        yield member.get("name", "").replace("_", " "), united
    for subclass in node.findall("SUBCLASSES/VNSUBCLASS"):
        yield from members(subclass, united)


def read_verbnet(folder: Path) -> dict[str, Frames]:
    """Every member of the communication and cognition classes, the frames of its classes united."""
    found: dict[str, Frames] = {}
    for path in sorted(folder.glob("*.xml")):
        for lemma, new in members(ET.parse(path).getroot(), Frames()) if path.stem not in NOT_SPEECH else ():
            old = found.get(lemma, Frames())
            found[lemma] = unite(tuple(sorted({*old.classes, *new.classes})), [old, new])
    return found


def read_scores(path: Path) -> dict[str, dict[str, float]]:
    """Verb → frame → normalised score. Stops if the two polarities of a frame ever carry different values."""
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            verb, value = row["verb"].replace("_", " "), float(row["veridicalitynorm"])
            if scores[verb].setdefault(row["frame"], value) != value:
                raise SystemExit(f"{verb}: the polarities of {row['frame']} differ")
    return scores


def best(frames: dict[str, float]) -> Score | None:
    """The score of the active frame, else of the passive one, else none."""
    return next((Score(frames[name], name) for name in (ACTIVE, PASSIVE) if name in frames), None)


def stance(score: Score | None, say: float) -> str:
    """Endorsing from zero up (scores rounded to a tenth), distancing where it is farther below "say" than half way
    from "say" to zero again, neutral between the two, and nothing for a verb not tested in the active frame."""
    if score is None or score.frame != ACTIVE:
        return ""
    if round(score.value, 1) >= 0:
        return "endorsing"
    return "distancing" if score.value < 1.5 * say else "neutral"


def british(lemma: str) -> str | None:
    """The second spelling of a verb in -ize (but prize) or -vor, -nor."""
    if lemma.endswith("ize") and len(lemma) > 5:
        return lemma[:-2] + "se"
    return lemma[:-2] + "our" if re.search(r"[vn]or$", lemma) else None


def cue_rates() -> dict[str, str]:
    """Lemma → share of all its forms' occurrences that are part of a cue, where build_cue_rates.py has run."""
    path, seen, cue = DATA / "cue_rates.tsv", defaultdict[str, int](int), defaultdict[str, int](int)
    for row in read_table(path) if path.exists() else []:
        if row.get("type") == "verb":
            seen[row["lemma"]] += int(row["seen"])
            cue[row["lemma"]] += int(row["cue"])
    return {lemma: f"{cue[lemma] / seen[lemma]:.3f}" for lemma in seen if seen[lemma]}


def row(frames: Frames, score: Score | None, judged: str, rate: str) -> list[str]:
    """The columns after the verb's forms, in the order of `COLUMNS`."""
    flags = (frames.quote, frames.that or bool(score and score.frame == ACTIVE), frames.recipient)
    measured = (f"{score.value:.3f}", judged, rate, score.frame) if score else ("", judged, rate, "")
    return [",".join(frames.classes), *(str(int(flag)) for flag in flags), *measured]


def rows(lexicons: Path) -> Iterator[list[str]]:
    """The table's lines in alphabetical order; a verb with two spellings of its forms has two."""
    verbnet, scores = read_verbnet(lexicons / "verbnet"), read_scores(lexicons / "megaveridicality-normalized.tsv")
    extra = {v for v in (DATA / "more_reporting_verbs.txt").read_text(encoding="utf-8").splitlines() if v[:1] != "#"}
    tested = {verb for verb, frames in scores.items() if ACTIVE in frames}
    irregular, rates, say = irregular_verbs(), cue_rates(), scores["say"][ACTIVE]
    for lemma in sorted((verbnet.keys() | tested | extra) - NOT_VERBS):
        score, frames = best(scores.get(lemma, {})), verbnet.get(lemma, Frames())
        for spelling in (s for s in (lemma, british(lemma)) if s):
            for shape in forms(spelling, irregular):
                yield [spelling, *shape, *row(frames, score, stance(score, say), rates.get(spelling, ""))]


def rule(scores: dict[str, dict[str, float]]) -> str:
    """The thresholds in words, with the numbers, for the table's head."""
    say = scores["say"][ACTIVE]
    both = [frames[PASSIVE] - frames[ACTIVE] for frames in scores.values() if ACTIVE in frames and PASSIVE in frames]
    return (
        f"endorsing: 0.0 or more when rounded to a tenth; distancing: under {1.5 * say:.3f}, one and a half times\n"
        f'# the score of "say" ({say:.3f}); neutral: between. Only the frame "{ACTIVE}" gives a stance: in the\n'
        f"# passive frame the {len(both)} verbs tested in both score {statistics.median(both):.2f} higher (median)."
    )


def main() -> None:
    """Write reporting_verbs.tsv."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[1] / ".." / "shared" / "data" / "lexicons"
    parser.add_argument("--lexicons", type=Path, default=default)
    lexicons: Path = parser.parse_args().lexicons
    head = HEADER.format(rule=rule(read_scores(lexicons / "megaveridicality-normalized.tsv")))
    body = "".join("\t".join(cells) + "\n" for cells in [COLUMNS, *rows(lexicons)])
    (DATA / "reporting_verbs.tsv").write_text(head + body, encoding="utf-8")
    unused = irregular_verbs().keys() - {line.split("\t")[0] for line in body.splitlines()}
    print(len(body.splitlines()) - 1, "rows; irregular verbs not in the table:", ", ".join(sorted(unused)))


if __name__ == "__main__":
    main()
