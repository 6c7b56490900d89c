"""Something that is shown at once, and again at most so often: what comes in between is shown at the end of the pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Rarely:
    """Calls `show` when asked to, but not twice within so many milliseconds."""

    def __init__(self, show: Callable[[], None], milliseconds: int, parent: QObject) -> None:
        self._show = show
        self._is_due = False
        self._pause = QTimer(parent)
        self._pause.setSingleShot(True)
        self._pause.setInterval(milliseconds)
        self._pause.timeout.connect(self._end_pause)

    def ask(self) -> None:
        """Show now, or at the end of the pause."""
        if self._pause.isActive():
            self._is_due = True
        else:
            self.show_now()

    def show_now(self) -> None:
        """Show now in any case."""
        self._is_due = False
        self._pause.start()
        self._show()

    def _end_pause(self) -> None:
        if self._is_due:
            self.show_now()
