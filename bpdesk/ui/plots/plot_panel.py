"""A plot with its header: what the window puts into a dock. It shows what it is handed and keeps no history of its own."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.plots.legend import CurveList
from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
from bpdesk.ui.plots.plot_header import PlotHeader
from bpdesk.ui.plots.plot_view import PlotView
from bpdesk.ui.theme import Theme


class PlotPanel(QWidget):
    """Curves against the iteration, linear or logarithmic, with a way to save them as a picture."""

    export_requested = Signal()
    scale_changed = Signal(bool)

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
        self._show_all = self._new_show_all(f"{object_name}.showAll")
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
        self._show_all.setStyleSheet(
            f"QToolButton {{ background: {theme.canvas}; border: 1px solid {theme.field_border}; padding: 3px 8px; }}"
        )
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
            self._place_show_all()
        return super().eventFilter(watched, event)

    def _new_show_all(self, object_name: str) -> QToolButton:
        button = QToolButton(self._view)
        button.setObjectName(object_name)
        button.setText(tr("Show all"))
        button.setFont(fonts.font(12))
        button.setToolTip(tr("Back to the whole plot"))
        button.setAccessibleName(tr("Show all"))
        button.hide()
        return button

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
        self._show_all.clicked.connect(self._view.show_all)
        self._view.installEventFilter(self)

    def _take_scale(self, logarithmic: bool) -> None:
        self.set_logarithmic(logarithmic)
        self.scale_changed.emit(logarithmic)

    def _show_zoom(self, zoomed: bool) -> None:
        self._place_show_all()
        self._show_all.setVisible(zoomed)

    def _place_show_all(self) -> None:
        self._show_all.adjustSize()
        area = self._view.frame.area
        self._show_all.move(round(area.right()) - self._show_all.width(), round(area.top()) + 2)
