"""Each slip is made by hand on random networks of every kind, and is told as what it is: for z, a, the cost, δ, gradients and steps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import start
from bpdesk.engine.step import Engine
from bpdesk.explain.hand.answers import answers
from bpdesk.explain.hand.diagnosis import diagnose
from bpdesk.explain.hand.mistake import Answers, Mistake, Question
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine import reference
from tests.engine.random_networks import documents
from tests.explain.by_hand import SLOPES, Hand

Slips = Iterable[tuple[Mistake, float]]


class Asked:
    """A document's engine, and the calculation by hand of its first batch."""

    def __init__(self, document: Document) -> None:
        program = compile_document(document)
        assert isinstance(program, Program)
        self.engine, self.regime, self.state = Engine(program), Regime.at_start(program), start(program)
        self.document, self.network = document, document.network
        self.hand = Hand(document, tuple(map(int, self.engine.batch(self.regime, self.state))))
        self.shown = self.hand.passed(0)

    def about(self, kind: str, identifier: str = "") -> Answers:
        return answers(self.engine, self.regime, self.state, 0, Question(kind, identifier))  # type: ignore[arg-type]  # of its kinds

    @property
    def neurons(self) -> list[str]:
        return [node.id for node in self.network.nodes if node.kind != "input"]

    @property
    def parameters(self) -> list[tuple[str, str, str]]:
        """Whether weight or bias, its id, and its name among parameters."""
        weights = [("weight", edge.id, edge.id) for edge in self.network.edges]
        return [*weights, *(("bias", node.id, f"{node.id}.bias") for node in self.network.biased)]


def check(known: Answers, slips: Slips) -> None:
    """Each slip that changes the number by more than rounding is known with that number, and told where it is typed."""
    size = max(abs(known.right), abs(known.before or 0.0), 1e-3)
    for mistake, value in slips:
        if not math.isfinite(value) or abs(value - known.right) < 1e-7 * size:
            continue
        near = [wrong for wrong in known.wrong if math.isclose(wrong.value, value, rel_tol=1e-7, abs_tol=1e-11)]
        named = [wrong.mistake for wrong in near]
        families = [each.family for each in named if each.family]
        assert mistake in named or mistake.family in families, (mistake, value, known)
        told = diagnose(f"{near[0].value:.16e}", known)
        assert told.outcome == "mistake"
        assert near[0].mistake.line in told.lines or len(near) > 3
        assert told.text.count(".") >= 1


def ways_back(asked: Asked, node: str) -> Iterator[tuple[Mistake, dict[str, object]]]:
    """The slips of a node's δ that are told by what is left out, or taken for another."""
    hand = asked.hand
    ahead = hand.ahead(node)
    outputs = {each for each in ahead if hand.is_output(each)}
    yield Mistake.NO_SLOPE, {"without": {node}}
    yield Mistake.NO_OUTPUT_SLOPE, {"without": outputs}
    yield Mistake.NO_SLOPE_ANYWHERE, {"without": ahead}
    for each in ahead - {node}:
        if hand.activation_of(each) != "linear":
            yield Mistake.NO_SLOPE_OF, {"without": {each}}
    yield Mistake.UPDATED_WEIGHT, {"weights": hand.updated}
    targets = [edge.target for edge in hand.out_of(node)]
    parts = [*targets, *(["own"] if hand.is_output(node) else [])]
    if len(parts) > 1:
        for part in parts:
            rest = [each for each in parts if each != part]
            yield Mistake.OWN_TARGET_ALONE if part == "own" else Mistake.ONE_PATH, {"through": [part]}
            yield Mistake.NO_OWN_TARGET if part == "own" else Mistake.NO_PATH, {"through": rest}


def is_subsumed(mistake: Mistake, asked: Asked, node: str) -> bool:
    """Where there are two ways only, one alone is told as that one alone."""
    ways = len(asked.hand.out_of(node)) + asked.hand.is_output(node)
    return ways == 2 and mistake in (Mistake.NO_PATH, Mistake.ONE_PATH)


@given(document=documents(most_rows=3))
def test_slips_of_a_delta(document: Document) -> None:
    asked = Asked(document)
    hand, shown, samples = asked.hand, asked.shown, len(asked.hand.rows)
    for node in asked.neurons:
        known = asked.about("delta", node)
        delta = hand.delta(shown, node)
        assert known.right == pytest.approx(delta, rel=1e-9, abs=1e-12)
        slips: list[tuple[Mistake, float]] = [(Mistake.SIGN, -delta), (Mistake.DOUBLE, 2 * delta)]
        half = Mistake.HALVED_TWICE if document.training.cost == "half_squared_error" else Mistake.HALF
        slips.append((half, delta / 2))
        if samples > 1:
            slips.append((Mistake.MEAN_TOO_EARLY, delta / samples))
        if hand.is_output(node):
            slips.append((Mistake.ERROR_ALONE, shown.a[node] - shown.targets[node]))
        ways = [(m, k) for m, k in ways_back(asked, node) if not is_subsumed(m, asked, node)]
        slips += [(mistake, hand.delta(shown, node, **how)) for mistake, how in ways]  # type: ignore[arg-type]  # as given above
        check(known, slips)


