"""What happens when a bug slips through: it is written to standard error, told once in a dialog, and the program goes on."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bpdesk import __version__
from bpdesk.text import tr


class CrashReport:
    """Takes exceptions that nobody caught."""

    def __init__(self, front: Callable[[], QWidget | None]) -> None:
        self._front = front
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        report = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(report)
        if not self._told:
            self._told = True
            self._tell(report)

    def _tell(self, report: str) -> None:
        box = QMessageBox(self._front())
        box.setObjectName("crashReport")
        box.setWindowTitle(tr("Something went wrong"))
        box.setText(tr("Something went wrong inside bpdesk. Your network is still here: save it now."))
        box.setInformativeText(tr("The report below tells the developers what happened."))
        box.setDetailedText(f"bpdesk {__version__}, Python {sys.version.split()[0]}\n\n{report}")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def install_crash_report(front: Callable[[], QWidget | None]) -> None:
    """Tell the person at the window in front about bugs, once."""
    sys.excepthook = CrashReport(front)
