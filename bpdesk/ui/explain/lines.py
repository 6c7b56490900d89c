"""Lays a derivation out on a sheet: its left side, its lines under one another behind the equals signs, the result."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.formula import Product
from bpdesk.explain.mathsvg import unmarked
from bpdesk.explain.printing import DOT, EQUALS, Mark, Token, Tokens, in_symbols, linear_name, text
from bpdesk.text import exact
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Box, Typesetter, boxed, joined, row
from bpdesk.ui.explain.sheet import Hit, Ink, Rule, Sheet

_SIZES = (17.0, 14.5)
_FIRST_LARGER = 20.0 / 17.0
_DEFINITION_SIZE = 15.0
_BETWEEN_LINES, _AFTER = 9.0, 14.0
_CAPTION_SIZE, _CAPTION_HEIGHT = 11, 17.0
_RESULT_SIZE, _RESULT_HEIGHT, _RESULT_SIDE = 20, 34.0, 11.0
_HANGING = 14.0


def add_derivation(sheet: Sheet, derivation: Derivation, digits: int, width: float, typesetter: Typesetter) -> QRectF:
    """Append it; the rectangle is where its result stands."""
    top, hits = sheet.height, len(sheet.hits)
    rect = _Writer(sheet, derivation, digits, width, typesetter).write()
    if derivation.lights:
        sheet.hits[hits:] = [replace(hit, also=derivation.lights) for hit in sheet.hits[hits:]]
        sheet.hits.append(Hit(QRectF(0, top, width, sheet.height - top), None, "", derivation.lights))
    return rect


class _Writer:
    def __init__(self, sheet: Sheet, derivation: Derivation, digits: int, width: float, typesetter: Typesetter) -> None:
        self._sheet, self._derivation, self._digits, self._width = sheet, derivation, digits, width
        self._typesetter = typesetter

    def write(self) -> QRectF:
        derivation = self._derivation
        if derivation.definition:
            self._add_definition(derivation.definition)
        for size in (fonts.scale() * each for each in _SIZES):
            left = self._left(size)
            columns = self._columns(size) if derivation.captions else None
            if columns is not None and left.width + sum(self._widths(columns)) + self._dots(columns, size) <= self._width:
                self._add_columns(left, columns, size)
                break
        else:
            size = fonts.scale() * _SIZES[0]
            left = self._left(size)
            self._add_flowing(left, size)
        return self._add_result(left, size)

    def _left(self, size: float) -> Box:
        """The left side with its sign."""
        return row((*in_symbols(self._derivation.left), self._derivation.relation_token), size, self._typesetter)

    def _add_definition(self, tex: str) -> None:
        formula = self._typesetter.ask(tex, fonts.scale() * _DEFINITION_SIZE)
        plain = linear_name(unmarked(tex))
        if formula is None or formula.failure is not None:
            font = fonts.font(12)
            self._sheet.parts.append(Ink(0, self._sheet.height + 14, "…" if formula is None else plain, ("muted",), font))
            self._sheet.height += 22 + _BETWEEN_LINES
            return
        if formula.width > self._width:
            formula = self._typesetter.ask(tex, max(8.0, fonts.scale() * _DEFINITION_SIZE * self._width / formula.width * 0.98)) or formula
        self._sheet.height += formula.ascent
        self._sheet.parts.append(Ink(0, self._sheet.height, formula, ("muted",)))
        self._sheet.height += formula.descent + _BETWEEN_LINES

    def _columns(self, size: float) -> list[list[Box]] | None:
        """A row of boxes for each line, one box for each factor; None where a line isn't a product of as many."""
        rows: list[list[Box]] = []
        said: list[str] = []
        for place, line in enumerate(self._derivation.lines):
            product = line.expression
            if not isinstance(product, Product) or len(product.factors) != len(self._derivation.captions):
                return None
            printed = [_guarded(type(line)(factor, line.in_numbers).tokens(self._digits), k) for k, factor in enumerate(product.factors)]
            words = f" {DOT.plain} ".join(map(text, printed))
            if words not in said:
                said.append(words)
                height = size * _FIRST_LARGER if place == 0 else size
                rows.append([row(tokens, height, self._typesetter) for tokens in printed])
        self._said = said
        return rows

    def _widths(self, columns: list[list[Box]]) -> list[float]:
        """As wide as the widest factor, or the caption below it."""
        metrics = QFontMetricsF(fonts.font(_CAPTION_SIZE, fonts.SEMIBOLD))
        words = [metrics.horizontalAdvance(caption.word) for caption in self._derivation.captions]
        return [max(word, *(box.width for box in column)) for word, column in zip(words, zip(*columns, strict=True), strict=True)]

    def _dots(self, columns: list[list[Box]], size: float) -> float:
        return (len(columns[0]) - 1) * boxed(DOT, size, self._typesetter).width

    def _add_columns(self, left: Box, columns: list[list[Box]], size: float) -> None:
        widths, dot = self._widths(columns), boxed(DOT, size, self._typesetter)
        sign = row((EQUALS,), size, self._typesetter)
        for place, boxes in enumerate(columns):
            head = left if place == 0 else sign
            baseline = self._sheet.height + max(head.ascent, *(box.ascent for box in boxes))
            self._place(head, left.width - head.width, baseline)
            x = left.width
            for box, width in zip(boxes, widths, strict=True):
                if box is not boxes[0]:
                    self._place(dot, x, baseline)
                    x += dot.width
                self._place(box, x + (width - box.width) / 2, baseline)
                x += width
            self._sheet.height = baseline + max(head.descent, *(box.descent for box in boxes))
            if place == 0:
                self._add_captions(left.width, widths, dot.width)
            self._sheet.height += _BETWEEN_LINES
        name = linear_name(self._derivation.left.tex)
        self._sheet.lines += [f"{name if place == 0 else ''} = {words}".strip() for place, words in enumerate(self._said)]

    def _add_captions(self, x: float, widths: list[float], between: float) -> None:
        font = fonts.font(_CAPTION_SIZE, fonts.SEMIBOLD)
        for caption, width in zip(self._derivation.captions, widths, strict=True):
            room = QFontMetricsF(font).horizontalAdvance(caption.word)
            left = max(0.0, x + (width - room) / 2)
            self._sheet.parts.append(Ink(left, self._sheet.height + 14 * fonts.scale(), caption.word, (caption.role,), font))
            rect = QRectF(left, self._sheet.height, room, fonts.scale() * _CAPTION_HEIGHT)
            self._sheet.hits.append(Hit(rect, None, caption.tip))
            x += width + between
        self._sheet.height += fonts.scale() * _CAPTION_HEIGHT

    def _add_flowing(self, left: Box, size: float) -> None:
        name = linear_name(self._derivation.left.tex)
        sign = row((EQUALS,), size, self._typesetter)
        indent = left.width if left.width < self._width / 3 else _HANGING + sign.width
        rows = self._derivation.printed(self._digits)
        if self._derivation.is_main and len(rows) > 1 and text(rows[-1]) == self._derivation.result(self._digits):
            rows = rows[:-1]  # the framed result says it
        for place, tokens in enumerate(rows):
            head = left if place == 0 else sign
            self._flow([head, *(boxed(token, size, self._typesetter) for token in tokens)], [None, *tokens], indent, indent - head.width)
            self._sheet.height += _BETWEEN_LINES
            said = self._derivation.relation if place == 0 else "="
            self._sheet.lines.append(f"{name if place == 0 else ''} {said} {text(tokens)}".strip())

    def _flow(self, boxes: list[Box], tokens: list[Token | None], indent: float, start: float) -> None:
        """Boxes side by side, broken before a sign where the line is full."""
        line: list[Box] = []
        x = max(0.0, start)
        begin = x
        for group in _groups(boxes, tokens, self._width - indent):
            wide = sum(box.width for box in group)
            if line and x + wide > self._width and x > indent:
                self._place_line(line, begin)
                line, x, begin = [], indent, indent
            line += group
            x += wide
        self._place_line(line, begin)

    def _place_line(self, boxes: list[Box], x: float) -> None:
        whole = joined(boxes)
        baseline = self._sheet.height + whole.ascent
        self._place(whole, x, baseline)
        self._sheet.height = baseline + whole.descent + 3

    def _add_result(self, left: Box, size: float) -> QRectF:
        derivation = self._derivation
        shown = derivation.result(self._digits)
        said = derivation.printed(self._digits)
        if not derivation.is_main and said and text(said[-1]) == shown:
            self._sheet.height += _AFTER - _BETWEEN_LINES
            return QRectF()
        sign = row((EQUALS,), size, self._typesetter) if said else left
        x = max(left.width, sign.width) if left.width < self._width / 2 else _HANGING + sign.width
        font = fonts.font(_RESULT_SIZE if derivation.is_main else 15, fonts.SEMIBOLD)
        room = QFontMetricsF(font).horizontalAdvance(shown)
        height = fonts.scale() * (_RESULT_HEIGHT if derivation.is_main else 22.0)
        self._sheet.height += 0.0 if said else max(0.0, left.ascent - height * 0.7)
        side = _RESULT_SIDE if derivation.is_main else 0.0
        rect = QRectF(x, self._sheet.height, room + 2 * side, height)
        baseline = rect.center().y() + QFontMetricsF(font).capHeight() / 2
        self._place(sign, max(0.0, x - sign.width), baseline)
        if derivation.is_main:
            self._sheet.parts.append(Rule(rect, "accent", is_outline=True))
        role = derivation.left.role if derivation.left.role in ("backward", "slope", "forward") else "text"
        self._sheet.parts.append(Ink(x + side, baseline, shown, (role,), font))
        mark = Mark(derivation.left.role, derivation.left.ref, linear_name(derivation.left.tex), derivation.left.value)
        self._sheet.hits.append(Hit(rect, mark, "" if derivation.left.value is None else exact(derivation.left.value)))
        self._sheet.lines.append(f"= {shown}" if said else f"{mark.name} {derivation.relation} {shown}")
        self._sheet.height = max(rect.bottom(), baseline + sign.descent) + _AFTER
        return rect

    def _place(self, box: Box, x: float, baseline: float) -> None:
        parts, hits = box.placed(x, baseline)
        self._sheet.parts += parts
        self._sheet.hits += hits