@given(document=documents(most_rows=3))
def test_slips_of_a_gradient(document: Document) -> None:
    asked = Asked(document)
    hand, samples = asked.hand, len(asked.hand.rows)
    for kind, identifier, name in asked.parameters:
        known = asked.about(f"{kind}_gradient", identifier)
        right, penalty = hand.gradient(name), hand.penalty(name)
        assert known.right == pytest.approx(right, rel=1e-9, abs=1e-12)
        check(known, [*wrong_gradients(asked, name), (Mistake.SIGN, -right), (Mistake.STEP_FOR_GRADIENT, 0.05 * right)])
        if samples > 1:
            check(known, [(Mistake.NO_MEAN, right * samples), (Mistake.MEAN_TWICE, (right - penalty) / samples + penalty)])


def wrong_gradients(asked: Asked, name: str) -> Iterator[tuple[Mistake, float]]:
    """Made with a wrong δ, with something else in place of the value that comes in, or with a wrong mean."""
    hand, samples = asked.hand, len(asked.hand.rows)
    source, target = hand.ends(name)
    penalty, products = hand.penalty(name), hand.products(name)
    passes = [hand.passed(row) for row in hand.rows]
    deltas = [hand.delta(each, target) for each in passes]
    for mistake, how in ways_back(asked, target):
        if not is_subsumed(mistake, asked, target):
            yield mistake, hand.gradient(name, **how)
    yield Mistake.DOUBLE, 2 * sum(products) / samples + penalty
    if samples > 1:
        yield Mistake.NO_MEAN, sum(products) + penalty
        alone = hand.delta(asked.shown, target) * (1.0 if source is None else asked.shown.a[source])
        yield Mistake.ONE_SAMPLE, alone + penalty
    if penalty:
        yield Mistake.NO_PENALTY, sum(products) / samples
    if source is not None:
        yield Mistake.NO_INPUT, sum(deltas) / samples + penalty
        yield Mistake.NO_DELTA, sum(each.a[source] for each in passes) / samples + penalty
        yield Mistake.OWN_ACTIVATION, sum(d * p.a[target] for d, p in zip(deltas, passes, strict=True)) / samples + penalty
        if source in passes[0].z and hand.activation_of(source) != "linear":
            yield Mistake.Z_FOR_INPUT, sum(d * p.z[source] for d, p in zip(deltas, passes, strict=True)) / samples + penalty
    else:
        for edge in (edge for edge in asked.network.edges if edge.target == target):
            yield Mistake.BIAS_TIMES_INPUT, sum(d * p.a[edge.source] for d, p in zip(deltas, passes, strict=True)) / samples


@given(document=documents(most_rows=3))
def test_slips_of_a_step(document: Document) -> None:
    """With every optimizer, at its first step."""
    asked = Asked(document)
    hand, rate = asked.hand, document.training.learning_rate
    frozen = {edge.id for edge in asked.network.edges if edge.frozen} | {f"{n.id}.bias" for n in asked.network.biased if n.bias.frozen}  # type: ignore[union-attr]  # biased
    for kind, identifier, name in asked.parameters:
        known = asked.about(kind, identifier)
        before, gradient = hand.point[name], hand.gradient(name)
        after = hand.stepped(name, gradient)
        assert known.before == before
        if name in frozen:
            assert known.right == before
            check(known, [(Mistake.FROZEN, after)])
            continue
        assert known.right == pytest.approx(after, rel=1e-9, abs=1e-12)
        check(
            known,
            [
                (Mistake.ADDED, 2 * before - after),
                (Mistake.NO_RATE, before + (after - before) / rate),
                (Mistake.STEP_ALONE, after - before),
                (Mistake.STEP_ALONE, before - after),
                (Mistake.GRADIENT_ALONE, gradient),
                (Mistake.NO_STEP, before),
            ],
        )
        if document.training.optimizer.name not in ("gradient_descent", "momentum"):
            check(known, [(Mistake.PLAIN_STEP, before - rate * gradient)])
        if document.training.optimizer.name in ("gradient_descent", "momentum", "nesterov"):
            check(known, [(mistake, hand.stepped(name, wrong)) for mistake, wrong in wrong_gradients(asked, name)])


