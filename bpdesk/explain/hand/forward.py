"""Slips on the way forward: in z, in a and in the cost of the shown sample."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log

from bpdesk.explain.activations import ACTIVATIONS
from bpdesk.explain.costs import COSTS
from bpdesk.explain.formula import Quantity
from bpdesk.explain.hand.mistake import Mistake, Wrong
from bpdesk.explain.hand.neighbours import square, turned_weights
from bpdesk.explain.hand.numbers import MOST, Numbers
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, LINEAR

_SQUARED = {"squared_error": 1.0, "half_squared_error": 0.5, "mean_squared_error": 1.0}
_FURTHEST = 700.0


def of_pre_activation(numbers: Numbers, node: int) -> Iterator[Wrong]:
    """z of a node."""
    z = float(numbers.shown.pre_activations[node, 0])
    yield Wrong(Mistake.SIGN, -z)
    yield from _of_sum(numbers, node)
    yield Wrong(Mistake.ACTIVATION_ALREADY, float(numbers.shown.activations[node, 0]))
    for other in level_mates(numbers, node):
        yield Wrong(Mistake.OTHER_VALUE, float(numbers.shown.pre_activations[other, 0]), numbers.name(other))


def of_activation(numbers: Numbers, node: int) -> Iterator[Wrong]:
    """a of a node: f itself may be wrong, or the z that it is taken of."""
    z = float(numbers.shown.pre_activations[node, 0])
    yield Wrong(Mistake.NO_ACTIVATION, z)
    if numbers.is_softmax(node):
        if z < _FURTHEST:
            yield Wrong(Mistake.NO_SHARE, exp(z))
    else:
        name = numbers.program.activations[node] or LINEAR
        yield Wrong(Mistake.SLOPE_FOR_VALUE, float(numbers.shown.slopes[node, 0]))
        yield Wrong(Mistake.FLIPPED, _value(name, -z))
        for wrong in _of_sum(numbers, node):
            yield Wrong(wrong.mistake, _value(name, wrong.value), wrong.of)
    for other in level_mates(numbers, node):
        yield Wrong(Mistake.OTHER_VALUE, float(numbers.shown.activations[other, 0]), numbers.name(other))


def of_cost(numbers: Numbers) -> Iterator[Wrong]:
    """The cost of the shown sample."""
    cost, name, outputs = float(numbers.shown.costs[0]), numbers.training.cost, list(map(int, numbers.program.outputs))
    yield Wrong(Mistake.HALF_COST, cost / 2)
    yield Wrong(Mistake.DOUBLE_COST, cost * 2)
    yield Wrong(Mistake.SIGN, -cost)
    mathematics = COSTS[name]
    pairs = [(float(numbers.shown.activations[node, 0]), float(numbers.shown.targets[k, 0])) for k, node in enumerate(outputs)]
    if len(outputs) > 1:
        shares = [mathematics.term(Quantity("a", a), Quantity("y", y)).value or 0.0 for a, y in pairs]
        divided = len(outputs) if mathematics.is_mean else 1
        if mathematics.is_mean:
            yield Wrong(Mistake.SUM_OF_OUTPUTS, cost * len(outputs))
        for node, share in zip(outputs[:MOST], shares, strict=False):
            yield Wrong(Mistake.ONE_OUTPUT, share / divided, numbers.name(node))
    if name in _SQUARED:
        mean = len(outputs) if mathematics.is_mean else 1
        yield Wrong(Mistake.NO_SQUARE, _SQUARED[name] * sum(abs(a - y) for a, y in pairs) / mean)
        yield Wrong(Mistake.NO_SQUARE, _SQUARED[name] * sum(a - y for a, y in pairs) / mean)
    if name in (BINARY_CROSS_ENTROPY, CROSS_ENTROPY):
        yield Wrong(Mistake.OTHER_LOGARITHM, cost / log(10))
        yield Wrong(Mistake.OTHER_LOGARITHM, cost / log(2))
    yield Wrong(Mistake.BATCH_COST, numbers.cost)


def _of_sum(numbers: Numbers, node: int) -> Iterator[Wrong]:
    """What b + Σ w a becomes."""
    shown, z = numbers.shown, float(numbers.shown.pre_activations[node, 0])
    bias, edges = numbers.bias(node), numbers.incoming[node]
    if bias is not None:
        yield Wrong(Mistake.NO_BIAS, z - bias)
        yield Wrong(Mistake.BIAS_SUBTRACTED, z - 2 * bias)
    weights = [float(numbers.parameters[weight]) for weight, _ in edges]
    values = [float(shown.activations[source, 0]) for _, source in edges]
    added = bias or 0.0
    if 1 < len(edges) <= MOST:
        for weight, value, (_, source) in zip(weights, values, edges, strict=True):
            yield Wrong(Mistake.NO_TERM, z - weight * value, numbers.name(source))
    if edges:
        yield Wrong(Mistake.NO_WEIGHTS_IN, added + sum(values))
    sources = [source for _, source in edges]
    if any(numbers.program.activations[source] is not None for source in sources):
        before = [float((shown.activations if numbers.program.activations[s] is None else shown.pre_activations)[s, 0]) for s in sources]
        yield Wrong(Mistake.Z_FOR_A, added + sum(weight * value for weight, value in zip(weights, before, strict=True)))
    if len(edges) == 2:
        yield Wrong(Mistake.SWAPPED, added + weights[0] * values[1] + weights[1] * values[0])
    if len(edges) > 1 and square(numbers, node, forward=True) is not None:
        turned = turned_weights(numbers, node, forward=True)
        yield Wrong(
            Mistake.TRANSPOSED_FORWARD, added + sum(float(numbers.parameters[w]) * float(shown.activations[s, 0]) for w, s in turned)
        )


def level_mates(numbers: Numbers, node: int) -> list[int]:
    """The other nodes of its level."""
    level = numbers.layers.level_of[numbers.program.node_ids[node]]
    return [other for other in (numbers.node(each.id) for each in numbers.layers.levels[level][:MOST]) if other != node]


def _value(name: str, z: float) -> float:
    value = ACTIVATIONS[name].value(Quantity("z", z)).value
    assert value is not None
    return value
