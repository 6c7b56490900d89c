"""Pictures as files: their size, resolution and content, and what is refused."""

import os
import struct
import subprocess
import sys
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bpdesk.text import whole
from bpdesk.ui.picture_style import PictureStyle
from bpdesk.ui.pictures import PictureSize, check_size, picture, plot_paint, record_picture
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.theme import DARK, LIGHT
from bpdesk.ui.vector.drawing import Words
from tests.ui.plot_contents import cost_content, plot_curve, weights_content


def opened(png: bytes) -> QImage:
    image = QImage.fromData(png)
    assert not image.isNull()
    return image


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def share_unlike(image: QImage, ground: str) -> float:
    different = sum(image.pixelColor(x, y).name().upper() != ground for x in range(image.width()) for y in range(image.height()))
    return different / (image.width() * image.height())


def paint_square(painter: QPainter, size: QSizeF) -> None:
    painter.fillRect(QRectF(0, 0, size.width() / 2, size.height()), QColor("#112233"))


def test_the_file_has_the_size_and_the_resolution(qapp: QApplication) -> None:
    png = picture(paint_square, PictureSize(300, 200, 300))
    assert struct.unpack(">II", png[16:24]) == (300, 200)
    assert opened(png).dotsPerMeterX() == opened(png).dotsPerMeterY() == 11811


def test_the_logical_size_follows_from_the_resolution(qapp: QApplication) -> None:
    image = opened(picture(paint_square, PictureSize(600, 400, 192)))
    assert image.pixelColor(298, 390).name() == "#112233"
    assert image.pixelColor(302, 390).name() == "#ffffff"


def test_without_a_background_what_isnt_painted_is_transparent(qapp: QApplication) -> None:
    image = opened(picture(paint_square, PictureSize(100, 50), None))
    assert image.pixelColor(90, 20).alpha() == 0
    assert image.pixelColor(10, 20).alpha() == 255


@pytest.mark.parametrize("size", [(0, 100), (100, 0), (-5, 100), (100_000, 100), (15, 100)])
def test_sizes_that_no_picture_can_have_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"between 16 and {whole(20_000)} px"):
        check_size(PictureSize(*size))


def test_too_many_pixels_are_refused() -> None:
    with pytest.raises(ValueError, match=f"at most {whole(100_000_000)} pixels"):
        check_size(PictureSize(20_000, 20_000))


@pytest.mark.parametrize("dpi", [0, -1, 1_000_000])
def test_resolutions_that_make_no_sense_are_refused(dpi: int) -> None:
    with pytest.raises(ValueError, match="between 10 and 2400 dpi"):
        check_size(PictureSize(100, 100, dpi))


def test_a_plot_is_drawn_on_white_in_the_colours_for_paper(qapp: QApplication) -> None:
    dark = cost_content().in_colours_of(DARK)
    image = opened(picture(plot_paint([dark]), PictureSize(480, 320)))
    found = colours(image)
    assert image.pixelColor(0, 0).name().upper() == LIGHT.canvas
    assert LIGHT.backward in found
    assert DARK.backward not in found
    assert 0.01 < share_unlike(image, LIGHT.canvas) < 0.3


def test_a_plot_can_be_drawn_as_the_dark_window_shows_it(qapp: QApplication) -> None:
    ground = QColor(DARK.panel)
    image = opened(picture(plot_paint([cost_content()], DARK, ground), PictureSize(480, 320), ground))
    assert DARK.backward in colours(image)
    assert image.pixelColor(0, 0).name().upper() == DARK.panel


def test_text_and_lines_grow_with_the_resolution(qapp: QApplication) -> None:
    one = opened(picture(plot_paint([weights_content()]), PictureSize(400, 300, 96)))
    two = opened(picture(plot_paint([weights_content()]), PictureSize(800, 600, 192)))
    share, larger = share_unlike(one, LIGHT.canvas), share_unlike(two, LIGHT.canvas)
    assert larger == pytest.approx(share, rel=0.35)


def test_the_shown_moment_isnt_in_a_picture(qapp: QApplication) -> None:
    assert LIGHT.accent not in colours(opened(picture(plot_paint([weights_content()]), PictureSize(400, 300))))


@pytest.mark.parametrize("size", [PictureSize(16, 16, 2400), PictureSize(16, 16, 10), PictureSize(2000, 16)])
def test_the_smallest_pictures_can_be_made(qapp: QApplication, size: PictureSize) -> None:
    image = opened(picture(plot_paint([weights_content()]), size))
    assert (image.width(), image.height()) == (size.width, size.height)


ONE_DECADE = PlotContent((plot_curve("cost", [0.25] * 51),), newest=50, logarithmic=True, y_label="C")
NO_ROOM = PlotContent(tuple(plot_curve(f"weight {i}", [float(i)] * 5_001, i) for i in range(9)), newest=5_000, y_label="w")


@pytest.mark.parametrize("content", [ONE_DECADE, NO_ROOM], ids=["one decade", "no room"])
@pytest.mark.parametrize("text_size", [24.0, 48.0, 72.0])
def test_numbers_of_the_axes_make_way_for_one_another_where_text_is_large(
    qapp: QApplication, text_size: float, content: PlotContent
) -> None:
    drawing = record_picture(plot_paint([content]), PictureSize(960, 600), PictureStyle(text_size=text_size))
    words = [mark for mark in drawing.marks if isinstance(mark, Words) and (mark.text == "iteration" or mark.text[0].isdigit())]
    rects = [word.outline().boundingRect() for word in words]
    assert len(words) >= 3
    assert [(a.text, b.text) for (a, one), (b, two) in combinations(zip(words, rects, strict=True), 2) if one.intersects(two)] == []
    assert all(QRectF(0, 0, 960, 600).contains(rect) for rect in rects)


def test_stacked_plots_have_one_above_the_other(qapp: QApplication) -> None:
    image = opened(picture(plot_paint([cost_content(), weights_content()]), PictureSize(400, 480)))
    above, below = colours(image.copy(0, 0, 400, 240)), colours(image.copy(0, 240, 400, 240))
    assert LIGHT.backward in above - below
    assert LIGHT.curves[0] in below - above


def test_a_plot_is_drawn_without_a_screen() -> None:
    code = (
        "import sys; from bpdesk.ui.pictures import *; from tests.ui.plot_contents import weights_content\n"
        "application = offscreen_application()\n"
        "sys.stdout.buffer.write(picture(plot_paint([weights_content()]), PictureSize(320, 200)))"
    )
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"\x89PNG")


def test_drawing_pictures_needs_no_engine_and_no_typesetter() -> None:
    code = "import sys, bpdesk.ui.pictures, bpdesk.ui.dialogs.export_picture; print({'numba', 'ziamath'} & set(sys.modules))"
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.strip() == "set()"
