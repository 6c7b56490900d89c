"""Lays the sections of a level out: a heading with its formula at the right, below it the line of matrices, broken before a sign."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bpdesk.explain.matrices import Convention, Grid
from bpdesk.explain.matrix_form import Section
from bpdesk.explain.matrix_printing import Item, filled, formula, marked_tex
from bpdesk.explain.statement import Statement
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.matrix.grid_box import WIDE, GridBox, Measure
from bpdesk.ui.matrix.lighting import Lighting
from bpdesk.ui.matrix.sign_box import SignBox, short_name
from bpdesk.ui.typeset import Typeset

MARGIN = 20.0
_HEADING, _FORMULA, _SMALLER = 18.0, 17.0, 0.85
_BETWEEN_SECTIONS, _BETWEEN_LINES, _ABOVE_GRIDS = 22.0, 10.0, 4.0
_HANGING, BESIDE = 18.0, 3.0
_PENDING = 60.0


@dataclass(frozen=True)
class Placed:
    """A grid or a sign with the left end of its axis at `x`, `y`; `statement` is what it is part of."""

    x: float
    y: float
    box: GridBox | SignBox
    statement: Statement


@dataclass(frozen=True)
class Heading:
    """A section's name with its baseline at `y`; a hairline above it where it isn't the first."""

    y: float
    section: Section
    line: float | None


@dataclass(frozen=True)
class Formula:
    """A formula with the left end of its baseline at `x`, `y`; its roles by mark."""

    x: float
    y: float
    what: Typeset
    roles: tuple[str, ...]


@dataclass
class Layout:
    """All of a level in its place, in logical pixels; `width` is what it needs."""

    width: float = 0.0
    height: float = 0.0
    headings: list[Heading] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


@dataclass(frozen=True)
class Manner:
    """How a level is laid out."""

    convention: Convention
    digits: int
    lighting: Lighting
    opened: Collection[str]
    name_of_new: Callable[[str], str]


def lay_out(sections: Sequence[Section], manner: Manner, width: float, typesetter: Typesetter) -> Layout:
    """Within that width, where one matrix alone isn't wider."""
    writer = _Writer(manner, width, typesetter)
    for section in sections:
        if section.statements:
            writer.write(section)
    writer.layout.height += _BETWEEN_SECTIONS * fonts.scale()
    return writer.layout


