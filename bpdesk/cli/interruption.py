"""Ctrl+C while something long is computed: the first asks it to end and to write what there is, the second ends it at once."""

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType


class Interruption:
    """While it is entered, `asked` says whether Ctrl+C was pressed."""

    def __init__(self) -> None:
        self.asked = False
        self._before = signal.getsignal(signal.SIGINT)
        self._is_listening = threading.current_thread() is threading.main_thread() and self._before is not signal.SIG_IGN

    def __enter__(self) -> "Interruption":
        if self._is_listening:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._is_listening:
            signal.signal(signal.SIGINT, self._before)

    def since_now(self) -> Callable[[], bool]:
        """Whether Ctrl+C is pressed from here on; after one that was pressed before, another ends all at once."""
        before = self.asked
        return lambda: self.asked and not before

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
