"""What a painter does is recorded as it looks: transforms made, pens resolved, clips kept."""

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from bpdesk.ui import fonts
from bpdesk.ui.math_label import prepare
from bpdesk.ui.vector.drawing import Drawing, Shape, Words
from bpdesk.ui.vector.recorder import BitmapPainted, record

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = QSizeF(100, 80)


def shapes(drawing: Drawing) -> list[Shape]:
    return [mark for mark in drawing.marks if isinstance(mark, Shape)]


def words(drawing: Drawing) -> list[Words]:
    return [mark for mark in drawing.marks if isinstance(mark, Words)]


def test_a_pen_grows_with_the_transform_and_a_cosmetic_one_does_not() -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.scale(3, 3)
        for cosmetic in (False, True):
            pen = QPen(QColor("red"), 2)
            pen.setCosmetic(cosmetic)
            painter.setPen(pen)
            painter.drawLine(QPointF(1, 1), QPointF(5, 1))

    real, cosmetic = shapes(record(paint, SIZE))
    assert real.pen is not None
    assert cosmetic.pen is not None
    assert (real.pen.widthF(), cosmetic.pen.widthF()) == (6, 2)
    assert not cosmetic.pen.isCosmetic()
    assert real.path.boundingRect() == QRectF(3, 3, 12, 0)


@pytest.mark.parametrize("number", [2, 3])
def test_each_of_many_lines_is_recorded(number: int) -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.drawLines([QLineF(0, index, 10, index) for index in range(number)])

    assert [mark.path.boundingRect().top() for mark in shapes(record(paint, SIZE))] == list(range(number))


def test_a_polyline_is_open_and_unfilled_a_polygon_closed_and_filled() -> None:
    corners = QPolygonF([QPointF(1, 1), QPointF(9, 1), QPointF(5, 8)])

    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setBrush(QColor("blue"))
        painter.drawPolyline(corners)
        painter.drawPolygon(corners)

    line, area = shapes(record(paint, SIZE))
    assert line.fill is None
    assert line.path.elementCount() == 3
    assert area.fill == QColor("blue")
    assert area.path.elementCount() == 4


def test_what_leaves_no_trace_is_not_recorded() -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(0, 0, 5, 5))
        painter.drawText(QPointF(), "  ")

    assert record(paint, SIZE).marks == ()


def test_clips_are_intersected_and_end_where_they_were_restored() -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.translate(10, 0)
        painter.setClipRect(QRectF(0, 0, 20, 20))
        painter.drawLine(QPointF(), QPointF(5, 5))
        painter.save()
        painter.setClipRect(QRectF(10, 10, 50, 50), Qt.ClipOperation.IntersectClip)
        painter.drawLine(QPointF(), QPointF(5, 5))
        painter.restore()
        painter.drawLine(QPointF(), QPointF(5, 5))
        painter.setClipping(False)
        painter.drawLine(QPointF(), QPointF(5, 5))

    clips = [mark.clip for mark in shapes(record(paint, SIZE))]
    found = [None if clip is None else clip.boundingRect() for clip in clips]
    assert found == [QRectF(10, 0, 20, 20), QRectF(20, 10, 10, 10), QRectF(10, 0, 20, 20), None]


def test_a_clip_is_kept_as_a_path() -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        round_clip = QPainterPath()
        round_clip.addEllipse(QRectF(0, 0, 40, 40))
        painter.setClipPath(round_clip)
        painter.fillRect(QRectF(0, 0, 100, 80), QColor("red"))

    (mark,) = shapes(record(paint, SIZE))
    assert mark.clip is not None
    assert not mark.clip.contains(QPointF(2, 2))
    assert mark.clip.contains(QPointF(20, 20))


def test_opacity_and_turned_text_are_kept() -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setOpacity(0.25)
        painter.translate(50, 40)
        painter.rotate(90)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor("green"))
        painter.drawText(QPointF(3, 0), "iteration")

    (mark,) = words(record(paint, SIZE))
    assert (mark.text, mark.opacity, mark.colour) == ("iteration", 0.25, QColor("green"))
    assert mark.place.map(QPointF()) == QPointF(50, 43)
    bounds = mark.outline().boundingRect()
    assert bounds.height() == pytest.approx(mark.width, rel=0.1)
    assert bounds.height() > 3 * bounds.width()


def test_typeset_symbols_say_what_they_read() -> None:
    label = prepare("w_{31}", 16)
    drawing = record(lambda painter, size: label.draw(painter, 10, 20, "#112233"), SIZE)
    (mark,) = words(drawing)
    assert (mark.text, mark.colour, mark.width) == ("w₃₁", None, label.width)
    assert mark.place.map(QPointF()) == QPointF(10, 20)
    assert shapes(drawing)[0].fill == QColor("#112233")


def test_a_bitmap_is_refused() -> None:
    pixmap = QPixmap(4, 4)
    pixmap.fill(QColor("red"))
    with pytest.raises(BitmapPainted):
        record(lambda painter, size: painter.drawPixmap(0, 0, pixmap), SIZE)


def test_a_painting_that_fails_leaves_nothing_behind(qapp: QApplication) -> None:
    def fail(painter: QPainter, size: QSizeF) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record(fail, SIZE)
    assert record(lambda painter, size: painter.drawPoint(1, 1), SIZE).marks
