"""A plot with its header: what the window puts into a dock. It shows what it is handed and keeps no history of its own."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bpdesk.training.curves import Array
from bpdesk.ui.plots.curve_chooser import CurveChooser
from bpdesk.ui.plots.legend import CurveList
from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
from bpdesk.ui.plots.plot_header import PlotHeader
from bpdesk.ui.plots.plot_view import PlotView
from bpdesk.ui.plots.zoom_buttons import ZoomButtons
from bpdesk.ui.theme import Theme


class PlotPanel(QWidget):
    """Curves against the iteration, linear or logarithmic, with a way to save them as a picture."""

    export_requested = Signal()
    scale_changed = Signal(bool)
    close_requested = Signal()
    curves_requested = Signal()
    """The chooser is about to be shown."""
    cursor_moved = Signal(object)
    """The person drags the shown moment to that iteration, an int that Qt's own may have no room for."""
    pointed = Signal(str)
    """The pointer is at the curve with that key, or at its name, or at none."""

    def __init__(
        self,
        title: str,
        theme: Theme,
        object_name: str,
        y_label: str,
        empty_text: str,
        *,
        shows_value: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header = PlotHeader(title, theme, object_name, self)
        self._view = PlotView(theme, self)
        self._view.setObjectName(f"{object_name}.view")
        self._view.setAccessibleName(title)
        self._names = CurveList(f"{object_name}.names", theme, self)
        self._names.hide()
        self._zoom = ZoomButtons(object_name, self._view)
        self.chooser = CurveChooser(object_name, theme, self)
        self._lay_out()
        self._connect()
        self._view.show_content(PlotContent(y_label=y_label, empty_text=empty_text, shows_value=shows_value))
        self.show_theme(theme)

    @property
    def header(self) -> PlotHeader:
        """Name, scale and export; a dock takes it out of the panel as its title bar."""
        return self._header

    @property
    def content(self) -> PlotContent:
        """What is shown, for a picture of it."""
        return self._view.content

    @property
    def is_logarithmic(self) -> bool:
        return self._view.content.logarithmic

    @property
    def note(self) -> str:
        """What is said about values that can't be shown."""
        return self._view.note

    @property
    def view(self) -> PlotView:
        return self._view

    def show_name(self, title: str, y_label: str, empty_text: str) -> None:
        """Call the plot and its value axis so; `empty_text` stands there while there is nothing to draw."""
        self._header.show_title(title)
        self._view.setAccessibleName(title)
        self._view.show_content(replace(self.content, y_label=y_label, empty_text=empty_text))

    def light(self, key: str) -> None:
        """Draw the curve with that key, and its name, stronger than the others; none without a key."""
        self._view.light(key)
        self._names.light(key)

    def show_curves(self, curves: Sequence[PlotCurve], cursor: int, newest: int, references: Sequence[ReferenceLine] = ()) -> None:
        """Show those curves, with the moment after `cursor` updates marked."""
        shown = replace(self.content, curves=tuple(curves), cursor=cursor, newest=newest, references=tuple(references))
        self._view.show_content(shown)
        self._names.show_curves(shown.curves)

    def show_theme(self, theme: Theme) -> None:
        self._header.show_theme(theme)
        self._names.show_theme(theme)
        self._view.show_theme(theme, theme.panel)
        self._view.show_content(self.content.in_colours_of(theme))
        self._names.show_curves(self.content.curves)
        self._zoom.show_theme(theme)
        self.chooser.show_theme(theme)
        self.setStyleSheet(f"#{self.objectName()} {{ background: {theme.panel}; }}")

    def set_logarithmic(self, on: bool) -> None:
        self._header.set_logarithmic(on)
        self._view.show_content(replace(self.content, logarithmic=on))

    def curve_values(self, key: str) -> tuple[Array, Array]:
        """The iterations and values of the points that are drawn of that curve."""
        curve = next(each for each in self._view.drawn if each.plot.key == key)
        return curve.shown_points

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._place_zoom_buttons()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._view, 1)
        row.addWidget(self._names)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self._header.export_requested.connect(self.export_requested)
        self._header.scale_chosen.connect(self._take_scale)
        self._view.zoom_changed.connect(self._show_zoom)
        self._view.names_fit_changed.connect(self._names.setHidden)
        self._view.cursor_moved.connect(self.cursor_moved)
        self._view.pointed.connect(self.pointed)
        self._names.pointed.connect(self.pointed)
        self._header.close_requested.connect(self.close_requested)
        self._header.curves_requested.connect(self._pop_up_chooser)
        self._zoom.show_all_wanted.connect(self._view.show_all)
        self._zoom.follow_chosen.connect(self._view.follow)
        self._view.installEventFilter(self)

    def _take_scale(self, logarithmic: bool) -> None:
        self.set_logarithmic(logarithmic)
        self.scale_changed.emit(logarithmic)

    def _pop_up_chooser(self) -> None:
        self.curves_requested.emit()
        below = self._header.title.mapToGlobal(self._header.title.rect().bottomLeft())
        self.chooser.pop_up(below)

    def _show_zoom(self, zoomed: bool) -> None:
        self._zoom.show_zoom(zoomed)
        self._place_zoom_buttons()

    def _place_zoom_buttons(self) -> None:
        self._zoom.adjustSize()
        area = self._view.frame.area
        self._zoom.move(round(area.right()) - self._zoom.width(), round(area.top()) + 2)
