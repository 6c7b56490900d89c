"""Typeset labels, prepared once and drawn often: an own small layout, some twenty times cheaper than a typesetter.

Real formulas (fractions, sums, matrices) don't come here. What the layout doesn't know is shown as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTransform

from bpdesk.model.math_syntax import Accented, Atom, NotSimple, Row, Scripted, Symbol, is_maths, linear, parse
from bpdesk.ui import fonts
from bpdesk.ui.vector.reading import is_recorded, note_words

_EM = 100  # glyphs are measured at this size, unhinted, and scaled
_TEXT_SIZE = 0.78  # of the symbols' size: STIX has the smaller x-height
_SMALLEST_SHRINK = 0.6
_SCRIPT_SCALE = (1.0, 0.72, 0.56)
# As in the MATH table of STIX Two, in em.
_RAISE, _LOWER, _LOWEST_ABOVE, _HIGHEST_BELOW, _BETWEEN_SCRIPTS, _AFTER_SCRIPT = 0.38, 0.21, 0.14, 0.38, 0.12, 0.05
_AROUND_OPERATOR, _AROUND_RELATION, _AFTER_COMMA, _AFTER_PARTIAL = 0.22, 0.27, 0.17, 0.07

_DIGITS = frozenset("0123456789")
_PRIME = Symbol("′", "upright")
_ITALIC_BY_CHAR = {"h": "ℎ", "∂": "𝜕", "ϵ": "𝜖", "ϑ": "𝜗", "ϕ": "𝜙", "ϱ": "𝜚"}


class MathLabel:
    """A label ready to draw; sizes in logical pixels. Either one filled outline, to be scaled, or a line of plain text."""

    __slots__ = ("_font", "_path", "_scale", "ascent", "descent", "text", "width")

    def __init__(self, text: str, size: tuple[float, float, float], shape: QPainterPath | QFont, scale: float = 1.0) -> None:
        self.text = text
        self.width, self.ascent, self.descent = size
        self._path = shape if isinstance(shape, QPainterPath) else None
        self._font = shape if isinstance(shape, QFont) else None
        self._scale = scale

    @property
    def is_typeset(self) -> bool:
        """Whether it is drawn as maths, not as the text that was typed."""
        return self._path is not None

    def draw(self, painter: QPainter, x: float, baseline: float, colour: str) -> None:
        """Draw with the left end at `x`."""
        if self._path is not None:
            before = painter.transform()
            painter.translate(x, baseline)
            painter.scale(self._scale, self._scale)
            painter.fillPath(self._path, QColor(colour))
            painter.setTransform(before)
            if is_recorded(painter):
                painter.translate(x, baseline)
                note_words(painter, linear(self.text), fonts.font(self.ascent + self.descent), self.width)
                painter.setTransform(before)
        elif self._font is not None:
            painter.setFont(self._font)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(x, baseline), self.text)


@lru_cache(maxsize=2048)
def prepare(label: str, pixel_size: float, widest: float | None = None) -> MathLabel:
    """The label at that size of its symbols; one wider than `widest` is made smaller, then cut short."""
    if not is_maths(label):
        return _plain(label, pixel_size, widest)
    try:
        box = _laid_out(label)
    except NotSimple:
        return _plain(label, pixel_size, widest)
    scale = pixel_size / _EM
    if widest is not None and box.width * scale > widest:
        if box.width * scale * _SMALLEST_SHRINK > widest:
            return _plain(linear(label), pixel_size, widest)
        scale = widest / box.width
    return MathLabel(label, (box.width * scale, box.ascent * scale, box.descent * scale), box.path, scale)


def _plain(text: str, pixel_size: float, widest: float | None) -> MathLabel:
    font = fonts.font(pixel_size * _TEXT_SIZE, fonts.MEDIUM)
    font.setPixelSize(max(1, round(pixel_size * _TEXT_SIZE)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    room = widest
    while room is not None and widest is not None and metrics.horizontalAdvance(text) > widest and room > 0:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        room -= 1  # where scripts mix, a text that is cut can come out wider than asked for
    return MathLabel(text, (metrics.horizontalAdvance(text), metrics.capHeight(), metrics.descent()), font)


@dataclass(frozen=True, slots=True)
class _Box:
    """Something laid out at the origin; `overhang` is how far an italic leans out to its right, where a superscript must go."""

    path: QPainterPath
    width: float
    ascent: float
    descent: float
    overhang: float = 0.0


@lru_cache(maxsize=1024)
def _laid_out(label: str) -> _Box:
    """Once for all sizes: an outline takes kilobytes, and zooming asks for ever other sizes. NotSimple where it can't be."""
    box = _row(parse(label), 0)
    outline = QPainterPath()
    outline.reserve(box.path.elementCount())
    outline.addPath(box.path)
    outline.setFillRule(Qt.FillRule.WindingFill)
    return replace(box, path=outline)


class _Glyph(NamedTuple):
    path: QPainterPath
    advance: float


