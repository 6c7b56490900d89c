import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpdesk.ui.garbage import GarbageCollector, collect_in_this_thread


class Cycle(QObject):
    """Refers to itself, as a widget does whose slot is a closure."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@contextmanager
def collected_generations() -> Iterator[list[int]]:
    """The generations that are looked through, while few objects call for it."""
    collected: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            collected.append(told["generation"])

    thresholds = gc.get_threshold()
    gc.set_threshold(10, 2, 2)
    gc.callbacks.append(note)
    try:
        yield collected
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*thresholds)


def test_cycles_of_objects_go_in_the_windows_thread_and_in_no_other(qtbot: QtBot, qapp: QApplication) -> None:
    collect_in_this_thread(qapp)
    collect_in_this_thread(qapp)
    assert len(qapp.findChildren(GarbageCollector)) == 1
    died_in: list[QThread] = []
    gone = weakref.ref(cycle := Cycle(), lambda _: died_in.append(QThread.currentThread()))
    del cycle

    def allocate_much() -> None:
        kept = [[number] for number in range(50_000)]
        assert len(kept) == 50_000

    worker = threading.Thread(target=allocate_much)
    worker.start()
    worker.join()
    assert gone() is not None
    kept = [[number] for number in range(50_000)]
    for _ in range(3):
        for collector in qapp.findChildren(GarbageCollector):
            collector.take_turn(has_much_to_do=False)
        kept += [[number] for number in range(20_000)]
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)
    assert died_in == [qapp.thread()]


def test_all_that_is_old_is_looked_through_where_there_is_much_more_of_it_at_rest(qtbot: QtBot, qapp: QApplication) -> None:
    collect_in_this_thread(qapp)
    collector = qapp.findChildren(GarbageCollector)[0]

    def work(kept: list[list[int]], many: int, turns: int = 200) -> None:
        for _ in range(turns):
            kept += [[number] for number in range(many)]
            collector.take_turn(has_much_to_do=True)

    def rest() -> None:
        for _ in range(20):
            collector.take_turn(has_much_to_do=False)

    with collected_generations() as collected:
        work(much := [[0]], many=3_000)  # there is much, whatever was before
        rest()
        collected.clear()
        work([[0]], many=20)
        assert collected.count(1) > 20
        rest()
        assert 2 not in collected
        work([[0]], many=sys.getallocatedblocks() // 600)
        assert 2 not in collected
        rest()
        assert collected.count(2) == 1
        collected.clear()
        work([[0]], many=20_000, turns=sys.getallocatedblocks() // 10_000)
        assert collected.count(2) == 1
        assert much


def test_an_opened_document_is_not_looked_through_a_second_time_while_it_trains(qtbot: QtBot, qapp: QApplication) -> None:
    collect_in_this_thread(qapp)
    collector = qapp.findChildren(GarbageCollector)[0]
    with collected_generations() as collected:
        for _ in range(20):
            collector.take_turn(has_much_to_do=False)
        opened = [[number] for number in range(4 * sys.getallocatedblocks())]
        collector.take_turn(has_much_to_do=True)
        collected.clear()
        for _ in range(100):
            opened += [[number] for number in range(20)]
            collector.take_turn(has_much_to_do=True)
        assert collected.count(1) > 10
        assert 2 not in collected
