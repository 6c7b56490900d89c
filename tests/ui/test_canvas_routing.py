"""Edges keep off the nodes that they leap over, and off their names and rows."""

from dataclasses import replace

import pytest

from bpdesk.model.drawing import move
from bpdesk.model.network import Edge, Network
from bpdesk.ui.canvas.routing import routes
from tests.builders import net

NAME, ROWS = (-60.0, -40.0), (40.0, 66.0)
"""How far above and below a node's centre its name and its rows reach."""


def leaping(height: float) -> Network:
    """x → h → y and x → y, with h so far below the straight way."""
    document = net("x -> h -> y")
    placed = move(document, {"x": (0.0, 0.0), "h": (300.0, height), "y": (600.0, 0.0)}).network
    return replace(placed, edges=(*placed.edges, Edge("skip", "x", "y", 1.0)))


def heights_at_node(network: Network) -> list[float]:
    """How far from the node's centre the leaping edge passes it, along the node's width."""
    route, (x, y) = routes(network)["skip"], network.node_by_id["h"].position
    points = [route.point(place / 400) for place in range(401)]
    return [point.y() - y for point in points if abs(point.x() - x) < 12]


@pytest.mark.parametrize("height", [50.0, 0.0, -50.0, 12.0])
def test_a_leaping_edge_runs_through_no_node_and_none_of_its_texts(height: float) -> None:
    for passing in heights_at_node(leaping(height)):
        assert abs(passing) > 32
        assert not NAME[0] <= passing <= NAME[1]
        assert not ROWS[0] <= passing <= ROWS[1]


def test_an_edge_that_passes_far_from_a_node_stays_straight() -> None:
    assert routes(leaping(140.0))["skip"].control is None


def test_where_more_edges_would_bend_than_can_be_followed_all_are_straight() -> None:
    layers = [" ".join(f"n{depth}_{i}" for i in range(20)) for depth in range(3)]
    placed = net(" -> ".join(layers)).network
    skips = tuple(Edge(f"{i}>{j}", f"n0_{i}", f"n2_{j}", 1.0) for i in range(20) for j in range(20))
    found = routes(replace(placed, edges=(*placed.edges, *skips)))
    assert all(len(route.pieces()) == 1 for route in found.values())
    few = routes(replace(placed, edges=(*placed.edges, *skips[:5])))
    assert any(len(route.pieces()) > 1 for route in few.values())
