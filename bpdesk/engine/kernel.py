"""The compiled loops: forward, cost, backward, update, many iterations a call. Every parameter of every run comes from `train`.

Arrays of values are `[node, sample]` with the samples innermost and indexed directly by unsigned numbers, so that the loops over
samples become vector code. A batch is walked in chunks of columns that fit the processor's cache. NaN and infinity
must be seen (divergence), so fastmath leaves out `nnan` and `ninf`.
A new activation: its code in ACTIVATION_CODES and its loop in `_activate`; a cost: its code and its loops in the two `_cost` functions;
an optimizer: its code and its loop in `_update`.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from bpdesk.engine.elementary import exp, sigmoid, tanh

ACTIVATION_CODES = {
    "linear": 0,
    "sigmoid": 1,
    "tanh": 2,
    "relu": 3,
    "leaky_relu": 4,
    "elu": 5,
    "softplus": 6,
    "silu": 7,
    "gelu": 8,
    "sin": 9,
    "softmax": 10,
}
COST_CODES = {
    "squared_error": 0,
    "half_squared_error": 1,
    "mean_squared_error": 2,
    "mean_absolute_error": 3,
    "huber": 4,
    "binary_cross_entropy": 5,
    "cross_entropy": 6,
}
OPTIMIZER_CODES = {"gradient_descent": 0, "momentum": 1, "nesterov": 2, "adagrad": 3, "rmsprop": 4, "adam": 5}

_LINEAR, _SIGMOID, _TANH, _RELU, _LEAKY_RELU, _ELU, _SOFTPLUS, _SILU, _GELU, _SIN, _SOFTMAX = range(11)
_SQUARED, _HALF_SQUARED, _MEAN_SQUARED, _MEAN_ABSOLUTE, _HUBER, _BINARY_CROSS_ENTROPY, _CROSS_ENTROPY = range(7)
_GRADIENT_DESCENT, _MOMENTUM, _NESTEROV, _ADAGRAD, _RMSPROP, _ADAM = range(6)

_INVERSE_SQRT_2 = 1.0 / math.sqrt(2.0)
_INVERSE_SQRT_2PI = 1.0 / math.sqrt(2.0 * math.pi)
# Without `_nrt` no kernel can allocate, and arrays handed on aren't counted: counting made small networks ten times slower.
_OPTIONS: Any = {
    "nogil": True, "fastmath": {"reassoc", "contract", "nsz", "arcp"}, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True
}  # fmt: skip
_kernel: Any = njit(**_OPTIONS, cache=True)
_part: Any = njit(**_OPTIONS, forceinline=True, no_cpython_wrapper=True)  # only kernels are called from Python, and only they are kept


class Wiring(NamedTuple):
    """A network as flat arrays; m neurons in topological order, E edges grouped by the neuron they lead to.

    neuron (m,): node index; first_edge (m+1,): into source and weight; source (E,): node index; weight (E,): parameter index;
    has_bias (m,); bias (m,): parameter index, 0 where there is none; activation (m,): code; output (m,): output index, -1 for hidden;
    is_neuron (n,): by node index; inputs (i,) and outputs (o,): node indices; output_activation (o,): code;
    edges: how many parameters are weights.
    """

    neuron: Any
    first_edge: Any
    source: Any
    weight: Any
    has_bias: Any
    bias: Any
    activation: Any
    output: Any
    is_neuron: Any
    inputs: Any
    outputs: Any
    output_activation: Any
    edges: int


class Values(NamedTuple):
    """Room for one chunk: z, a, f′(z), δ (first ∂C_n/∂a) by node, `[node, column]`; targets `[output, column]`; C_n `[column]`.

    For softmax nodes `slope` holds ln a.
    """

    z: Any
    a: Any
    slope: Any
    delta: Any
    target: Any
    cost: Any


class Rule(NamedTuple):
    """Cost, optimizer and regularisation in force; `first` and `second` are the optimizer's settings in the catalogue's order."""

    cost: int
    optimizer: int
    learning_rate: float
    first: float
    second: float
    epsilon: float
    l1: float
    l2: float


@_part
def _load(net: Any, values: Any, inputs: Any, targets: Any, rows: Any, start: int, columns: int) -> None:
    """Copy the samples `rows[start : start + columns]` into the chunk."""
    a, target = values.a, values.target
    for s in range(columns):
        row = rows[start + s]
        for i in range(inputs.shape[1]):
            a[net.inputs[i], s] = inputs[row, i]
        for o in range(targets.shape[1]):
            target[o, s] = targets[row, o]


@_part
def _activate(code: int, z: Any, a: Any, slope: Any, j: Any, columns: int) -> None:
    """a = f(z) and f′(z) for one node; softmax waits for the whole group."""
    if code == _LINEAR:
        for s in range(columns):
            a[j, s] = z[j, s]
            slope[j, s] = 1.0
    elif code == _SIGMOID:
        for s in range(columns):
            a[j, s], slope[j, s] = sigmoid(z[j, s])
    elif code == _TANH:
        for s in range(columns):
            a[j, s], slope[j, s] = tanh(z[j, s])
    elif code == _RELU:
        for s in range(columns):
            a[j, s] = 0.0 if z[j, s] <= 0.0 else z[j, s]
            slope[j, s] = 0.0 if z[j, s] <= 0.0 else 1.0
    elif code == _LEAKY_RELU:
        for s in range(columns):
            slope[j, s] = 1.0 if z[j, s] > 0.0 else 0.01
            a[j, s] = slope[j, s] * z[j, s]
    elif code == _ELU:
        for s in range(columns):
            a[j, s] = math.expm1(z[j, s]) if z[j, s] <= 0.0 else z[j, s]
            slope[j, s] = exp(min(z[j, s], 0.0))
    elif code == _SOFTPLUS:
        for s in range(columns):
            a[j, s] = max(z[j, s], 0.0) + math.log1p(exp(-abs(z[j, s])))
            slope[j, s] = sigmoid(z[j, s])[0]
    elif code == _SILU:
        for s in range(columns):
            value, rise = sigmoid(z[j, s])
            a[j, s] = z[j, s] * value
            slope[j, s] = value + z[j, s] * rise
    elif code == _GELU:
        for s in range(columns):
            below = 0.5 * math.erfc(-z[j, s] * _INVERSE_SQRT_2)
            a[j, s] = z[j, s] * below
            slope[j, s] = below + z[j, s] * _INVERSE_SQRT_2PI * exp(-0.5 * z[j, s] * z[j, s])
    elif code == _SIN:
        for s in range(columns):
            a[j, s] = math.sin(z[j, s])
            slope[j, s] = math.cos(z[j, s])


@_part
def _softmax(outputs: Any, z: Any, a: Any, slope: Any, columns: int) -> None:
    """a = e^z / Σ e^z over all outputs, from z less its maximum; `slope` takes ln a."""
    for s in range(columns):
        highest = z[outputs[0], s]
        for o in range(1, outputs.shape[0]):
            highest = max(highest, z[outputs[o], s])
        total = 0.0
        for o in range(outputs.shape[0]):
            j = outputs[o]
            slope[j, s] = z[j, s] - highest
            a[j, s] = exp(slope[j, s])
            total += a[j, s]
        logarithm = math.log(total)
        for o in range(outputs.shape[0]):
            j = outputs[o]
            a[j, s] /= total
            slope[j, s] -= logarithm


@_part
def _forward(net: Any, p: Any, values: Any, columns: int) -> None:
    """z_j = b_j + Σ w_ij a_i and a_j = f_j(z_j), neuron by neuron."""
    z, a, slope = values.z, values.a, values.slope
    for q in range(net.neuron.shape[0]):
        j = net.neuron[q]
        b = p[net.bias[q]] if net.has_bias[q] else 0.0
        for s in range(columns):
            z[j, s] = b
        for e in range(net.first_edge[q], net.first_edge[q + 1]):
            i = net.source[e]
            w = p[net.weight[e]]
            for s in range(columns):
                z[j, s] += w * a[i, s]
        _activate(net.activation[q], z, a, slope, j, columns)
    if net.output_activation[0] == _SOFTMAX:
        _softmax(net.outputs, z, a, slope, columns)


@_part
def _cross_entropy_term(share: float, a: float) -> float:
    """−y ln a; 0 where y is 0, whatever a is."""
    return 0.0 if share == 0.0 else -share * math.log(a)


@_part
def _costs(net: Any, cost: int, values: Any, columns: int) -> None:
    """C_n of every sample of the chunk."""
    z, a, t, c, m = values.z, values.a, values.target, values.cost, net.outputs.shape[0]
    for s in range(columns):
        c[s] = 0.0
    for o in range(m):
        j = net.outputs[o]
        if cost <= _MEAN_SQUARED:
            factor = 1.0 if cost == _SQUARED else 0.5 if cost == _HALF_SQUARED else 1.0 / m
            for s in range(columns):
                error = a[j, s] - t[o, s]
                c[s] += factor * (error * error)
        elif cost == _MEAN_ABSOLUTE:
            for s in range(columns):
                c[s] += abs(a[j, s] - t[o, s]) / m
        elif cost == _HUBER:
            for s in range(columns):
                error = abs(a[j, s] - t[o, s])
                c[s] += (0.5 * error * error if error <= 1.0 else error - 0.5) / m
        elif cost == _BINARY_CROSS_ENTROPY and net.output_activation[o] == _SIGMOID:
            for s in range(columns):
                tail = math.log1p(exp(-abs(z[j, s])))
                y = t[o, s]
                c[s] += 0.0 if y == 0.0 else y * (max(-z[j, s], 0.0) + tail)
                c[s] += 0.0 if y == 1.0 else (1.0 - y) * (max(z[j, s], 0.0) + tail)
        elif cost == _BINARY_CROSS_ENTROPY:
            for s in range(columns):
                c[s] += _cross_entropy_term(t[o, s], a[j, s]) + _cross_entropy_term(1.0 - t[o, s], 1.0 - a[j, s])
        elif net.output_activation[o] == _SOFTMAX:
            for s in range(columns):
                c[s] += 0.0 if t[o, s] == 0.0 else -t[o, s] * values.slope[j, s]
        else:
            for s in range(columns):
                c[s] += _cross_entropy_term(t[o, s], a[j, s])


@_part
def _add_cost_gradient(cost: int, m: int, a: Any, t: Any, into: Any, j: Any, o: int, row: Any, columns: int) -> None:
    """Add ∂C_n/∂a of the output o, which is the node j, to `into[row]`."""
    if cost <= _MEAN_SQUARED:
        factor = 2.0 if cost == _SQUARED else 1.0 if cost == _HALF_SQUARED else 2.0 / m
        for s in range(columns):
            into[row, s] += factor * (a[j, s] - t[o, s])
    elif cost == _MEAN_ABSOLUTE:
        for s in range(columns):
            error = a[j, s] - t[o, s]
            into[row, s] += ((1.0 if error > 0.0 else 0.0) - (1.0 if error < 0.0 else 0.0)) / m
    elif cost == _HUBER:
        for s in range(columns):
            into[row, s] += min(max(a[j, s] - t[o, s], -1.0), 1.0) / m
    elif cost == _BINARY_CROSS_ENTROPY:
        for s in range(columns):
            into[row, s] -= 0.0 if t[o, s] == 0.0 else t[o, s] / a[j, s]
            into[row, s] += 0.0 if t[o, s] == 1.0 else (1.0 - t[o, s]) / (1.0 - a[j, s])
    else:
        for s in range(columns):
            into[row, s] -= 0.0 if t[o, s] == 0.0 else t[o, s] / a[j, s]


@_part
def _softmax_deltas(outputs: Any, cost: int, a: Any, t: Any, delta: Any, columns: int) -> None:
    """δ = Jᵀ∇C over all outputs, in the short form a_j Σ y − y_j with cross-entropy; `delta` holds ∇C before."""
    for s in range(columns):
        total = 0.0
        for o in range(outputs.shape[0]):
            total += t[o, s] if cost == _CROSS_ENTROPY else delta[outputs[o], s] * a[outputs[o], s]
        for o in range(outputs.shape[0]):
            j = outputs[o]
            delta[j, s] = a[j, s] * total - t[o, s] if cost == _CROSS_ENTROPY else a[j, s] * (delta[j, s] - total)


@_part
def _backward(net: Any, cost: int, p: Any, g: Any, values: Any, columns: int) -> None:
    """δ_j = f′_j(z_j) (∂C_n/∂a_j + Σ_k w_jk δ_k) from the last neuron to the first; adds Σ_n ∂C_n/∂w to `g`."""
    a, slope, delta, t = values.a, values.slope, values.delta, values.target
    softmax = net.output_activation[0] == _SOFTMAX
    m = net.outputs.shape[0]
    for q in range(net.neuron.shape[0]):
        j = net.neuron[q]
        for s in range(columns):
            delta[j, s] = 0.0
    for o in range(m):
        short = cost == _BINARY_CROSS_ENTROPY and net.output_activation[o] == _SIGMOID
        if not (short or (softmax and cost == _CROSS_ENTROPY)):
            _add_cost_gradient(cost, m, a, t, delta, net.outputs[o], o, net.outputs[o], columns)
    if softmax:
        _softmax_deltas(net.outputs, cost, a, t, delta, columns)
    for q in range(net.neuron.shape[0] - 1, -1, -1):
        j = net.neuron[q]
        code = net.activation[q]
        if code != _SOFTMAX and code != _LINEAR:
            for s in range(columns):
                delta[j, s] *= slope[j, s]
        if cost == _BINARY_CROSS_ENTROPY and code == _SIGMOID and net.output[q] >= 0:
            target = np.uint32(net.output[q])
            for s in range(columns):
                delta[j, s] += a[j, s] - t[target, s]
        if net.has_bias[q]:
            total = 0.0
            for s in range(columns):
                total += delta[j, s]
            g[net.bias[q]] += total
        for e in range(net.first_edge[q], net.first_edge[q + 1]):
            i = net.source[e]
            w = p[net.weight[e]]
            total = 0.0
            for s in range(columns):
                total += delta[j, s] * a[i, s]
            g[net.weight[e]] += total
            if net.is_neuron[i]:
                for s in range(columns):
                    delta[i, s] += w * delta[j, s]


@_part
def _pass(
    net: Any, cost: int, p: Any, g: Any, inputs: Any, targets: Any, rows: Any, start: int, taken: int, values: Any, loaded: bool
) -> float:  # fmt: skip
    """Forward, cost and backward for `rows[start : start + taken]`, chunk by chunk; fills `g` with Σ ∂C_n/∂w and returns Σ C_n."""
    for i in range(g.shape[0]):
        g[i] = 0.0
    total = 0.0
    room = values.cost.shape[0]
    done = 0
    while done < taken:
        columns = min(room, taken - done)
        if not loaded:
            _load(net, values, inputs, targets, rows, start + done, columns)
        _forward(net, p, values, columns)
        _costs(net, cost, values, columns)
        for s in range(columns):
            total += values.cost[s]
        _backward(net, cost, p, g, values, columns)
        done += columns
    return total


@_part
def _regularisation(edges: int, rule: Any, p: Any) -> float:
    """l1·Σ|w| + (l2/2)·Σ w² over all weights."""
    if rule.l1 == 0.0 and rule.l2 == 0.0:
        return 0.0
    absolute, squared = 0.0, 0.0
    for e in range(edges):
        absolute += abs(p[e])
        squared += p[e] * p[e]
    return (rule.l1 * absolute if rule.l1 != 0.0 else 0.0) + (0.5 * rule.l2 * squared if rule.l2 != 0.0 else 0.0)


@_part
def _finish_gradients(edges: int, rule: Any, p: Any, g: Any, samples: int) -> None:
    """From the sum over samples to the gradient of the batch's cost: the mean, and the regularisation's share."""
    share = 1.0 / samples
    if samples != 1:
        for i in range(g.shape[0]):
            g[i] *= share
    if rule.l1 != 0.0 or rule.l2 != 0.0:
        for e in range(edges):
            sign = (1.0 if p[e] > 0.0 else 0.0) - (1.0 if p[e] < 0.0 else 0.0)
            g[e] += rule.l1 * sign + rule.l2 * p[e]


@_part
def _is_finite(x: float) -> bool:
    return abs(x) <= 1.7976931348623157e308


@_part
def _update(rule: Any, p: Any, g: Any, memory: Any, free: Any, t: int, new_p: Any, new_memory: Any) -> bool:
    """One step of the optimizer, written beside the old values; whether every number of it is finite."""
    rate, first, second, epsilon = rule.learning_rate, rule.first, rule.second, rule.epsilon
    finite = True
    n = p.shape[0]
    if rule.optimizer == _GRADIENT_DESCENT:
        for i in range(n):
            new_p[i] = p[i] - rate * g[i] if free[i] else p[i]
    elif rule.optimizer == _MOMENTUM:
        for i in range(n):
            v = first * memory[0, i] - rate * g[i] if free[i] else memory[0, i]
            new_memory[0, i] = v
            new_p[i] = p[i] + v if free[i] else p[i]
    elif rule.optimizer == _NESTEROV:
        for i in range(n):
            v = first * memory[0, i] + g[i] if free[i] else memory[0, i]
            new_memory[0, i] = v
            new_p[i] = p[i] - rate * (g[i] + first * v) if free[i] else p[i]
    elif rule.optimizer == _ADAGRAD:
        for i in range(n):
            s = memory[0, i] + g[i] * g[i] if free[i] else memory[0, i]
            new_memory[0, i] = s
            new_p[i] = p[i] - rate * g[i] / (math.sqrt(s) + epsilon) if free[i] else p[i]
    elif rule.optimizer == _RMSPROP:
        for i in range(n):
            s = first * memory[0, i] + (1.0 - first) * (g[i] * g[i]) if free[i] else memory[0, i]
            new_memory[0, i] = s
            new_p[i] = p[i] - rate * g[i] / (math.sqrt(s) + epsilon) if free[i] else p[i]
    else:
        mean, spread = 1.0 - first**t, 1.0 - second**t
        for i in range(n):
            m = first * memory[0, i] + (1.0 - first) * g[i] if free[i] else memory[0, i]
            v = second * memory[1, i] + (1.0 - second) * (g[i] * g[i]) if free[i] else memory[1, i]
            new_memory[0, i] = m
            new_memory[1, i] = v
            new_p[i] = p[i] - rate * (m / mean) / (math.sqrt(v / spread) + epsilon) if free[i] else p[i]
    for i in range(n):
        finite &= _is_finite(new_p[i]) & _is_finite(g[i])
    for slot in range(memory.shape[0]):
        for i in range(n):
            finite &= _is_finite(new_memory[slot, i])
    return finite


@_kernel
def train(
    net: Any, rule: Any, inputs: Any, targets: Any, orders: Any, batch: int, position: int, count: int,
    p: Any, memory: Any, t: int, free: Any, values: Any, g: Any, spare_p: Any, spare_memory: Any,
    batch_costs: Any, watched: Any, record: Any,
) -> tuple[int, int, int]:  # fmt: skip
    """Make `count` iterations, changing `p` and `memory` in place; stop before an update that isn't finite.

    orders (epochs, rows): the order of the rows in this epoch and the following ones; one line serves them all. `position` is how many
    rows of this epoch are taken. batch_costs (count,) takes the cost of each batch before its update, also of the one that stops;
    record (count, watched) the watched parameters before it.
    `g` and `values` hold what the last iteration left in them. Returns (iterations made, position, epochs begun).
    """
    rows = inputs.shape[0]
    whole = batch >= rows and rows <= values.cost.shape[0] and orders.shape[0] == 1
    epoch, made = 0, 0
    if whole:
        _load(net, values, inputs, targets, orders[0], 0, rows)
    for k in range(count):
        begins_epoch = position >= rows
        first_row = 0 if begins_epoch else position
        taken = min(batch, rows - first_row)
        order = orders[epoch + begins_epoch if orders.shape[0] > 1 else 0]
        total = _pass(net, rule.cost, p, g, inputs, targets, order, first_row, taken, values, whole)
        cost = total / taken + _regularisation(net.edges, rule, p)
        batch_costs[k] = cost
        _finish_gradients(net.edges, rule, p, g, taken)
        if not (_update(rule, p, g, memory, free, t + k + 1, spare_p, spare_memory) and _is_finite(cost)):
            break
        for i in range(watched.shape[0]):
            record[k, i] = p[watched[i]]
        for i in range(p.shape[0]):
            p[i] = spare_p[i]
        for slot in range(memory.shape[0]):
            for i in range(p.shape[0]):
                memory[slot, i] = spare_memory[slot, i]
        position = first_row + taken
        epoch += begins_epoch
        made += 1
    return made, position, epoch


@_kernel
def evaluate(net: Any, rule: Any, inputs: Any, targets: Any, rows: Any, p: Any, values: Any) -> float:
    """The cost of those rows with regularisation, forward only."""
    total = 0.0
    room = values.cost.shape[0]
    for start in range(0, rows.shape[0], room):
        columns = min(room, rows.shape[0] - start)
        _load(net, values, inputs, targets, rows, start, columns)
        _forward(net, p, values, columns)
        _costs(net, rule.cost, values, columns)
        for s in range(columns):
            total += values.cost[s]
    cost: float = total / rows.shape[0] + _regularisation(net.edges, rule, p)
    return cost


@_kernel
def output_gradients(net: Any, rule: Any, values: Any, into: Any) -> None:
    """∂C_n/∂a of each output for the chunk in `values`: `into` is (o, columns)."""
    m = net.outputs.shape[0]
    for o in range(m):
        for s in range(into.shape[1]):
            into[o, s] = 0.0
        _add_cost_gradient(rule.cost, m, values.a, values.target, into, net.outputs[o], o, o, into.shape[1])
