"""Tidying: by level, with few crossings, evenly, and nothing moves that is tidy."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.arrange import BETWEEN_NODES, tidied
from bpdesk.model.document import Document
from bpdesk.model.drawing import move
from bpdesk.model.network import Edge, Kind, Network, Node
from bpdesk.model.recipes import layered
from tests.builders import net


def crossings(network: Network) -> int:
    """By trying every pair of straight edges."""
    ends = [(network.node_by_id[edge.source].position, network.node_by_id[edge.target].position) for edge in network.edges]
    return sum((a[1] - c[1]) * (b[1] - d[1]) < 0 for (a, b), (c, d) in combinations(ends, 2) if a[0] == c[0] and b[0] == d[0])


def shuffled(network: Network, seed: int) -> Network:
    random = np.random.default_rng(seed)
    places = random.uniform(-500, 500, (len(network.nodes), 2)).round().tolist()
    return replace(network, nodes=tuple(replace(node, position=(x, y)) for node, (x, y) in zip(network.nodes, places, strict=True)))


def pairs_of_chains(count: int) -> Network:
    """x1 → h1 → y1, x2 → h2 → y2 …: an order without any crossing is there."""
    kinds: tuple[tuple[str, Kind], ...] = (("x", "input"), ("h", "hidden"), ("y", "output"))
    nodes = [Node(f"{prefix}{i}", kind, (0.0, 0.0)) for prefix, kind in kinds for i in range(count)]
    edges = [Edge(f"{a}{i}", f"{a}{i}", f"{b}{i}", 1.0) for a, b in (("x", "h"), ("h", "y")) for i in range(count)]
    return Network(tuple(nodes), tuple(edges))


@given(seed=st.integers(0, 1000))
def test_chains_are_untangled(seed: int) -> None:
    network = shuffled(pairs_of_chains(4), seed)
    tidy = move_all(network)
    assert crossings(tidy) == 0


@given(seed=st.integers(0, 1000))
def test_what_is_tidy_does_not_move(seed: int) -> None:
    network = move_all(shuffled(layered([3, 4, 2], "tanh", "linear", True, 1).network, seed))
    assert tidied(network) == {node.id: node.position for node in network.nodes}


def test_a_new_layered_network_is_tidy() -> None:
    network = layered([4, 8, 8, 3], "tanh", "linear", True, 1).network
    assert tidied(network) == {node.id: node.position for node in network.nodes}


def test_levels_go_from_left_to_right_evenly_and_an_edge_over_a_level_counts() -> None:
    document = net("x -> h1 h2 -> y")
    network = document.network
    skipping = replace(network, edges=(*network.edges, Edge("skip", "x", "y", 1.0)))
    places = tidied(skipping)
    assert places["x"][0] < places["h1"][0] == places["h2"][0] < places["y"][0]
    assert abs(places["h1"][1] - places["h2"][1]) == BETWEEN_NODES


def test_a_crowd_is_tidied_at_once() -> None:
    network = layered([60, 80, 60], "tanh", "linear", True, 1).network
    assert len(tidied(shuffled(network, 3))) == 200


def test_an_empty_network_stays_empty() -> None:
    assert tidied(Network()) == {}


def move_all(network: Network) -> Network:
    return move(Document(network=network), tidied(network)).network


def unconnected(*nodes: tuple[Kind, float, float]) -> Network:
    return Network(tuple(Node(f"n{number}", kind, (x, y)) for number, (kind, x, y) in enumerate(nodes)))


def columns(network: Network) -> list[str]:
    """The ids in each column, from left to right, each column from top to bottom."""
    places = tidied(network)
    across = sorted({x for x, _ in places.values()})
    return [" ".join(sorted((node for node in places if places[node][0] == x), key=lambda node: places[node][1])) for x in across]


def test_nodes_that_nothing_joins_stand_where_their_kind_belongs() -> None:
    network = unconnected(("input", 0, 0), ("input", 5, 90), ("hidden", 20, 200), ("hidden", 0, 300), ("output", 10, 400))
    assert columns(network) == ["n0 n1", "n2 n3", "n4"]
    assert columns(unconnected(("input", 0, 0), ("output", 0, 90))) == ["n0", "n1"]
    assert columns(unconnected(("output", 0, 0), ("output", 40, 90))) == ["n0 n1"]


def test_neurons_that_were_drawn_in_layers_keep_them_before_they_are_joined() -> None:
    network = unconnected(("output", 900, 0), ("hidden", 610, 0), ("hidden", 300, 0), ("hidden", 325, 100), ("input", 0, 0))
    assert columns(network) == ["n4", "n2 n3", "n1", "n0"]


def test_a_neuron_that_nothing_joins_goes_to_the_nearest_layer() -> None:
    network = net("x1 x2 -> h1 h2 -> k1 k2 -> y").network
    beside = network.node_by_id["k1"].position[0] + 30
    grown = replace(network, nodes=(*network.nodes, Node("new", "hidden", (beside, 500.0), "tanh")))
    assert columns(grown) == ["x1 x2", "h1 h2", "k1 k2 new", "y"]


@given(seed=st.integers(0, 1000))
def test_what_is_tidy_does_not_move_though_some_is_unconnected(seed: int) -> None:
    network = layered([2, 3, 2], "tanh", "linear", True, 1).network
    kinds: tuple[Kind, ...] = ("input", "hidden", "hidden", "output")
    extra = tuple(Node(f"extra{number}", kind, (0.0, 0.0)) for number, kind in enumerate(kinds))
    once = move_all(shuffled(replace(network, nodes=(*network.nodes, *extra)), seed))
    assert tidied(once) == {node.id: node.position for node in once.nodes}
