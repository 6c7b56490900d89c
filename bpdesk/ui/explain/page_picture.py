"""A page off the screen: recorded as a picture, or painted on the sheets of a PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from bpdesk.explain.page import Page, Section
from bpdesk.ui import fonts
from bpdesk.ui.explain.page_sheets import BETWEEN_SECTIONS, pieces, sheets
from bpdesk.ui.explain.sheet import Sheet
from bpdesk.ui.pictures import PictureSize
from bpdesk.ui.theme import LIGHT, Theme
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import DPI, record
from bpdesk.ui.vector.replay import replay

_WIDTH, _MARGIN = 420.0, 16.0
_PAGE_MARGIN_MM = 18.0
_DOTS_PER_INCH = 1200


def recorded(what: Page | Section, digits: int, theme: Theme) -> Drawing:
    """A page or one section as a picture, as high as it needs."""
    with fonts.at_full_size():
        parts = sheets(what, digits, _WIDTH)
        height = sum(sheet.height for sheet in parts) + BETWEEN_SECTIONS * (len(parts) - 1) + 2 * _MARGIN

        def paint(painter: QPainter, size: QSizeF) -> None:
            y = _MARGIN
            for sheet in parts:
                painter.save()
                painter.translate(_MARGIN, y)
                sheet.paint(painter, theme)
                painter.restore()
                y += sheet.height + BETWEEN_SECTIONS

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
        with QPainter(writer) as painter:
            painter.scale(scale, scale)
            for place, parts in enumerate(_paged(pieces(page, digits, room.width()), room.height())):
                if place:
                    writer.newPage()
                replay(record(partial(_paint_page, parts), room), painter, searchable=True)
    return bytes(buffer.data().data())


def _paged(parts: list[Sheet], room: float) -> list[list[Sheet]]:
    """What comes on each sheet of paper."""
    pages: list[list[Sheet]] = [[]]
    y = 0.0
    for part in parts:
        if pages[-1] and y + part.height > room:
            pages.append([])
            y = 0.0
        pages[-1].append(part)
        y += part.height
    return pages


def _paint_page(parts: list[Sheet], painter: QPainter, _room: QSizeF) -> None:
    y = 0.0
    for sheet in parts:
        painter.save()
        painter.translate(0, y)
        sheet.paint(painter, LIGHT)
        painter.restore()
        y += sheet.height
