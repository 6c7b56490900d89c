"""Start-up: the application object, its look, the first window; the engine loads once that is on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from bpdesk import __version__
from bpdesk.assets import resource
from bpdesk.files.examples import load_example
from bpdesk.model.document import Document
from bpdesk.text import install_translator
from bpdesk.ui import fonts
from bpdesk.ui.crash_report import install_crash_report
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.session import Session
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.theme_choice import Choice, ThemeChoice
from bpdesk.ui.window_state import WindowState

FIRST_DOCUMENT = "one-weight"
_UI_SIZE = 13


def main(path: Path | None = None, theme: str | None = None) -> int:
    """Open the window, with that document or the post's one weight, and return the exit status when it is closed."""
    application = new_application(sys.argv)
    window = new_window(application, path, _choice(theme))
    WindowState(open_settings(), window)
    install_crash_report(window)
    window.show()
    QTimer.singleShot(0, window.session.load_engine)
    return application.exec()


def new_application(arguments: list[str]) -> QApplication:
    """The application object, in Fusion and with the program's own fonts."""
    application = QApplication(arguments)
    application.setApplicationName("bpdesk")
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    application.setFont(fonts.font(_UI_SIZE))
    application.setWindowIcon(QIcon(str(resource("drawings", "bpdesk.svg"))))
    install_translator(lambda message: QCoreApplication.translate("bpdesk", message))
    application.aboutToQuit.connect(_clear_clipboard)
    return application


def new_window(application: QApplication, path: Path | None = None, theme: Choice = "system") -> MainWindow:
    """A window with that document, which is read behind it, or with the post's one weight."""
    session = Session(load_example(FIRST_DOCUMENT) if path is None else Document())
    window = MainWindow(session, ThemeChoice(application, theme))
    if path is not None:
        window.files.open(path)
    return window


def _choice(theme: str | None) -> Choice:
    return "light" if theme == "light" else "dark" if theme == "dark" else "system"


def _clear_clipboard() -> None:
    """On the offscreen platform a clipboard that is still filled at the end takes the process down."""
    if QGuiApplication.platformName() == "offscreen":
        QGuiApplication.clipboard().clear()
