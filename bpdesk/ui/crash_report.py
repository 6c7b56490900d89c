"""What happens when a bug slips through: work is kept, a log is written, the person is told once, and the program goes on.

Exceptions reach this from slots and from threads; crashes of the interpreter itself go to the same log (`faulthandler`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bpdesk import __version__
from bpdesk.files.log import write_log
from bpdesk.text import one_line, tr
from bpdesk.ui.dialogs.crash_dialog import CrashDialog
from bpdesk.ui.doing import done_at

_LONGEST_REASON = 200


class CrashReport(QObject):
    """Takes exceptions that nobody caught.

    `keep` writes recovery copies of all that is unsaved and gives the reasons why any can't be; `quit_asking` is the way out.
    """

    _happened = Signal(str, str)
    """What was being done, and the report: from whatever thread, told in the window's."""

    def __init__(
        self, front: Callable[[], QWidget | None], keep: Callable[[], list[str]], quit_asking: Callable[[], None], log: Path
    ) -> None:
        super().__init__()
        self._front, self._keep, self._quit_asking, self._log = front, keep, quit_asking, log
        self._is_telling = False
        self._happened.connect(self._tell)

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception from any thread."""
        report = f"{_versions()}\n{''.join(traceback.format_exception(kind, error, trace))}"
        if sys.stderr is not None:
            sys.stderr.write(report)
        write_log(self._log, report)
        self._happened.emit(", ".join(f"“{one_line(what, _LONGEST_REASON)}”" for what in done_at(error)), report)

    def take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        """As `threading.excepthook` gives it."""
        if args.exc_value is not None:
            self(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, at: str, report: str) -> None:
        """One dialog at a time: a bug in what is drawn comes again with every frame."""
        if self._is_telling:
            return
        self._is_telling = True
        failures = self._failures()
        told = tr("You can go on. Should it happen again, save and start anew. The report is in\n{log}", log=self._log)
        where = [tr("It happened at {what}.", what=at)] if at else []
        dialog = CrashDialog(_unsafe() if failures else _safe(), "\n".join((*where, *failures, told)), report, self._front())
        dialog.quit_wanted.connect(self._quit_asking)
        dialog.finished.connect(self._end_telling)
        dialog.open()

    def _failures(self) -> list[str]:
        """Why what is unsaved couldn't be kept. A bug in that, too, must not hide the one that is to be told: it is logged as well."""
        try:
            return self._keep()
        except Exception as error:  # noqa: BLE001 -- it is told like the bug that was caught first
            write_log(self._log, traceback.format_exc())
            return [tr("No recovery copy can be kept: {reason}.", reason=one_line(repr(error), _LONGEST_REASON))]

    def _end_telling(self) -> None:
        self._is_telling = False


def install_crash_report(report: CrashReport, log: Path) -> None:
    """Have bugs told and logged, those of threads and of the interpreter too."""
    sys.excepthook = report
    threading.excepthook = report.take_from_thread
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        # Kept open for the whole life of the program: a crash of the interpreter can open nothing any more.
        faulthandler.enable(log.open("a", encoding="utf-8"))


def _safe() -> str:
    return tr("Something went wrong inside bpdesk. Your work is safe: a copy of everything unsaved has been kept.")


def _unsafe() -> str:
    return tr("Something went wrong inside bpdesk, and what is unsaved couldn't be kept: save it now.")


def _versions() -> str:
    return f"bpdesk {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
