"""Lays a whole iteration out on one page: a heading with the rules in symbols, below it the lines of all levels, side by side.

What has been filled with numbers before stands by its name in the update.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bpdesk.explain.matrices import Grid
from bpdesk.explain.matrix_form import Section
from bpdesk.explain.matrix_printing import Sign, filled, formula, marked_tex, symbol
from bpdesk.explain.statement import Statement
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.matrix.grid_box import DENSE, GridBox
from bpdesk.ui.matrix.layout import BESIDE, MARGIN, Formula, Heading, Layout, Manner, Placed, box_of, broken
from bpdesk.ui.matrix.sign_box import SignBox
from bpdesk.ui.typeset import Typeset

_RULE, _SIGN, _NAME = 15.0, 13.0, 84.0
_BETWEEN_RULES, _BETWEEN_UNITS, _BETWEEN_LINES, _BETWEEN_SECTIONS, _BELOW_RULES = 22.0, 20.0, 5.0, 14.0, 0.0
_PENDING = 60.0
_LEVEL, _BLOCK = re.compile(r"\^\{\(\d+\)\}"), re.compile(r"\^\{\(\d+,\d+\)\}")


def lay_out_all(sections: Sequence[Section], manner: Manner, width: float, typesetter: Typesetter) -> Layout:
    """Within that width, where one line alone isn't wider."""
    keeps_levels = any(_BLOCK.search(formula(each, manner.convention)[0].tex) for section in sections for each in section.statements)
    writer = _Writer(manner, width, typesetter, keeps_levels=keeps_levels)
    for section in sections:
        if section.statements:
            writer.write(section)
    writer.layout.height += _BETWEEN_SECTIONS * fonts.scale() / 2
    return writer.layout


@dataclass(frozen=True)
class _Unit:
    """A line of matrices, or a part of one that is too wide, measured around its axis."""

    boxes: list[GridBox | SignBox]
    statement: Statement

    @property
    def width(self) -> float:
        return sum(box.width + BESIDE * fonts.scale() for box in self.boxes)

    @property
    def above(self) -> float:
        return max(box.above if isinstance(box, GridBox) else box.height / 2 for box in self.boxes)

    @property
    def below(self) -> float:
        return max(box.height / 2 if isinstance(box, GridBox) else 8.0 for box in self.boxes)


class _Writer:
    def __init__(self, manner: Manner, width: float, typesetter: Typesetter, *, keeps_levels: bool) -> None:
        self.layout = Layout()
        self._keeps_levels = keeps_levels
        self._manner, self._typesetter = manner, typesetter
        self._room = width - 2 * MARGIN * fonts.scale()
        self._seen: set[str] = set()

    def write(self, section: Section) -> None:
        layout, scale = self.layout, fonts.scale()
        top = layout.height + (_BETWEEN_SECTIONS * scale if layout.headings else 4.0 * scale)
        line = top - _BETWEEN_SECTIONS * scale / 2 if layout.headings else None
        layout.height = top
        baseline = self._write_rules(list(self._rules(section)))
        layout.headings.append(Heading(baseline, section, line))
        units = [unit for statement in section.statements for unit in self._units(section, statement)]
        for row in self._rows(units):
            self._write_row(row)

    def _rules(self, section: Section) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each rule once, without the numbers of its levels where every edge leads to the next one."""
        said: list[str] = []
        for statement in section.statements:
            tex, roles = marked_tex(formula(statement, self._manner.convention))
            for rule, its_roles in ((tex, roles), (statement.then_tex, ())):
                plain = rule if self._keeps_levels else _LEVEL.sub("", rule)
                if plain and plain not in said:
                    said.append(plain)
                    yield plain, its_roles

    def _write_rules(self, rules: list[tuple[str, tuple[str, ...]]]) -> float:
        """Beside the section's name, as many on a line as fit; tells the first baseline."""
        scale = fonts.scale()
        found = [(self._fitting(tex), roles) for tex, roles in rules]
        lines: list[list[tuple[Typeset | None, tuple[str, ...]]]] = [[]]
        at = _NAME * scale
        for each in found:
            wide = _PENDING if each[0] is None else each[0].width
            if lines[-1] and at + wide > self._room:
                lines.append([])
                at = _NAME * scale
            lines[-1].append(each)
            at += wide + _BETWEEN_RULES * scale
        baselines = [self._write_rule_line(line) for line in lines]
        self.layout.height += _BELOW_RULES * scale
        return baselines[0]

    def _write_rule_line(self, line: list[tuple[Typeset | None, tuple[str, ...]]]) -> float:
        scale, x = fonts.scale(), (MARGIN + _NAME) * fonts.scale()
        ascent = max((each.ascent for each, _ in line if each is not None), default=0.0)
        descent = max((each.descent for each, _ in line if each is not None), default=0.0)
        baseline = self.layout.height + max(ascent, _RULE * scale)
        for each, roles in line:
            if each is not None:
                self.layout.formulas.append(Formula(x, baseline, each, roles))
                self.layout.width = max(self.layout.width, x + each.width + MARGIN * scale)
            x += (_PENDING if each is None else each.width) + _BETWEEN_RULES * scale
        self.layout.height = baseline + max(descent, 0.4 * _RULE * scale)
        return baseline

    def _fitting(self, tex: str) -> Typeset | None:
        size, room = _RULE * fonts.scale(), self._room - _NAME * fonts.scale()
        found = self._typesetter.ask(tex, size)
        return found if found is None or found.width <= room else self._typesetter.ask(tex, max(9.0, size * room / found.width * 0.98))

    def _units(self, section: Section, statement: Statement) -> Iterator[_Unit]:
        items = [self._named_or_filled(section, statement, item) for item in filled(statement, self._manner.convention)]
        self._seen |= {item.key for item in items if isinstance(item, Grid)}
        grids = {id(item): box_of(item, statement, self._manner, DENSE) for item in items if isinstance(item, Grid)}
        tallest = max((box.height for box in grids.values()), default=0.0)
        size = _SIGN * fonts.scale()
        boxes = [grids[id(item)] if isinstance(item, Grid) else SignBox.of(item, self._typesetter, tallest, size) for item in items]
        for row in broken(boxes, self._room):
            yield _Unit(row, statement)

    def _named_or_filled(self, section: Section, statement: Statement, item: Grid | Sign) -> Grid | Sign:
        is_known = isinstance(item, Grid) and section.kind == "update" and item.key in self._seen and item.key != statement.left.key
        return symbol(item) if isinstance(item, Grid) and is_known else item

    def _rows(self, units: list[_Unit]) -> list[list[_Unit]]:
        """Side by side while they fit."""
        rows: list[list[_Unit]] = []
        at = 0.0
        for unit in units:
            if not rows or at + unit.width > self._room:
                rows.append([])
                at = 0.0
            rows[-1].append(unit)
            at += unit.width + _BETWEEN_UNITS * fonts.scale()
        return rows

    def _write_row(self, row: list[_Unit]) -> None:
        scale = fonts.scale()
        axis, x = self.layout.height + max(unit.above for unit in row), MARGIN * scale
        for unit in row:
            for box in unit.boxes:
                self.layout.placed.append(Placed(x, axis, box, unit.statement))
                x += box.width + BESIDE * scale
            self.layout.width = max(self.layout.width, x + (MARGIN / 2 - BESIDE) * scale)
            x += _BETWEEN_UNITS * scale
        self.layout.height = axis + max(unit.below for unit in row) + _BETWEEN_LINES * scale
