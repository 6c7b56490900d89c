"""The one training kernel: forward, cost, backward, update, many iterations a call. Every parameter of every run comes from `train`.

Arrays of values are `[node, sample]` with the samples innermost, in rows padded to whole lanes (`engine.lanes`); lanes past the last sample
repeat it, with δ = 0. A batch is walked in chunks of columns that fit the processor's cache. The order in which a sum is made
depends on nothing but the batch's size: the same bits whatever the number of iterations a call.
"""

from typing import Any, NamedTuple

from bpdesk.engine.activation_loops import LINEAR, SIGMOID, SOFTMAX, activate, softmax
from bpdesk.engine.compiled import kernel, part
from bpdesk.engine.cost_loops import BINARY_CROSS_ENTROPY, costs, output_gradient, softmax_deltas
from bpdesk.engine.lanes import WIDTH, below, choose, eight, first_lane, folded, four, load, sixteen, store
from bpdesk.engine.optimizer_loops import finish_gradient, regularisation, update

_EIGHT, _SIXTEEN = 8, 16


class Wiring(NamedTuple):
    """A network as flat arrays; m neurons in topological order, E edges grouped by the neuron they lead to.

    neuron (m,): node index; first_edge (m+1,): into source and weight; source (E,): node index; weight (E,): parameter index;
    first_way (m+1,): into target and way_weight, the edges between neurons grouped by the neuron they come from; target: node index;
    way_weight: parameter index; has_bias (m,); bias (m,): parameter index, 0 where there is none; activation (m,): code;
    output (m,): output index, -1 for hidden; inputs (i,) and outputs (o,): node indices; output_activation (o,): code;
    edges: how many parameters are weights.
    """

    neuron: Any
    first_edge: Any
    source: Any
    weight: Any
    first_way: Any
    target: Any
    way_weight: Any
    has_bias: Any
    bias: Any
    activation: Any
    output: Any
    inputs: Any
    outputs: Any
    output_activation: Any
    edges: int


class Values(NamedTuple):
    """Room for one chunk, in rows padded to whole lanes: z, a, f′(z), δ by node, `[node, column]`; targets `[output, column]`.

    cost `[0, column]`: C_n; `room` is the most samples of a chunk. For softmax nodes `slope` holds ln a.
    """

    z: Any
    a: Any
    slope: Any
    delta: Any
    target: Any
    cost: Any
    room: int


class Bands(NamedTuple):
    """Room for the least and the largest value, in each bucket of iterations, of the first parameters and of the batch's cost.

    low, high `[bucket, parameter]`, in rows padded to whole lanes; low_cost, high_cost (buckets,). A bucket is `width` iterations, the
    first one `room`. Where the width is 0 nothing is kept.
    """

    low: Any
    high: Any
    low_cost: Any
    high_cost: Any
    width: int
    room: int


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


@part
def _padded(columns: int) -> int:
    return (columns + WIDTH - 1) // WIDTH * WIDTH


@part
def _load_samples(net: Any, values: Any, inputs: Any, targets: Any, rows: Any, start: int, columns: int) -> None:
    """Copy the samples `rows[start : start + columns]` into the chunk, the last one also into what is left of its lanes."""
    a, target = values.a, values.target
    for s in range(_padded(columns)):
        row = rows[start + min(s, columns - 1)]
        for i in range(inputs.shape[1]):
            a[net.inputs[i], s] = inputs[row, i]
        for o in range(targets.shape[1]):
            target[o, s] = targets[row, o]


@part
def _weigh(net: Any, p: Any, now: Any, values: Any, q: int, s: int, bias: Any) -> None:
    """z_j = b_j + Σ w_ij a_i for as many columns as `bias` has lanes, and what needs no other pass over them: a_j where it is z_j."""
    total = bias
    for e in range(net.first_edge[q], net.first_edge[q + 1]):
        total = total + p[now, net.weight[e]] * load(bias, values.a, net.source[e], s)
    j = net.neuron[q]
    store(total, values.z, j, s)


@part
def _forward(net: Any, p: Any, now: Any, values: Any, columns: int) -> None:
    """z and a_j = f_j(z_j), neuron by neuron."""
    width = _padded(columns)
    for q in range(net.neuron.shape[0]):
        b = p[now, net.bias[q]] if net.has_bias[q] else 0.0
        s = 0
        while s + _SIXTEEN <= width:
            _weigh(net, p, now, values, q, s, sixteen(b))
            s += _SIXTEEN
        if s + _EIGHT <= width:
            _weigh(net, p, now, values, q, s, eight(b))
            s += _EIGHT
        if s < width:
            _weigh(net, p, now, values, q, s, four(b))
        activate(net.activation[q], values.z, values.a, values.slope, net.neuron[q], width)
    if net.output_activation[0] == SOFTMAX:
        softmax(net.outputs, values.z, values.a, values.slope, width)


