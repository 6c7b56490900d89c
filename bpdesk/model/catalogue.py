"""The names that a document may use, each with its label and its settings, defined once.

A new activation is one entry here and one record in `engine.activations`; costs and optimizers likewise.
Computation, file reader, menus and exports all read these tables.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A choice that a person makes by name: an activation function or a cost."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that belongs to an optimizer, from `lowest` up to but not including `below`."""

    name: str
    label: str
    default: float
    lowest: float
    below: float
    lowest_is_allowed: bool = True

    def allows(self, value: float) -> bool:
        above = value >= self.lowest if self.lowest_is_allowed else value > self.lowest
        return above and value < self.below

    @property
    def range_text(self) -> str:
        """The range in words for a message, as in `at least 0 and below 1`."""
        low = f"at least {self.lowest:g}" if self.lowest_is_allowed else f"above {self.lowest:g}"
        return low if self.below == float("inf") else f"{low} and below {self.below:g}"


@dataclass(frozen=True, slots=True)
class OptimizerEntry:
    """An optimizer: its settings in the file's order and the names of its memory, one value per parameter each."""

    name: str
    label: str
    settings: tuple[Setting, ...]
    memory: tuple[str, ...]
    counts_steps: bool = False


LINEAR, SIGMOID, SOFTMAX = "linear", "sigmoid", "softmax"
SQUARED_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = "squared_error", "binary_cross_entropy", "cross_entropy"
MEAN_SQUARED_ERROR = "mean_squared_error"
GRADIENT_DESCENT = "gradient_descent"
KINKED_ACTIVATIONS = frozenset(("relu", "leaky_relu"))
KINKED_COSTS = frozenset(("mean_absolute_error",))
"""Those whose slope jumps somewhere, so that no curvature tells how they go on."""

ACTIVATIONS: tuple[Entry, ...] = (
    Entry(LINEAR, "Linear"),
    Entry(SIGMOID, "Sigmoid"),
    Entry("tanh", "tanh"),
    Entry("relu", "ReLU"),
    Entry("leaky_relu", "Leaky ReLU"),
    Entry("elu", "ELU"),
    Entry("softplus", "Softplus"),
    Entry("silu", "SiLU"),
    Entry("gelu", "GELU"),
    Entry("sin", "Sine"),
    Entry(SOFTMAX, "Softmax"),
)

COSTS: tuple[Entry, ...] = (
    Entry(SQUARED_ERROR, "Squared error"),
    Entry("half_squared_error", "Half squared error"),
    Entry(MEAN_SQUARED_ERROR, "Mean squared error"),
    Entry("mean_absolute_error", "Mean absolute error"),
    Entry("huber", "Huber"),
    Entry(BINARY_CROSS_ENTROPY, "Binary cross-entropy"),
    Entry(CROSS_ENTROPY, "Cross-entropy"),
)


def _fraction(name: str, label: str, default: float) -> Setting:
    return Setting(name, label, default, 0.0, 1.0)


def _epsilon(default: float) -> Setting:
    return Setting("epsilon", "Epsilon", default, 0.0, float("inf"), lowest_is_allowed=False)


OPTIMIZERS: tuple[OptimizerEntry, ...] = (
    OptimizerEntry(GRADIENT_DESCENT, "Gradient descent", (), ()),
    OptimizerEntry("momentum", "Momentum", (_fraction("momentum", "Momentum", 0.9),), ("v",)),
    OptimizerEntry("nesterov", "Nesterov", (_fraction("momentum", "Momentum", 0.9),), ("v",)),
    OptimizerEntry("adagrad", "AdaGrad", (_epsilon(1e-10),), ("s",)),
    OptimizerEntry("rmsprop", "RMSProp", (_fraction("decay", "Decay", 0.99), _epsilon(1e-8)), ("s",)),
    OptimizerEntry(
        "adam",
        "Adam",
        (_fraction("beta1", "Beta 1", 0.9), _fraction("beta2", "Beta 2", 0.999), _epsilon(1e-8)),
        ("m", "v"),
        counts_steps=True,
    ),
)

ACTIVATION_NAMES = tuple(entry.name for entry in ACTIVATIONS)
COST_NAMES = tuple(entry.name for entry in COSTS)
OPTIMIZER_NAMES = tuple(entry.name for entry in OPTIMIZERS)


def optimizer_entry(name: str) -> OptimizerEntry:
    """The optimizer of that name; KeyError when there is none."""
    for entry in OPTIMIZERS:
        if entry.name == name:
            return entry
    raise KeyError(name)