class _Writer:
    def __init__(self, manner: Manner, width: float, typesetter: Typesetter) -> None:
        self.layout = Layout()
        self._manner, self._width, self._typesetter = manner, width, typesetter

    def write(self, section: Section) -> None:
        layout, scale = self.layout, fonts.scale()
        line = layout.height + _BETWEEN_SECTIONS * scale / 2 if layout.headings else None
        top = layout.height + (_BETWEEN_SECTIONS * scale if layout.headings else 8.0 * scale)
        layout.headings.append(Heading(top + 14.0 * scale, section, line))
        layout.height = top
        for place, statement in enumerate(section.statements):
            self._write_formula(statement, is_first=place == 0)
            self._write_grids(statement)

    def _write_formula(self, statement: Statement, *, is_first: bool) -> None:
        """At the right, beside the heading where there is room; what follows on a line of its own where both are too wide."""
        tex, roles = marked_tex(formula(statement, self._manner.convention))
        room = self._width - 2 * MARGIN * fonts.scale()
        whole = self._fitting(f"{tex} \\qquad {statement.then_tex}" if statement.then_tex else tex, room)
        if statement.then_tex and whole is not None and whole.width > room:
            self._place_formula(self._fitting(tex, room), roles, is_first=is_first)
            self._place_formula(self._fitting(statement.then_tex, room), (), is_first=False)
        else:
            self._place_formula(whole, roles, is_first=is_first)

    def _fitting(self, tex: str, room: float) -> Typeset | None:
        """The formula, a little smaller where it is too wide; None while its turn hasn't come."""
        found = self._typesetter.ask(tex, _FORMULA * fonts.scale())
        return found if found is None or found.width <= room else self._typesetter.ask(tex, _FORMULA * _SMALLER * fonts.scale())

    def _place_formula(self, found: Typeset | None, roles: tuple[str, ...], *, is_first: bool) -> None:
        """Room is kept while it isn't typeset yet."""
        layout, scale = self.layout, fonts.scale()
        ascent, descent, wide = (
            (found.ascent, found.descent, found.width) if found else (_FORMULA * scale, 0.5 * _FORMULA * scale, _PENDING)
        )
        if is_first and wide > self._width - 2 * MARGIN * scale - 100.0 * scale:
            layout.height += (_HEADING + 6.0) * scale
        elif not is_first:
            layout.height += _BETWEEN_LINES * scale
        baseline = layout.height + max(ascent, 14.0 * scale)
        if found is not None:
            x = max(MARGIN * scale, self._width - MARGIN * scale - wide)
            layout.formulas.append(Formula(x, baseline, found, roles))
            layout.width = max(layout.width, x + wide + MARGIN * scale)
        layout.height = baseline + descent + _ABOVE_GRIDS * scale

    def _write_grids(self, statement: Statement) -> None:
        boxes = list(self._boxes(statement))
        rows = broken(boxes, self._width - 2 * MARGIN * fonts.scale())
        for place, row in enumerate(rows):
            above = max((box.above if isinstance(box, GridBox) else box.height / 2 for box in row), default=0.0)
            below = max((box.height / 2 if isinstance(box, GridBox) else 10.0 for box in row), default=0.0)
            axis, x = self.layout.height + above, (MARGIN + (_HANGING if place else 0.0)) * fonts.scale()
            for box in row:
                self.layout.placed.append(Placed(x, axis, box, statement))
                x += box.width + BESIDE * fonts.scale()
            self.layout.width = max(self.layout.width, x + (MARGIN - BESIDE) * fonts.scale())
            self.layout.height = axis + below + 6.0 * fonts.scale()

    def _boxes(self, statement: Statement) -> Iterator[GridBox | SignBox]:
        items: tuple[Item, ...] = filled(statement, self._manner.convention)
        grids = {id(item): box_of(item, statement, self._manner, WIDE) for item in items if isinstance(item, Grid)}
        tallest = max((box.height for box in grids.values()), default=0.0)
        for item in items:
            yield grids[id(item)] if isinstance(item, Grid) else SignBox.of(item, self._typesetter, tallest)


def box_of(grid: Grid, statement: Statement, manner: Manner, measure: Measure) -> GridBox:
    """The grid with its caption; what an update makes is named as new."""
    name = short_name(grid.tex)
    if statement.relation == "←" and grid.key == statement.left.key:
        name = manner.name_of_new(name)
    return GridBox.of(grid, name, manner.digits, manner.lighting, is_open=grid.key in manner.opened, measure=measure)


def broken(boxes: list[GridBox | SignBox], room: float) -> list[list[GridBox | SignBox]]:
    """Into lines that fit, each but the first beginning with an operator; a product stays together where it fits on a line by itself."""
    chunks: list[list[GridBox | SignBox]] = []
    for box in boxes:
        if not chunks or (isinstance(box, SignBox) and box.sign.kind == "operator" and box.sign.plain != "·"):
            chunks.append([])
        chunks[-1].append(box)
    lines: list[list[GridBox | SignBox]] = []
    at = 0.0
    for part in (part for chunk in chunks for part in _fitting(chunk, room - _HANGING * fonts.scale())):
        width = _across(part)
        if not lines or at + width > room:
            lines.append([])
            at = 0.0 if len(lines) == 1 else _HANGING * fonts.scale()
        lines[-1].extend(part)
        at += width
    return lines


def _across(boxes: list[GridBox | SignBox]) -> float:
    return sum(box.width + BESIDE * fonts.scale() for box in boxes)


def _fitting(product: list[GridBox | SignBox], room: float) -> list[list[GridBox | SignBox]]:
    """A product that is too wide for a line, parted between its matrices."""
    if _across(product) <= room:
        return [product]
    parts: list[list[GridBox | SignBox]] = [[]]
    for box in product:
        if isinstance(box, GridBox) and any(isinstance(each, GridBox) for each in parts[-1]):
            parts.append([])
        parts[-1].append(box)
    return parts