@part
def _own_gradient(net: Any, cost: int, values: Any, q: int, s: int, columns: int, zero: Any) -> Any:
    """∂C_n/∂a_j of an output for as many columns as `zero` has lanes; 0 where a short form gives δ, and in lanes past the last sample."""
    j, output = net.neuron[q], net.output[q]
    if cost == BINARY_CROSS_ENTROPY and net.activation[q] == SIGMOID:
        return zero
    gradient = output_gradient(cost, net.outputs.shape[0], load(zero, values.a, j, s), load(zero, values.target, output, s))
    return choose(below(zero, s, columns), gradient, 0.0)


@part
def _gather_delta(net: Any, cost: int, p: Any, now: Any, values: Any, q: int, s: int, columns: int, zero: Any) -> None:
    """δ_j = f′_j(z_j) (∂C_n/∂a_j + Σ_k w_jk δ_k) for as many columns as `zero` has lanes."""
    j, code, output = net.neuron[q], net.activation[q], net.output[q]
    total = _own_gradient(net, cost, values, q, s, columns, zero) if output >= 0 else zero
    for e in range(net.first_way[q], net.first_way[q + 1]):
        total = total + p[now, net.way_weight[e]] * load(zero, values.delta, net.target[e], s)
    if code != LINEAR:
        total = total * load(zero, values.slope, j, s)
    if cost == BINARY_CROSS_ENTROPY and code == SIGMOID and output >= 0:
        error = load(zero, values.a, j, s) - load(zero, values.target, output, s)
        total = total + choose(below(zero, s, columns), error, 0.0)
    store(total, values.delta, j, s)


@part
def _dot(x: Any, i: Any, y: Any, j: Any, width: int) -> float:
    """Σ_s x[i, s] y[j, s]"""
    many, s = sixteen(0.0), 0
    while s + _SIXTEEN <= width:
        many = many + load(many, x, i, s) * load(many, y, j, s)
        s += _SIXTEEN
    total = folded(folded(many))
    while s < width:
        total = total + load(total, x, i, s) * load(total, y, j, s)
        s += WIDTH
    return first_lane(folded(folded(total)))  # type: ignore[no-any-return]  # lanes have no types outside numba


@part
def _sum(x: Any, i: Any, width: int) -> float:
    """Σ_s x[i, s]"""
    total = four(0.0)
    for s in range(0, width, WIDTH):
        total = total + load(total, x, i, s)
    return first_lane(folded(folded(total)))  # type: ignore[no-any-return]  # as above


@part
def _backward(net: Any, cost: int, p: Any, now: Any, g: Any, values: Any, columns: int, adding: bool) -> None:
    """δ from the last neuron to the first, and Σ_n ∂C_n/∂w into `g`, or added to it."""
    delta, width = values.delta, _padded(columns)
    if net.output_activation[0] == SOFTMAX:
        softmax_deltas(net, cost, values, columns, width)
    for q in range(net.neuron.shape[0] - 1, -1, -1):
        # The δ of softmax are there already, and nothing comes after them.
        s = width if net.activation[q] == SOFTMAX else 0
        while s + _SIXTEEN <= width:
            _gather_delta(net, cost, p, now, values, q, s, columns, sixteen(0.0))
            s += _SIXTEEN
        if s + _EIGHT <= width:
            _gather_delta(net, cost, p, now, values, q, s, columns, eight(0.0))
            s += _EIGHT
        if s < width:
            _gather_delta(net, cost, p, now, values, q, s, columns, four(0.0))
        j = net.neuron[q]
        if net.has_bias[q]:
            at = net.bias[q]
            total = _sum(delta, j, width)
            g[0, at] = g[0, at] + total if adding else total
        for e in range(net.first_edge[q], net.first_edge[q + 1]):
            at = net.weight[e]
            total = _dot(delta, j, values.a, net.source[e], width)
            g[0, at] = g[0, at] + total if adding else total


@part
def _total_cost(values: Any, columns: int) -> float:
    """Σ C_n of the chunk."""
    total = four(0.0)
    for s in range(0, columns, WIDTH):
        total = total + choose(below(total, s, columns), load(total, values.cost, 0, s), 0.0)
    return first_lane(folded(folded(total)))  # type: ignore[no-any-return]  # as above


