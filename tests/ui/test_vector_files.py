"""SVG and PDF of recorded paintings, as other programs read and draw them."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from bpdesk.ui import fonts
from bpdesk.ui.icons import paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.pictures import PictureSize, plot_paint, record_picture
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.theme import LIGHT
from bpdesk.ui.vector.path_data import number, path_data
from bpdesk.ui.vector.pdf import pdf_bytes
from bpdesk.ui.vector.recorder import record
from bpdesk.ui.vector.svg import svg_bytes
from tests.ui.plot_contents import plot_curve, posts_weights, weights_content
from tests.viewers import pdf_bitmaps, pdf_image, pdf_text, svg_image

pytestmark = pytest.mark.usefixtures("qapp")

WHITE = QColor("white")
SVG = "{http://www.w3.org/2000/svg}"
Painted = Callable[[QPainter, QSizeF], None]


def drawn_by_others(paint: Painted, folder: Path, background: QColor | None = WHITE) -> list[QImage]:
    """The painting, 200 × 100, as rsvg and as poppler draw it."""
    drawing = record(paint, QSizeF(200, 100))
    (folder / "p.svg").write_bytes(svg_bytes(drawing, background, ""))
    (folder / "p.pdf").write_bytes(pdf_bytes(drawing, background, ""))
    return [svg_image(folder / "p.svg"), pdf_image(folder / "p.pdf")]


def paint_hard_things(painter: QPainter, size: QSizeF) -> None:
    """What viewers are known to stumble over: a clip, dashes, a hole, opacity, an icon."""
    painter.save()
    painter.setClipRect(QRectF(0, 0, 50, 100))
    painter.fillRect(QRectF(20, 20, 100, 20), QColor("#ff0000"))
    painter.restore()
    ring = QPainterPath()
    ring.addRect(QRectF(60, 10, 40, 40))
    ring.addRect(QRectF(70, 20, 20, 20))
    painter.fillPath(ring, QColor("#00aa00"))
    pen = QPen(QColor("#0000ff"), 4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.5, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(110, 30), QPointF(190, 30))
    painter.setOpacity(0.5)
    painter.fillRect(QRectF(110, 60, 30, 30), QColor("#000000"))
    painter.setOpacity(1)
    paint_icon(painter, "frozen", QRectF(150, 60, 30, 30), "#123456")


def test_other_viewers_keep_clips_dashes_holes_and_opacity(tmp_path: Path) -> None:
    for image in drawn_by_others(paint_hard_things, tmp_path):
        assert image.pixelColor(30, 30).name() == "#ff0000"
        assert image.pixelColor(80, 30).name() == "#ffffff"
        assert image.pixelColor(65, 15).name() == "#00aa00"
        assert image.pixelColor(60 - 5, 30).name() == "#ffffff"
        assert [image.pixelColor(x, 30).name() for x in (114, 126, 134)] == ["#0000ff", "#ffffff", "#0000ff"]
        assert image.pixelColor(125, 75).lightness() == pytest.approx(128, abs=3)
        assert any(image.pixelColor(x, y).name() == "#123456" for x in range(150, 180) for y in range(60, 90))
    assert pdf_bitmaps(tmp_path / "p.pdf") == []


def test_without_a_background_svg_is_transparent(tmp_path: Path) -> None:
    image = drawn_by_others(paint_hard_things, tmp_path, None)[0]
    assert image.pixelColor(1, 1).alpha() == 0
    assert image.pixelColor(30, 30).alpha() == 255


def test_the_background_reaches_every_edge(tmp_path: Path) -> None:
    for image in drawn_by_others(lambda painter, size: None, tmp_path, QColor("#204060")):
        corners = {image.pixelColor(x, y).name() for x in (0, image.width() - 1) for y in (0, image.height() - 1)}
        assert corners == {"#204060"}


def test_figures_of_equal_width_signs_and_symbols_are_found_as_text(tmp_path: Path) -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setFont(fonts.font(12))
        painter.drawText(QPointF(10, 20), "−111.25 = 3×10⁻⁴")
        prepare("w_{31}", 16).draw(painter, 10, 50, LIGHT.text)
        painter.rotate(-90)
        painter.drawText(QPointF(-90, 190), "upwards")

    drawn_by_others(paint, tmp_path)
    found = pdf_text(tmp_path / "p.pdf")
    texts = [element.text for element in ElementTree.parse(tmp_path / "p.svg").iter(f"{SVG}text")]
    for words in ("−111.25 = 3×10⁻⁴", "w₃₁", "upwards"):
        assert words in found
        assert words in texts


def test_unseen_text_is_not_seen(tmp_path: Path) -> None:
    label = prepare("w_{31}", 16)
    shown = drawn_by_others(lambda painter, size: label.draw(painter, 10, 50, LIGHT.text), tmp_path)
    ours = QImage(200, 100, QImage.Format.Format_RGB32)
    ours.fill(WHITE)
    painter = QPainter(ours)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    label.draw(painter, 10, 50, LIGHT.text)
    painter.end()
    for image in shown:
        assert darkness(image) == pytest.approx(darkness(ours), rel=0.25)


def darkness(image: QImage) -> int:
    return sum(255 - image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))


def test_any_text_is_written_as_valid_xml(tmp_path: Path) -> None:
    nasty = '<a href="x">\'&\x07"]]>'

    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setFont(fonts.font(12))
        painter.drawText(QPointF(10, 20), nasty)

    root = ElementTree.fromstring(svg_bytes(record(paint, QSizeF(200, 100)), WHITE, nasty))
    assert root.findtext(f"{SVG}title") == nasty.replace("\x07", "")


def test_curves_are_where_the_values_are(tmp_path: Path) -> None:
    size = PictureSize(800, 500)
    drawing = record_picture(plot_paint([weights_content()]), size)
    (tmp_path / "p.svg").write_bytes(svg_bytes(drawing, WHITE, ""))
    (tmp_path / "p.pdf").write_bytes(pdf_bytes(drawing, WHITE, ""))
    values = posts_weights()
    for image in (svg_image(tmp_path / "p.svg"), pdf_image(tmp_path / "p.pdf")):
        left, right = ends_of_curve(image)
        heights = np.array([np.mean(blue_rows(image, round(left + (right - left) * k / 20))) for k in range(21)])
        slope, offset = np.polyfit(values, heights, 1)
        assert slope < -5
        assert np.abs(slope * np.array(values) + offset - heights).max() < 2.5


def ends_of_curve(image: QImage) -> tuple[float, float]:
    """The columns of its first and last point: what is blue from the left up to the first gap, without the points' radius."""
    blue = [x for x in range(image.width()) if blue_rows(image, x)]
    last = next(x for x in blue if x + 1 not in blue)
    return blue[0] + 2.5, last - 2.5