@given(document=documents())
def test_slips_on_the_way_forward(document: Document) -> None:
    asked = Asked(document)
    hand, shown, point = asked.hand, asked.shown, asked.hand.point
    for node in asked.neurons:
        known, value = asked.about("pre_activation", node), asked.about("activation", node)
        z, bias, name = shown.z[node], point.biases.get(node, 0.0), hand.activation_of(node)
        edges = [edge for edge in asked.network.edges if edge.target == node]
        sums = [(Mistake.NO_BIAS, z - bias), (Mistake.BIAS_SUBTRACTED, z - 2 * bias)]
        if len(edges) > 1:
            sums += [(Mistake.NO_TERM, z - edge.weight * shown.a[edge.source]) for edge in edges]
        if edges:
            sums.append((Mistake.NO_WEIGHTS_IN, bias + sum(shown.a[edge.source] for edge in edges)))
            before = [shown.z.get(edge.source, shown.a[edge.source]) for edge in edges]
            sums.append((Mistake.Z_FOR_A, bias + sum(edge.weight * each for edge, each in zip(edges, before, strict=True))))
        if len(edges) == 2:
            one, other = edges
            sums.append((Mistake.SWAPPED, bias + one.weight * shown.a[other.source] + other.weight * shown.a[one.source]))
        check(known, [(Mistake.SIGN, -z), *sums, (Mistake.ACTIVATION_ALREADY, shown.a[node])])
        check(value, [(Mistake.NO_ACTIVATION, z)])
        if name != "softmax":
            f = reference.ACTIVATIONS[name]
            check(value, [(Mistake.SLOPE_FOR_VALUE, SLOPES[name](z)), (Mistake.FLIPPED, f(-z))])
            check(value, [(mistake, f(each)) for mistake, each in sums])
        else:
            check(value, [(Mistake.NO_SHARE, math.exp(z))])


@given(document=documents())
def test_slips_of_the_cost(document: Document) -> None:
    asked = Asked(document)
    known, shown = asked.about("cost"), asked.shown
    outputs, cost = [node.id for node in asked.network.outputs], document.training.cost
    check(known, [(Mistake.HALF_COST, shown.cost / 2), (Mistake.DOUBLE_COST, 2 * shown.cost)])
    batch = reference.cost(document, asked.hand.point, asked.hand.rows)
    check(known, [(Mistake.BATCH_COST, batch)])
    if cost in ("mean_squared_error", "mean_absolute_error", "huber") and len(outputs) > 1:
        check(known, [(Mistake.SUM_OF_OUTPUTS, shown.cost * len(outputs))])
    if cost == "squared_error":
        check(known, [(Mistake.NO_SQUARE, sum(abs(shown.a[each] - shown.targets[each]) for each in outputs))])
    if cost in ("binary_cross_entropy", "cross_entropy"):
        check(known, [(Mistake.OTHER_LOGARITHM, shown.cost / math.log(10))])


@given(document=documents(activation="sigmoid", cost="binary_cross_entropy"))
def test_the_slope_that_cancels_is_told_where_it_is_multiplied_in_again(document: Document) -> None:
    asked = Asked(document)
    for node in (each.id for each in asked.network.outputs if each.activation == "sigmoid" and not asked.hand.out_of(each.id)):
        a, y = asked.shown.a[node], asked.shown.targets[node]
        check(asked.about("delta", node), [(Mistake.EXTRA_SLOPE, (a - y) * a * (1 - a))])


@given(document=documents(activation="softmax"))
def test_softmax_without_its_other_outputs(document: Document) -> None:
    asked = Asked(document)
    for node in (each.id for each in asked.network.outputs if each.activation == "softmax"):
        a = asked.shown.a[node]
        check(asked.about("delta", node), [(Mistake.NO_CROSS_TERMS, asked.hand.error(asked.shown, node) * a * (1 - a))])


