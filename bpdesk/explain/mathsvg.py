"""LaTeX as a tree of SVG elements: the only file that knows the renderer (ziamath), which is loaded when the first formula asks for it.

`marked` colours a piece of a formula with a number instead of a colour, which whoever draws it turns into a colour of the theme,
and into what the piece stands for.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from bpdesk.text import tr

INK = "#010203"
"""The colour of what isn't marked."""
_MARK = re.compile("#00([0-9a-f]{4})", re.IGNORECASE)
_MARKED = re.compile(rf"\\textcolor\{{{_MARK.pattern}\}}", re.IGNORECASE)
_BOLD_ONE = (r"\mathbf{1}", "𝟏")  # which the renderer leaves upright
_MOST_MARKS = 65536
_LONGEST = 4000
_FAILURES_OF_READING: tuple[type[Exception], ...] = (
    AssertionError, AttributeError, LookupError, NotImplementedError, ParseError, RecursionError, StopIteration, TypeError, ValueError,
)  # fmt: skip


class DoesNotTypeset(ValueError):
    """The LaTeX can't be typeset; its words say why."""


@dataclass(frozen=True)
class MathSvg:
    """A typeset formula; lengths are in the units of its size, the baseline is y = 0, and it begins at x = `left`."""

    root: Element
    left: float
    width: float
    ascent: float
    descent: float


def marked(tex: str, mark: int) -> str:
    """The piece of LaTeX with a number of 0 to 65535 for its colour."""
    if not 0 <= mark < _MOST_MARKS:
        raise ValueError(f"mark {mark}: 0 to {_MOST_MARKS - 1} are possible")
    return rf"\textcolor{{#{mark:06x}}}{{{tex}}}"


def mark_of(colour: str | None) -> int | None:
    """The number that `marked` gave to what has this colour in the SVG; None for anything else."""
    found = _MARK.fullmatch(colour) if colour else None
    return int(found[1], 16) if found else None


def unmarked(tex: str) -> str:
    """The LaTeX without its marks, as a person wants to copy it; the braces stay."""
    return _MARKED.sub("", tex)


def load() -> None:
    """Import the renderer (a third of a second): not before the first paint."""
    _renderer()
    _complaints()


def is_loaded() -> bool:
    return _renderer.cache_info().currsize > 0


def svg(tex: str, size: float) -> MathSvg:
    """The formula with symbols of that size (in pixels, as a font's). Raises DoesNotTypeset."""
    if len(tex) > _LONGEST:
        raise DoesNotTypeset(tr("Longer than {n} characters.", n=_LONGEST))
    unknown = _unknown_command(tex)
    if unknown:
        raise DoesNotTypeset(tr("Unknown: {command}", command=unknown))
    try:
        root: Element = _renderer().Latex(tex.replace(*_BOLD_ONE), size=size, color=INK).svgxml()
    except _complaints() as failure:
        raise DoesNotTypeset(tr("This LaTeX isn't complete, or is more than can be typeset.")) from failure
    left, top, width, height = map(float, root.get("viewBox", "0 0 0 0").split())
    if width <= 0 or height <= 0:
        raise DoesNotTypeset(tr("There is nothing to show."))
    return MathSvg(root, left, width, -top, top + height)


@lru_cache(maxsize=1)
def _renderer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it finds its font in a way that Python 3.11 warns of and 3.13 has taken back
        import ziamath

    ziamath.config.svg2 = False  # its default leaves Qt nearly nothing to draw
    return ziamath


@lru_cache(maxsize=1)
def _complaints() -> tuple[type[Exception], ...]:
    """All that may be raised of a LaTeX that can't be read: the reader's own exceptions have no base in common."""
    from latex2mathml import exceptions

    own = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return _FAILURES_OF_READING + own


def _unknown_command(tex: str) -> str | None:
    """The first command that would be shown as it was typed."""
    from latex2mathml.converter import convert_to_element

    try:
        tree = convert_to_element(tex)
    except _complaints():
        return None
    return next((element.text for element in tree.iter("mi") if element.text and re.match(r"\\\w", element.text)), None)
