"""Pictures as files: a painting function and a size go in, the bytes of a PNG, an SVG or a PDF come out.

Size is in final pixels; the resolution is stored in a PNG, and scales text and lines: at 96 dpi they are as on a screen at 100 %. An SVG
or PDF is as many inches wide and high as that makes.
"""

import math
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QBuffer, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui.picture_style import USUAL, Paint, PictureStyle, check_style, record_styled
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.plot_picture import paint_plots
from bpdesk.ui.theme import LIGHT, Theme
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.pdf import pdf_bytes
from bpdesk.ui.vector.recorder import DPI
from bpdesk.ui.vector.replay import replay
from bpdesk.ui.vector.svg import svg_bytes

SCREEN_DPI = DPI
SMALLEST_SIDE, LARGEST_SIDE = 16, 20_000
MOST_PIXELS = 100_000_000
LOWEST_DPI, HIGHEST_DPI = 10, 2_400
_METRES_PER_INCH = 0.0254
_SHORTEST_PLAIN, _LONGEST_PLAIN = 1e-4, 1e9
_WHITE = QColor("white")


class PictureFormat(Enum):
    """A kind of file; the value is its ending."""

    PNG = ".png"
    SVG = ".svg"
    PDF = ".pdf"


@dataclass(frozen=True)
class PictureSize:
    """Width and height in pixels, and the resolution."""

    width: int
    height: int
    dpi: int = SCREEN_DPI

    @property
    def scale(self) -> float:
        """Pixels of the picture per logical pixel."""
        return self.dpi / SCREEN_DPI

    @property
    def logical(self) -> QSizeF:
        return QSizeF(self.width / self.scale, self.height / self.scale)


@dataclass(frozen=True)
class Lengths:
    """Width and height in a unit that isn't pixels, as they were typed; `pixels` are those of one unit."""

    width: float
    height: float
    unit: str
    pixels: float


def is_side(pixels: int) -> bool:
    """Whether a picture can be so wide or high."""
    return SMALLEST_SIDE <= pixels <= LARGEST_SIDE


def check_size(size: PictureSize, typed: Lengths | None = None) -> None:
    """Raise ValueError, with a sentence for the person, when no picture can have that size, in the unit in which it was typed."""
    width, height = text.whole(size.width), text.whole(size.height)
    if not (is_side(size.width) and is_side(size.height)):
        raise ValueError(_beyond(size) if typed is None else _beyond_lengths(typed, size.dpi))
    if size.width * size.height > MOST_PIXELS:
        raise ValueError(tr("A picture has at most {n} pixels; {w} × {h} are more.", n=text.whole(MOST_PIXELS), w=width, h=height))
    if not LOWEST_DPI <= size.dpi <= HIGHEST_DPI:
        raise ValueError(tr("The resolution is between {low} and {high} dpi.", low=LOWEST_DPI, high=HIGHEST_DPI))


def _beyond(size: PictureSize) -> str:
    bounds = {"least": SMALLEST_SIDE, "most": text.whole(LARGEST_SIDE), "w": text.whole(size.width), "h": text.whole(size.height)}
    return tr("A picture is between {least} and {most} px wide and high, not {w} × {h}.", **bounds)


def _beyond_lengths(typed: Lengths, dpi: int) -> str:
    least, most = math.ceil(SMALLEST_SIDE / typed.pixels * 10) / 10, math.floor(LARGEST_SIDE / typed.pixels * 10) / 10
    bounds = {"least": _length(least), "most": _length(most), "w": _length(typed.width), "h": _length(typed.height), "unit": typed.unit}
    return tr("At {dpi} dpi a picture is between {least} and {most} {unit} wide and high, not {w} × {h}.", dpi=dpi, **bounds)


def _length(value: float) -> str:
    """All digits of a length that is written out."""
    if not _SHORTEST_PLAIN <= abs(value) < _LONGEST_PLAIN:
        return text.number(value)
    return text.whole(round(value)) if value == round(value) else text.given(value)


def size_fitting(extent: QSizeF, dpi: int) -> PictureSize:
    """The pixels of what is that large at 100 % in logical pixels, at that resolution; less where no picture can have them."""
    width, height = extent.width() * dpi / SCREEN_DPI, extent.height() * dpi / SCREEN_DPI
    shrink = min(1.0, LARGEST_SIDE / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
    return PictureSize(max(SMALLEST_SIDE, int(width * shrink)), max(SMALLEST_SIDE, int(height * shrink)), dpi)


def picture(
    paint: Paint, size: PictureSize, background: QColor | None = _WHITE, kind: PictureFormat = PictureFormat.PNG, title: str = ""
) -> bytes:
    """What is painted within that size, as the bytes of a file."""
    return render(record_picture(paint, size), size, background, kind, title)


def record_picture(paint: Paint, size: PictureSize, style: PictureStyle = USUAL, theme: Theme = LIGHT) -> Drawing:
    """What is painted within that size in that style, to be rendered in any format; the theme is that of its title."""
    check_size(size)
    check_style(style)
    return record_styled(paint, size.logical, style, theme)


def render(drawing: Drawing, size: PictureSize, background: QColor | None, kind: PictureFormat, title: str) -> bytes:
    """The bytes of a file in that format; without a background it is transparent where nothing is painted."""
    if kind is PictureFormat.SVG:
        return svg_bytes(drawing, background, title)
    if kind is PictureFormat.PDF:
        return pdf_bytes(drawing, background, title)
    return png_bytes(render_image(drawing, size, background))


def render_image(drawing: Drawing, size: PictureSize, background: QColor | None) -> QImage:
    """The picture in pixels, its resolution with it."""
    image = _image(drawing, QSize(size.width, size.height), background)
    dots_per_metre = round(size.dpi / _METRES_PER_INCH)
    image.setDotsPerMeterX(dots_per_metre)
    image.setDotsPerMeterY(dots_per_metre)
    return image


def preview_image(drawing: Drawing, size: PictureSize, within: QSize, background: QColor | None) -> QImage:
    """What `render_image` would make, drawn as large as fits into so many pixels."""
    fitting = QSize(size.width, size.height).scaled(within, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return _image(drawing, fitting, background)


def png_bytes(image: QImage) -> bytes:
    """The bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, the binding for text
    return bytes(buffer.data().data())


def plot_paint(contents: Sequence[PlotContent], theme: Theme = LIGHT, background: QColor | None = _WHITE) -> Paint:
    """How to paint plots, one above the other, on that background."""
    ground = background.name() if background else None
    return lambda painter, size: paint_plots(painter, size, contents, theme, ground)


def offscreen_application() -> QApplication:
    """The application that drawing needs; where there is no screen, or no window is wanted, one without."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(sys.argv[:1])


def _image(drawing: Drawing, pixels: QSize, background: QColor | None) -> QImage:
    """The resolution is not set here: a painter would take the size of fonts from it."""
    image = QImage(pixels, QImage.Format.Format_RGB32 if background else QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise ValueError(tr("There is not enough memory for a picture of {w} × {h} px.", w=pixels.width(), h=pixels.height()))
    image.fill(background or QColor(0, 0, 0, 0))
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(pixels.width() / drawing.size.width(), pixels.height() / drawing.size.height())
        replay(drawing, painter)
    return image
