"""The matrix form of one iteration, one level or all: forward, backward, gradients, update, filled with the network's own numbers."""

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
_BACK: tuple[SectionKind, ...] = ("backward", "gradients")


@dataclass(frozen=True)
class Section:
    """A phase of the iteration at one level; without a parameter there is nothing to differentiate by, and no statement."""

    kind: SectionKind
    statements: tuple[Statement, ...]


def level_form(situation: Situation, layers: Layers, level: int) -> tuple[Section, ...]:
    """All that happens at a level from 1 on."""
    grids = Grids(situation, layers)
    return tuple(Section(kind, statements(grids, level)) for kind, statements in _SECTIONS)


def whole_form(situation: Situation, layers: Layers) -> tuple[Section, ...]:
    """All that happens, phase by phase, each through all levels in the order in which it goes through them."""
    grids, levels = Grids(situation, layers), range(1, layers.last + 1)
    return tuple(
        Section(kind, tuple(each for level in (reversed(levels) if kind in _BACK else levels) for each in statements(grids, level)))
        for kind, statements in _SECTIONS
    )
