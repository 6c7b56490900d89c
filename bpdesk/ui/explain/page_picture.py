"""A page off the screen: recorded as a picture, or painted on the sheets of a PDF."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from bpdesk.explain.page import Page, Section
from bpdesk.explain.printing import linear_name
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.section_sheet import add_words, section_sheet
from bpdesk.ui.explain.sheet import Sheet
from bpdesk.ui.pictures import PictureSize
from bpdesk.ui.theme import LIGHT, Theme
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import DPI, record

_WIDTH, _MARGIN, _BETWEEN = 420.0, 16.0, 18.0
_PAGE_MARGIN_MM = 18.0
_DOTS_PER_INCH = 1200
_TITLE_SIZE = 17


def recorded(what: Page | Section, digits: int, theme: Theme) -> Drawing:
    """A page or one section as a picture, as high as it needs."""
    with fonts.at_full_size():
        sheets = _sheets(what, digits, _WIDTH)
        height = sum(sheet.height for sheet in sheets) + _BETWEEN * (len(sheets) - 1) + 2 * _MARGIN

        def paint(painter: QPainter, size: QSizeF) -> None:
            y = _MARGIN
            for sheet in sheets:
                painter.save()
                painter.translate(_MARGIN, y)
                sheet.paint(painter, theme)
                painter.restore()
                y += sheet.height + _BETWEEN

        return record(paint, QSizeF(_WIDTH + 2 * _MARGIN, height))


def size_of(drawing: Drawing) -> PictureSize:
    """Twice as many pixels as on a screen at 100 %."""
    return PictureSize(round(drawing.size.width() * 2), round(drawing.size.height() * 2), 2 * DPI)


def page_pdf(page: Page, digits: int) -> bytes:
    """On A4 sheets; a section that doesn't fit begins a new one where it can, a long one is broken between its items."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(page.heading)
    writer.setCreator("bpdesk")
    writer.setResolution(_DOTS_PER_INCH)
    margins = QMarginsF(_PAGE_MARGIN_MM, _PAGE_MARGIN_MM, _PAGE_MARGIN_MM, _PAGE_MARGIN_MM)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins))
    scale = _DOTS_PER_INCH / DPI
    with fonts.at_full_size():
        room = QSizeF(writer.width() / scale, writer.height() / scale)
        painter = QPainter(writer)
        painter.scale(scale, scale)
        _paint_sheets(painter, writer, _pieces(page, digits, room.width()), room.height())
        painter.end()
    return bytes(buffer.data().data())


def _paint_sheets(painter: QPainter, writer: QPdfWriter, sheets: list[Sheet], room: float) -> None:
    y = 0.0
    for sheet in sheets:
        if y > 0 and y + sheet.height > room:
            writer.newPage()
            y = 0.0
        painter.save()
        painter.translate(0, y)
        sheet.paint(painter, LIGHT)
        painter.restore()
        y += sheet.height


def _pieces(page: Page, digits: int, width: float) -> list[Sheet]:
    """The title, then every item as a sheet of its own; a heading stays with the item below it."""
    pieces = [_title(page, width)]
    for section in page.sections:
        for place, item in enumerate(section.items):
            heading = section.heading if place == 0 else ""
            piece = _laid_out(Section(section.name, heading, (item,)), digits, width)
            piece.height += _BETWEEN / 2 if place == len(section.items) - 1 else 0.0
            pieces.append(piece)
    return pieces


def _sheets(what: Page | Section, digits: int, width: float) -> list[Sheet]:
    if isinstance(what, Section):
        return [_laid_out(what, digits, width)]
    return [_title(what, width), *(_laid_out(section, digits, width) for section in what.sections)]


def _title(page: Page, width: float) -> Sheet:
    sheet = Sheet()
    add_words(sheet, f"{page.heading} {linear_name(page.symbol)}".strip(), width, fonts.font(_TITLE_SIZE, fonts.SEMIBOLD), "text")
    sheet.height += _BETWEEN / 2
    return sheet


def _laid_out(section: Section, digits: int, width: float) -> Sheet:
    """With all its formulas typeset: the first time says which are due; a wide one may ask for itself smaller."""
    typesetter = Typesetter()
    sheet = section_sheet(section, digits, width, typesetter)
    while typesetter.is_due:
        typesetter.do_all()
        sheet = section_sheet(section, digits, width, typesetter)
    return sheet
