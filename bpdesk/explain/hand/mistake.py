"""The usual mistakes of a hand calculation: where in the derivation each belongs, and what is asked for when it is made.

A new one is a line of `Mistake`, a line where it is made on purpose (`forward`, `backward`, `gradients`, `update`), and its sentence in
`sentences`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Asked = Literal["pre_activation", "activation", "cost", "delta", "weight_gradient", "bias_gradient", "weight", "bias"]
Place = Literal["forward", "sample", "cost", "slope", "sum", "value_in", "mean", "update"]
"""Lines of the derivation: value, the cost, its derivative, f′, the sum over what follows, the value that comes in, the batch, the step."""


class Mistake(Enum):
    """What can go wrong: its name, the line where it belongs, and of what family it is.

    Of one family only the first of those that give the same number is named: they say the same of it.
    """

    SIGN = ("sign", "mean", "sign")
    NO_BIAS = ("no bias", "forward")
    BIAS_SUBTRACTED = ("bias subtracted", "forward")
    NO_TERM = ("no term", "forward")
    NO_WEIGHTS_IN = ("no weights in", "forward")
    Z_FOR_A = ("z for a", "forward")
    SWAPPED = ("swapped", "forward")
    TRANSPOSED_FORWARD = ("transposed forward", "forward")
    NO_ACTIVATION = ("no activation", "forward")
    ACTIVATION_ALREADY = ("activation already", "forward")
    SLOPE_FOR_VALUE = ("slope for value", "forward")
    FLIPPED = ("flipped", "forward")
    NO_SHARE = ("no share", "forward")
    OTHER_VALUE = ("other value", "forward")

    HALF_COST = ("half the cost", "sample")
    DOUBLE_COST = ("double the cost", "sample")
    NO_SQUARE = ("no square", "sample")
    OTHER_LOGARITHM = ("other logarithm", "sample")
    SUM_OF_OUTPUTS = ("sum of outputs", "sample")
    ONE_OUTPUT = ("one output", "sample")
    BATCH_COST = ("batch cost", "sample")

    NO_SLOPE = ("no slope", "slope", "slopes")
    NO_OUTPUT_SLOPE = ("no output slope", "slope", "slopes")
    NO_SLOPE_OF = ("no slope of", "slope", "slopes")
    NO_SLOPE_ANYWHERE = ("no slope anywhere", "slope", "slopes")
    SLOPE_AT_A = ("slope at a", "slope")
    SLOPE_OF_Z_FORM = ("slope with z for a", "slope")
    EXTRA_SLOPE = ("extra slope", "slope")
    NO_CROSS_TERMS = ("no cross terms", "slope")
    HALF = ("half", "cost")
    HALVED_TWICE = ("halved twice", "cost")
    DOUBLE = ("double", "cost")
    ERROR_ALONE = ("error alone", "cost")
    NO_MEAN_OF_OUTPUTS = ("no mean of outputs", "cost")
    UPDATED_WEIGHT = ("updated weight", "sum")
    ONE_PATH = ("one path", "sum")
    NO_PATH = ("no path", "sum")
    NO_OWN_TARGET = ("no own target", "sum")
    OWN_TARGET_ALONE = ("own target alone", "sum")
    NO_WEIGHTS_BACK = ("no weights back", "sum")
    TRANSPOSED_BACK = ("transposed back", "sum")
    MEAN_TOO_EARLY = ("mean too early", "sum")
    OTHER_DELTA = ("other delta", "sum")

    NO_MEAN = ("no mean", "mean")
    MEAN_TWICE = ("mean twice", "mean")
    ONE_SAMPLE = ("one sample", "mean")
    PRODUCT_OF_MEANS = ("product of means", "mean")
    NO_PENALTY = ("no penalty", "mean")
    PENALTY_TWICE = ("penalty twice", "mean")
    NO_INPUT = ("no input", "value_in")
    NO_DELTA = ("no delta", "value_in")
    Z_FOR_INPUT = ("z for input", "value_in")
    OWN_ACTIVATION = ("own activation", "value_in")
    BIAS_TIMES_INPUT = ("bias times input", "value_in")
    OTHER_GRADIENT = ("other gradient", "value_in")
    STEP_FOR_GRADIENT = ("step for gradient", "update")
    NEW_FOR_GRADIENT = ("new for gradient", "update")

    ADDED = ("added", "update", "sign")
    NO_RATE = ("no rate", "update")
    STEP_ALONE = ("step alone", "update")
    GRADIENT_ALONE = ("gradient alone", "update")
    NO_STEP = ("no step", "update")
    NO_MEMORY = ("no memory", "update")
    PLAIN_STEP = ("plain step", "update")
    NO_CORRECTION = ("no correction", "update")
    NO_ROOT = ("no root", "update")
    FROZEN = ("frozen", "update")
    OTHER_PARAMETER = ("other parameter", "update")

    @property
    def line(self) -> str:
        return str(self.value[1])

    @property
    def family(self) -> str:
        """Empty where it is of none."""
        return str(self.value[2]) if len(self.value) > 2 else ""

    @property
    def is_usual(self) -> bool:
        """Whether it is so common that it is recognised by few digits, and where it was rounded on the way."""
        return self in _USUAL


_USUAL = frozenset(
    {
        Mistake.SIGN, Mistake.NO_BIAS, Mistake.NO_ACTIVATION, Mistake.HALF_COST, Mistake.DOUBLE_COST, Mistake.NO_SLOPE,
        Mistake.NO_OUTPUT_SLOPE, Mistake.NO_SLOPE_ANYWHERE, Mistake.HALF, Mistake.HALVED_TWICE, Mistake.DOUBLE, Mistake.UPDATED_WEIGHT,
        Mistake.NO_MEAN, Mistake.NO_PENALTY, Mistake.NO_INPUT, Mistake.ADDED, Mistake.NO_RATE, Mistake.STEP_ALONE, Mistake.GRADIENT_ALONE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A value that is asked for: of an edge (by its id) or of a node; `weight` and `bias` ask for the new one, after the update.

    `cost` is the shown sample's and has no id.
    """

    kind: Asked
    identifier: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """The number that a mistake gives; `of` is the name of what it was made at, where that isn't what is asked for."""

    mistake: Mistake
    value: float
    of: str = ""


@dataclass(frozen=True)
class Answers:
    """The right value, and what each mistake that changes it makes of it; all finite. `before` is what an updated parameter was."""

    right: float
    wrong: tuple[Wrong, ...] = ()
    before: float | None = None
