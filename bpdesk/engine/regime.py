"""The settings in force between two changes of a run, and what a change does to them."""

from dataclasses import dataclass, replace

import numpy as np

from bpdesk.engine.program import Flags, Program
from bpdesk.model.run_record import Change
from bpdesk.model.settings import Training

_NEW_EPOCH = ("batch_size", "shuffle", "seed")


@dataclass(frozen=True)
class Regime:
    """Training settings and which parameters are frozen, `(P,)`."""

    training: Training
    frozen: Flags

    @classmethod
    def at_start(cls, program: Program) -> "Regime":
        return cls(program.training, program.frozen)

    def changed(self, program: Program, change: Change) -> "Regime":
        """The regime from that change on."""
        frozen = self.frozen
        if change.frozen_edges or change.frozen_biases:
            frozen = frozen.copy()
            for edge, is_frozen in change.frozen_edges.items():
                frozen[program.edge_index[edge]] = is_frozen
            for node, is_frozen in change.frozen_biases.items():
                frozen[program.bias_index[node]] = is_frozen
            frozen.flags.writeable = False
        return Regime(replace(self.training, **change.training), frozen)  # type: ignore[arg-type]  # names and types are checked when read

    def begins_new_epoch(self, before: "Regime") -> bool:
        """Whether the batches are drawn anew: batch size, shuffling or seed differ."""
        return any(getattr(self.training, name) != getattr(before.training, name) for name in _NEW_EPOCH)

    def begins_new_memory(self, before: "Regime") -> bool:
        """Whether the optimizer is another one: its memory starts at 0."""
        return self.training.optimizer.name != before.training.optimizer.name

    def batch_size(self, rows: int) -> int:
        """Rows in a full batch."""
        size = self.training.batch_size
        return rows if size is None else min(size, rows)

    def same_as(self, other: "Regime") -> bool:
        return self.training == other.training and bool(np.array_equal(self.frozen, other.frozen))
