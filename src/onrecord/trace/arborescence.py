"""The cheapest tree in which everything has one parent: what settles a circle of readings that could each be older.

The method of Chu and Liu (1965) and Edmonds (1967): everything takes its cheapest parent; a circle is drawn together
into one, and opened where that costs least. It knows nothing of readings.
"""

from collections.abc import Iterable, Mapping

Edges = dict[int, dict[int, float]]


def arborescence(edges: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """The parent of each node in the cheapest tree: `edges[child][parent]` is what it costs. Whatever is no child is a
    root; each child must be reachable from a root."""
    wanted: Edges = {child: dict(parents) for child, parents in edges.items()}
    opened: list[tuple[int, list[int], Edges]] = []
    fresh = 1 + max((node for child, parents in wanted.items() for node in (child, *parents)), default=0)
    while circle := _circle(chosen := _cheapest(wanted)):
        opened.append((fresh, circle, wanted))
        wanted = _drawn_together(wanted, circle, fresh)
        fresh += 1
    for node, circle, before in reversed(opened):
        chosen = _opened(chosen, node, circle, before)
    return chosen


def _cheapest(edges: Edges) -> dict[int, int]:
    return {child: min(parents, key=lambda parent: (parents[parent], parent)) for child, parents in edges.items()}


def _circle(chosen: dict[int, int]) -> list[int]:
    """Nodes that are each other's parents in a circle; empty where there is none."""
    done: set[int] = set()
    for start in chosen:
        path: dict[int, None] = {}
        node = start
        while node in chosen and node not in done and node not in path:
            path[node] = None
            node = chosen[node]
        if node in path:
            walked = list(path)
            return walked[walked.index(node) :]
        done |= path.keys()
    return []


def _drawn_together(edges: Edges, circle: Iterable[int], fresh: int) -> Edges:
    """The same with the circle as one node: what leads into it costs what it adds to the circle's own cost."""
    inside = set(circle)
    joined: Edges = {fresh: {}}
    for child, parents in edges.items():
        least = min(parents.values())
        for parent, cost in parents.items():
            if child in inside and parent not in inside:
                joined[fresh][parent] = min(joined[fresh].get(parent, cost - least), cost - least)
            elif child not in inside:
                of = joined.setdefault(child, {})
                at = fresh if parent in inside else parent
                of[at] = min(of.get(at, cost), cost)
    return joined


def _opened(chosen: dict[int, int], node: int, circle: list[int], before: Edges) -> dict[int, int]:
    """The circle as its own nodes again, opened where its parent comes in."""
    inside = set(circle)
    parent = chosen[node]
    found = {child: of for child, of in chosen.items() if node not in (child, of)}
    for child in (child for child, of in chosen.items() if of == node):
        found[child] = min((p for p in before[child] if p in inside), key=lambda p: (before[child][p], p))
    cheapest = _cheapest({child: before[child] for child in circle})
    entry = min(
        (child for child in circle if parent in before[child]),
        key=lambda child: (before[child][parent] - before[child][cheapest[child]], child),
    )
    return {**found, **cheapest, entry: parent}
