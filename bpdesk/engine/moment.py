"""What is shown at rest at one iteration: every number of it belongs to the same parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpdesk.engine.phases import Inside, ValueKind
from bpdesk.engine.state import State
from bpdesk.model.settings import Training

_NEW: frozenset[ValueKind] = frozenset({"weight", "bias"})
_WAY_BACK: frozenset[ValueKind] = frozenset({"delta", "weight_gradient", "bias_gradient"})


@dataclass(frozen=True)
class RowPass:
    """One sample's pass through the network, by node id.

    `activations` holds the inputs too; `pre_activations` and `deltas` the hidden and output nodes;
    `targets` and `output_gradients` (∂C_n/∂a) the outputs; `slopes` f′(z) of hidden and output nodes (softmax: ∂a_j/∂z_j).
    All are as the network sees them: scaled where the data are.
    """

    row: int
    cost: float
    targets: Mapping[str, float]
    pre_activations: Mapping[str, float]
    activations: Mapping[str, float]
    deltas: Mapping[str, float]
    slopes: Mapping[str, float]
    output_gradients: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Moment:
    """The moment at rest after `iteration` updates, computed from the parameters that stand then.

    `cost` is over the whole training set with regularisation; `test_cost` None without complete test rows.
    The gradients are of the next iteration's batch cost, which holds the rows `batch`; frozen parameters included.
    `state` is what stands there, with the optimizer's memory: from it the next iteration begins. Within that iteration `inside` is the
    place; the numbers are the same then, and who shows one asks `reaches` first. While `is_asked`, the person finds out for herself what
    the next step brings: what a hand calculation goes through on the way there is not shown either.
    """

    state: State
    training: Training
    cost: float
    test_cost: float | None
    weights: Mapping[str, float]
    biases: Mapping[str, float]
    frozen_weights: frozenset[str]
    frozen_biases: frozenset[str]
    weight_gradients: Mapping[str, float]
    bias_gradients: Mapping[str, float]
    batch: npt.NDArray[np.int64]
    batch_cost: float
    shown: RowPass
    inside: Inside | None = None
    is_asked: bool = False

    @property
    def iteration(self) -> int:
        return self.state.iteration

    @property
    def shown_row_in_batch(self) -> bool:
        return bool((self.batch == self.shown.row).any())

    def reaches(self, kind: ValueKind, of: str = "") -> bool:
        """Whether that value is to be shown: inside an iteration what it has reached, at rest all but new parameters.

        While those are asked for, what leads back to them from the cost isn't either.
        """
        if self.inside is not None:
            return self.inside.reaches(kind, of)
        return kind not in _NEW and not (self.is_asked and kind in _WAY_BACK)

    def weight_now(self, edge: str) -> float:
        """The weight as it stands here: within the iteration the new one, once its update is reached."""
        after = self.inside.after if self.inside is not None and self.inside.reaches("weight", edge) else None
        return self.weights[edge] if after is None else after.edges[edge]

    def bias_now(self, node: str) -> float:
        """The bias as it stands here, like `weight_now`."""
        after = self.inside.after if self.inside is not None and self.inside.reaches("bias", node) else None
        return self.biases[node] if after is None else after.biases[node]
