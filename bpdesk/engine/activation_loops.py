"""a = f(z) and f′(z) of one node for the samples of a chunk. A new activation: its code and its loop here."""

import math
from typing import Any

from bpdesk.engine.compiled import part
from bpdesk.engine.elementary import exponential, sigmoid, tanh
from bpdesk.engine.lanes import WIDTH, choose, four, load, store

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
LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SIN, SOFTMAX = range(11)

_INVERSE_SQRT_2 = 1.0 / math.sqrt(2.0)
_INVERSE_SQRT_2PI = 1.0 / math.sqrt(2.0 * math.pi)


@part
def activate(code: int, z: Any, a: Any, slope: Any, j: Any, width: int) -> None:
    """Fill row j of `a` and `slope` from that of `z`; softmax waits for the whole group, a linear node's a is there already."""
    if code == LINEAR:
        for s in range(0, width, WIDTH):
            store(load(four(0.0), z, j, s), a, j, s)
            store(four(1.0), slope, j, s)
    elif code == SIGMOID:
        for s in range(0, width, WIDTH):
            value, rise = sigmoid(load(four(0.0), z, j, s))
            store(value, a, j, s)
            store(rise, slope, j, s)
    elif code == TANH:
        for s in range(0, width, WIDTH):
            value, rise = tanh(load(four(0.0), z, j, s))
            store(value, a, j, s)
            store(rise, slope, j, s)
    elif code != SOFTMAX:
        _activate_with_others(code, z, a, slope, j, width)


@part
def _activate_with_others(code: int, z: Any, a: Any, slope: Any, j: Any, width: int) -> None:
    if code == RELU:
        for s in range(0, width, WIDTH):
            x = load(four(0.0), z, j, s)
            store(choose(x <= 0.0, 0.0, x), a, j, s)
            store(choose(x <= 0.0, 0.0, four(1.0)), slope, j, s)
    elif code == LEAKY_RELU:
        for s in range(0, width, WIDTH):
            x = load(four(0.0), z, j, s)
            rise = choose(x > 0.0, 1.0, 0.01)
            store(rise * x, a, j, s)
            store(rise, slope, j, s)
    elif code == ELU:
        for s in range(0, width, WIDTH):
            x = load(four(0.0), z, j, s)
            grown, less_one = exponential(choose(x > 0.0, 0.0, x))
            store(choose(x > 0.0, x, less_one), a, j, s)
            store(grown, slope, j, s)
    elif code == SILU:
        for s in range(0, width, WIDTH):
            x = load(four(0.0), z, j, s)
            value, rise = sigmoid(x)
            store(x * value, a, j, s)
            store(value + x * rise, slope, j, s)
    elif code == SOFTPLUS:
        for s in range(0, width, WIDTH):
            store(sigmoid(load(four(0.0), z, j, s))[0], slope, j, s)
        for s in range(width):
            a[j, s] = max(z[j, s], 0.0) + math.log1p(math.exp(-abs(z[j, s])))
    elif code == GELU:
        for s in range(width):
            below = 0.5 * math.erfc(-z[j, s] * _INVERSE_SQRT_2)
            a[j, s] = z[j, s] * below
            slope[j, s] = below + z[j, s] * _INVERSE_SQRT_2PI * math.exp(-0.5 * z[j, s] * z[j, s])
    elif code == SIN:
        for s in range(width):
            a[j, s] = math.sin(z[j, s])
            slope[j, s] = math.cos(z[j, s])


@part
def softmax(outputs: Any, z: Any, a: Any, slope: Any, width: int) -> None:
    """a = e^z / Σ e^z over all outputs, from z less its maximum; `slope` takes ln a."""
    for s in range(width):
        highest = z[outputs[0], s]
        for o in range(1, outputs.shape[0]):
            highest = max(highest, z[outputs[o], s])
        total = 0.0
        for o in range(outputs.shape[0]):
            j = outputs[o]
            slope[j, s] = z[j, s] - highest
            a[j, s] = math.exp(slope[j, s])
            total += a[j, s]
        logarithm = math.log(total)
        for o in range(outputs.shape[0]):
            j = outputs[o]
            a[j, s] /= total
            slope[j, s] -= logarithm
