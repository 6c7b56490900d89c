"""The Matrix page on the clipboard: as LaTeX, as plain text, as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QPainter

from bpdesk.explain.matrices import Convention
from bpdesk.explain.matrix_form import Section
from bpdesk.explain.matrix_printing import latex, plain
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs.picture_clipboard import copy_picture
from bpdesk.ui.matrix.matrix_sheet import MatrixSheet
from bpdesk.ui.matrix.sheet_painting import paint_layout
from bpdesk.ui.matrix.words import section_name
from bpdesk.ui.pictures import PictureSize
from bpdesk.ui.theme import Theme
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import DPI, record

_WIDTH, _WIDTH_OF_ALL = 560.0, 720.0


def copy_page(form: str, sections: Sequence[Section], sheet: MatrixSheet, theme: Theme) -> None:
    """Put what the sheet shows there as `latex`, `text` or `picture`."""
    manner = sheet.manner
    if form == "picture":
        drawing = recorded(sheet, theme)
        size = PictureSize(round(drawing.size.width() * 2), round(drawing.size.height() * 2), 2 * DPI)
        copy_picture(drawing, size, QColor(theme.panel), tr("Matrix form"))
    else:
        write = page_latex if form == "latex" else page_text
        QGuiApplication.clipboard().setText(write(sections, manner.convention, manner.digits))


def page_latex(sections: Sequence[Section], convention: Convention, digits: int) -> str:
    """A gathered environment per section; needs amsmath."""
    blocks = []
    for section in sections:
        lines = " \\\\[6pt]\n".join(latex(statement, convention, digits) for statement in section.statements)
        blocks.append(f"% {section_name(section.kind)}\n\\begin{{gather*}}\n{lines}\n\\end{{gather*}}\n")
    return "\n".join(blocks)


def page_text(sections: Sequence[Section], convention: Convention, digits: int) -> str:
    """Section by section, each matrix as `[1, 2; 3, 4]`."""
    blocks = [
        "\n".join([section_name(section.kind), *(plain(statement, convention, digits) for statement in section.statements)])
        for section in sections
    ]
    return "\n\n".join(blocks) + "\n"


def recorded(sheet: MatrixSheet, theme: Theme) -> Drawing:
    """The sheet as a picture of its own width."""
    with fonts.at_full_size():
        layout = sheet.laid_out(_WIDTH_OF_ALL if sheet.is_whole else _WIDTH)

        def paint(painter: QPainter, size: QSizeF) -> None:
            paint_layout(painter, layout, sheet.manner.lighting, theme, QRectF(0, 0, size.width(), size.height()), size.width())

        return record(paint, QSizeF(layout.width, layout.height))
