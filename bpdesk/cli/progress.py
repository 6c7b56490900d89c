"""A progress bar on a terminal's standard error; elsewhere nothing."""

import sys

from bpdesk.cli.messages import write_error

_WIDTH = 40


class Progress:
    """A bar from 0 to `whole`, drawn when it changes and cleared at the end."""

    def __init__(self, whole: int, *, quiet: bool = False) -> None:
        self._whole = whole
        self._drawn = -1
        self._is_shown = not quiet and whole > 0 and sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Draw that much of it."""
        permille = done * 1000 // max(1, self._whole)
        if self._is_shown and permille != self._drawn:
            self._drawn = permille
            bar = "#" * (permille * _WIDTH // 1000)
            write_error(f"\r[{bar:<{_WIDTH}}] {permille / 10:5.1f} %  {done}")

    def clear(self) -> None:
        if self._drawn >= 0:
            write_error("\r\x1b[K")
