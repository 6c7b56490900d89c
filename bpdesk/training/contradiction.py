"""Whether the state that a document holds is the one that its run leads to: by more than rounding it differs only if one was edited.

Another processor may compute other last bits, and training may magnify them, so nearly the same counts as the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpdesk.engine.state import State
from bpdesk.training.run import Run

_RELATIVE, _OF_THE_LARGEST = 1e-6, 1e-9


@dataclass(frozen=True)
class Contradiction:
    """At `iteration`, where the state is held, a replay from the start comes elsewhere, or ends before it.

    `stopped_at` is the iteration after which the replay can't go on, else None. `parameter` is the index of the one that differs most,
    with both values; None where the parameters agree and only the optimizer's memory differs.
    """

    iteration: int
    stopped_at: int | None = None
    parameter: int | None = None
    held: float = 0.0
    replayed: float = 0.0


def contradiction(run: Run) -> Contradiction | None:
    """What differs; None where they agree, and where that isn't known as long as the past isn't replayed."""
    past = run.past
    if past is not None and past.stop is not None and past.newest < run.first:
        return Contradiction(run.first, past.newest)
    replayed = run.replayed_origin()
    return None if replayed is None else _between(run.state_at(run.first), replayed)


def _between(held: State, replayed: State) -> Contradiction | None:
    excess = _excess(held.parameters, replayed.parameters)
    if excess.size and excess.max() > 0.0:
        worst = int(excess.argmax())
        return Contradiction(held.iteration, None, worst, float(held.parameters[worst]), float(replayed.parameters[worst]))
    differs = held.steps != replayed.steps or bool((_excess(held.memory, replayed.memory) > 0.0).any())
    return Contradiction(held.iteration) if differs else None


def _excess(held: npt.NDArray[np.float64], replayed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """By how much each differs beyond what rounding may have done, in parts of the larger of the two."""
    larger = np.maximum(np.abs(held), np.abs(replayed))
    allowed = _RELATIVE * larger + _OF_THE_LARGEST * (larger.max() if larger.size else 0.0)
    beyond: npt.NDArray[np.float64] = np.maximum(np.abs(held - replayed) - allowed, 0.0) / np.where(larger > 0.0, larger, 1.0)
    return beyond
