"""Printing: a picture on one page, as shapes and text, through the system's own dialog, which nothing waits for."""

from collections.abc import Callable

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from bpdesk.ui.picture_style import Paint
from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import record
from bpdesk.ui.vector.replay import replay


def ask_print(paint: Paint, extent: QSizeF, name: str, parent: QWidget, tell_failure: Callable[[], None]) -> None:
    """Ask for a printer, and print what is painted within that many logical pixels."""

    def print_now() -> None:
        if not print_drawing(drawing, printer):
            tell_failure()

    drawing = record(paint, extent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    wide = extent.width() > extent.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(print_now)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def print_drawing(drawing: Drawing, printer: QPrinter) -> bool:
    """Fill the page as far as its margins, the drawing in the middle with its proportions; whether the printer took it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    page = printer.pageLayout().paintRectPixels(printer.resolution())
    scale = min(page.width() / drawing.size.width(), page.height() / drawing.size.height())
    painter.translate((page.width() - drawing.size.width() * scale) / 2, (page.height() - drawing.size.height() * scale) / 2)
    painter.scale(scale, scale)
    replay(drawing, painter, searchable=True)
    return painter.end()
