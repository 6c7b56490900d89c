"""Each rejection of nodes and edges: its place and its message."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.files.rejections import ABSENT, Case, changed, check_rejection, named, swapped, without_run


def edge(name: str, source: str, target: str) -> dict[str, Any]:
    return {"id": name, "source": source, "target": target, "weight": 1}


def cycle(document: dict[str, Any]) -> None:
    document["nodes"][1] = {"id": "g", "kind": "hidden", "activation": "relu"}
    document["data"] = None
    document["edges"] = [edge("a", "h", "g"), edge("b", "g", "y"), edge("c", "y", "h"), edge("d", "x1", "h")]


def loop(document: dict[str, Any]) -> None:
    document["edges"] = [edge("a", "h", "h")]


def second_output(activation: str) -> Callable[[dict[str, Any]], None]:
    def mutate(document: dict[str, Any]) -> None:
        document["nodes"][2].update(kind="output", activation=activation)
        document["nodes"][3]["activation"] = "softmax"
        document["data"] = None

    return mutate


NODES: list[Case] = [
    ("nodes not a list", changed("nodes", {}), "nodes", "not a list"),
    ("node not an object", changed("nodes", 0, 5), "nodes[0]", "not an object"),
    ("no id", changed("nodes", 0, "id", ABSENT), "nodes[0].id", "missing"),
    ("no kind", changed("nodes", 0, "kind", ABSENT), "nodes[0].kind", "missing"),
    ("wrong kind", changed("nodes", 0, "kind", "bias"), "nodes[0].kind", '"bias" is none of input, hidden, output'),
    ("unknown key", changed("nodes", 0, "color", "red"), "nodes[0].color", "unknown key"),
    ("doubled key", swapped('"id": "x2"', '"id": "x2", "id": "x2"'), "nodes[1].id", "given more than once"),
    ("empty id", changed("nodes", 0, "id", ""), "nodes[0].id", "empty"),
    ("long id", changed("nodes", 0, "id", "x" * 65), "nodes[0].id", "longer than 64 characters"),
    ("id not a text", changed("nodes", 0, "id", 1), "nodes[0].id", "not a text"),
    ("id with a control", changed("nodes", 0, "id", "a\x7f"), "nodes[0].id", "holds a control character"),
    ("id with a surrogate", changed("nodes", 0, "id", "\udc00"), "nodes[0].id", "holds half of a surrogate pair"),
    ("doubled id", changed("nodes", 1, "id", "x1"), "nodes[1].id", '"x1" is the id of another one'),
    ("input with activation", changed("nodes", 0, "activation", "tanh"), "nodes[0].activation", "unknown key"),
    ("input with bias", changed("nodes", 0, "bias", None), "nodes[0].bias", "unknown key"),
    ("no activation", changed("nodes", 2, "activation", ABSENT), "nodes[2].activation", "missing"),
    ("unhashable activation", changed("nodes", 2, "activation", []), "nodes[2].activation", "not a text"),
    ("bias a number", changed("nodes", 2, "bias", 0.1), "nodes[2].bias", "not an object"),
    ("bias without value", changed("nodes", 2, "bias", {}), "nodes[2].bias.value", "missing"),
    ("bias infinite", swapped('"value": 0.1', '"value": -Infinity'), "nodes[2].bias.value", "not finite"),
    ("bias frozen null", changed("nodes", 2, "bias", "frozen", None), "nodes[2].bias.frozen", "neither true nor false"),
    ("bias unknown key", changed("nodes", 2, "bias", "b", 1), "nodes[2].bias.b", "unknown key"),
    ("position too short", changed("nodes", 0, "position", [1]), "nodes[0].position", "not two numbers"),
    ("position too long", changed("nodes", 0, "position", [1, 2, 3]), "nodes[0].position", "not two numbers"),
    ("position null", changed("nodes", 0, "position", None), "nodes[0].position", "not a list"),
    ("position text", changed("nodes", 0, "position", [0, "1"]), "nodes[0].position[1]", "not a number"),
    ("softmax hidden", changed("nodes", 2, "activation", "softmax"), "nodes[2].activation", "softmax on a node that is no output"),
    (
        "softmax on one of two outputs",
        without_run(second_output("tanh")),
        "nodes[2].activation",
        "not softmax like another output: it takes all outputs or none",
    ),
    ("softmax that feeds on", without_run(second_output("softmax")), "nodes[2].activation", "softmax on an output that feeds another node"),
]
EDGES: list[Case] = [
    ("edges null", changed("edges", None), "edges", "not a list"),
    ("no weight", changed("edges", 2, "weight", ABSENT), "edges[2].weight", "missing"),
    ("weight a text", changed("edges", 2, "weight", "1"), "edges[2].weight", "not a number"),
    ("weight true", changed("edges", 2, "weight", True), "edges[2].weight", "not a number"),
    ("weight null", changed("edges", 2, "weight", None), "edges[2].weight", "not a number"),
    ("weight NaN", swapped('"weight": 0.5', '"weight": NaN'), "edges[0].weight", "not finite"),
    ("weight 1e999", swapped('"weight": 0.5', '"weight": 1e999'), "edges[0].weight", "not finite"),
    ("weight of 400 digits", swapped('"weight": 0.5', '"weight": ' + "9" * 400), "edges[0].weight", "not finite"),
    ("weight of 20 000 digits", swapped('"weight": 0.5', '"weight": ' + "9" * 20_000), "edges[0].weight", "not finite"),
    ("frozen 1", changed("edges", 0, "frozen", 1), "edges[0].frozen", "neither true nor false"),
    ("unknown key", changed("edges", 0, "wieght", 1), "edges[0].wieght", "unknown key"),
    ("doubled key", swapped('"weight": 0.5', '"weight": 0.5, "weight": 0.5'), "edges[0].weight", "given more than once"),
    ("source missing", changed("edges", 0, "source", ABSENT), "edges[0].source", "missing"),
    ("source not there", changed("edges", 0, "source", "q"), "edges[0].source", 'there is no node "q"'),
    ("target not there", changed("edges", 0, "target", "q"), "edges[0].target", 'there is no node "q"'),
    ("into an input", changed("edges", 0, "target", "x2"), "edges[0].target", '"x2" is an input: no edge leads into one'),
    ("doubled id", changed("edges", 1, "id", "w1"), "edges[1].id", '"w1" is the id of another one'),
    ("called iteration", changed("edges", 0, "id", "iteration"), "edges[0].id", '"iteration" is taken by another column of the history'),
    ("called cost", changed("edges", 0, "id", "cost"), "edges[0].id", '"cost" is taken by another column of the history'),
    ("called batch_cost", changed("edges", 0, "id", "batch_cost"), "edges[0].id", '"batch_cost" is taken by another column of the history'),
    ("called as a bias", changed("edges", 0, "id", "x1.bias"), "edges[0].id", '"x1.bias" is taken by another column of the history'),
    ("second edge", changed("edges", 3, edge("w4", "x1", "h")), "edges[3]", 'a second edge from "x1" to "h"'),
    ("cycle", without_run(cycle), "edges", "a cycle: y → h → g → y"),
    ("loop", without_run(loop), "edges", "a cycle: h → h"),
]


@pytest.mark.parametrize(("content", "place", "message"), named(nodes=NODES, edges=EDGES))
def test_is_rejected(content: str | bytes, place: str, message: str) -> None:
    check_rejection(content, place, message)
