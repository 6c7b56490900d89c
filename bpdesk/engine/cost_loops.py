"""C_n and its derivatives for the samples of a chunk. A new cost: its code, its loop in `costs`, its formula in `output_gradient`.

Lanes past the last sample repeat it; where sums are made of them, they must be masked.
"""

import math
from typing import Any

from bpdesk.engine.activation_loops import SIGMOID, SOFTMAX
from bpdesk.engine.compiled import part
from bpdesk.engine.lanes import WIDTH, choose, four, load, magnitude, store

COST_CODES = {
    "squared_error": 0,
    "half_squared_error": 1,
    "mean_squared_error": 2,
    "mean_absolute_error": 3,
    "huber": 4,
    "binary_cross_entropy": 5,
    "cross_entropy": 6,
}
SQUARED, HALF_SQUARED, MEAN_SQUARED, MEAN_ABSOLUTE, HUBER, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = range(7)


@part
def costs(net: Any, cost: int, values: Any, columns: int, width: int) -> None:
    """C_n of every sample of the chunk, into the one row of `values.cost`."""
    a, t, c, m = values.a, values.target, values.cost, net.outputs.shape[0]
    factor = 1.0 if cost == SQUARED else 0.5 if cost == HALF_SQUARED else 1.0 / m
    for s in range(0, width, WIDTH):
        total = four(0.0)
        if cost <= HUBER:
            for o in range(m):
                total = total + factor * _distance(cost, load(total, a, net.outputs[o], s) - load(total, t, o, s))
        store(total, c, 0, s)
    if cost > HUBER:
        for o in range(m):
            for s in range(columns):
                c[0, s] += _entropy(cost, net.output_activation[o], values, net.outputs[o], o, s)


@part
def _distance(cost: int, error: Any) -> Any:
    """What an output's error counts before its share of the cost, in lanes."""
    if cost <= MEAN_SQUARED:
        return error * error
    size = magnitude(error)
    if cost == MEAN_ABSOLUTE:
        return size
    return choose(size <= 1.0, 0.5 * size * size, size - 0.5)


@part
def _entropy(cost: int, activation: int, values: Any, j: Any, o: Any, s: Any) -> Any:
    """One output's share of a cross-entropy; from z, where the short forms of sigmoid and softmax keep more digits."""
    y, a, z = values.target[o, s], values.a[j, s], values.z[j, s]
    if cost == BINARY_CROSS_ENTROPY and activation == SIGMOID:
        tail = math.log1p(math.exp(-abs(z)))
        on = 0.0 if y == 0.0 else y * (max(-z, 0.0) + tail)
        return on + (0.0 if y == 1.0 else (1.0 - y) * (max(z, 0.0) + tail))
    if cost == BINARY_CROSS_ENTROPY:
        return _term(y, a) + _term(1.0 - y, 1.0 - a)
    if activation == SOFTMAX:
        return 0.0 if y == 0.0 else -y * values.slope[j, s]
    return _term(y, a)


@part
def _term(share: float, a: float) -> float:
    """−y ln a; 0 where y is 0, whatever a is."""
    return 0.0 if share == 0.0 else -share * math.log(a)


@part
def output_gradient(cost: int, m: int, a: Any, y: Any) -> Any:
    """∂C_n/∂a of one of m outputs, in lanes."""
    error = a - y
    if cost <= MEAN_SQUARED:
        return (2.0 if cost == SQUARED else 1.0 if cost == HALF_SQUARED else 2.0 / m) * error
    if cost == MEAN_ABSOLUTE:
        return (choose(error > 0.0, 1.0, 0.0) - choose(error < 0.0, 1.0, 0.0)) / m
    if cost == HUBER:
        at_most = choose(error > 1.0, 1.0, error)
        return choose(at_most < -1.0, -1.0, at_most) / m
    on = choose(y == 0.0, 0.0, y / a)
    if cost == BINARY_CROSS_ENTROPY:
        return choose(y == 1.0, 0.0, (1.0 - y) / (1.0 - a)) - on
    return 0.0 - on


@part
def softmax_deltas(net: Any, cost: int, values: Any, columns: int, width: int) -> None:
    """δ = Jᵀ∇C over all outputs, in the short form a_j Σ y − y_j with cross-entropy; 0 in lanes past the last sample."""
    a, t, delta, outputs = values.a, values.target, values.delta, net.outputs
    m = outputs.shape[0]
    if cost != CROSS_ENTROPY:
        for o in range(m):
            for s in range(0, width, WIDTH):
                store(output_gradient(cost, m, load(four(0.0), a, outputs[o], s), load(four(0.0), t, o, s)), delta, outputs[o], s)
    for s in range(columns):
        total = 0.0
        for o in range(m):
            total += t[o, s] if cost == CROSS_ENTROPY else delta[outputs[o], s] * a[outputs[o], s]
        for o in range(m):
            j = outputs[o]
            delta[j, s] = a[j, s] * total - t[o, s] if cost == CROSS_ENTROPY else a[j, s] * (delta[j, s] - total)
    for o in range(m):
        for s in range(columns, width):
            delta[outputs[o], s] = 0.0
