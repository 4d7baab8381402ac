"""The cheapest tree: against every tree there is, on small graphs."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from onrecord.trace.arborescence import arborescence

ROOT = 9
COSTS = st.lists(st.integers(0, 20), min_size=20, max_size=20)


def reaches_the_root(parents: dict[int, int]) -> bool:
    def end(node: int) -> int:
        for _ in parents:
            node = parents.get(node, node)
        return node

    return all(end(node) == ROOT for node in parents)


@given(COSTS)
def test_no_other_tree_is_cheaper(costs: list[int]) -> None:
    edges = {
        child: {
            parent: float(costs[4 * child + at])
            for at, parent in enumerate(p for p in (0, 1, 2, 3, ROOT) if p != child)
        }
        for child in range(4)
    }
    found = arborescence(edges)
    trees = (dict(zip(range(4), of, strict=True)) for of in product((0, 1, 2, 3, ROOT), repeat=4))
    valid = [tree for tree in trees if all(c != p for c, p in tree.items()) and reaches_the_root(tree)]
    least = min(sum(edges[c][p] for c, p in tree.items()) for tree in valid)
    assert reaches_the_root(found)
    assert sum(edges[child][parent] for child, parent in found.items()) == least


def test_a_circle_is_opened_where_it_costs_least() -> None:
    edges = {0: {1: 0.0, ROOT: 10.0}, 1: {0: 0.0, ROOT: 7.0}}
    assert arborescence(edges) == {0: 1, 1: ROOT}


def test_nothing_has_no_tree() -> None:
    assert arborescence({}) == {}
