"""How a picture is drawn, whatever it is of: size of text, width of lines, a title above, a legend."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.plots.strokes import draw_text, text_width
from bpdesk.ui.theme import Theme
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import record
from bpdesk.ui.vector.scaling import scaled

Paint = Callable[[QPainter, QSizeF], None]

USUAL_LINE, USUAL_TEXT = 1.5, 12.0
FINEST_LINE, WIDEST_LINE = 0.25, 10.0
SMALLEST_TEXT, LARGEST_TEXT = 4.0, 72.0
_TITLE_SIZE, _TITLE_BASELINE, _TITLE_ROOM = 15, 24.0, 34.0


@dataclass(frozen=True)
class PictureStyle:
    """Line width and text size are in px at 96 dpi, of curves and of the numbers at axes; all else keeps its proportion to them."""

    line_width: float = USUAL_LINE
    text_size: float = USUAL_TEXT
    title: str = ""
    has_legend: bool = True


USUAL = PictureStyle()


def check_style(style: PictureStyle) -> None:
    """Raise ValueError, with a sentence for the person, when nothing can be drawn so."""
    if not FINEST_LINE <= style.line_width <= WIDEST_LINE:
        raise ValueError(tr("Lines are between {least} and {most} px wide.", least=FINEST_LINE, most=f"{WIDEST_LINE:g}"))
    if not SMALLEST_TEXT <= style.text_size <= LARGEST_TEXT:
        raise ValueError(tr("Text is between {least} and {most} px large.", least=f"{SMALLEST_TEXT:g}", most=f"{LARGEST_TEXT:g}"))


def record_styled(paint: Paint, size: QSizeF, style: PictureStyle, theme: Theme) -> Drawing:
    """What is painted within that size, in that style."""
    factor = style.text_size / USUAL_TEXT
    whole = _titled(paint, style.title, theme) if style.title else paint
    return scaled(record(whole, size / factor), factor, style.line_width / USUAL_LINE / factor)


def _titled(paint: Paint, title: str, theme: Theme) -> Paint:
    """The picture with its title above, made smaller where it is too wide."""

    def paint_all(painter: QPainter, size: QSizeF) -> None:
        with fonts.at_full_size():
            font = fonts.font(_TITLE_SIZE, fonts.SEMIBOLD)
            wanted = text_width(title, font)
            if wanted > size.width() - 16:
                font.setPixelSize(max(4, int(_TITLE_SIZE * (size.width() - 16) / wanted)))
            draw_text(painter, QPointF(size.width() / 2, _TITLE_BASELINE), title, font, theme.text, "centre")
        painter.save()
        painter.translate(0, _TITLE_ROOM)
        paint(painter, QSizeF(size.width(), max(1.0, size.height() - _TITLE_ROOM)))
        painter.restore()

    return paint_all
