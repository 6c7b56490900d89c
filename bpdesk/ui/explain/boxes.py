"""Tokens of a formula as boxes: measured, with their parts at the origin of their baseline.

Simple symbols, numbers and fractions are laid out here, at once; what is more than that (roots, sums) is typeset, and until its turn
has come it stands as plain text: `Typesetter` says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QRectF

from bpdesk.explain.printing import Kind, Mark, Token, Tokens
from bpdesk.model.math_syntax import NotSimple, parse
from bpdesk.ui.explain.sheet import Hit, Ink, Part, Rule
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.typeset import Typeset, typeset

_AROUND_OPERATOR, _AROUND_RELATION = 0.22, 0.3
_FRACTION_SCALE, _AXIS, _BAR, _GAP, _OVER = 0.86, 0.25, 0.055, 0.2, 0.12
_PARENTHESES: tuple[tuple[Kind, str], ...] = (("open", "("), ("close", ")"))
_MOST_KEPT = 64
"""Formulas, beside those that are shown: one takes some 40 KB, and each iteration brings others."""
_ASCENT, _DESCENT = 0.72, 0.22  # of a line of text, so that lines stand evenly


@dataclass(frozen=True, slots=True)
class Box:
    """Parts and hits relative to the left end of the baseline."""

    width: float
    ascent: float
    descent: float
    parts: tuple[Part, ...]
    hits: tuple[Hit, ...]

    def placed(self, x: float, y: float) -> tuple[list[Part], list[Hit]]:
        return [part.moved(x, y) for part in self.parts], [hit.moved(x, y) for hit in self.hits]


Formulas = list[tuple[str, float]]
"""Each in LaTeX, with its size."""


class Typesetter:
    """Typesets one formula a turn of the event loop; those that wait are `due`."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, float], Typeset] = {}
        self._due: dict[tuple[str, float], None] = {}
        self._shown: set[tuple[str, float]] = set()
        self._asked: Formulas | None = None

    @contextmanager
    def noting(self) -> Iterator[Formulas]:
        """The formulas that are asked for within."""
        asked: Formulas = []
        self._asked = asked
        try:
            yield asked
        finally:
            self._asked = None

    def go_on_showing(self, formulas: Formulas) -> bool:
        """Take these for shown as well; whether none of them waits for its turn."""
        self._shown.update(formulas)
        return all(formula in self._done for formula in formulas)

    @property
    def is_due(self) -> bool:
        return bool(self._due)

    def ask(self, tex: str, size: float) -> Typeset | None:
        """The formula; None while its turn hasn't come."""
        self._shown.add((tex, size))
        if self._asked is not None:
            self._asked.append((tex, size))
        found = self._done.get((tex, size))
        if found is None:
            self._due[tex, size] = None
        return found

    def forget_due(self) -> None:
        """What was asked for is no longer shown."""
        self._due.clear()
        self._shown.clear()

    def do_next(self) -> None:
        """Typeset the one that has waited longest."""
        key = next(iter(self._due))
        del self._due[key]
        self._done[key] = typeset(*key)
        if len(self._done) > _MOST_KEPT:
            self._drop_oldest()

    def do_all(self) -> None:
        """For pictures and pages, which wait until all is there."""
        while self._due:
            self.do_next()

    def _drop_oldest(self) -> None:
        old = (key for key in self._done if key not in self._shown)
        for key in list(islice(old, len(self._done) - _MOST_KEPT)):
            del self._done[key]


def row(tokens: Tokens, size: float, typesetter: Typesetter) -> Box:
    """Tokens side by side."""
    return joined([boxed(token, size, typesetter) for token in tokens])


def joined(boxes: list[Box]) -> Box:
    """Boxes side by side on one baseline."""
    parts: list[Part] = []
    hits: list[Hit] = []
    x = 0.0
    for box in boxes:
        there, pointed = box.placed(x, 0.0)
        parts, hits, x = parts + there, hits + pointed, x + box.width
    ascent, descent = max((box.ascent for box in boxes), default=0.0), max((box.descent for box in boxes), default=0.0)
    return Box(x, ascent, descent, tuple(parts), tuple(hits))


