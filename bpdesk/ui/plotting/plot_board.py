"""The plots of a window: makes and removes their panels, and keeps what is ticked in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bpdesk.model.document import Document
from bpdesk.model.quantities import Quantity, listed
from bpdesk.text import tr
from bpdesk.ui.plots.curve_chooser import Choosable
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plotting.plot_spec import COST, DEFAULT, MOST_CURVES, MOST_PLOTS, WEIGHTS, PlotSpec, known, new_plot, plot_for, shows
from bpdesk.ui.theme import Theme

_OBJECT_NAMES = {COST: "costPlot", WEIGHTS: "weightsPlot"}


class PlotBoard(QObject):
    """Shows a document's plots; a person's wishes change `specs`, which `changed` tells."""

    changed = Signal()
    added = Signal(PlotPanel)
    removed = Signal(PlotPanel)
    put_away = Signal(PlotPanel)
    """A plot that a window always has is to be hidden."""
    export_requested = Signal(str)
    refused = Signal(str)
    """Why there can't be what was asked for."""
    cursor_moved = Signal(object)
    pointed = Signal(object)
    """The quantity that the pointer is at in any plot, or None."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent, self._theme, self._document = parent, theme, document
        self.specs: tuple[PlotSpec, ...] = DEFAULT
        self.panels: dict[str, PlotPanel] = {}
        self._keys: dict[str, Quantity] = {}
        for spec in DEFAULT:
            self._make(spec)
        self.show_document(document)

    @property
    def shown(self) -> list[tuple[PlotSpec, PlotPanel]]:
        """Each plot with its panel."""
        return [(spec, self.panels[spec.name]) for spec in self.specs]

    def show_document(self, document: Document) -> None:
        """Name and offer what that document has."""
        self._document = document
        self._keys = {quantity.key: quantity for quantity in known(document.network)}
        for spec, panel in self.shown:
            self._name(spec, panel)

    def show_specs(self, specs: Sequence[PlotSpec]) -> None:
        """Have these plots and no others."""
        before, self.specs = self.specs, tuple(specs)
        names = {spec.name for spec in specs}
        for spec in before:
            if spec.name not in names:
                self._drop(spec.name)
        for spec in specs:
            if spec.name not in self.panels:
                self.added.emit(self._make(spec))
            self.panels[spec.name].set_logarithmic(spec.logarithmic)
        self.show_document(self._document)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        for panel in self.panels.values():
            panel.show_theme(theme)

    def light(self, quantities: Sequence[Quantity]) -> None:
        """Draw the curves of the first of these that each plot has stronger than the others."""
        for spec, panel in self.shown:
            there = spec.shown(self._document)
            panel.light(next((quantity.key for quantity in quantities if quantity in there), ""))

    def is_ticked(self, quantity: Quantity) -> bool:
        return shows(self.specs, self._document, quantity)

    def tick(self, quantities: Sequence[Quantity], on: bool) -> None:
        """Plot those where their kind is plotted, or in a plot of their own; or in no plot any more."""
        specs = list(self.specs)
        for quantity in quantities:
            if not on:
                specs = [spec if quantity not in spec.shown(self._document) else self._ticked(spec, [quantity], False) for spec in specs]
            elif not shows(specs, self._document, quantity):
                place = plot_for(specs, self._document, quantity)
                if place is None and len(specs) == MOST_PLOTS:
                    self._refuse()
                    break
                if place is None:
                    specs.append(new_plot(specs, [quantity]))
                else:
                    specs[specs.index(place)] = self._ticked(place, [quantity], True)
        self._take(specs)

    def add(self) -> None:
        """Put an empty plot beside the others."""
        if len(self.specs) < MOST_PLOTS:
            self._take([*self.specs, new_plot(self.specs)])
        else:
            self._refuse()

    def _refuse(self) -> None:
        self.refused.emit(tr("A window has room for {n} plots. Remove one, or tick into one that there is.", n=MOST_PLOTS))

    def _ticked(self, spec: PlotSpec, quantities: Sequence[Quantity], on: bool) -> PlotSpec:
        return spec.with_ticked(self._document, quantities, on)

    def _take(self, specs: Sequence[PlotSpec]) -> None:
        if tuple(specs) != self.specs:
            self.show_specs(specs)
            self.changed.emit()

    def _make(self, spec: PlotSpec) -> PlotPanel:
        name = spec.name
        panel = PlotPanel("", self._theme, _OBJECT_NAMES.get(name, name), "", "", shows_value=name == COST, parent=self._parent)
        self.panels[name] = panel
        panel.set_logarithmic(spec.logarithmic)
        panel.export_requested.connect(lambda: self.export_requested.emit(name))
        panel.cursor_moved.connect(self.cursor_moved)
        panel.pointed.connect(lambda key: self.pointed.emit(self._keys.get(key)))
        panel.scale_changed.connect(lambda on: self._change(name, lambda spec: replace(spec, logarithmic=on)))
        panel.close_requested.connect(lambda: self._close(name))
        panel.curves_requested.connect(lambda: self._offer(name))
        panel.chooser.ticked.connect(lambda keys, on: self._take_ticks(name, keys, on))
        panel.chooser.new_wanted.connect(self.add)
        panel.chooser.remove_wanted.connect(lambda: self._close(name))
        return panel

    def _change(self, name: str, change: Callable[[PlotSpec], PlotSpec]) -> None:
        self._take([change(spec) if spec.name == name else spec for spec in self.specs])

    def _take_ticks(self, name: str, keys: Sequence[str], on: bool) -> None:
        spec = next(each for each in self.specs if each.name == name)
        ticked = [self._keys[key] for key in keys if key in self._keys]
        changed = self._ticked(spec, ticked, on)
        if len(changed.shown(self._document)) > MOST_CURVES:
            self.panels[name].chooser.say(tr("A plot has room for {n} curves.", n=MOST_CURVES))
            self._name(spec, self.panels[name])
            return
        self.panels[name].chooser.say("")
        self._change(name, lambda _spec: changed)

    def _close(self, name: str) -> None:
        if name in _OBJECT_NAMES:
            self.panels[name].chooser.hide()
            self.put_away.emit(self.panels[name])
        else:
            self._take([spec for spec in self.specs if spec.name != name])

    def _drop(self, name: str) -> None:
        panel = self.panels.pop(name)
        panel.chooser.hide()
        self.removed.emit(panel)

    def _name(self, spec: PlotSpec, panel: PlotPanel) -> None:
        shown = spec.shown(self._document)
        title = spec.title(self._document)
        panel.show_name(title, spec.symbol(self._document), _empty_text(title, bool(shown) or spec.ticked is None))
        if panel.chooser.isVisible():
            self._offer(spec.name)

    def _offer(self, name: str) -> None:
        spec, panel, network = next(each for each in self.specs if each.name == name), self.panels[name], self._document.network
        shown = spec.shown(self._document)
        whole = tr("Whole network")
        choices = [
            Choosable(key, listed(network, each), tr(each.entry.title)) if each.of else Choosable(key, tr(each.entry.title), whole)
            for key, each in self._keys.items()
        ]
        panel.chooser.show_choices(choices, [each.key for each in shown], can_remove=spec.name not in _OBJECT_NAMES)


def _empty_text(title: str, has_curves: bool) -> str:
    if not has_curves:
        return tr("Nothing is ticked. Click the plot's name to choose, or right-click a node or a weight on the canvas.")
    return tr("{what} after each iteration. Press Step once the network has data.", what=title)