def blue_rows(image: QImage, x: int) -> list[int]:
    colours = [image.pixelColor(x, y) for y in range(image.height())]
    return [y for y, colour in enumerate(colours) if colour.blue() - colour.red() > 60]


def test_fifty_long_curves_stay_small(qapp: QApplication) -> None:
    generator = np.random.default_rng(1)
    curves = [plot_curve(f"w{index}", list(np.cumsum(generator.normal(size=1800))), index) for index in range(50)]
    drawing = record_picture(plot_paint([PlotContent(tuple(curves), newest=1799, y_label="weight")]), PictureSize(960, 600))
    svg = svg_bytes(drawing, WHITE, "")
    assert len(svg) < 2_000_000
    assert svg.count(b"l") > 50 * 1800


def test_paths_are_relative_rounded_and_do_not_drift() -> None:
    path = QPainterPath(QPointF(1, 2))
    for step in range(1, 301):
        path.lineTo(1 + step / 3, 2)
    data = path_data(path)
    assert data.startswith("M1 2l.33 0l.34 0l.33 0")
    assert sum(float(step.split()[0]) for step in data.split("l")[1:]) == pytest.approx(100, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (-0.001, "0"), (0.5, ".5"), (-0.25, "-.25"), (12.0, "12"), (100.1, "100.1"), (-7.005, "-7")]
)
def test_numbers_have_at_most_two_decimals(value: float, shown: str) -> None:
    assert number(value) == shown


def test_closed_paths_are_closed() -> None:
    path = QPainterPath()
    path.addRect(QRectF(1, 1, 4, 2))
    path.moveTo(10, 10)
    path.lineTo(12, 10)
    assert path_data(path) == "M1 1l4 0l0 2l-4 0l0 -2zM10 10l2 0"
