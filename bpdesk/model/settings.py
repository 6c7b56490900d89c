"""How a network is trained: cost, optimizer, learning rate, batches, regularisation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bpdesk.model.catalogue import GRADIENT_DESCENT, SQUARED_ERROR, optimizer_entry


@dataclass(frozen=True)
class Optimizer:
    """An optimizer of the catalogue with a value for each of its settings."""

    name: str = GRADIENT_DESCENT
    settings: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, name: str, **given: float) -> "Optimizer":
        """That optimizer, with the catalogue's default for each setting that isn't given."""
        entry = optimizer_entry(name)
        return cls(name, MappingProxyType({setting.name: float(given.get(setting.name, setting.default)) for setting in entry.settings}))


@dataclass(frozen=True)
class Training:
    """Training settings; `batch_size` None means the whole training set each time, in order."""

    cost: str = SQUARED_ERROR
    optimizer: Optimizer = field(default_factory=Optimizer)
    learning_rate: float = 0.1
    batch_size: int | None = None
    shuffle: bool = False
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
