"""Slips on the way back: what each makes of a node's δ, sample by sample. A gradient or a step that begins with it is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.explain.activations import ACTIVATIONS
from bpdesk.explain.costs import COSTS
from bpdesk.explain.formula import Quantity
from bpdesk.explain.hand.forward import level_mates
from bpdesk.explain.hand.mistake import Mistake, Wrong
from bpdesk.explain.hand.neighbours import square, turned_weights
from bpdesk.explain.hand.numbers import MOST, Numbers
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, LINEAR, SIGMOID, SOFTMAX

if TYPE_CHECKING:
    from bpdesk.engine.program import Floats
    from bpdesk.engine.step import Pass

_MOST_PRODUCTS = 2_000_000
"""Edges times samples up to which one more way back for each node that follows takes no time."""
_MOST_SAMPLES = 2_000
_FROM_A = (SIGMOID, "tanh")
"""Activations whose slope is written with a."""


@dataclass(frozen=True)
class WrongDelta:
    """What a mistake makes of δ, `(B,)`."""

    mistake: Mistake
    values: Floats
    of: str = ""


def of_delta(numbers: Numbers, node: int) -> Iterator[Wrong]:
    """δ of a node for the shown sample."""
    shown, samples = numbers.shown, len(numbers.rows)
    delta = float(shown.deltas[node, 0])
    yield Wrong(Mistake.SIGN, -delta)
    for wrong in wrong_deltas(numbers, shown, node):
        yield Wrong(wrong.mistake, float(wrong.values[0]), wrong.of)
    if samples > 1:
        yield Wrong(Mistake.MEAN_TOO_EARLY, delta / samples)
    for other in level_mates(numbers, node):
        yield Wrong(Mistake.OTHER_DELTA, float(shown.deltas[other, 0]), numbers.name(other))


def wrong_deltas(numbers: Numbers, passed: Pass, node: int) -> Iterator[WrongDelta]:
    """The slips whose number is that node's δ times or plus something; those of the sign and the mean are made where they show."""
    yield from _of_cost(numbers, passed, node)
    yield from _of_slopes(numbers, passed, node)
    yield from _of_sum(numbers, passed, node)


def _of_cost(numbers: Numbers, passed: Pass, node: int) -> Iterator[WrongDelta]:
    delta, outputs = passed.deltas[node], list(map(int, numbers.program.outputs))
    is_halved = numbers.training.cost == "half_squared_error"
    yield WrongDelta(Mistake.HALVED_TWICE if is_halved else Mistake.HALF, delta / 2)
    yield WrongDelta(Mistake.DOUBLE, delta * 2)
    if COSTS[numbers.training.cost].is_mean and len(outputs) > 1:
        yield WrongDelta(Mistake.NO_MEAN_OF_OUTPUTS, delta * len(outputs))
    if node in outputs:
        yield WrongDelta(Mistake.ERROR_ALONE, passed.activations[node] - passed.targets[outputs.index(node)])


def _of_slopes(numbers: Numbers, passed: Pass, node: int) -> Iterator[WrongDelta]:
    ahead, activations = numbers.ahead(node), numbers.program.activations
    outputs = [each for each in ahead if each in numbers.program.outputs]
    yield WrongDelta(Mistake.NO_SLOPE, numbers.deltas(passed, without={node})[node], numbers.name(node))
    yield WrongDelta(Mistake.NO_OUTPUT_SLOPE, numbers.deltas(passed, without=outputs)[node])
    if len(numbers.program.edge_ids) * passed.activations.shape[1] <= _MOST_PRODUCTS:
        bent = [each for each in ahead if each != node and activations[each] != LINEAR]
        for each in bent[:MOST]:
            yield WrongDelta(Mistake.NO_SLOPE_OF, numbers.deltas(passed, without={each})[node], numbers.name(each))
    yield WrongDelta(Mistake.NO_SLOPE_ANYWHERE, numbers.deltas(passed, without=ahead)[node])
    yield from _of_own_slope(numbers, passed, node)
    yield from _of_short_forms(numbers, passed, node, outputs)


