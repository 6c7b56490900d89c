"""The weights that a network begins with, drawn by a rule.

A new one is an entry of `INITIALIZERS` and what `Initializer` draws for it.
"""

import math
from dataclasses import dataclass

import numpy as np

from bpdesk.model.catalogue import Entry
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

XAVIER, HE, UNIFORM, ZEROS, CONSTANT = "xavier", "he", "uniform", "zeros", "constant"

INITIALIZERS: tuple[Entry, ...] = (
    Entry(XAVIER, "Xavier (Glorot), even"),
    Entry(HE, "He, normal"),
    Entry(UNIFORM, "Even, within a bound"),
    Entry(ZEROS, "Zeros"),
    Entry(CONSTANT, "A constant"),
)
TAKING_A_VALUE = (UNIFORM, CONSTANT)
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Initializer:
    """A rule by name; `value` is the bound of an even spread, or the constant."""

    name: str = XAVIER
    value: float = 0.5

    def __post_init__(self) -> None:
        if self.name not in {entry.name for entry in INITIALIZERS}:
            raise Refusal(tr("There is no rule {name} for start weights.", name=self.name))
        if not math.isfinite(self.value):
            raise Refusal(tr("A weight is a finite number."))
        if self.name == UNIFORM and self.value <= 0:
            raise Refusal(tr("The bound of start weights is above 0."))

    def draw(self, random: np.random.Generator, fan_in: int, fan_out: int) -> float:
        """A weight into a node that `fan_in` edges enter, from one that `fan_out` leave, to two digits; never 0 where it is random."""
        if self.name == ZEROS:
            return 0.0
        if self.name == CONSTANT:
            return self.value
        while True:
            weight = float(f"{self._drawn(random, fan_in, fan_out):.{_DIGITS}g}")
            if weight != 0:
                return weight

    def _drawn(self, random: np.random.Generator, fan_in: int, fan_out: int) -> float:
        if self.name == HE:
            # He, Zhang, Ren and Sun (2015), equation 10: a normal distribution of variance 2 / fan_in.
            return float(random.normal(0.0, math.sqrt(2 / fan_in)))
        # Glorot and Bengio (2010), equation 16: even within ±√(6 / (fan_in + fan_out)).
        bound = self.value if self.name == UNIFORM else math.sqrt(6 / (fan_in + fan_out))
        return float(random.uniform(-bound, bound))
