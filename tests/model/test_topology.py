"""Order, cycles and levels of random graphs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.topology import Arrow, find_cycle, levels, topological_order

_NODES = [f"n{i}" for i in range(7)]
_graphs = st.lists(st.tuples(st.sampled_from(_NODES), st.sampled_from(_NODES)), max_size=20, unique=True)
_acyclic = _graphs.map(lambda arrows: [(min(arrow), max(arrow)) for arrow in arrows if arrow[0] != arrow[1]])


def _reaches(start: str, goal: str, arrows: list[Arrow]) -> bool:
    """Whether a way of at least one arrow leads from `start` to `goal`."""
    seen, ahead = set(), [target for source, target in arrows if source == start]
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen.add(node)
            ahead += [target for source, target in arrows if source == node]
    return goal in seen


@given(arrows=_acyclic, nodes=st.permutations(_NODES))
def test_without_a_cycle_every_arrow_leads_onward(arrows: list[Arrow], nodes: list[str]) -> None:
    order = topological_order(nodes, arrows)
    assert sorted(order) == _NODES
    assert all(order.index(source) < order.index(target) for source, target in arrows)
    assert find_cycle(nodes, arrows) == []


@given(arrows=_graphs, nodes=st.permutations(_NODES))
def test_a_cycle_that_is_found_is_one_and_one_is_found_where_there_is_any(arrows: list[Arrow], nodes: list[str]) -> None:
    cycle = find_cycle(nodes, arrows)
    assert bool(cycle) == any(_reaches(node, node, arrows) for node in nodes)
    assert len(set(cycle)) == len(cycle)
    if cycle:
        assert all(step in arrows for step in pairwise([*cycle, cycle[0]]))


@given(arrows=_graphs)
def test_what_is_on_or_behind_a_cycle_is_missing_in_the_order(arrows: list[Arrow]) -> None:
    on_cycle = [node for node in _NODES if _reaches(node, node, arrows)]
    behind = {node for node in _NODES if any(_reaches(stuck, node, arrows) for stuck in on_cycle)}
    assert set(topological_order(_NODES, arrows)) == set(_NODES) - behind


@given(arrows=_acyclic)
def test_a_level_is_the_longest_way(arrows: list[Arrow]) -> None:
    def longest(node: str) -> int:
        return max((longest(source) + 1 for source, target in arrows if target == node), default=0)

    assert levels(_NODES, arrows) == {node: longest(node) for node in _NODES}
