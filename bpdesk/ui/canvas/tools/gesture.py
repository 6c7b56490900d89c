"""What every gesture does, and the tools that decide which one begins."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

Held = Callable[[], Qt.KeyboardModifier]
"""Which modifier keys are held at this moment."""


class Tool(Enum):
    """What a click or a drag on the canvas is meant to do."""

    SELECT = "select"
    NODE = "node"
    CONNECT = "connect"


class Gesture(Protocol):
    """One drag, from the moment it is more than a click. Points are of the scene. After `end` or `cancel` nothing of it is left."""

    def move(self, at: QPointF) -> None: ...

    def end(self, at: QPointF) -> None: ...

    def cancel(self) -> None: ...
