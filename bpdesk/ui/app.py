"""Start-up: the application object, its look, the first window; the engine loads once that is on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from bpdesk import __version__
from bpdesk.assets import resource
from bpdesk.files import open_marks
from bpdesk.files.examples import load_example
from bpdesk.files.log import default_log, write_log
from bpdesk.files.recovery import default_folder
from bpdesk.model.document import Document
from bpdesk.text import install_translator
from bpdesk.ui import fonts
from bpdesk.ui.crash_report import CrashReport, install_crash_report
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.theme_choice import CHOICES, Choice
from bpdesk.ui.windows import Windows

FIRST_DOCUMENT = "one-weight"
_UI_SIZE = 13
_TURN = 0.00005
"""Seconds after which a thread of Python gives way to one that waits. A window that is painted while another thread writes a file, or makes
a moment, gives way at hundreds of calls: each would wait for the usual 5 ms."""


def main(path: Path | None = None, theme: str | None = None) -> int:
    """Open the window, with that document or the post's one weight, and return the exit status when it is closed."""
    settings = open_settings()
    application = new_application(sys.argv)
    windows = Windows(application, settings, default_folder(), open_marks.default_folder(), _choice(theme))
    log = default_log()
    install_crash_report(CrashReport(lambda: windows.front, windows.keep_unsaved, windows.quit, log), log)
    windows.noted.connect(lambda text: write_log(log, text))
    windows.show(new_window(windows, path))
    windows.offer_left_behind()
    return application.exec()


def new_application(arguments: list[str]) -> QApplication:
    """The application object, in Fusion and with the program's own fonts."""
    sys.setswitchinterval(_TURN)
    application = QApplication(arguments)
    application.setApplicationName("bpdesk")
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    application.setFont(fonts.font(_UI_SIZE))
    application.setWindowIcon(QIcon(str(resource("drawings", "bpdesk.svg"))))
    install_translator(lambda message: QCoreApplication.translate("bpdesk", message))
    application.aboutToQuit.connect(_clear_clipboard)
    return application


def new_window(windows: Windows, path: Path | None = None) -> MainWindow:
    """A window with that document, which is read behind it, or with the post's one weight."""
    window = windows.make(load_example(FIRST_DOCUMENT) if path is None else Document())
    if path is not None:
        window.files.open(path)
    return window


def _choice(theme: str | None) -> Choice | None:
    return next((choice for choice in CHOICES if choice == theme), None)


def _clear_clipboard() -> None:
    """On the offscreen platform a clipboard that is still filled at the end takes the process down."""
    if QGuiApplication.platformName() == "offscreen":
        QGuiApplication.clipboard().clear()