@lru_cache(maxsize=1024)
def _glyph(char: str) -> _Glyph:
    font = fonts.math_font(_EM)
    metrics = QFontMetricsF(font)
    if not metrics.inFontUcs4(ord(char)):
        raise NotSimple(char)
    path = QPainterPath()
    path.addText(QPointF(), font, char)
    return _Glyph(path, metrics.horizontalAdvance(char))


def _row(atoms: Row, level: int) -> _Box:
    scale = _EM * _SCRIPT_SCALE[min(level, 2)]
    path = QPainterPath()
    x = ascent = descent = overhang = 0.0
    for index, atom in enumerate(atoms):
        before, after = _spaces(atom, level, leading=index == 0)
        x += before * scale
        box = _atom(atom, level)
        path.addPath(box.path.translated(x, 0))
        x += box.width + after * scale
        ascent, descent, overhang = max(ascent, box.ascent), max(descent, box.descent), box.overhang
    return _Box(path, x, ascent, descent, overhang)


def _spaces(atom: Atom, level: int, leading: bool) -> tuple[float, float]:
    """Space before and after, in em; none in scripts, and none around a sign that leads."""
    if not isinstance(atom, Symbol) or level > 0:
        return 0.0, 0.0
    if atom.kind == "punctuation" or atom.text == "∂":
        return 0.0, _AFTER_COMMA if atom.kind == "punctuation" else _AFTER_PARTIAL
    if leading:
        return 0.0, 0.0
    around = {"operator": _AROUND_OPERATOR, "relation": _AROUND_RELATION}.get(atom.kind, 0.0)
    return around, around


def _atom(atom: Atom, level: int) -> _Box:
    if isinstance(atom, Scripted):
        return _scripted(atom, level)
    if isinstance(atom, Accented):
        return _accented(atom, level)
    return _symbol(atom, level)


def _symbol(symbol: Symbol, level: int) -> _Box:
    scale = _SCRIPT_SCALE[min(level, 2)]
    if symbol.kind == "space":
        return _Box(QPainterPath(), float(symbol.text) * scale, 0.0, 0.0)
    glyph = _glyph(_styled(symbol))
    path = QTransform.fromScale(scale, scale).map(glyph.path)
    bounds, advance = path.boundingRect(), glyph.advance * scale
    return _Box(path, advance, max(-bounds.top(), 0.0), max(bounds.bottom(), 0.0), max(bounds.right() - advance, 0.0))


def _styled(symbol: Symbol) -> str:
    """The italic, or bold italic, code point of a variable: that is how mathematical fonts hold their italics."""
    char = symbol.text
    if symbol.kind not in ("variable", "bold"):
        return char
    if symbol.kind == "variable" and char in _ITALIC_BY_CHAR:
        return _ITALIC_BY_CHAR[char]
    bold = symbol.kind == "bold"
    if bold and char in _DIGITS:
        return chr(ord("𝟎") + int(char))
    for first, last, italic, bold_italic in (("A", "Z", 0x1D434, 0x1D468), ("a", "z", 0x1D44E, 0x1D482), ("α", "ω", 0x1D6FC, None)):
        base = bold_italic if bold else italic
        if first <= char <= last and base is not None:
            return chr(base + ord(char) - ord(first))
    return char


def _scripted(atom: Scripted, level: int) -> _Box:
    em = _EM * _SCRIPT_SCALE[min(level, 2)]
    is_prime = bool(atom.above) and all(each == _PRIME for each in atom.above)
    base, above, below = _row(atom.base, level), _row(atom.above, level if is_prime else level + 1), _row(atom.below, level + 1)
    # The font's primes are small and high by themselves.
    up = 0.0 if is_prime else max(_RAISE * em, above.descent + _LOWEST_ABOVE * em, base.ascent - 0.36 * em)
    down = max(_LOWER * em, below.ascent - _HIGHEST_BELOW * em)
    if atom.above and atom.below:
        down = max(down, below.ascent + above.descent - up + _BETWEEN_SCRIPTS * em)
    path = QPainterPath(base.path)
    path.addPath(above.path.translated(base.width + base.overhang, -up))
    path.addPath(below.path.translated(base.width, down))
    right = max(base.overhang + above.width if atom.above else 0.0, below.width)
    ascent = max(base.ascent, above.ascent + up if atom.above else 0.0)
    descent = max(base.descent, below.descent + down if atom.below else 0.0)
    return _Box(path, base.width + right + _AFTER_SCRIPT * em, ascent, descent)


def _accented(atom: Accented, level: int) -> _Box:
    scale = _SCRIPT_SCALE[min(level, 2)]
    base = _row(atom.base, level)
    mark = QTransform.fromScale(scale, scale).map(_glyph(atom.mark).path)
    bounds = mark.boundingRect()
    centre = base.path.boundingRect().center().x() + 0.06 * _EM * scale
    bottom = -base.ascent - 0.06 * _EM * scale
    path = QPainterPath(base.path)
    path.addPath(mark.translated(centre - bounds.center().x(), bottom - bounds.bottom()))
    return _Box(path, base.width, -bottom + bounds.height(), base.descent, base.overhang)
