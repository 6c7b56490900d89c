"""Each rejection of data, training settings and runs: its place and its message."""

from typing import Any

import pytest

from tests.files.rejections import ABSENT, Case, changed, check_rejection, named, swapped


def with_changes(changes: list[dict[str, Any]]) -> str:
    return changed("run", "changes", changes)


DATA: list[Case] = [
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
    ("test row too short", changed("data", "test", [[1]]), "data.test[0]", "1 value for 3 columns"),
    ("scaling null", changed("data", "scaling", None), "data.scaling", "not an object"),
    ("scaling of no column", changed("data", "scaling", "h", {"offset": 0, "scale": 1}), "data.scaling.h", "there is no such column"),
    ("scale 0", changed("data", "scaling", "x1", "scale", 0), "data.scaling.x1.scale", "not above 0"),
    ("no offset", changed("data", "scaling", "x1", "offset", ABSENT), "data.scaling.x1.offset", "missing"),
]
TRAINING: list[Case] = [
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
    ("seed of 20 000 digits", swapped('"seed": 7', '"seed": ' + "7" * 20_000), "training.seed", "above 9223372036854775807"),
]
RUN: list[Case] = [
    ("run a list", changed("run", []), "run", "not an object"),
    ("no state", changed("run", "state", ABSENT), "run.state", "missing"),
    ("no name", changed("run", "name", ABSENT), "run.name", "missing"),
    ("empty name", changed("run", "name", ""), "run.name", "empty"),
    ("long name", changed("run", "name", "x" * 201), "run.name", "longer than 200 characters"),
    ("iteration below 0", changed("run", "iteration", -1), "run.iteration", "below 0"),
    ("iteration 2.0", changed("run", "iteration", 2.0), "run.iteration", "not a whole number"),
    ("iteration 10**30", changed("run", "iteration", 10**30), "run.iteration", "above 1000000000000000000"),
    ("branch of 10**30", changed("run", "branches", 0, "iteration", 10**30), "run.branches[0].iteration", "above 1000000000000000000"),
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


@pytest.mark.parametrize(("content", "place", "message"), named(data=DATA, training=TRAINING, run=RUN))
def test_is_rejected(content: str | bytes, place: str, message: str) -> None:
    check_rejection(content, place, message)
