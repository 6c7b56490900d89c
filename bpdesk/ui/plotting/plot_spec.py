"""Which plots a document has and what each shows: pure values, kept in the document's view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bpdesk.model import quantities
from bpdesk.model.document import Document, Json
from bpdesk.model.network import Network
from bpdesk.model.quantities import COSTS, Quantity, axis_symbol
from bpdesk.text import tr

COST, WEIGHTS = "cost", "weights"
MOST_CURVES = 64
MOST_PLOTS = 12
MOST_BY_ITSELF = 32
_VIEW = "plots"
_NAME, _CURVES, _LOG = "name", "curves", "log"


@dataclass(frozen=True)
class PlotSpec:
    """One plot. Without `ticked` it shows what its name stands for, whatever the network: every cost, or the first weights."""

    name: str
    ticked: tuple[Quantity, ...] | None = None
    logarithmic: bool = False

    def shown(self, document: Document) -> tuple[Quantity, ...]:
        """What it shows of that document."""
        network = document.network
        if self.ticked is not None:
            return tuple(quantity for quantity in self.ticked if quantities.is_in(network, quantity))
        if self.name == COST:
            has_test = document.data is not None and len(document.data.test) > 0
            batch = ("batch_cost",) if _has_batches(document) else ()
            return tuple(Quantity(kind) for kind in (*batch, "cost", *(("test_cost",) if has_test else ())))
        return tuple(islice(quantities.quantities(network, "weight"), MOST_BY_ITSELF))

    def with_ticked(self, document: Document, ticked: Sequence[Quantity], on: bool) -> PlotSpec:
        """The same with those ticked, or not."""
        before = self.shown(document)
        if on:
            return replace(self, ticked=(*before, *(each for each in ticked if each not in before)))
        return replace(self, ticked=tuple(each for each in before if each not in ticked))

    def title(self, document: Document) -> str:
        """What it is called: after what it shows."""
        kinds = {quantity.kind: quantity.entry.title for quantity in self.shown(document)}
        if kinds and kinds.keys() <= COSTS or (self.name == COST and self.ticked is None):
            return tr("Cost")
        if self.name == WEIGHTS and self.ticked is None:
            return tr("Weights")
        titles = [tr(title) for title in dict.fromkeys(kinds.values())]
        if not titles:
            return tr("Empty plot")
        return ", ".join([titles[0], *(title.lower() for title in titles[1:2])]) + (" …" if len(titles) > 2 else "")

    def full_title(self, document: Document) -> str:
        """Its title where nothing else says that it is a plot."""
        title = self.title(document)
        return title if self.ticked is not None and not self.shown(document) else tr("{title} plot", title=title)

    def symbol(self, document: Document) -> str:
        """What stands at its value axis, as labels are typed."""
        return axis_symbol(self.shown(document))


DEFAULT = (PlotSpec(COST, None, True), PlotSpec(WEIGHTS))


def kept_plots(document: Document) -> tuple[PlotSpec, ...]:
    """The plots that a document's view holds; what can't be understood there is passed over, and the first two are always there."""
    found = document.view.get(_VIEW)
    entries = found if isinstance(found, tuple | list) else ()
    read = {spec.name: spec for entry in entries[:MOST_PLOTS] if (spec := _read(entry)) is not None}
    first = tuple(read.pop(each.name, each) for each in DEFAULT)
    return (*first, *read.values())


def plots_as_json(specs: Sequence[PlotSpec]) -> tuple[Json, ...]:
    """How a document's view holds them."""
    return tuple(_written(spec) for spec in specs)


def with_plots(view: Mapping[str, Json], specs: Sequence[PlotSpec]) -> dict[str, Json]:
    """A view with those plots; they are left out while they are what a reader assumes."""
    result = dict(view)
    if _VIEW in result or tuple(specs) != DEFAULT:
        result[_VIEW] = plots_as_json(specs)
    return result


def new_plot(specs: Sequence[PlotSpec], ticked: Sequence[Quantity] = ()) -> PlotSpec:
    """Another plot with a name of its own."""
    taken = {spec.name for spec in specs}
    name = next(f"plot{number}" for number in range(len(specs) + 1, len(specs) + 2 + len(taken)) if f"plot{number}" not in taken)
    return PlotSpec(name, tuple(ticked))


def plot_for(specs: Sequence[PlotSpec], document: Document, quantity: Quantity) -> PlotSpec | None:
    """The plot that a newly ticked quantity belongs into: one that shows its kind, or one that is empty."""
    shown = [(spec, spec.shown(document)) for spec in specs]
    alike = [spec for spec, its in shown if any(each.kind == quantity.kind for each in its) and len(its) < MOST_CURVES]
    costs = [spec for spec, its in shown if quantity.kind in COSTS and any(each.kind in COSTS for each in its)]
    return next(iter([*alike, *costs, *(spec for spec, its in shown if not its and spec.ticked is not None)]), None)


def shows(specs: Sequence[PlotSpec], document: Document, quantity: Quantity) -> bool:
    """Whether any plot shows it."""
    return any(quantity in spec.shown(document) for spec in specs)


def known(network: Network) -> tuple[Quantity, ...]:
    """All that can be ticked."""
    return tuple(quantity for entry in quantities.KINDS for quantity in quantities.quantities(network, entry.name))


def _has_batches(document: Document) -> bool:
    """Whether any batch of the run is less than the whole training set, whose cost is then no other curve."""
    rows = 0 if document.data is None else len(document.data.train)
    changes = () if document.run is None else document.run.changes
    sizes = [document.training.batch_size, *(change.training.get("batch_size") for change in changes)]
    return any(isinstance(size, int) and size < rows for size in sizes)


def _written(spec: PlotSpec) -> Json:
    curves: dict[str, Json] = {} if spec.ticked is None else {_CURVES: tuple(quantities.as_json(each) for each in spec.ticked)}
    return {_NAME: spec.name, **curves, _LOG: spec.logarithmic}


def _read(entry: object) -> PlotSpec | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get(_NAME), str) or not 1 <= len(entry[_NAME]) <= 64:
        return None
    name, curves = entry[_NAME], entry.get(_CURVES)
    if not name.isalnum() or not name.isascii():
        return None
    ticked = None
    if isinstance(curves, tuple | list):
        ticked = tuple(each for each in map(quantities.from_json, curves[:MOST_CURVES]) if each is not None)
    elif name not in (COST, WEIGHTS):
        return None
    return PlotSpec(name, ticked, entry.get(_LOG) is True)
