"""Formulas as painter paths: where they stand, in which colour, and that they can be found in a picture's text."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from bpdesk.explain.mathsvg import marked
from bpdesk.ui.theme import DARK, LIGHT, Theme
from bpdesk.ui.typeset import Typeset, paint, typeset
from bpdesk.ui.vector.pdf import pdf_bytes
from bpdesk.ui.vector.recorder import record
from bpdesk.ui.vector.svg import svg_bytes
from tests.viewers import pdf_bitmaps, pdf_text

pytestmark = pytest.mark.usefixtures("qapp")

FRACTION = r"\frac{\partial C}{" + marked(r"\partial w_{12}", 1) + "} = " + marked("a", 2) + r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}"


def colours_of(theme: Theme) -> Callable[[int | None], str]:
    return lambda mark: theme.text if mark is None else (theme.positive, theme.forward, theme.backward)[mark]


def drawn(formula: Typeset, theme: Theme) -> QImage:
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    paint(painter, formula, QPointF(20, 50), colours_of(theme))
    painter.end()
    return image


def extent(image: QImage, ground: str) -> QRectF:
    spots = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name().lower() != ground.lower()]
    left, top = min(x for x, _ in spots), min(y for _, y in spots)
    return QRectF(left, top, max(x for x, _ in spots) + 1 - left, max(y for _, y in spots) + 1 - top)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_formula_is_drawn_within_its_measures_in_the_colours_of_the_theme(theme: Theme) -> None:
    formula = typeset(FRACTION, 20)
    image = drawn(formula, theme)
    box = QRectF(20, 50 - formula.ascent, formula.width, formula.ascent + formula.descent)
    assert box.adjusted(-2, -2, 2, 2).contains(extent(image, theme.panel))
    found = {image.pixelColor(x, y).name().lower() for x in range(400) for y in range(100)}
    for colour in (theme.text, theme.forward, theme.backward):
        assert QColor(colour).name() in found


def test_pointing_finds_the_piece_under_the_pointer() -> None:
    formula = typeset(FRACTION, 20)
    for mark in (1, 2):
        (place,) = formula.bounds(mark)
        assert formula.mark_at(place.center()) == mark
    assert formula.mark_at(QPointF(formula.width - 1, 0)) is None
    (below,) = formula.bounds(1)
    assert below.top() > -6


def test_the_smaller_piece_is_found_within_a_larger() -> None:
    formula = typeset(marked(rf"\frac{{x}}{{{marked('y', 1)}}}", 0), 20)
    (inner,) = formula.bounds(1)
    assert formula.mark_at(inner.center()) == 1


def test_the_same_formula_is_typeset_once() -> None:
    assert typeset(FRACTION, 20) is typeset(FRACTION, 20)
    assert typeset(FRACTION, 10).width == pytest.approx(typeset(FRACTION, 20).width / 2, rel=0.05)


@pytest.mark.parametrize("tex", [r"\nosuch{x}", "a_1_2", r"\frac{a", "", "日" * 5000])
def test_what_does_not_typeset_is_shown_as_it_was_typed(tex: str) -> None:
    formula = typeset(tex, 18)
    assert formula.tex == tex
    assert formula.failure
    assert bool(formula.width) == bool(tex)


def test_strokes_of_boxes_and_the_marks_of_tall_brackets_are_there() -> None:
    boxed = typeset(marked(r"\boxed{a}", 3), 20)
    assert [part.mark for part in boxed.parts] == [3]
    assert boxed.parts[0].bounds.width() > typeset("a", 20).width + 4
    tall = typeset(marked(r"\left\{ \begin{matrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \\ 6 \end{matrix} \right.", 3), 20)
    assert {part.mark for part in tall.parts} == {3}


def test_a_picture_holds_the_formula_as_paths_and_its_latex_as_text(tmp_path: Path) -> None:
    formula = typeset(r"\delta_1 = " + marked("f'(z_1)", 0), 20)

    def painted(painter: QPainter, size: QSizeF) -> None:
        paint(painter, formula, QPointF(20, 50), colours_of(LIGHT))

    recorded = record(painted, QSizeF(200, 100))
    svg = ElementTree.fromstring(svg_bytes(recorded, None, ""))
    assert r"\delta_1 = {f'(z_1)}" in (svg.findtext("{http://www.w3.org/2000/svg}desc") or "")
    (tmp_path / "p.pdf").write_bytes(pdf_bytes(recorded, None, ""))
    assert r"\delta_1 = {f'(z_1)}" in pdf_text(tmp_path / "p.pdf")
    assert pdf_bitmaps(tmp_path / "p.pdf") == []