@given(seed=st.integers(0, 2000), size=st.integers(2, 4))
def test_a_matrix_taken_the_wrong_way_round(seed: int, size: int) -> None:
    names = [[f"{letter}{k}" for k in range(size)] for letter in "xhg"]
    layers = " -> ".join(" ".join(layer) for layer in names) + " -> y1 y2"
    asked = Asked(net(layers, seed=seed, activation="tanh", rows=2))
    w = {edge.id: edge.weight for edge in asked.network.edges}
    shown, hand = asked.shown, asked.hand
    square = np.array([[w[f"x{i}_h{j}"] for i in range(size)] for j in range(size)])
    z = square.T @ np.array([shown.a[f"x{i}"] for i in range(size)]) + [hand.point.biases[f"h{j}"] for j in range(size)]
    onward = np.array([[w[f"h{i}_g{j}"] for i in range(size)] for j in range(size)])
    back = onward @ np.array([hand.delta(shown, f"g{j}") for j in range(size)])
    for j in range(size):
        check(asked.about("pre_activation", f"h{j}"), [(Mistake.TRANSPOSED_FORWARD, float(z[j]))])
        check(asked.about("activation", f"h{j}"), [(Mistake.TRANSPOSED_FORWARD, math.tanh(z[j]))])
        slope = 1 - shown.a[f"h{j}"] ** 2
        check(asked.about("delta", f"h{j}"), [(Mistake.TRANSPOSED_BACK, float(back[j]) * slope)])
    told = diagnose(repr(hand.gradient("x1_h0")), asked.about("weight_gradient", "x0_h1"))
    assert "the gradient of x1_h0" in told.text
    told = diagnose(repr(hand.stepped("x1_h0", hand.gradient("x1_h0"))), asked.about("weight", "x0_h1"))
    assert "the new value of x1_h0" in told.text


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "adagrad", "rmsprop", "adam"])
def test_an_optimizers_memory_left_out(optimizer: str) -> None:
    """At the third step, by its rule written out here; and Adam without its correction."""
    document = net("x -> y", seed=4, rows=[[0.8, 1.3]], optimizer=optimizer, learning_rate=0.05)
    program = compile_document(document)
    assert isinstance(program, Program)
    engine, regime = Engine(program), Regime.at_start(program)
    state = engine.advance(regime, start(program), 2, np.zeros(0, np.int64)).state
    known = answers(engine, regime, state, 0, Question("weight", "x_y"))
    w, b = (float(each) for each in state.parameters)
    g, settings = 2 * (w * 0.8 + b - 1.3) * 0.8, document.training.optimizer.settings
    begun_anew = {
        "momentum": w - 0.05 * g,
        "nesterov": w - 0.05 * (1 + settings.get("momentum", 0.0)) * g,
        "adagrad": w - 0.05 * g / (abs(g) + settings.get("epsilon", 0.0)),
        "rmsprop": w - 0.05 * g / (math.sqrt((1 - settings.get("decay", 0.0)) * g * g) + settings.get("epsilon", 0.0)),
    }
    if optimizer in begun_anew:
        check(known, [(Mistake.NO_MEMORY, begun_anew[optimizer])])
    else:
        m, v = (float(each[0]) for each in state.memory)
        m, v = settings["beta1"] * m + (1 - settings["beta1"]) * g, settings["beta2"] * v + (1 - settings["beta2"]) * g * g
        check(known, [(Mistake.NO_CORRECTION, w - 0.05 * m / (math.sqrt(v) + settings["epsilon"]))])


def test_only_the_outputs_slope_forgotten() -> None:
    document = net("x -> h -> y", seed=3, rows=2, activation="tanh", output="sigmoid", learning_rate=0.4)
    asked = Asked(document)
    told = diagnose(repr(asked.hand.gradient("x_h", without={"y"})), asked.about("weight_gradient", "x_h"))
    assert told.text == "The slope f′(z) of the outputs is missing, where the way back begins."
    assert told.lines == ("slope",)
    step = asked.hand.stepped("x_h", asked.hand.gradient("x_h", without={"y"}))
    assert "slope f′(z) of the outputs" in diagnose(repr(step), asked.about("weight", "x_h")).text


def test_the_step_or_the_gradient_typed_for_the_weight() -> None:
    asked = Asked(net("x -> h -> y", seed=5, rows=2, learning_rate=0.3))
    known, gradient = asked.about("weight", "x_h"), asked.hand.gradient("x_h")
    assert diagnose(f"{-0.3 * gradient:.5e}", known).text.startswith("This is the step alone")
    assert diagnose(f"{0.3 * gradient:.5e}", known).text.startswith("This is the step alone")
    assert diagnose(f"{gradient:.4e}", known).text.startswith("This is the gradient")
    one = Asked(net("x -> h -> y", seed=5, rows=2, learning_rate=1.0))
    told = diagnose(repr(one.hand.gradient("x_h")), one.about("weight", "x_h")).text
    assert "the step alone" in told
    assert "the gradient" in told


@given(document=documents(), factor=st.floats(1.02, 50), digits=st.integers(4, 8), flips=st.booleans())
def test_any_mistake_that_is_named_gives_the_number_that_was_typed(document: Document, factor: float, digits: int, flips: bool) -> None:
    """Far answers are none of them, unless they are so to their last digit, or near one of the usual ones."""
    asked = Asked(document)
    for node in asked.neurons:
        known = asked.about("delta", node)
        if known.right == 0 or not math.isfinite(known.right):
            continue
        typed = f"{known.right * (-factor if flips else factor):.{digits - 1}e}"
        told, value = diagnose(typed, known), float(typed)
        reach = [abs(abs(wrong.value) - abs(value)) for wrong in known.wrong] + [abs(abs(known.right) - abs(value))]
        assert told.outcome == "other" or min(reach) <= 0.0051 * abs(value)
