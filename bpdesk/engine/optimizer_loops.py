"""From the gradient of a batch to new parameters. A new optimizer: its code and its formula in `_moved`.

Parameters are `[line, parameter]`: those in force in the line `now`, 0 or 1, the new ones in the other. The optimizer's memory is
`[line · slots + slot, parameter]`; gradients are `[0, parameter]`. All are padded to whole lanes with zeros that aren't free.
"""

from typing import Any

from bpdesk.engine.compiled import part
from bpdesk.engine.lanes import WIDTH, are_finite, below, choose, every, first_lane, folded, four, load, magnitude, square_root, store

OPTIMIZER_CODES = {"gradient_descent": 0, "momentum": 1, "nesterov": 2, "adagrad": 3, "rmsprop": 4, "adam": 5}
GRADIENT_DESCENT, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM = range(6)


@part
def regularisation(edges: int, rule: Any, p: Any, now: Any) -> float:
    """l1·Σ|w| + (l2/2)·Σ w² over all weights."""
    if rule.l1 == 0.0 and rule.l2 == 0.0:
        return 0.0
    absolute, squared = four(0.0), four(0.0)
    for i in range(0, edges, WIDTH):
        w = choose(below(absolute, i, edges), load(absolute, p, now, i), 0.0)
        absolute = absolute + magnitude(w)
        squared = squared + w * w
    first = rule.l1 * first_lane(folded(folded(absolute))) if rule.l1 != 0.0 else 0.0
    second = 0.5 * rule.l2 * first_lane(folded(folded(squared))) if rule.l2 != 0.0 else 0.0
    return first + second


@part
def finish_gradient(edges: int, rule: Any, p: Any, now: Any, g: Any, samples: int) -> None:
    """From the sum over samples to the gradient of the batch's cost: the mean, and the regularisation's share."""
    if samples != 1:
        share = 1.0 / samples
        for i in range(0, g.shape[1], WIDTH):
            store(share * load(four(0.0), g, 0, i), g, 0, i)
    if rule.l1 != 0.0 or rule.l2 != 0.0:
        for i in range(0, edges, WIDTH):
            w = load(four(0.0), p, now, i)
            sign = choose(w > 0.0, 1.0, 0.0) - choose(w < 0.0, 1.0, 0.0)
            penalty = choose(below(w, i, edges), rule.l1 * sign + rule.l2 * w, 0.0)
            store(load(w, g, 0, i) + penalty, g, 0, i)


@part
def update(rule: Any, p: Any, now: Any, g: Any, memory: Any, free: Any, t: int) -> bool:
    """One step of the optimizer, written into the other line; whether every number of it is finite. free (1, P): 1 or 0."""
    mean, spread = (1.0 - rule.first**t, 1.0 - rule.second**t) if rule.optimizer == ADAM else (1.0, 1.0)
    slots = memory.shape[0] // 2
    after, kept, kept_after = 1 - now, now * slots, (1 - now) * slots
    none = four(0.0)
    finite = none == 0.0
    for i in range(0, p.shape[1], WIDTH):
        x, d, moves = load(none, p, now, i), load(none, g, 0, i), load(none, free, 0, i) != 0.0
        u = load(none, memory, kept, i) if slots > 0 else four(0.0)
        u2 = load(none, memory, kept + 1, i) if slots > 1 else four(0.0)
        moved, v, v2 = _moved(rule, x, d, u, u2, mean, spread)
        moved = choose(moves, moved, x)
        store(moved, p, after, i)
        finite = are_finite(are_finite(finite, d), moved)
        if slots > 0:
            v = choose(moves, v, u)
            store(v, memory, kept_after, i)
            finite = are_finite(finite, v)
        if slots > 1:
            v2 = choose(moves, v2, u2)
            store(v2, memory, kept_after + 1, i)
            finite = are_finite(finite, v2)
    return every(finite)  # type: ignore[no-any-return]  # lanes have no types outside numba


@part
def _moved(rule: Any, x: Any, d: Any, u: Any, u2: Any, mean: float, spread: float) -> Any:
    """Parameters x with the gradient d after one step, and what is remembered instead of u and u2."""
    rate, first, second, epsilon = rule.learning_rate, rule.first, rule.second, rule.epsilon
    if rule.optimizer == GRADIENT_DESCENT:
        return x - rate * d, u, u2
    if rule.optimizer == MOMENTUM:
        v = first * u - rate * d
        return x + v, v, u2
    if rule.optimizer == NESTEROV:
        v = first * u + d
        return x - rate * (d + first * v), v, u2
    if rule.optimizer == ADAGRAD:
        v = u + d * d
        return x - rate * d / (square_root(v) + epsilon), v, u2
    if rule.optimizer == RMSPROP:
        v = first * u + (1.0 - first) * (d * d)
        return x - rate * d / (square_root(v) + epsilon), v, u2
    v, v2 = first * u + (1.0 - first) * d, second * u2 + (1.0 - second) * (d * d)
    return x - rate * (v / mean) / (square_root(v2 / spread) + epsilon), v, v2
