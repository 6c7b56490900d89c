"""The Qt binding itself: some of its versions drop a reference to None on every void call, which kills Python in the end."""

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

CALLS = 500


class _Source(QObject):
    happened = Signal()


def test_void_calls_do_not_lower_the_reference_count_of_none(qtbot: QtBot) -> None:
    thing = _Source()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("thing")
    assert sys.getrefcount(None) > before - CALLS // 2


def test_signals_do_not_lower_the_reference_count_of_true(qtbot: QtBot) -> None:
    thing = _Source()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        thing.happened.emit()
    assert sys.getrefcount(True) > before - CALLS // 2
