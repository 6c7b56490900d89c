"""The small curve under a neuron's value: what its activation function looks like.

A new activation needs one line in `_SHAPES`: a function from −1 … 1 to about −1 … 1, drawn to be recognised, not to scale.
"""

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

HALF_WIDTH = 7.0
_HALF_HEIGHT = 4.3
_POINTS = 28


def _silu(z: float) -> float:
    return z / (1 + math.exp(-z))


def _gelu(z: float) -> float:
    return z * 0.5 * (1 + math.erf(z / math.sqrt(2)))


_SHAPES: dict[str, Callable[[float], float]] = {
    "linear": lambda t: t,
    "sigmoid": lambda t: math.tanh(2.6 * t),
    "tanh": lambda t: math.tanh(3.4 * t),
    "relu": lambda t: 2 * max(t, 0.0) - 1,
    "leaky_relu": lambda t: 1.7 * t - 0.7 if t > 0 else 0.3 * t - 0.7,
    "elu": lambda t: 1.5 * t - 0.5 if t > 0 else 0.5 * math.expm1(4 * t) - 0.5,
    "softplus": lambda t: 0.5 * math.log1p(math.exp(4 * t)) - 1,
    "silu": lambda t: 0.55 * _silu(4 * t) - 1 + 0.15,
    "gelu": lambda t: 0.8 * _gelu(2.5 * t) - 0.86,
    "sin": lambda t: math.sin(math.pi * t),
    "softmax": lambda t: 2 * math.exp(3.2 * (t - 1)) - 1,
}


def names() -> frozenset[str]:
    """The activations that have a curve."""
    return frozenset(_SHAPES)


@lru_cache(maxsize=32)
def activation_glyph(name: str) -> QPainterPath:
    """The curve, centred at the origin; empty for a name that isn't known."""
    path = QPainterPath()
    shape = _SHAPES.get(name)
    if shape is None:
        return path
    for i in range(_POINTS + 1):
        t = 2 * i / _POINTS - 1
        point = QPointF(t * HALF_WIDTH, -shape(t) * _HALF_HEIGHT)
        if i:
            path.lineTo(point)
        else:
            path.moveTo(point)
    return path
