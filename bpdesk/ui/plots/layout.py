"""Where a plot's curves lie within it: room for the numbers at the left, for names and columns at the right. Pure."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSizeF

from bpdesk.ui import fonts
from bpdesk.ui.plots.axes import heights_of_numbers
from bpdesk.ui.plots.end_names import MOST_NAMES, NAME_GAP, room_for_names
from bpdesk.ui.plots.frame import Frame, Range
from bpdesk.ui.plots.legend import room_for_columns
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.scale import Scale
from bpdesk.ui.plots.strokes import axis_font, text_width

SMALLEST_AREA = 8.0
_LEFT, _TOP, _TOP_WITH_CAPTION, _BOTTOM = 58.0, 14.0, 30.0, 40.0
_BESIDE_NUMBERS = 18.0


def names_fit(content: PlotContent, size: QSizeF) -> bool:
    """Whether the names fit at the ends; it depends on the height alone, so that the list beside the plot can't sway it."""
    number_of = len(content.curves)
    return number_of <= MOST_NAMES and number_of * NAME_GAP <= _height(content, size) + NAME_GAP


def area_of(content: PlotContent, whole: tuple[Range, Range], scale: Scale, size: QSizeF, least_room: float, *, columns: bool) -> QRectF:
    """The rectangle of the curves; with `columns` names that don't fit at the ends have room in columns to the right."""
    top, height = _top(content), _height(content, size)
    left = _room_at_the_left(height, whole, scale, fonts.scale())
    right = max(least_room, _room_at_the_right(content, size, height, columns=columns))
    return QRectF(left, top, max(SMALLEST_AREA, size.width() - left - right), height)


def _top(content: PlotContent) -> float:
    return _TOP_WITH_CAPTION if content.y_label else _TOP


def _height(content: PlotContent, size: QSizeF) -> float:
    return max(SMALLEST_AREA, size.height() - _top(content) - _BOTTOM)


@lru_cache(maxsize=64)
def _room_at_the_left(height: float, whole: tuple[Range, Range], scale: Scale, _size_of_type: float) -> float:
    """Enough for the longest number of the value axis, as −4×10¹⁵³."""
    frame, font = Frame(QRectF(0.0, 0.0, height, height), *whole, scale), axis_font()
    longest = max((text_width(tick.text, font) for tick in heights_of_numbers(frame)), default=0.0)
    return max(_LEFT, longest + _BESIDE_NUMBERS)


def _room_at_the_right(content: PlotContent, size: QSizeF, height: float, *, columns: bool) -> float:
    fit = names_fit(content, size)
    room = room_for_names(content, named=fit and content.has_legend and not content.is_named_by_value)
    if columns and not fit and content.has_legend:
        room += room_for_columns(content.curves, height, size.width() / 2)
    return room
