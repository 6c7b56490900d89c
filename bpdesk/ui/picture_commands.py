"""What the window's pictures are of, and the dialogs that save, copy and print them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from bpdesk.export.curve_table import curve_table
from bpdesk.text import tr
from bpdesk.ui.charts.chart_panel import PaintChart
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.dialogs.picture_choice import PictureChoice, Unit, as_json, from_json
from bpdesk.ui.dialogs.picture_subject import PaintOn, Subject
from bpdesk.ui.network_picture import NetworkFigure
from bpdesk.ui.parts import Parts
from bpdesk.ui.picture_style import Paint
from bpdesk.ui.pictures import plot_paint
from bpdesk.ui.plots.end_names import MOST_NAMES
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.printing import ask_print
from bpdesk.ui.theme import LIGHT, Theme

_KEY = "pictures"
_ROOM_FOR_LEGEND = PictureChoice(150, 90)


class PictureCommands:
    """Remembers what was exported last, while the window is open, and how, also for the next start."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._choice = from_json(parts.preferences.kept(_KEY))
        self._sizes: dict[str, PictureChoice] = {}
        self._last = "network"

    def export_last(self) -> None:
        """Open the dialog on what it was of the last time."""
        self._open(self._last)

    def export_network(self) -> None:
        self._open("network")

    def export_plot(self, name: str) -> None:
        """Open it on the plot of that name."""
        self._open(name)

    def print_network(self) -> None:
        """Ask for a printer, and print the network on one page."""
        figure = self._figure_in(LIGHT)
        name = self._parts.session.document.title or tr("Network")
        ask_print(figure.paint, figure.extent, name, self._parts.window, self._tell_not_printed)

    def _tell_not_printed(self) -> None:
        self._parts.message.tell("problem", tr("Not printed"), tr("The printer or the file for the print can't be written to."))

    def _open(self, name: str) -> None:
        subjects = self._subjects()
        name = name if any(subject.name == name for subject in subjects) else "network"
        dialog = ExportPictureDialog(subjects, name, self._parts.themes.theme, self._stem(), parent=self._parts.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._remember(dialog, subjects))
        dialog.saved.connect(lambda path: self._parts.window.statusBar().showMessage(tr("Saved {name}.", name=path), 6000))
        dialog.open()

    def _remember(self, dialog: ExportPictureDialog, subjects: list[Subject]) -> None:
        """The format for all; a size where it was chosen: what was only proposed may suit another network less."""
        self._last, self._choice = dialog.subject_name, dialog.choice
        self._parts.preferences.keep(_KEY, as_json(self._choice))
        for subject in subjects:
            chosen = dialog.choices[subject.name]
            if subject.choice.sized_as(chosen) != subject.choice:
                self._sizes[subject.name] = chosen

    def _subjects(self) -> list[Subject]:
        parts = self._parts
        charts = [self._chart(*each) for each in parts.charts.shown()]

        def paint_network(theme: Theme, _background: QColor | None) -> Paint:
            return self._figure_in(theme).paint

        return [
            self._subject("network", tr("Network"), paint_network, lambda theme: theme.canvas, self._as_large_as_drawn()),
            *(
                self._plot(spec.name, tr("{title} plot", title=spec.title(parts.session.document)), panel)
                for spec, panel in parts.plots.shown
            ),
            *charts,
        ]

    def _plot(self, name: str, title: str, panel: PlotPanel) -> Subject:
        content = panel.content

        def paint_on(theme: Theme, background: QColor | None) -> Paint:
            return plot_paint([content], theme, background)

        def paint_bare_on(theme: Theme, background: QColor | None) -> Paint:
            return plot_paint([replace(content, has_legend=False)], theme, background)

        def table() -> str:
            return curve_table([(each.spoken, each.curve) for each in content.curves])

        size = PictureChoice() if len(content.curves) <= MOST_NAMES else _ROOM_FOR_LEGEND
        subject = self._subject(name, title, paint_on, lambda theme: theme.panel, size)
        return replace(subject, paint_bare_on=paint_bare_on, table=table)

    def _chart(self, name: str, title: str, paint: PaintChart) -> Subject:
        def paint_on(theme: Theme, _background: QColor | None) -> Paint:
            return lambda painter, size: paint(painter, size, theme)

        return self._subject(name, title, paint_on, lambda theme: theme.panel, _ROOM_FOR_LEGEND)

    def _subject(self, name: str, title: str, paint_on: PaintOn, ground_of: Callable[[Theme], str], size: PictureChoice) -> Subject:
        choice = self._choice.sized_as(self._sizes.get(name, size))
        return Subject(name, title, paint_on, ground_of, choice, self._parts.session.document.title)

    def _figure_in(self, theme: Theme) -> NetworkFigure:
        session = self._parts.session
        scene = self._parts.scene
        return NetworkFigure(session.document, session.moment, theme, session.row, scene.digits, scene.density, scene.has_captions)

    def _as_large_as_drawn(self) -> PictureChoice:
        """The size at which text and lines are as on the screen."""
        proposed = PictureChoice(unit=Unit.PIXELS)
        size = self._figure_in(LIGHT).fitting(proposed.dpi)
        return replace(proposed, width=size.width, height=size.height).in_unit(Unit.MILLIMETRES)

    def _stem(self) -> str:
        """How the names of files begin that are proposed."""
        path = self._parts.session.path
        return "" if path is None else f"{path.with_suffix('')}-"
