"""Settings, changes, states and branches as objects for the JSON encoder, with keys in the canonical order."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar

from bpdesk.model.catalogue import optimizer_entry
from bpdesk.model.network import Network
from bpdesk.model.run_record import Branch, ByParameter, Change, SavedState, SettingValue
from bpdesk.model.settings import Optimizer, Training

Value = TypeVar("Value")

_SETTINGS = tuple(field.name for field in fields(Training))
_WHOLE_SETTINGS = ("batch_size", "seed")


class DocumentOrder:
    """The places of edges and nodes in their document, by id."""

    def __init__(self, network: Network) -> None:
        self.edges = {edge.id: place for place, edge in enumerate(network.edges)}
        self.nodes = {node.id: place for place, node in enumerate(network.nodes)}


def setting_objects(settings: Mapping[str, SettingValue]) -> dict[str, object]:
    """The given settings in the order of `Training`."""
    return {name: _setting_object(name, settings[name]) for name in _SETTINGS if name in settings}


def _setting_object(name: str, value: SettingValue) -> object:
    if isinstance(value, Optimizer):
        return optimizer_object(value)
    return float(value) if type(value) is int and name not in _WHOLE_SETTINGS else value


def optimizer_object(optimizer: Optimizer) -> dict[str, object]:
    """The optimizer with its settings in the catalogue's order."""
    entry = optimizer_entry(optimizer.name)
    return {"name": entry.name, **{setting.name: float(optimizer.settings[setting.name]) for setting in entry.settings}}


def change_object(change: Change, order: DocumentOrder) -> dict[str, object]:
    """The change without its empty parts."""
    frozen = {"edges": _ordered(change.frozen_edges, order.edges), "biases": _ordered(change.frozen_biases, order.nodes)}
    parts = {
        "training": setting_objects(change.training),
        "edges": _floats(_ordered(change.edges, order.edges)),
        "biases": _floats(_ordered(change.biases, order.nodes)),
        "frozen": {key: value for key, value in frozen.items() if value},
    }
    return {"iteration": int(change.iteration), **{key: value for key, value in parts.items() if value}}


def branch_object(branch: Branch, order: DocumentOrder) -> dict[str, object]:
    changes = [change_object(change, order) for change in branch.changes]
    return {"name": branch.name, "iteration": int(branch.iteration), "changes": changes}


def state_object(state: SavedState, optimizer: Optimizer, order: DocumentOrder) -> dict[str, object]:
    """The state of a run that has come to that optimizer, with each of its parts, empty ones too; ids in document order."""
    slots = optimizer_entry(optimizer.name).memory
    memory: dict[str, object] = {slot: _parameters_object(state.memory[slot], order) for slot in slots if slot in state.memory}
    if state.steps is not None:
        memory["t"] = int(state.steps)
    return {**_parameters_object(state.parameters, order), "optimizer": memory}


def _parameters_object(values: ByParameter, order: DocumentOrder) -> dict[str, object]:
    return {"edges": _floats(_ordered(values.edges, order.edges)), "biases": _floats(_ordered(values.biases, order.nodes))}


def _ordered(values: Mapping[str, Value], place: Mapping[str, int]) -> dict[str, Value]:
    # An id that isn't in the document comes last: that it doesn't fit is for the reader to say.
    return {name: values[name] for name in sorted(values, key=lambda name: place.get(name, len(place)))}


def _floats(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}
