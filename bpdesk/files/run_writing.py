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


def change_object(change: Change, network: Network) -> dict[str, object]:
    """The change without its empty parts."""
    frozen = {"edges": _by_edge(change.frozen_edges, network), "biases": _by_node(change.frozen_biases, network)}
    parts = {
        "training": setting_objects(change.training),
        "edges": _floats(_by_edge(change.edges, network)),
        "biases": _floats(_by_node(change.biases, network)),
        "frozen": {key: value for key, value in frozen.items() if value},
    }
    return {"iteration": change.iteration, **{key: value for key, value in parts.items() if value}}


def branch_object(branch: Branch, network: Network) -> dict[str, object]:
    changes = [change_object(change, network) for change in branch.changes]
    return {"name": branch.name, "iteration": branch.iteration, "changes": changes}


def state_object(state: SavedState, optimizer: Optimizer, network: Network) -> dict[str, object]:
    """The state of a run that has come to that optimizer, with each of its parts, empty ones too; ids in document order."""
    slots = optimizer_entry(optimizer.name).memory
    memory: dict[str, object] = {slot: _parameters_object(state.memory[slot], network) for slot in slots}
    if state.steps is not None:
        memory["t"] = state.steps
    return {**_parameters_object(state.parameters, network), "optimizer": memory}


def _parameters_object(values: ByParameter, network: Network) -> dict[str, object]:
    return {"edges": _floats(_by_edge(values.edges, network)), "biases": _floats(_by_node(values.biases, network))}


def _by_edge(values: Mapping[str, Value], network: Network) -> dict[str, Value]:
    return {edge.id: values[edge.id] for edge in network.edges if edge.id in values}


def _by_node(values: Mapping[str, Value], network: Network) -> dict[str, Value]:
    return {node.id: values[node.id] for node in network.nodes if node.id in values}


def _floats(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}
