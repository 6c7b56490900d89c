"""Each rejection of the format: its place and its message, in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpdesk.files.schema import FormatError, read

CANONICAL = (Path(__file__).resolve().parents[1] / "golden" / "canonical.bpdesk").read_text(encoding="utf-8")
Path_ = tuple[str | int, ...]
ABSENT = object()


def changed(*path_and_value: Any) -> str:
    """The canonical document with the value at a path replaced, added, or with ABSENT taken away."""
    *path, last, value = path_and_value
    document = json.loads(CANONICAL)
    part = document
    for key in path:
        part = part[key]
    if value is ABSENT:
        del part[last]
    elif isinstance(part, list) and last == len(part):
        part.append(value)
    else:
        part[last] = value
    return json.dumps(document)


def swapped(one: str, other: str) -> str:
    """The canonical text with one passage replaced."""
    assert CANONICAL.count(one) == 1
    return CANONICAL.replace(one, other)


def nested(levels: int) -> Any:
    return {"a": nested(levels - 1)} if levels else 0


def edge(name: str, source: str, target: str) -> dict[str, Any]:
    return {"id": name, "source": source, "target": target, "weight": 1}


def with_changes(changes: list[dict[str, Any]]) -> str:
    return changed("run", "changes", changes)


def without_run(mutate: Callable[[dict[str, Any]], None]) -> str:
    document = json.loads(CANONICAL)
    document["run"] = None
    mutate(document)
    return json.dumps(document)


def cycle(document: dict[str, Any]) -> None:
    document["nodes"][1] = {"id": "g", "kind": "hidden", "activation": "relu"}
    document["data"] = None
    document["edges"] = [edge("a", "h", "g"), edge("b", "g", "y"), edge("c", "y", "h"), edge("d", "x1", "h")]


def loop(document: dict[str, Any]) -> None:
    document["edges"] = [edge("a", "h", "h")]


def long_cycle(document: dict[str, Any]) -> None:
    names = [str(n) * 20 for n in range(10, 50)]
    document["nodes"] = [{"id": name, "kind": "hidden", "activation": "relu"} for name in names]
    document["data"] = None
    document["edges"] = [edge(name, name, following) for name, following in zip(names, [*names[1:], names[0]], strict=True)]


def second_output(activation: str) -> Callable[[dict[str, Any]], None]:
    def mutate(document: dict[str, Any]) -> None:
        document["nodes"][2].update(kind="output", activation=activation)
        document["nodes"][3]["activation"] = "softmax"
        document["data"] = None

    return mutate


WHOLE: list[tuple[str, str | bytes, str, str]] = [
    ("not utf-8", b'{"format": "\xff"}', "byte 12", "not UTF-8 text"),
    ("utf-16", '{"format": "bpdesk"}'.encode("utf-16"), "byte 0", "not UTF-8 text"),
    ("empty", b"", "line 1, column 1", "not JSON: Expecting value"),
    ("not json", '{\n "format": bpdesk}', "line 2, column 12", "not JSON: Expecting value"),
    ("two values", "{} {}", "line 1, column 4", "not JSON: Extra data"),
    ("control character in json", '{"format": "b\x01"}', "line 1, column 14", "not JSON: Invalid control character at"),
    ("not an object", "[]", "", "not an object"),
    ("a number", "5", "", "not an object"),
    ("no format", changed("format", ABSENT), "format", "missing"),
    ("wrong format", changed("format", "other"), "format", "not “bpdesk”"),
    ("no version", changed("version", ABSENT), "version", "missing"),
    ("newer version", changed("version", 2), "version", "made by a newer bpdesk"),
    ("version below 1", changed("version", 0), "version", "below 1"),
    ("version as a float", changed("version", 1.0), "version", "not a whole number"),
    ("version as true", changed("version", True), "version", "not a whole number"),
    ("unknown key", changed("colour", 1), "colour", "unknown key"),
    ("unknown odd key", changed("a\nb", 1), '["a\\nb"]', "unknown key"),
    ("no nodes", changed("nodes", ABSENT), "nodes", "missing"),
    ("no edges", changed("edges", ABSENT), "edges", "missing"),
    ("doubled key", swapped('"version": 1', '"version": 1, "version": 1'), "version", "given more than once"),
    ("deep inside", "[" * 100_000, "line 1, column 41", "nested deeper than the format has"),
    ("deep objects", '{"a":' * 100_000, "line 1, column 201", "nested deeper than the format has"),
    ("deep, in a later line", '{"é": "[[[[",\n"b": ' + "[" * 50, "line 2, column 45", "nested deeper than the format has"),
    ("too large", b" " * (64 * 2**20 + 1), "", "larger than 64 MiB"),
]
TEXTS: list[tuple[str, str | bytes, str, str]] = [
    ("title not a text", changed("title", 5), "title", "not a text"),
    ("title too long", changed("title", "x" * 1001), "title", "longer than 1000 characters"),
    ("title with a line break", changed("title", "a\nb"), "title", "holds a control character"),
    ("title with a C1 control", changed("title", "a\x85b"), "title", "holds a control character"),
    ("title with a surrogate", changed("title", "\ud800"), "title", "holds half of a surrogate pair"),
    ("notes null", changed("notes", None), "notes", "not a text"),
    ("notes with a control", changed("notes", "a\x0b"), "notes", "holds a control character"),
    ("label too long", changed("nodes", 0, "label", "x" * 201), "nodes[0].label", "longer than 200 characters"),
    ("label with a tab", changed("nodes", 0, "label", "\t"), "nodes[0].label", "holds a control character"),
    ("label null", changed("nodes", 0, "label", None), "nodes[0].label", "not a text"),
    ("edge label too long", changed("edges", 1, "label", "x" * 201), "edges[1].label", "longer than 200 characters"),
]
NODES: list[tuple[str, str | bytes, str, str]] = [
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
EDGES: list[tuple[str, str | bytes, str, str]] = [
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
DATA: list[tuple[str, str | bytes, str, str]] = [
    ("data a list", changed("data", []), "data", "not an object"),
    ("no columns", changed("data", "columns", ABSENT), "data.columns", "missing"),
    ("no train", changed("data", "train", ABSENT), "data.train", "missing"),
    ("unknown key", changed("data", "rows", []), "data.rows", "unknown key"),
    ("column missing", changed("data", "columns", ["x1", "y"]), "data.columns", '"x2" is missing'),
    ("column doubled", changed("data", "columns", ["x1", "x2", "x1"]), "data.columns[2]", '"x1" is named more than once'),
    ("column of a hidden node", changed("data", "columns", ["x1", "x2", "h"]), "data.columns[2]", 'there is no input or output "h"'),
    ("column not a text", changed("data", "columns", ["x1", None, "y"]), "data.columns[1]", "not a text"),
    ("row too short", changed("data", "train", 1, [1, 2]), "data.train[1]", "2 values for 3 columns"),
    ("row too long", changed("data", "train", 1, [1, 2, 3, 4]), "data.train[1]", "4 values for 3 columns"),
    ("row not a list", changed("data", "train", 1, 5), "data.train[1]", "not a list"),
    ("rows an object", changed("data", "train", {}), "data.train", "not a list"),
    ("cell a text", changed("data", "train", 2, [1, 2, "3"]), "data.train[2][2]", "not a number"),
    ("cell true", changed("data", "train", 2, [1, True, 3]), "data.train[2][1]", "not a number"),
    ("cell a list", changed("data", "train", 2, [1, [2], 3]), "data.train[2][1]", "not a number"),
    ("cell NaN", swapped("[0.5, null, 0.25]", "[0.5, NaN, 0.25]"), "data.train[2][1]", "not finite"),
    ("cell 1e999", swapped("[0.5, null, 0.25]", "[0.5, null, 1e999]"), "data.train[2][2]", "not finite"),
    ("cell of 400 digits", changed("data", "train", 0, [10**400, 1, 1]), "data.train[0][0]", "not finite"),
    ("test null", changed("data", "test", None), "data.test", "not a list"),
    ("test row too short", changed("data", "test", [[1]]), "data.test[0]", "1 values for 3 columns"),
    ("scaling null", changed("data", "scaling", None), "data.scaling", "not an object"),
    ("scaling of no column", changed("data", "scaling", "h", {"offset": 0, "scale": 1}), "data.scaling.h", "there is no such column"),
    ("scale 0", changed("data", "scaling", "x1", "scale", 0), "data.scaling.x1.scale", "not above 0"),
    ("no offset", changed("data", "scaling", "x1", "offset", ABSENT), "data.scaling.x1.offset", "missing"),
]
TRAINING: list[tuple[str, str | bytes, str, str]] = [
    ("training null", changed("training", None), "training", "not an object"),
    ("unknown key", changed("training", "rate", 1), "training.rate", "unknown key"),
    ("optimizer a text", changed("training", "optimizer", "adam"), "training.optimizer", "not an object"),
    ("optimizer without name", changed("training", "optimizer", {}), "training.optimizer.name", "missing"),
    ("setting of another", changed("training", "optimizer", "momentum", 0.9), "training.optimizer.momentum", "unknown key"),
    ("beta 1", changed("training", "optimizer", "beta1", 1), "training.optimizer.beta1", "not at least 0 and below 1"),
    ("beta below 0", changed("training", "optimizer", "beta2", -0.1), "training.optimizer.beta2", "not at least 0 and below 1"),
    ("epsilon 0", changed("training", "optimizer", "epsilon", 0), "training.optimizer.epsilon", "not above 0"),
    ("rate below 0", changed("training", "learning_rate", -0.1), "training.learning_rate", "below 0"),
    ("rate null", changed("training", "learning_rate", None), "training.learning_rate", "not a number"),
    ("l1 below 0", changed("training", "l1", -1), "training.l1", "below 0"),
    ("l2 below 0", changed("training", "l2", -1), "training.l2", "below 0"),
    ("batch size 0", changed("training", "batch_size", 0), "training.batch_size", "below 1"),
    ("batch size 2.0", changed("training", "batch_size", 2.0), "training.batch_size", "not a whole number"),
    ("shuffle 0", changed("training", "shuffle", 0), "training.shuffle", "neither true nor false"),
    ("seed 5.0", changed("training", "seed", 5.0), "training.seed", "not a whole number"),
    ("seed below 0", changed("training", "seed", -1), "training.seed", "below 0"),
    ("seed 2**63", changed("training", "seed", 2**63), "training.seed", "above 9223372036854775807"),
    ("seed of 20 000 digits", swapped('"seed": 7', '"seed": ' + "7" * 20_000), "training.seed", "not a whole number"),
]
RUN: list[tuple[str, str | bytes, str, str]] = [
    ("run a list", changed("run", []), "run", "not an object"),
    ("no state", changed("run", "state", ABSENT), "run.state", "missing"),
    ("no name", changed("run", "name", ABSENT), "run.name", "missing"),
    ("empty name", changed("run", "name", ""), "run.name", "empty"),
    ("long name", changed("run", "name", "x" * 201), "run.name", "longer than 200 characters"),
    ("iteration below 0", changed("run", "iteration", -1), "run.iteration", "below 0"),
    ("iteration 2.0", changed("run", "iteration", 2.0), "run.iteration", "not a whole number"),
    ("unknown key", changed("run", "speed", 1), "run.speed", "unknown key"),
    ("change without iteration", with_changes([{}]), "run.changes[0].iteration", "missing"),
    ("change after the run", with_changes([{"iteration": 3}]), "run.changes[0].iteration", "after the run's newest iteration"),
    ("changes of one iteration", with_changes([{"iteration": 1}] * 2), "run.changes[1].iteration", "not after the change before it"),
    ("changes descend", with_changes([{"iteration": 1}, {"iteration": 0}]), "run.changes[1].iteration", "not after the change before it"),
    ("change before the start", with_changes([{"iteration": -1}]), "run.changes[0].iteration", "below 0"),
    ("change of the title", with_changes([{"iteration": 1, "title": ""}]), "run.changes[0].title", "unknown key"),
    (
        "change of no edge",
        with_changes([{"iteration": 1, "edges": {"q": 1}}]),
        "run.changes[0].edges.q",
        "the network has no such parameter",
    ),
    (
        "change of no bias",
        with_changes([{"iteration": 1, "biases": {"y": 1}}]),
        "run.changes[0].biases.y",
        "the network has no such parameter",
    ),
    ("change to a text", with_changes([{"iteration": 1, "edges": {"w1": "1"}}]), "run.changes[0].edges.w1", "not a number"),
    (
        "change of settings out of range",
        with_changes([{"iteration": 1, "training": {"l1": -1}}]),
        "run.changes[0].training.l1",
        "below 0",
    ),
    ("frozen nodes", with_changes([{"iteration": 1, "frozen": {"nodes": {}}}]), "run.changes[0].frozen.nodes", "unknown key"),
    (
        "freezing no bias",
        with_changes([{"iteration": 1, "frozen": {"biases": {"y": True}}}]),
        "run.changes[0].frozen.biases.y",
        "the network has no such parameter",
    ),
    (
        "frozen a number",
        with_changes([{"iteration": 1, "frozen": {"edges": {"w1": 1}}}]),
        "run.changes[0].frozen.edges.w1",
        "neither true nor false",
    ),
    ("state without an edge", changed("run", "state", "edges", "w1", ABSENT), "run.state.edges.w1", "missing"),
    ("state without a bias", changed("run", "state", "biases", "h", ABSENT), "run.state.biases.h", "missing"),
    ("state of another edge", changed("run", "state", "edges", "q", 1), "run.state.edges.q", "the network has no such parameter"),
    ("state of an odd edge", changed("run", "state", "edges", "a b", 1), 'run.state.edges["a b"]', "the network has no such parameter"),
    ("memory missing", changed("run", "state", "optimizer", "v", ABSENT), "run.state.optimizer.v", "missing"),
    ("memory of another", changed("run", "state", "optimizer", "s", {}), "run.state.optimizer.s", "unknown key"),
    (
        "memory without an edge",
        changed("run", "state", "optimizer", "m", "edges", "w1", ABSENT),
        "run.state.optimizer.m.edges.w1",
        "missing",
    ),
    ("t missing", changed("run", "state", "optimizer", "t", ABSENT), "run.state.optimizer.t", "missing"),
    ("t below 0", changed("run", "state", "optimizer", "t", -1), "run.state.optimizer.t", "below 0"),
    ("t a float", changed("run", "state", "optimizer", "t", 2.0), "run.state.optimizer.t", "not a whole number"),
    (
        "memory of the optimizer before the changes",
        with_changes([{"iteration": 2, "training": {"optimizer": {"name": "gradient_descent"}}}]),
        "run.state.optimizer.m",
        "unknown key",
    ),
    ("branches null", changed("run", "branches", None), "run.branches", "not a list"),
    ("branch with state", changed("run", "branches", 0, "state", {}), "run.branches[0].state", "unknown key"),
    ("branch too short", changed("run", "branches", 0, "iteration", -1), "run.branches[0].iteration", "below 0"),
    (
        "branch's change after it",
        changed("run", "branches", 0, "changes", 0, "iteration", 41),
        "run.branches[0].changes[0].iteration",
        "after the run's newest iteration",
    ),
]
VIEW: list[tuple[str, str | bytes, str, str]] = [
    ("view null", changed("view", None), "view", "not an object"),
    ("nine levels", changed("view", nested(9)), "view.a.a.a.a.a.a.a.a", "nested deeper than the format has"),
    ("lists too deep", changed("view", {"a": [[[[[[[[]]]]]]]]}), "view.a[0][0][0][0][0][0][0]", "nested deeper than the format has"),
    ("infinite", swapped('{"row": 0}', '{"row": [1, Infinity]}'), "view.row[1]", "not finite"),
    ("whole number that no double holds", changed("view", "row", 10**400), "view.row", "not finite"),
    ("control character", changed("view", "row", "\x00"), "view.row", "holds a control character"),
    ("surrogate", changed("view", "row", "\udfff"), "view.row", "holds half of a surrogate pair"),
    ("surrogate in a key", changed("view", "\ud800", 1), 'view["\\ud800"]', "holds half of a surrogate pair"),
    ("doubled key", swapped('{"row": 0}', '{"row": {"a": 1, "a": 1}}'), "view.row.a", "given more than once"),
]
GROUPS = {"whole": WHOLE, "texts": TEXTS, "nodes": NODES, "edges": EDGES, "data": DATA, "training": TRAINING, "run": RUN, "view": VIEW}
CASES = [pytest.param(*case, id=f"{group}: {name}") for group, cases in GROUPS.items() for name, *case in cases]


@pytest.mark.parametrize(("content", "place", "message"), CASES)
def test_is_rejected(content: str | bytes, place: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(content)
    assert (caught.value.place, caught.value.message) == (place, message)
    assert str(caught.value) == (f"{place}: {message}" if place else message)


@pytest.mark.parametrize("key", ["cost", "optimizer"])
@pytest.mark.parametrize("name", ["nothing", "Softmax"])
def test_a_name_that_is_none_is_told_with_those_that_are(key: str, name: str) -> None:
    content = changed("training", key, {"name": name} if key == "optimizer" else name)
    with pytest.raises(FormatError, match=rf'^training\.{key}(\.name)?: "{name}" is none of \w+, \w+'):
        read(content)


def test_an_unknown_activation_is_told_with_those_that_are() -> None:
    with pytest.raises(FormatError, match=r'^nodes\[2\]\.activation: "relux" is none of linear, sigmoid, tanh'):
        read(changed("nodes", 2, "activation", "relux"))


LONG = "x\n\ud800\u202e" * 5000


@pytest.mark.parametrize(
    "content",
    [
        changed("nodes", 2, "activation", "x" * 10**6),
        changed(LONG, 1),
        changed("edges", 0, "source", "\u202e" * 5000),
        changed("data", "columns", ["y" * 10**6]),
        changed("run", "state", "edges", LONG, 1),
        changed("view", {LONG: {LONG: {LONG: {LONG: {LONG: {LONG: {LONG: {"a": "\x00"}}}}}}}}),
        without_run(long_cycle),
        b"\x00" * 10**6,
        b'"' + b"x" * 10**6,
    ],
)
def test_a_message_is_one_short_line(content: str | bytes) -> None:
    with pytest.raises(FormatError) as caught:
        read(content)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 1000
    line.encode()


def test_a_byte_order_mark_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + CANONICAL.encode()) == read("\ufeff" + CANONICAL) == read(CANONICAL)


def test_eight_levels_of_view_are_kept() -> None:
    assert read(changed("view", nested(8))).view == nested(8)


def test_the_highest_seed() -> None:
    assert read(changed("training", "seed", 2**63 - 1)).training.seed == 2**63 - 1


def test_brackets_in_a_text_are_no_nesting() -> None:
    title = '[{"\\' * 100
    assert read(changed("title", title)).title == title


def test_whole_numbers_stand_for_floats() -> None:
    document = read(changed("edges", 0, "weight", 3))
    assert repr(document.network.edges[0].weight) == "3.0"
