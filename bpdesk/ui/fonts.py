"""The type of the program: Inter for words and numbers, STIX Two Math for symbols, both shipped in `resources/fonts`.

Figures are tabular everywhere, so that a number that changes doesn't move its neighbours.
"""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from bpdesk.assets import resource

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold

_UI_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_MATH_FILE = "STIXTwoMath-Subset.ttf"


def font(size: float, weight: QFont.Weight = REGULAR) -> QFont:
    """The UI font at `size` logical pixels, with tabular figures."""
    return QFont(_font(round(size), weight))


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