@part
def _pass(
    net: Any, cost: int, p: Any, now: Any, g: Any, inputs: Any, targets: Any, rows: Any, start: int, taken: int, values: Any, loaded: bool
) -> float:  # fmt: skip
    """Forward, cost and backward for `rows[start : start + taken]`, chunk by chunk; fills `g` with Σ ∂C_n/∂w and returns Σ C_n."""
    total = 0.0
    done = 0
    while done < taken:
        columns = min(values.room, taken - done)
        if not loaded:
            _load_samples(net, values, inputs, targets, rows, start + done, columns)
        _forward(net, p, now, values, columns)
        costs(net, cost, values, columns, _padded(columns))
        total += _total_cost(values, columns)
        _backward(net, cost, p, now, g, values, columns, done > 0)
        done += columns
    return total


@part
def _widen(bands: Any, bucket: int, begins: bool, p: Any, now: Any, cost: float) -> None:
    """Take the parameters and the cost of one iteration into a bucket, which `begins` with it."""
    for i in range(0, bands.low.shape[1], WIDTH):
        value = load(four(0.0), p, now, i)
        low = value if begins else load(value, bands.low, bucket, i)
        high = value if begins else load(value, bands.high, bucket, i)
        store(choose(value < low, value, low), bands.low, bucket, i)
        store(choose(value > high, value, high), bands.high, bucket, i)
    bands.low_cost[bucket] = cost if begins else min(cost, bands.low_cost[bucket])
    bands.high_cost[bucket] = cost if begins else max(cost, bands.high_cost[bucket])


@kernel
def train(
    net: Any, rule: Any, inputs: Any, targets: Any, orders: Any, batch: int, position: int, count: int,
    p: Any, memory: Any, t: int, free: Any, values: Any, g: Any,
    batch_costs: Any, watched: Any, record: Any, bands: Any,
) -> tuple[int, int, int, float]:  # fmt: skip
    """Make `count` iterations; stop before an update that isn't finite.

    orders (epochs, rows): the order of the rows in this epoch and the following ones; one line serves them all. `position` is how many
    rows of this epoch are taken. `p` and `memory` have two lines, as `engine.optimizer_loops` says, which change places at every
    iteration: after an even number of them the newest stand in line 0, after an odd number in line 1. batch_costs (count,), or
    nothing, takes the cost of each batch before its update; record (count, watched) the watched parameters before it, `bands` the bounds
    of both. `g` and `values` hold what the last iteration left in them. Returns (iterations made, position, epochs begun, cost of the last
    batch, also of one whose update was not made).
    """
    rows = inputs.shape[0]
    whole = batch >= rows and rows <= values.room and orders.shape[0] == 1
    epoch, made, now, cost = 0, 0, 0, 0.0
    bucket, room, begins = 0, bands.room, True
    if whole:
        _load_samples(net, values, inputs, targets, orders[0], 0, rows)
    for k in range(count):
        begins_epoch = position >= rows
        first_row = 0 if begins_epoch else position
        taken = min(batch, rows - first_row)
        order = orders[epoch + begins_epoch if orders.shape[0] > 1 else 0]
        total = _pass(net, rule.cost, p, now, g, inputs, targets, order, first_row, taken, values, whole)
        cost = total / taken + regularisation(net.edges, rule, p, now)
        finish_gradient(net.edges, rule, p, now, g, taken)
        if not (update(rule, p, now, g, memory, free, t + k + 1) and 0.0 * cost == 0.0):
            break
        if batch_costs.shape[0] > 0:
            batch_costs[k] = cost
        for i in range(watched.shape[0]):
            record[k, i] = p[now, watched[i]]
        if bands.width > 0:
            _widen(bands, bucket, begins, p, now, cost)
            room -= 1
            begins = room == 0
            if begins:
                bucket, room = bucket + 1, bands.width
        now = 1 - now
        position = first_row + taken
        epoch += begins_epoch
        made += 1
    return made, position, epoch, cost


@kernel
def evaluate(net: Any, rule: Any, inputs: Any, targets: Any, rows: Any, p: Any, values: Any) -> float:
    """The cost of those rows with regularisation, forward only."""
    total, now = 0.0, 0
    for start in range(0, rows.shape[0], values.room):
        columns = min(values.room, rows.shape[0] - start)
        _load_samples(net, values, inputs, targets, rows, start, columns)
        _forward(net, p, now, values, columns)
        costs(net, rule.cost, values, columns, _padded(columns))
        total += _total_cost(values, columns)
    cost: float = total / rows.shape[0] + regularisation(net.edges, rule, p, now)
    return cost


@kernel
def output_gradients(net: Any, rule: Any, values: Any, into: Any) -> None:
    """∂C_n/∂a of each output for the chunk in `values`: `into` is (o, padded columns)."""
    m = net.outputs.shape[0]
    for o in range(m):
        for s in range(0, into.shape[1], WIDTH):
            a, y = load(four(0.0), values.a, net.outputs[o], s), load(four(0.0), values.target, o, s)
            store(output_gradient(rule.cost, m, a, y), into, o, s)
