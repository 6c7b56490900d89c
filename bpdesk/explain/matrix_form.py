"""The matrix form of one iteration, level by level: forward, backward, gradients, update, each filled with the network's own numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.layers import Layers
from bpdesk.explain.matrix_grids import Grids
from bpdesk.explain.matrix_pass import backward, forward
from bpdesk.explain.matrix_training import gradients, updates
from bpdesk.explain.situation import Situation
from bpdesk.explain.statement import Statement

SectionKind = Literal["forward", "backward", "gradients", "update"]
_SECTIONS: tuple[tuple[SectionKind, Callable[[Grids, int], tuple[Statement, ...]]], ...] = (
    ("forward", forward),
    ("backward", backward),
    ("gradients", gradients),
    ("update", updates),
)


@dataclass(frozen=True)
class Section:
    """A phase of the iteration at one level; without a parameter there is nothing to differentiate by, and no statement."""

    kind: SectionKind
    statements: tuple[Statement, ...]


def level_form(situation: Situation, layers: Layers, level: int) -> tuple[Section, ...]:
    """All that happens at a level from 1 on."""
    grids = Grids(situation, layers)
    return tuple(Section(kind, statements(grids, level)) for kind, statements in _SECTIONS)
