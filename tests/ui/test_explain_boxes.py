"""Formulas in boxes: what each part is coloured and pointed at as."""

import pytest
from pytestqt.qtbot import QtBot

from bpdesk.explain.formula import ONE, Call, Quantity, Ref, difference
from bpdesk.explain.printing import in_numbers, in_symbols
from bpdesk.ui.explain.boxes import Typesetter, row
from bpdesk.ui.explain.sheet import Ink


@pytest.mark.parametrize("function", ["ln", "sigmoid", "tanh", "sin", "cos", "Phi", "phi", "sign"])
@pytest.mark.parametrize("show", [in_symbols, lambda of: in_numbers(of, 4)])
def test_a_function_is_plain_ink_and_what_it_is_of_has_its_colour_and_its_place(qtbot: QtBot, function: str, show: object) -> None:
    """At once, without a turn to be typeset."""
    activation = Quantity("a_1", 0.3, "backward", Ref("node", "n1"))
    typesetter = Typesetter()
    box = row(show(Call(function, difference(ONE, activation))), 20.0, typesetter)  # type: ignore[operator]  # each of them
    assert not typesetter.is_due
    coloured = [part for part in box.parts if isinstance(part, Ink) and part.roles == ("backward",)]
    plain = [part for part in box.parts if isinstance(part, Ink) and part.roles == ("text",)]
    assert len(coloured) == 1
    assert len(plain) >= 3
    (hit,) = [hit for hit in box.hits if hit.mark is not None]
    assert hit.mark is not None
    assert hit.mark.ref == Ref("node", "n1")
    assert hit.rect.left() == pytest.approx(coloured[0].x)


def test_formulas_of_pages_long_gone_are_forgotten_and_none_of_what_is_shown(qtbot: QtBot) -> None:
    """Each iteration brings formulas with other numbers: a long run must not keep them all."""
    typesetter, shown = Typesetter(), [rf"\sqrt{{{number}}}" for number in range(300)]
    for tex in shown:
        typesetter.ask(tex, 17.0)
    typesetter.do_all()
    assert all(typesetter.ask(tex, 17.0) is not None for tex in shown)
    for number in range(300, 310):
        typesetter.forget_due()
        typesetter.ask(rf"\sqrt{{{number}}}", 17.0)
        typesetter.do_all()
    assert typesetter.ask(shown[0], 17.0) is None
    assert typesetter.ask(r"\sqrt{309}", 17.0) is not None
