"""A painter that ends whatever happens while it paints: one that is left on a device takes the program down with the device."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting_on(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on the device, for the length of a `with`."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
