"""The legend of a plot with few curves: each name at the end of its curve, after a short piece of the line, kept apart from the others."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from bpdesk import text
from bpdesk.ui import fonts
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve
from bpdesk.ui.plots.spread import spread
from bpdesk.ui.plots.strokes import NAME_SIZE, curve_pen, draw_text, text_width
from bpdesk.ui.theme import Theme

MOST_NAMES = 8
NAME_GAP = 18
WIDEST_NAME = 150
_LINE_FROM, _LINE_LEVEL, _NAME = 8, 14, 33  # to the right of the last point
_WIDEST_VALUE = "\N{MINUS SIGN}8.88×10⁻⁸⁸"


def name_of(curve: PlotCurve) -> MathLabel:
    """The typeset name of a curve."""
    return prepare(curve.label, NAME_SIZE, WIDEST_NAME)


def room_for_names(content: PlotContent, *, named: bool) -> float:
    """How much a plot keeps free to the right, so that a name fits beside the last point; the same at every iteration."""
    references = [prepare(each.label, NAME_SIZE, WIDEST_NAME).width + 20 for each in content.references]
    names = [name_of(each).width + _NAME + 12 for each in content.curves] if named else []
    value = [text_width(_WIDEST_VALUE, _value_font()) + 12] if content.shows_value and content.cursor is not None else []
    return max([30.0, *references, *names, *value])


def paint_names(
    painter: QPainter, frame: Frame, content: PlotContent, curves: tuple[DrawnCurve, ...], theme: Theme, ground: str | None, lit: str = ""
) -> None:
    """The names of those curves at their ends, and of the reference lines to the right of them."""
    ends, references, heights = _placed(frame, content, curves)
    for (curve, point), y in zip(ends, heights, strict=False):
        _paint_name(painter, curve, point, y, theme, theme.accent_soft if curve.key == lit else ground)
    for (label, _), y in zip(references, heights[len(ends) :], strict=True):
        prepare(label, NAME_SIZE, WIDEST_NAME).draw(painter, frame.area.right() + 10, y + 5, theme.muted)


def name_at(frame: Frame, content: PlotContent, curves: tuple[DrawnCurve, ...], at: QPointF) -> str | None:
    """The key of the curve whose name is there."""
    ends, _, heights = _placed(frame, content, curves)
    for (curve, point), y in zip(ends, heights, strict=False):
        if QRectF(point.x() + _LINE_FROM, y - NAME_GAP / 2, _NAME + name_of(curve).width, NAME_GAP).contains(at):
            return curve.key
    return None


def paint_value(painter: QPainter, frame: Frame, curve: DrawnCurve, cursor: int, theme: Theme, ground: str | None) -> None:
    """The value at the shown moment beside its point, on the side that the curve leaves free."""
    value = curve.exact_at(cursor)
    height = None if value is None else frame.scale.height_of(value)
    if value is None or height is None or not frame.shows(at := frame.point(cursor, height)):
        return
    shown = text.number(value)
    baseline = min(max(at.y() + 4.5 + _aside(curve, cursor, height), frame.area.top() + 9.0), frame.area.bottom() - 2.0)
    if ground:
        painter.fillRect(QRectF(at.x() + 7, baseline - 12, text_width(shown, _value_font()) + 5, 16), QColor(ground))
    draw_text(painter, QPointF(at.x() + 9, baseline), shown, _value_font(), theme.text)


def _placed(
    frame: Frame, content: PlotContent, curves: tuple[DrawnCurve, ...]
) -> tuple[list[tuple[PlotCurve, QPointF]], list[tuple[str, float]], list[float]]:
    """What the names of the curves follow, the reference lines, and the heights at which the names of both stand.

    A name follows the end of its curve; that of an earlier run which others go on beyond stands to the right of them all, not across them.
    """
    found = [(curve.plot, point) for curve in curves if (point := _end(frame, curve)) is not None]
    farthest, right = max((point.x() for _, point in found), default=0.0), frame.area.right()
    ends = [(plot, QPointF(right, at.y()) if plot.is_earlier and at.x() < farthest - _LINE_FROM else at) for plot, at in found]
    references = [(each.label, y) for each in content.references if (y := _reference_height(frame, each.value)) is not None]
    reach = max((at.x() + _NAME + name_of(plot).width for plot, at in ends if at.x() < right), default=right)
    beside = [at.x() < right and reach <= right for _, at in ends] + [False] * len(references)
    return ends, references, _apart([at.y() for _, at in ends] + [y for _, y in references], beside, frame)


def _apart(wanted: list[float], beside: list[bool], frame: Frame) -> list[float]:
    """The heights of names that are kept apart: those that end left of the others by themselves."""
    heights = [0.0] * len(wanted)
    for group in (True, False):
        members = [place for place, is_beside in enumerate(beside) if is_beside == group]
        found = spread([wanted[place] for place in members], NAME_GAP, frame.area.top(), frame.area.bottom())
        for place, height in zip(members, found, strict=True):
            heights[place] = height
    return heights


def _value_font() -> QFont:
    return fonts.font(12, fonts.MEDIUM)


def _aside(curve: DrawnCurve, cursor: int, height: float) -> float:
    """How far the value moves down (up, if negative) so that the curve's further way stays free."""
    later = curve.y[curve.x > cursor]
    if not len(later):
        return 0.0
    return -12.0 if later[0] <= height else 12.0


def _end(frame: Frame, curve: DrawnCurve) -> QPointF | None:
    """The last point that is shown; where a zoom cuts the curve off, the place where it leaves to the right."""
    leaves = curve.leaving(frame.iterations, frame.heights) if curve.plot.is_earlier else None
    last = leaves or curve.last_within(frame.iterations, frame.heights)
    return None if last is None else frame.point(*last)


def _reference_height(frame: Frame, value: float) -> float | None:
    height = frame.scale.height_of(value)
    return frame.y(height) if height is not None and frame.heights[0] <= height <= frame.heights[1] else None


def _paint_name(painter: QPainter, curve: PlotCurve, point: QPointF, y: float, theme: Theme, ground: str | None) -> None:
    label, x = name_of(curve), point.x()
    if ground:
        painter.fillRect(QRectF(x + _NAME - 3, y - 8, label.width + 6, 16), QColor(ground))
    painter.setPen(curve_pen(curve.colour, curve.dash, 2, cosmetic=False))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    way = (QPointF(x + _LINE_FROM, point.y()), QPointF(x + _LINE_LEVEL, y), QPointF(x + _NAME - 5, y))
    painter.drawPolyline(QPolygonF(way))
    label.draw(painter, x + _NAME, y + 5, theme.text)
