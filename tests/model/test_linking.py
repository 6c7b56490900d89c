"""Many edges at once: groups, a layer behind a group; many weights at once; nodes in a line."""

from collections.abc import Callable
from itertools import count

import pytest

from bpdesk.model.aligning import ALIGNMENTS, aligned, spread
from bpdesk.model.document import Document
from bpdesk.model.drawing import add_node, connect
from bpdesk.model.groups import groups
from bpdesk.model.initializers import CONSTANT, Initializer
from bpdesk.model.linking import add_layer, connect_all, connect_groups
from bpdesk.model.problems import problems
from bpdesk.model.refusal import Refusal
from bpdesk.model.weighing import ADD, MULTIPLY, SET, changed, drawn
from tests.builders import net


def draws() -> Callable[[], float]:
    numbers = count(1)
    return lambda: next(numbers) / 10


def loose(*columns: int) -> Document:
    """Hidden nodes h1, h2 … in columns, unconnected."""
    document = Document()
    for across, size in enumerate(columns):
        for down in range(size):
            document, _ = add_node(document, "hidden", (300.0 * across, 150.0 * down))
    return document


def arrows(document: Document) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in document.network.edges}


def standing_at(*xs: float) -> Document:
    """Hidden nodes h1, h2 … at those places from left to right."""
    document = Document()
    for down, x in enumerate(xs):
        document, _ = add_node(document, "hidden", (x, 150.0 * down))
    return document


@pytest.mark.parametrize(
    ("xs", "sizes"),
    [
        ([0, 300, 0], [2, 1]),
        ([0, 320, 1720, 320], [1, 2, 1]),
        ([5, 40, -20, 310, 255, 600], [3, 2, 1]),
        ([0, 30, 90], [2, 1]),
        ([7, 7, 7], [3]),
    ],
)
def test_a_selection_falls_into_groups_from_left_to_right(xs: list[float], sizes: list[int]) -> None:
    document = standing_at(*xs)
    ids = [node.id for node in document.network.nodes]
    found = groups(document.network, ids[::-1])
    assert [len(group) for group in found] == sizes
    assert [x for group in found for x in (document.network.node_by_id[node].position[0] for node in group)] == sorted(xs)


def test_each_group_is_connected_with_the_next_and_with_all_behind_it_when_asked() -> None:
    document = loose(2, 1, 1)
    after, made = connect_groups(document, ["h1", "h2", "h3", "h4"], draws(), skipping=False)
    assert arrows(after) == {("h1", "h3"), ("h2", "h3"), ("h3", "h4")}
    assert len(made) == 3
    with pytest.raises(Refusal, match="there already"):
        connect_groups(after, ["h1", "h2", "h3", "h4"], draws(), skipping=False)
    whole, made = connect_groups(after, ["h1", "h2", "h3", "h4"], draws(), skipping=True)
    assert arrows(whole) == arrows(after) | {("h1", "h4"), ("h2", "h4")}
    assert len(made) == 2
    with pytest.raises(Refusal, match="two groups"):
        connect_groups(document, ["h1", "h2"], draws(), skipping=False)


def test_groups_are_connected_where_they_are_not_yet() -> None:
    document, _ = connect(loose(2, 2), "h1", "h3", 0.5)
    after, made = connect_all(document, ["h1", "h2"], ["h3", "h4"], draws())
    assert arrows(after) == {("h1", "h3"), ("h1", "h4"), ("h2", "h3"), ("h2", "h4")}
    assert len(made) == 3
    assert after.network.edges[0].weight == 0.5
    with pytest.raises(Refusal, match="there already"):
        connect_all(after, ["h1", "h2"], ["h3", "h4"], draws())


def test_a_new_layer_takes_over_what_was_fed() -> None:
    document = net("x1 x2 -> y1 y2")
    after, made = add_layer(document, ["x1", "x2"], draws())
    assert len(made) == 2
    assert arrows(after) == {(a, b) for a, b in ((x, h) for x in ("x1", "x2") for h in made)} | {(h, y) for h in made for y in ("y1", "y2")}
    places = {node.id: node.position for node in after.network.nodes}
    assert places["x1"][0] < places[made[0]][0] < places["y1"][0]
    assert not [problem for problem in problems(after) if problem.blocking]


def test_a_new_layer_behind_the_last_one_feeds_nothing_yet() -> None:
    after, made = add_layer(loose(2), ["h1", "h2"], draws())
    assert arrows(after) == {(a, b) for a in ("h1", "h2") for b in made}
    with pytest.raises(Refusal):
        add_layer(after, [], draws())


@pytest.mark.parametrize(("way", "after"), [(SET, [3.0, 3.0]), (ADD, [4.0, 1.0]), (MULTIPLY, [3.0, -6.0])])
def test_weights_are_changed_together(way: str, after: list[float]) -> None:
    assert list(changed({"a": 1.0, "b": -2.0}, way, 3.0).values()) == after


def test_weights_stay_finite() -> None:
    with pytest.raises(Refusal):
        changed({"a": 1e300}, MULTIPLY, 1e300)


def test_weights_are_drawn_by_a_rule_for_the_chosen_edges() -> None:
    network = net("x1 x2 -> y").network
    one, same = (drawn(network, {"x1_y": 0.0}, Initializer(), 7) for _ in range(2))
    assert one == same
    assert one.keys() == {"x1_y"}
    assert drawn(network, {"x1_y": 0.0}, Initializer(CONSTANT, 2.0), 7) == {"x1_y": 2.0}


LINED_UP = {
    "left": [(0, 5), (0, 25)],
    "centre": [(50, 5), (50, 25)],
    "right": [(100, 5), (100, 25)],
    "top": [(0, 5), (100, 5)],
    "middle": [(0, 15), (100, 15)],
    "bottom": [(0, 25), (100, 25)],
}


@pytest.mark.parametrize("alignment", ALIGNMENTS)
def test_nodes_are_aligned(alignment: str) -> None:
    assert list(aligned({"a": (0.0, 5.0), "b": (100.0, 25.0)}, alignment).values()) == LINED_UP[alignment]


def test_nodes_are_spread_evenly() -> None:
    assert spread({"a": (0.0, 1.0), "c": (100.0, 2.0), "b": (10.0, 3.0)}, "across")["b"] == (50.0, 3.0)
    assert spread({"a": (0.0, 1.0)}, "down") == {"a": (0.0, 1.0)}
