"""What a document remembers of its training: changes made on the way, where it stands, other runs of the same start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bpdesk.model.settings import Optimizer, Training

SettingValue = str | float | int | bool | None | Optimizer


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Change:
    """All that was changed at rest at one iteration, before the next update.

    `training` maps names of `Training`'s fields to their new values; the others map ids of edges and of nodes.
    """

    iteration: int
    training: Mapping[str, SettingValue] = field(default_factory=_nothing)
    edges: Mapping[str, float] = field(default_factory=_nothing)
    biases: Mapping[str, float] = field(default_factory=_nothing)
    frozen_edges: Mapping[str, bool] = field(default_factory=_nothing)
    frozen_biases: Mapping[str, bool] = field(default_factory=_nothing)


@dataclass(frozen=True)
class ByParameter:
    """A value for each weight (by edge id) and for each bias (by node id)."""

    edges: Mapping[str, float]
    biases: Mapping[str, float]


@dataclass(frozen=True)
class SavedState:
    """Parameters and the optimizer's memory after the run's newest iteration; `steps` is Adam's t, None for others."""

    parameters: ByParameter
    memory: Mapping[str, ByParameter] = field(default_factory=_nothing)
    steps: int | None = None


@dataclass(frozen=True)
class Branch:
    """Another run of the same start; it replays when asked for."""

    name: str
    iteration: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class RunRecord:
    """The run of a document; the weights in the network stay the start, iteration 0."""

    name: str
    iteration: int
    state: SavedState
    changes: tuple[Change, ...] = ()
    branches: tuple[Branch, ...] = ()


def training_with(start: Training, settings: Mapping[str, SettingValue]) -> Training:
    """The settings with those of a change in place of what they were."""
    values: dict[str, Any] = dict(settings)
    return replace(start, **values)


def training_after(start: Training, changes: Iterable[Change]) -> Training:
    """The settings that hold once all of the changes are made."""
    for change in changes:
        start = training_with(start, change.training)
    return start
