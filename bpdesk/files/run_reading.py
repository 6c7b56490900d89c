"""Runs out of a file: their changes, their state, their branches, and that they fit the network."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from bpdesk.files.limits import LONGEST_RUN_NAME, MOST_ITERATIONS
from bpdesk.files.part import Part
from bpdesk.files.training_reading import read_settings
from bpdesk.model.catalogue import optimizer_entry
from bpdesk.model.network import Network
from bpdesk.model.run_record import Branch, ByParameter, Change, RunRecord, SavedState, training_after
from bpdesk.model.settings import Training
from bpdesk.text import tr

Value = TypeVar("Value")


def read_run(part: Part, network: Network, training: Training) -> RunRecord | None:
    """The run of a document with that network and those settings at the start."""
    if part.value is None:
        return None
    known = _Parameters(dict.fromkeys(edge.id for edge in network.edges), dict.fromkeys(node.id for node in network.biased))
    fields = part.fields(("name", "iteration", "changes", "state"), ("branches",))
    iteration = fields["iteration"].whole(0, MOST_ITERATIONS)
    changes = _changes(fields["changes"], iteration, known)
    optimizer = training_after(training, changes).optimizer.name
    return RunRecord(
        name=_name(fields["name"]),
        iteration=iteration,
        state=_state(fields["state"], optimizer, known),
        changes=changes,
        branches=tuple(_branch(each, known) for each in fields["branches"].items()) if "branches" in fields else (),
    )


@dataclass(frozen=True, slots=True)
class _Parameters:
    """The ids of the edges, and of the nodes with a bias, in document order."""

    edges: Mapping[str, None]
    biases: Mapping[str, None]


def _name(part: Part) -> str:
    return part.text(LONGEST_RUN_NAME, shortest=1)


def _branch(part: Part, known: _Parameters) -> Branch:
    fields = part.fields(("name", "iteration", "changes"))
    iteration = fields["iteration"].whole(0, MOST_ITERATIONS)
    return Branch(_name(fields["name"]), iteration, _changes(fields["changes"], iteration, known))


def _changes(part: Part, newest: int, known: _Parameters) -> tuple[Change, ...]:
    changes: list[Change] = []
    for item in part.items():
        change = _change(item, known)
        if change.iteration > newest:
            raise item.field("iteration").fault(tr("after the run's newest iteration"))
        if changes and change.iteration <= changes[-1].iteration:
            raise item.field("iteration").fault(tr("not after the change before it"))
        changes.append(change)
    return tuple(changes)


def _change(part: Part, known: _Parameters) -> Change:
    fields = part.fields(("iteration",), ("training", "edges", "biases", "frozen"))
    iteration = fields["iteration"].whole(0, MOST_ITERATIONS)
    frozen = fields["frozen"].fields((), ("edges", "biases")) if "frozen" in fields else {}
    return Change(
        iteration=iteration,
        training=read_settings(fields["training"]) if "training" in fields else MappingProxyType({}),
        edges=_some(fields.get("edges"), known.edges, Part.number),
        biases=_some(fields.get("biases"), known.biases, Part.number),
        frozen_edges=_some(frozen.get("edges"), known.edges, Part.flag),
        frozen_biases=_some(frozen.get("biases"), known.biases, Part.flag),
    )


def _some(part: Part | None, known: Collection[str], read: Callable[[Part], Value]) -> Mapping[str, Value]:
    """A value for some of the known parameters."""
    if part is None:
        return MappingProxyType({})
    values = {}
    for name, entry in part.entries():
        if name not in known:
            raise entry.fault(tr("the network has no such parameter"))
        values[name] = read(entry)
    return MappingProxyType(values)


def _all(part: Part, known: Collection[str]) -> Mapping[str, float]:
    """A value for each of the known parameters."""
    values = _some(part, known, Part.number)
    for name in known:
        if name not in values:
            raise part.missing(name)
    return values


def _by_parameter(fields: Mapping[str, Part], known: _Parameters) -> ByParameter:
    return ByParameter(_all(fields["edges"], known.edges), _all(fields["biases"], known.biases))


def _state(part: Part, optimizer: str, known: _Parameters) -> SavedState:
    fields = part.fields(("edges", "biases", "optimizer"))
    entry = optimizer_entry(optimizer)
    memory = fields["optimizer"].fields((*entry.memory, "t") if entry.counts_steps else entry.memory)
    return SavedState(
        parameters=_by_parameter(fields, known),
        memory=MappingProxyType({slot: _by_parameter(memory[slot].fields(("edges", "biases")), known) for slot in entry.memory}),
        steps=memory["t"].whole(0, MOST_ITERATIONS) if entry.counts_steps else None,
    )
