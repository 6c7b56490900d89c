"""The legend of a plot with many curves: a list of names beside it, which scrolls on screen and stands in columns in a picture."""

import math

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bpdesk.text import tr
from bpdesk.ui.plots.end_names import name_of
from bpdesk.ui.plots.plot_curve import PlotCurve
from bpdesk.ui.plots.strokes import axis_font, curve_pen, draw_text
from bpdesk.ui.theme import Theme

_ROW, _PIECE, _COLUMN_GAP = 20, 34, 14  # a piece so long that dashes are told from lines
_BETWEEN_NAMES = 3
_CURVE = Qt.ItemDataRole.UserRole


class CurveList(QListWidget):
    """The names of all curves, each after a piece of its line."""

    pointed = Signal(str)
    """The pointer is at the name of the curve with that key, or at none."""

    def __init__(self, object_name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(tr("Curves"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _CurveDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._looks: list[tuple[object, ...]] = []
        self.setMouseTracking(True)
        self.itemEntered.connect(lambda item: self.pointed.emit(item.data(_CURVE).key))
        self.viewportEntered.connect(lambda: self.pointed.emit(""))
        self.show_theme(theme)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")

    def light(self, key: str) -> None:
        """Show the name of the curve with that key on a ground of its own."""
        self._delegate.lit = key
        self.viewport().update()

    def show_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.setStyleSheet(f"""
            QListWidget {{ background: {theme.panel}; border: none; padding: 4px 0; }}
            QScrollBar:vertical {{ background: {theme.panel}; width: 8px; margin: 0; border: none; }}
            QScrollBar::handle:vertical {{ background: {theme.field_border}; min-height: 24px; border: none; border-radius: 3px;
                margin: 0 1px; }}
            QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
            QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
        """)

    def show_curves(self, curves: tuple[PlotCurve, ...]) -> None:
        """List those curves; nothing happens while their names and lines are the same."""
        looks: list[tuple[object, ...]] = [(each.key, each.label, each.colour, each.dash) for each in curves]
        if looks == self._looks:
            return
        self._looks = looks
        self.clear()
        for curve in curves:
            item = QListWidgetItem(curve.label, self)
            item.setData(_CURVE, curve)
        self.setFixedWidth(math.ceil(_widest(curves)) + 30)


class _CurveDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lit = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if index.data(_CURVE).key == self.lit:
            painter.fillRect(rect, QColor(self.theme.accent_soft))
        paint_entry(painter, index.data(_CURVE), QPointF(rect.left() + 8, rect.center().y()), self.theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_PIECE, _row_height((index.data(_CURVE),)))


def paint_entry(painter: QPainter, curve: PlotCurve, left_middle: QPointF, theme: Theme) -> None:
    """A piece of the line and the name after it."""
    painter.setPen(curve_pen(curve.colour, curve.dash, 2, cosmetic=False))
    painter.drawLine(left_middle, left_middle + QPointF(_PIECE - 8, 0))
    name_of(curve).draw(painter, left_middle.x() + _PIECE, left_middle.y() + 5, theme.text)


def room_for_columns(curves: tuple[PlotCurve, ...], height: float, most: float) -> float:
    """How wide the columns of names are, at most about `most`."""
    rows = max(1, int(height / _row_height(curves)))
    column = _widest(curves) + _COLUMN_GAP
    return min(math.ceil(len(curves) / rows), max(1, int(most / column))) * column + _COLUMN_GAP


def paint_columns(painter: QPainter, curves: tuple[PlotCurve, ...], rect: QRectF, theme: Theme) -> None:
    """The names from top to bottom in as many columns as fit; how many more there are where they don't all."""
    row, column = _row_height(curves), _widest(curves) + _COLUMN_GAP
    rows = max(1, int(rect.height() / row))
    fitting = rows * max(1, int(rect.width() / column))
    shown = curves if len(curves) <= fitting else curves[: fitting - 1]
    for place, curve in enumerate(shown):
        paint_entry(painter, curve, _place(rect, place, rows, row, column), theme)
    if len(shown) < len(curves):
        at = _place(rect, len(shown), rows, row, column) + QPointF(0, 4)
        draw_text(painter, at, tr("and {n} more", n=len(curves) - len(shown)), axis_font(), theme.muted)


def _place(rect: QRectF, place: int, rows: int, row: int, column: float) -> QPointF:
    return QPointF(rect.left() + _COLUMN_GAP + place // rows * column, rect.top() + (place % rows + 0.5) * row)


def _row_height(curves: tuple[PlotCurve, ...]) -> int:
    """Enough that names with an index above and below don't meet."""
    tallest = max((name.ascent + name.descent for name in map(name_of, curves)), default=0.0)
    return max(_ROW, math.ceil(tallest) + _BETWEEN_NAMES)


def _widest(curves: tuple[PlotCurve, ...]) -> float:
    return _PIECE + max((name_of(each).width for each in curves), default=0.0)
