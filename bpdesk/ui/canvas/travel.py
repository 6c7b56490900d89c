"""Lets values and deltas travel along the edges at slow speeds. Only arrows move: every number is there from the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QApplication, QStyle

from bpdesk.engine.moment import Moment

MILLISECONDS = 120
FASTEST = 5.0
"""Iterations a second up to which a person can follow."""
_AT_REST = ("forward", "backward")


class Travel(QObject):
    """Tells how far what travels has come: `moved` with the way (`forward`, `backward`, `inside`) and 0 … 1, at the end with no way."""

    moved = Signal(str, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = True
        self._before: Moment | None = None
        self._ways: list[str] = []
        self._way = ""
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(MILLISECONDS)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(self._move)
        self._animation.finished.connect(self._next_way)

    @property
    def is_under_way(self) -> bool:
        return self._animation.state() == QVariantAnimation.State.Running

    def follow(self, moment: Moment | None, speed: float | None) -> None:
        """Another moment is shown: let travel what leads to it from the one before, where it runs that slow; None is a single step."""
        before, self._before = self._before, moment
        ways = _ways(before, moment)
        self.stop()
        if ways and self.is_on and not reduces_motion() and (speed is None or speed <= FASTEST):
            self._ways = list(ways)
            self._next_way()

    def stop(self) -> None:
        """Be where it leads to."""
        self._animation.stop()
        self._ways = []
        self._arrive()

    def _next_way(self) -> None:
        if not self._ways:
            self._arrive()
            return
        self._way = self._ways.pop(0)
        self.moved.emit(self._way, 0.0)
        self._animation.start()

    def _arrive(self) -> None:
        if self._way:
            self._way = ""
            self.moved.emit("", 1.0)

    def _move(self, progress: float) -> None:
        if self._way:
            self.moved.emit(self._way, progress)


def reduces_motion() -> bool:
    """Whether the system asks for less motion: Qt's styles are then told to animate nothing."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return True
    return application.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def _ways(before: Moment | None, now: Moment | None) -> Sequence[str]:
    """What leads from one moment to the next: nothing where that is no single move onward."""
    if before is None or now is None:
        return ()
    if now.inside is not None:
        begins = before.inside is None and before.iteration == now.iteration
        goes_on = before.inside is not None and before.inside.course is now.inside.course and before.inside.at < now.inside.at
        return ("inside",) if begins or goes_on else ()
    return _AT_REST if before.inside is None and now.iteration == before.iteration + 1 else ()