def boxed(token: Token, size: float, typesetter: Typesetter) -> Box:
    """One token, with the space around a sign."""
    role = token.mark.role if token.mark is not None else "text"
    if token.kind == "fraction":
        return _marked(_fraction(token, size, typesetter, role), token.mark)
    if token.kind == "tall" and (applied := _applied(token, size, typesetter)) is not None:
        return applied
    if token.kind == "tall" and not _is_simple(token):
        return _typeset(token, size, typesetter)
    around = {"operator": _AROUND_OPERATOR, "relation": _AROUND_RELATION}.get(token.kind, 0.0) * size
    simple = _symbol(token, size, token.marks[0].role if token.marks else role)
    box = Box(simple.width + 2 * around, simple.ascent, simple.descent, tuple(part.moved(around, 0) for part in simple.parts), ())
    return _marked(box, token.mark or (token.marks[0] if token.marks else None))


def _applied(token: Token, size: float, typesetter: Typesetter) -> Box | None:
    """A function of a row of symbols, as ln(1 − a): its name in plain ink, what it is of in its colours. None for anything else."""
    if len(token.inner) != 1 or not token.parts[0].endswith("(") or token.parts[1] != ")":
        return None
    if any(each.kind not in ("atom", "operator", "open", "close") for each in token.inner[0]):
        return None
    name = prepare("{" + token.parts[0][:-1] + "}", size)
    if not name.is_typeset:
        name = prepare(r"\text{" + token.plain.partition("(")[0] + "}", size)
    opened, closed = (Token(kind, sign, (sign,)) for kind, sign in _PARENTHESES)
    return joined([_ink(name, size), *(boxed(each, size, typesetter) for each in (opened, *token.inner[0], closed))])


def _ink(label: MathLabel, size: float) -> Box:
    return Box(label.width, max(label.ascent, _ASCENT * size), max(label.descent, _DESCENT * size), (Ink(0, 0, label, ("text",)),), ())


def _symbol(token: Token, size: float, role: str) -> Box:
    is_words = token.tex.startswith(r"\text{")
    label = prepare(token.plain if is_words else "{" + token.tex + "}", size)
    if not (is_words or label.is_typeset):
        label = prepare(token.plain, size)
    return Box(label.width, max(label.ascent, _ASCENT * size), max(label.descent, _DESCENT * size), (Ink(0, 0, label, (role,)),), ())


def _is_simple(token: Token) -> bool:
    """Whether the label's own layout can draw it in one colour."""
    if len({mark.role for mark in token.marks}) > 1 or any(each.kind == "fraction" for inner in token.inner for each in inner):
        return False
    try:
        parse(token.tex)
    except NotSimple:
        return False
    return prepare("{" + token.tex + "}", 20.0).is_typeset


def _fraction(token: Token, size: float, typesetter: Typesetter, role: str) -> Box:
    above, below = (_coloured(row(inner, _FRACTION_SCALE * size, typesetter), role, token.mark) for inner in token.inner)
    width = max(above.width, below.width) + 2 * _OVER * size
    axis, half, gap = -_AXIS * size, _BAR * size / 2, _GAP * size
    up, down = axis - half - gap - above.descent * 0.7, axis + half + gap + below.ascent
    upper, lower = above.placed((width - above.width) / 2, up), below.placed((width - below.width) / 2, down)
    bar = Rule(QRectF(0.04 * size, axis - half, width - 0.08 * size, max(1.0, 2 * half)), role)
    return Box(width + 0.08 * size, above.ascent - up, down + below.descent, (*upper[0], *lower[0], bar), (*upper[1], *lower[1]))


def _coloured(box: Box, role: str, mark: Mark | None) -> Box:
    """Within a fraction that stands for one thing all has its colour."""
    if mark is None:
        return box
    parts = tuple(Ink(part.x, part.y, part.what, (role,), part.font) if isinstance(part, Ink) else part for part in box.parts)
    return Box(box.width, box.ascent, box.descent, parts, box.hits)


def _typeset(token: Token, size: float, typesetter: Typesetter) -> Box:
    formula = typesetter.ask(token.marked_tex(), size)
    if formula is None or formula.failure is not None:
        label = prepare(token.plain, size)
        box = Box(label.width, _ASCENT * size, _DESCENT * size, (Ink(0, 0, label, ("text",)),), ())
        return _marked(box, token.marks[0] if token.marks else None)
    marks = token.marks
    roles = (*(mark.role for mark in marks), "text")
    hits = tuple(Hit(bounds, mark) for place, mark in enumerate(marks) for bounds in formula.bounds(place))
    return Box(formula.width, formula.ascent, formula.descent, (Ink(0, 0, formula, roles),), hits)


def _marked(box: Box, mark: Mark | None) -> Box:
    if mark is None:
        return box
    hit = Hit(QRectF(0, -box.ascent, box.width, box.ascent + box.descent), mark)
    return Box(box.width, box.ascent, box.descent, box.parts, (*box.hits, hit))
