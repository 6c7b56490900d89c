"""What a process holds: its memory, and of what there is how much, so that growth has a name."""

import ctypes
import gc
import sys
from collections import Counter
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

_MB = 1 << 20


class _Mallinfo(ctypes.Structure):
    """What glibc says of the blocks that it has given out, in bytes."""

    _names = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    _fields_ = [(name, ctypes.c_size_t) for name in _names]


@dataclass(frozen=True)
class Holdings:
    """At one time, after everything that could be freed has been. Megabytes are of the whole process."""

    resident: float
    """MB in memory, once free pages were given back to the system."""
    given_out: float
    """MB in blocks of the C library (Qt's, NumPy's and large Python objects), without what lies free between them."""
    blocks: int
    """Blocks of Python's own allocator, 512 bytes at most each."""
    objects: Counter[str]
    """Of Python that the collector knows, by type."""
    qt_objects: int
    """Widgets, and the items of their scenes."""
    cached: dict[str, int]
    """Entries in each bounded cache of the program."""

    def told(self) -> str:
        """One line."""
        return (
            f"{self.resident:.1f} MB resident, {self.given_out:.1f} MB given out, {self.blocks:,} Python blocks, "
            f"{self.objects.total():,} Python objects, {self.qt_objects:,} Qt objects, {sum(self.cached.values()):,} cached"
        )


def memory_in_use() -> float:
    """MB that the process holds, 0 where the system doesn't tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def holdings() -> Holdings:
    """Frees what nothing needs any more, then looks."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    given_out = _given_out()
    known = gc.get_objects()
    objects = Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in known)
    caches = [one for one in known if isinstance(one, _lru_cache_wrapper) and str(one.__module__).startswith("bpdesk")]
    cached = {f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize for one in caches}
    del known, caches
    return Holdings(memory_in_use(), given_out, sys.getallocatedblocks(), objects, _qt_objects(), cached)


def grown(before: Holdings, after: Holdings, least: int) -> list[str]:
    """What there is more of, by at least so many."""
    kinds = [(after.objects[kind] - before.objects[kind], kind) for kind in after.objects]
    caches = [(count - before.cached.get(name, 0), f"cached by {name}") for name, count in after.cached.items()]
    return [f"{more:+} {name}" for more, name in sorted((*kinds, *caches), reverse=True) if more >= least]


def _given_out() -> float:
    """MB that glibc has given out; it returns to the system what it holds for nobody. 0 with another C library."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0.0
    library.malloc_trim(0)
    library.mallinfo2.restype = _Mallinfo
    told = library.mallinfo2()
    return float(told.uordblks + told.hblkhd) / _MB


def _qt_objects() -> int:
    widgets = QApplication.allWidgets()
    views = [widget for widget in widgets if isinstance(widget, QGraphicsView) and widget.scene() is not None]
    return len(widgets) + sum(len(view.scene().items()) for view in views)
