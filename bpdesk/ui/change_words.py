"""Changes of runs in words: what was set to what, and what it was before; where two runs part. For the timeline and the list of runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bpdesk.model.branching import changes_of, parting
from bpdesk.model.catalogue import COSTS, optimizer_entry
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.run_record import Change, SettingValue, training_after
from bpdesk.model.settings import Optimizer, Training
from bpdesk.text import exact, given, number, tr, whole

_MOST_NAMED = 3
_CAPTIONS = {
    "cost": "cost", "optimizer": "optimizer", "learning_rate": "learning rate", "batch_size": "batch size",
    "shuffle": "shuffling", "seed": "seed", "l1": "L1", "l2": "L2",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """Something to be seen at an iteration of the timeline: a change of the run, or where another run went another way."""

    iteration: int
    text: str
    is_branch: bool = False


def marks_of(document: Document) -> tuple[Mark, ...]:
    """The marks of the document's run, changes first."""
    changes = changes_of(document)
    found = [
        Mark(change.iteration, "\n".join(changed_parts(document, change, training_after(document.training, changes[:place]))))
        for place, change in enumerate(changes)
    ]
    branches = () if document.run is None else document.run.branches
    for branch in branches:
        told = tr("“{name}” went another way here, to iteration {k}", name=branch.name, k=whole(branch.iteration))
        found.append(Mark(parting(changes, branch.changes, branch.iteration), told, is_branch=True))
    return tuple(found)


def changed_parts(document: Document, change: Change, before: Training | None = None) -> list[str]:
    """Each thing that a change changes; with the settings before it, what it was."""
    return [
        *_settings(change.training, before),
        *_numbers(tr("weight"), change.edges, _edge_labels(document, change.edges)),
        *_numbers(tr("bias"), change.biases, _node_labels(document, change.biases)),
        *_frozen(change, document),
    ]


def differing_parts(document: Document, changes: Sequence[Change], others: Sequence[Sequence[Change]]) -> str:
    """The changes of a run that not all the other runs share, in one line; where it has none, what others change and it keeps."""
    own = [change for change in changes if not others or not all(change in other for other in others)]
    told = [
        tr("{what} from iteration {k}", what=", ".join(changed_parts(document, change)), k=whole(change.iteration))
        if change.iteration
        else ", ".join(changed_parts(document, change))
        for change in own
    ]
    if told or not changes:
        return "; ".join(told) or tr("as at the start")
    theirs = {name for other in others for change in other if change not in changes for name in change.training}
    after = training_after(document.training, changes)
    kept = ", ".join(_settings({name: getattr(after, name) for name in _CAPTIONS if name in theirs}, None))
    return tr("goes on with {what}", what=kept) if kept else tr("goes on unchanged")


def differing_starts(document: Document, other: Document) -> str:
    """The numbers at the start of a document that aren't those of the other one, of the same network, in one line."""
    theirs = {part: value for part, _, value in _numbers_at_start(other)}
    told = [
        tr("{name}: {value} instead of {other}", name=name, value=number(value), other=number(theirs[part]))
        for part, name, value in _numbers_at_start(document)
        if part in theirs and theirs[part] != value
    ]
    before = other.training
    values = {name: getattr(document.training, name) for name in _CAPTIONS if getattr(document.training, name) != getattr(before, name)}
    settings = [f"{tr(_CAPTIONS[name])} {_setting_text(name, value)}" for name, value in values.items()]
    if len(told) > _MOST_NAMED:
        told = [told[0], tr("and {n} more numbers", n=whole(len(told) - 1))]
    return "; ".join([*told, *settings]) or tr("other parts are frozen")


def _numbers_at_start(document: Document) -> Iterator[tuple[tuple[str, str], str, float]]:
    """Each weight and bias: what it is of, its name, its value."""
    for edge in document.network.edges:
        yield ("weight", edge.id), one_line(edge), edge.weight
    for node in document.network.nodes:
        if node.bias is not None:
            yield ("bias", node.id), tr("bias of {name}", name=one_line(node)), node.bias.value


def _settings(values: Mapping[str, SettingValue], before: Training | None) -> Iterator[str]:
    for name, value in values.items():
        now, caption = _setting_text(name, value), tr(_CAPTIONS[name])
        was = None if before is None else _setting_text(name, getattr(before, name))
        yield f"{caption} {now}" if was is None or was == now else tr("{name} {now}, was {was}", name=caption, now=now, was=was)


def _setting_text(name: str, value: SettingValue) -> str:
    if isinstance(value, Optimizer):
        settings = ", ".join(
            f"{setting.label.lower()} {exact(value.settings[setting.name])}" for setting in optimizer_entry(value.name).settings
        )
        return tr(optimizer_entry(value.name).label) + (f" ({settings})" if settings else "")
    if name == "cost":
        return tr(next(entry.label for entry in COSTS if entry.name == value))
    if name == "shuffle":
        return tr("on") if value else tr("off")
    if value is None:
        return tr("all rows")
    return str(value) if isinstance(value, int) else exact(float(str(value)))


def _numbers(kind: str, values: Mapping[str, float], labels: Mapping[str, str]) -> Iterator[str]:
    for name in list(values)[:_MOST_NAMED]:
        yield f"{kind} {labels.get(name, name)} = {given(values[name])}"
    if len(values) > _MOST_NAMED:
        yield tr("and {n} more of this kind", n=whole(len(values) - _MOST_NAMED))


def _frozen(change: Change, document: Document) -> Iterator[str]:
    labels = {**_edge_labels(document, change.frozen_edges), **_node_labels(document, change.frozen_biases)}
    for told, wanted in ((tr("frozen: {names}"), True), (tr("free again: {names}"), False)):
        names = [name for part in (change.frozen_edges, change.frozen_biases) for name, frozen in part.items() if frozen is wanted]
        if names:
            shown = ", ".join(labels.get(name, name) for name in names[:_MOST_NAMED])
            yield told.format(names=shown + (", …" if len(names) > _MOST_NAMED else ""))


def _edge_labels(document: Document, names: Mapping[str, object]) -> dict[str, str]:
    known = document.network.edge_by_id
    return {name: one_line(known[name]) for name in names if name in known}


def _node_labels(document: Document, names: Mapping[str, object]) -> dict[str, str]:
    known = document.network.node_by_id
    return {name: one_line(known[name]) for name in names if name in known}