def _of_own_slope(numbers: Numbers, passed: Pass, node: int) -> Iterator[WrongDelta]:
    """f′ taken of the wrong thing."""
    name = numbers.program.activations[node] or LINEAR
    if name in (SOFTMAX, LINEAR) or passed.activations.shape[1] > _MOST_SAMPLES:
        return
    without = numbers.deltas(passed, without={node})[node]
    z, a = passed.pre_activations[node], passed.activations[node]
    applied = [ACTIVATIONS[name].value(Quantity("a", each)).value or 0.0 for each in a.tolist()]
    yield WrongDelta(Mistake.SLOPE_AT_A, without * _slopes(name, a.tolist(), applied))
    if name in _FROM_A:
        yield WrongDelta(Mistake.SLOPE_OF_Z_FORM, without * _slopes(name, z.tolist(), z.tolist()))


def _of_short_forms(numbers: Numbers, passed: Pass, node: int, outputs: list[int]) -> Iterator[WrongDelta]:
    """Where the slope of an output cancels it isn't multiplied in again; of softmax all outputs take part."""
    cost, activations = numbers.training.cost, numbers.program.activations
    pairs = ((SIGMOID, BINARY_CROSS_ENTROPY), (SOFTMAX, CROSS_ENTROPY))
    short = [each for each in outputs if (activations[each], cost) in pairs]
    if short:
        own = numbers.own(passed)
        own[short] *= passed.slopes[short]
        yield WrongDelta(Mistake.EXTRA_SLOPE, numbers.deltas(passed, own=own)[node])
    softmax = [each for each in outputs if activations[each] == SOFTMAX]
    if softmax:
        own = numbers.own(passed, without=softmax)
        own[softmax] *= passed.slopes[softmax]
        yield WrongDelta(Mistake.NO_CROSS_TERMS, numbers.deltas(passed, own=own)[node])


def _of_sum(numbers: Numbers, passed: Pass, node: int) -> Iterator[WrongDelta]:
    """What f′ Σ w δ becomes."""
    edges = numbers.outgoing[node]
    if not edges:
        return
    if numbers.after is not None:
        for weights in (numbers.after, numbers.weights_met):
            yield WrongDelta(Mistake.UPDATED_WEIGHT, numbers.deltas(passed, weights=weights)[node])
    own, slope, delta = numbers.own(passed)[node], passed.slopes[node], passed.deltas
    terms = [slope * numbers.parameters[weight] * delta[target] for weight, target in edges]
    is_output = node in numbers.program.outputs
    if is_output:
        yield WrongDelta(Mistake.OWN_TARGET_ALONE, own)
        yield WrongDelta(Mistake.NO_OWN_TARGET, np.sum(terms, axis=0))
    if len(edges) > 1 or is_output:
        for term, (_, target) in list(zip(terms, edges, strict=True))[:MOST]:
            if len(edges) > 1:
                yield WrongDelta(Mistake.ONE_PATH, term, numbers.name(target))
            if len(edges) > 2 or (len(edges) == 2 and is_output):
                yield WrongDelta(Mistake.NO_PATH, delta[node] - term, numbers.name(target))
    yield WrongDelta(Mistake.NO_WEIGHTS_BACK, own + slope * np.sum([delta[target] for _, target in edges], axis=0))
    if len(edges) > 1 and square(numbers, node, forward=False) is not None:
        turned = [slope * numbers.parameters[weight] * delta[target] for weight, target in turned_weights(numbers, node, forward=False)]
        yield WrongDelta(Mistake.TRANSPOSED_BACK, own + np.sum(turned, axis=0) if turned else own)


def _slopes(name: str, z: list[float], a: list[float]) -> Floats:
    """f′ from those z and a, whatever they are."""
    slope = ACTIVATIONS[name].slope
    return np.array([slope(Quantity("z", one), Quantity("a", other)).value for one, other in zip(z, a, strict=True)], np.float64)
