"""The type of the program: Inter for words and numbers, STIX Two Math for symbols, both shipped in `resources/fonts`.

Figures are tabular everywhere, so that a number that changes doesn't move its neighbours.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from bpdesk.assets import resource

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold

_UI_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_MATH_FILE = "STIXTwoMath-Subset.ttf"
_scales = [1.0]


def font(size: float, weight: QFont.Weight = REGULAR) -> QFont:
    """The UI font at `size` logical pixels at 100 %, with tabular figures; as much larger as everything is."""
    return QFont(_font(scaled(size), weight))


def in_pixels(size: int, weight: QFont.Weight) -> QFont:
    """The UI font in exactly that size, whatever the window's."""
    return QFont(_font(size, weight))


def scale() -> float:
    """How much larger than at 100 % the window is shown."""
    return _scales[-1]


def scaled(size: float) -> int:
    """A size at 100 % in today's pixels."""
    return round(round(size) * scale())


def set_scale(factor: float) -> None:
    """Give all type from now on that factor; `magnification` brings what there is."""
    _scales[0] = factor


@contextmanager
def at_full_size() -> Iterator[None]:
    """Within it type has its size at 100 %, whatever the window's: for pictures that are saved."""
    _scales.append(1.0)
    try:
        yield
    finally:
        _scales.pop()


def math_font(size: float) -> QFont:
    """The font of mathematical symbols at `size` logical pixels; unhinted, so that its outlines scale."""
    result = QFont(_family(_MATH_FILE))
    result.setPixelSize(round(size))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


@lru_cache(maxsize=64)
def _font(size: int, weight: QFont.Weight) -> QFont:
    result = QFont([_family(name) for name in _UI_FILES][0])
    result.setPixelSize(max(size, 1))
    result.setWeight(weight)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@lru_cache(maxsize=8)
def _family(file_name: str) -> str:
    """Load that file once; where it can't be loaded, the system's own font stands in."""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(resource("fonts", file_name))))
    return families[0] if families else QFont().family()
