"""Something that is shown soon, and again at most so often: what comes in between is shown at the end of the pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Rarely:
    """Calls `show` at the next turn of the event loop when asked to, but not twice within so many milliseconds."""

    def __init__(self, show: Callable[[], None], milliseconds: int, parent: QObject) -> None:
        self._show, self._milliseconds = show, milliseconds
        self._is_due = False
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_what_is_due)

    def ask(self) -> None:
        """Show soon, or at the end of the pause."""
        self._is_due = True
        if not self._timer.isActive():
            self._timer.start(0)

    def _show_what_is_due(self) -> None:
        if self._is_due:
            self._is_due = False
            self._timer.start(self._milliseconds)
            self._show()
