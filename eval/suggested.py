"""How much the candidates stage loses, whatever is decided afterwards.

On simulated reports: the groups of a judge without fault, whose B-cubed recall is all that is left to the real one;
reports with the same words count as one. On real quotations, where nobody knows all pairs: every
pair of quotations of BASIL is aligned and judged, and what is accepted is looked for among the suggestions.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.quotations import Quoted, all_quotations, basil, demo
from eval.simulator import Report, rows
from onrecord.trace import candidates, fingerprints
from onrecord.trace.fingerprints import Ints
from onrecord.trace.groups import components
from onrecord.trace.rows import Row
from onrecord.trace.utterances import collapse, first_days, judged
from onrecord.trace.words import forms


def linked(reports: Sequence[Report]) -> Ints:
    """The group of each report if every suggested pair of one family were accepted, and no other."""
    compared = rows(reports)
    strings = collapse(compared)
    encoded = fingerprints.encode(strings.forms)
    told = candidates.suggested(fingerprints.postings(encoded), encoded.lengths, first_days(compared, strings))
    family = np.fromiter((reports[members[0]].family for members in strings.rows), np.int64)
    true = family[told.lower] == family[told.higher]
    labels = components(len(encoded), told.lower[true], told.higher[true])
    # Those that are too short to be compared stay alone.
    found = np.arange(len(encoded), len(encoded) + len(reports))
    for label, members in zip(labels.tolist(), strings.rows, strict=True):
        found[list(members)] = label
    return found


def real(shared: Path) -> dict[str, float]:
    """The share in per cent of the pairs that are accepted when all are compared, that are suggested."""
    quoted = all_quotations(basil(shared) if (shared / "data" / "basil").is_dir() else demo())
    compared = [_row(number, one) for number, one in enumerate(quoted)]
    strings = collapse(compared)
    encoded = fingerprints.encode(strings.forms)
    days = first_days(compared, strings)
    found = fingerprints.postings(encoded)
    told = candidates.suggested(found, encoded.lengths, days)
    lower, higher = np.triu_indices(len(encoded), 1)
    one, other, _ = judged(encoded, strings, compared, days, lower, higher)
    wanted, known = one * len(encoded) + other, told.lower * len(encoded) + told.higher
    return {"real.candidates": 100 * float(np.isin(wanted, known).mean()), "real.candidates.pairs": float(len(wanted))}


def _row(number: int, quoted: Quoted) -> Row:
    row = Row(number, f"{quoted.story.id}#s{quoted.span.start}", tuple(forms(quoted.text)), quoted.story.day)
    return replace(row, outlet=quoted.story.outlet)
