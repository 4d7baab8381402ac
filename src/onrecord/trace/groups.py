"""Pairs that were accepted → groups: connected readings, cut where one reading joins two utterances.

A reading made of two utterances (a splice) matches either with a different part of itself. Where its neighbours match
disjoint parts, and nothing else connects them, it stays with the side that it shares more with, and the other side is
left apart. The result does not depend on the order of the readings.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.align import Fits
from onrecord.trace.fingerprints import Ints

_DAYS_APART: Final = 10


def components(count: int, first: Ints, second: Ints) -> Ints:
    """The lowest index connected with each of `count` nodes, by edges (first, second): label propagation with
    shortcuts (Shiloach and Vishkin 1982)."""
    labels = np.arange(count)
    while True:
        lowest = np.minimum(labels[first], labels[second])
        before = labels.copy()
        np.minimum.at(labels, labels[first], lowest)
        np.minimum.at(labels, labels[second], lowest)
        labels = labels[labels]
        if np.array_equal(before, labels):
            return labels


def without_splices(count: int, first: Ints, second: Ints, fits: Fits, days: Ints) -> NDArray[np.bool_]:
    """Which edges to keep. `days` dates each reading (any day number; negative where unknown)."""
    suspects = _suspects(count, first, second, fits, days)
    if not suspects:
        return np.ones(len(first), np.bool_)
    marked = np.zeros(count, np.bool_)
    marked[list(suspects)] = True
    clean = ~(marked[first] | marked[second])
    labels = components(count, first[clean], second[clean])
    keep = np.ones(len(first), np.bool_)
    for node, edges in suspects.items():
        sides: defaultdict[int, list[int]] = defaultdict(list)
        for edge in edges:
            other = int(second[edge] if first[edge] == node else first[edge])
            if not marked[other]:
                sides[int(labels[other])].append(edge)
        for edge in _lighter_sides(node, list(sides.values()), first, second, fits, days):
            keep[edge] = False
    return keep


def _suspects(count: int, first: Ints, second: Ints, fits: Fits, days: Ints) -> dict[int, list[int]]:
    """Readings whose neighbours match disjoint parts of them, with their edges."""
    nodes, edges = np.concatenate([first, second]), np.tile(np.arange(len(first)), 2)
    begin = np.concatenate([fits.first[:, 0], fits.second[:, 0]])
    end = np.concatenate([fits.first[:, 1], fits.second[:, 1]])
    other_days = np.concatenate([days[second], days[first]])
    order = np.lexsort((edges, begin, nodes))
    nodes, edges, begin, end, other_days = (a[order] for a in (nodes, edges, begin, end, other_days))
    # How far the parts before reach: a later node's are all beyond those of the one before.
    beyond = nodes * (int(end.max(initial=0)) + 1)
    reach = np.maximum.accumulate(beyond + end)
    disjoint = (nodes[1:] == nodes[:-1]) & ((beyond + begin)[1:] >= reach[:-1])
    suspect = np.intersect1d(nodes[1:][disjoint], _far_apart(count, nodes, other_days))
    bounds = np.searchsorted(nodes, np.stack([suspect, suspect + 1]))
    return {node: edges[a:b].tolist() for node, a, b in zip(suspect.tolist(), *bounds.tolist(), strict=True)}


def _far_apart(count: int, nodes: Ints, days: Ints) -> Ints:
    """The nodes of which the days known lie far apart."""
    known = days >= 0
    first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
    np.minimum.at(first, nodes[known], days[known])
    np.maximum.at(last, nodes[known], days[known])
    return np.flatnonzero(last - first > _DAYS_APART)


def _lighter_sides(
    node: int, sides: Sequence[list[int]], first: Ints, second: Ints, fits: Fits, days: Ints
) -> list[int]:
    """The edges to all sides but the one that shares most, where those lie far apart in time."""
    if len(sides) < 2:
        return []
    ordered = sorted(sides, key=lambda edges: (-float(fits.weight[edges].sum()), min(edges)))
    near = [int(days[second[e] if first[e] == node else first[e]]) for e in ordered[0]]
    cut = []
    for edges in ordered[1:]:
        for edge in edges:
            day = int(days[second[edge] if first[edge] == node else first[edge]])
            if day < 0 or min(abs(day - one) for one in near) > _DAYS_APART:
                cut.append(edge)
    return cut
