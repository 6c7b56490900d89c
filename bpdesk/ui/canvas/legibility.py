"""How much larger than at 100 % the texts of the canvas are drawn, so that they can still be read when all of it is shown small."""

import math
from dataclasses import dataclass

SMALLEST_TEXT = 9.5
"""Pixels on the screen: a size of type below it is hard to read."""
_SMALLEST_NAME = 7.5
_TEXT = 13.0  # of the numbers on the canvas at 100 %
_STEP = 1.06
_MOST_STEPS = 22
_FULL_FROM, _FULL_AT_MOST = 0.55, 0.65
_SIZE_ON_PAPER = 0.7  # 5 points, the least that journals take
_FULL_ON_PAPER_FROM = 0.3  # 3 points for a number of 13 px, as in the finest print


@dataclass(frozen=True, slots=True)
class Legibility:
    """`enlargement` is that of the numbers on edges; `from_afar` says that nodes tell their value only, below them.

    `text` is what text measures on the screen, in pixels, where it would be smaller otherwise. `on_paper` says that it is for a picture,
    which can be looked at as closely as one likes: what a node tells is there however small.
    """

    enlargement: float = 1.0
    from_afar: bool = False
    text: float = SMALLEST_TEXT
    on_paper: bool = False

    @property
    def smallest_share(self) -> float:
        """How much smaller than other texts a name may be that stands alone in its node: it is a letter or two."""
        return min(_SMALLEST_NAME / self.text, 1.0)

    @property
    def afar_size(self) -> float:
        """The size of type for a node's name and value from afar, in the scene."""
        return _TEXT * self.enlargement


def legibility(zoom: float, size: float) -> Legibility:
    """At that zoom, for a person who wants text `size` times as large; in steps, so that labels rarely look for other places."""
    text = SMALLEST_TEXT * size
    needed = max(text / (_TEXT * zoom), 1.0)
    return Legibility(_STEP ** min(_steps(needed), _MOST_STEPS), zoom < min(_FULL_FROM * size, _FULL_AT_MOST), text)


def legibility_on_paper(zoom: float) -> Legibility:
    """In a picture drawn at that zoom: numbers on edges grow as on the screen, nodes tell all for as long as print can show it."""
    least = SMALLEST_TEXT * _SIZE_ON_PAPER
    enlargement = _STEP ** _steps(max(least / (_TEXT * zoom), 1.0))
    return Legibility(enlargement, zoom < _FULL_ON_PAPER_FROM, least, on_paper=True)


def _steps(needed: float) -> int:
    return math.ceil(round(math.log(needed, _STEP), 6))