def _guarded(tokens: Tokens, place: int) -> Tokens:
    """A factor that would meet the dot with a minus, or is a sum, stands in parentheses."""
    needs = tokens[0].plain.startswith("−") if place else False
    needs |= any(token.kind == "operator" and token.plain in "+−" for token in _outermost(tokens))
    if not needs:
        return tokens
    return (Token("open", "(", ("(",)), *tokens, Token("close", ")", (")",)))


def _outermost(tokens: Tokens) -> list[Token]:
    """The tokens outside of all parentheses."""
    depth, found = 0, []
    for token in tokens:
        opens, closes = token.plain == "(", token.kind == "close"
        depth -= closes
        if depth == 0 and not opens:
            found.append(token)
        depth += opens
    return found


def _groups(boxes: list[Box], tokens: list[Token | None], room: float) -> list[list[Box]]:
    """What isn't parted: a sign stays with what follows it, and what is in parentheses together, where it fits on a line."""
    whole: list[list[tuple[Box, Token | None]]] = []
    depth = 0
    for box, token in zip(boxes, tokens, strict=True):
        if not whole or (token is not None and token.kind == "operator" and depth == 0):
            whole.append([])
        whole[-1].append((box, token))
        depth += 0 if token is None else (token.plain == "(") - (token.kind == "close")
    groups: list[list[Box]] = []
    for parts in whole:
        is_too_wide = sum(box.width for box, _ in parts) > room
        for place, (box, token) in enumerate(parts):
            if place == 0 or (is_too_wide and token is not None and token.kind == "operator"):
                groups.append([])
            groups[-1].append(box)
    return groups
