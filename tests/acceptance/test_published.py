"""Somebody with the book, the article or the post beside her: the Explain page says the printed numbers, and where the print is wrong."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.text import MINUS
from bpdesk.ui.canvas.selection import node_kind
from bpdesk.ui.explain.section_view import tip_of
from bpdesk.ui.main_window import MainWindow
from tests.cli.cases import document, expected
from tests.windows import arrive, open_window, press, settle, step

IN_PRINT = ("pub_mazur_10000", "pub_mazur_free_biases", "pub_han_kamber", "pub_hagan_bp")
POST = (
    -8.5948, -0.68736, 3.6233, 5.9732, 7.2542, 7.9525, 8.3332, 8.5408, 8.6539, 8.7156,
    8.7492, 8.7675, 8.7775, 8.7829, 8.7859, 8.7875, 8.7884, 8.7889, 8.7892, 8.7893,
)  # fmt: skip


def opened(qtbot: QtBot, path: str | Path) -> MainWindow:
    """The window as a person with a book wants it: with the Explain page in front."""
    window = open_window(qtbot, Path(path))
    window.side.panel.bring_forward(window.side.explain)
    return window


def example(qtbot: QtBot, name: str) -> MainWindow:
    return opened(qtbot, resource("examples", f"{name}.bpdesk"))


def page(window: MainWindow) -> str:
    return window.side.explain.text.replace(MINUS, "-")


def select(window: MainWindow, kind: str, identifier: str = "") -> None:
    if kind == "cost":
        window.scene.deselect()
    else:
        window.scene.select(node_kind(window.session.document.network, identifier) if kind == "node" else kind, identifier)


def in_full(window: MainWindow, section: str) -> list[float]:
    """The values in full that the pointer is told there, from top to bottom; what stands last is the last derivation's result."""
    view = window.side.explain.section(section)
    assert view is not None, page(window)
    tips = [tip_of(hit).splitlines()[0] for hit in view.sheet.hits if hit.mark is not None]
    return [float(tip.rpartition(" = ")[2]) for tip in tips]


def said(window: MainWindow, path: list[str | int]) -> float:
    """What the page says of that place of a reference file, having gone to its iteration and selected its thing."""
    kind, of = str(path[-2]) if len(path) > 1 else "", str(path[-1])
    if path[0] in ("batch_cost_of_iteration", "cost_after_last_update"):
        select(window, "cost")
        return in_full(window, "sample")[0]
    if kind in ("pre_activations", "activations", "deltas"):
        select(window, "node", of)
        values = in_full(window, "delta" if kind == "deltas" else "forward")
        return values[-1] if kind == "activations" else values[0]
    select(window, "weight" if kind == "edges" else "bias", of)
    return in_full(window, "derivative")[0] if path[1] == "gradients" else in_full(window, "step")[0]


def iteration_of(path: list[str | int], newest: int) -> int:
    """At rest before the update that brings it."""
    if path[0] == "batch_cost_of_iteration":
        return int(path[1])
    return newest if path[0] == "cost_after_last_update" else 0


@pytest.mark.parametrize("name", IN_PRINT)
def test_the_page_says_the_printed_numbers(qtbot: QtBot, name: str) -> None:
    window, reference = opened(qtbot, document(name)), expected(name)
    printed: list[dict[str, Any]] = sorted(reference["published"], key=lambda each: iteration_of(each["path"], reference["iterations"]))
    assert len(printed) >= 13
    for each in printed:
        at = iteration_of(each["path"], reference["iterations"])
        if at != window.session.playback.shown_iteration:
            window.commands.go_to(at)
            arrive(qtbot, window, at)
        assert said(window, each["path"]) == pytest.approx(float(each["value"]), abs=each["tol"]), each


def test_the_page_says_the_posts_twenty_weights(qtbot: QtBot) -> None:
    window = example(qtbot, "one-weight")
    for printed in POST:
        digits = len(repr(abs(printed)).replace(".", "").lstrip("0"))
        assert float(f"{in_full(window, 'step')[0]:.{digits}g}") == pytest.approx(
            printed, abs=1.01 * 10 ** -len(repr(printed).split(".")[1])
        )
        step(qtbot, window)
    select(window, "node", "a2")
    assert in_full(window, "forward")[0] == pytest.approx(50.099, abs=5.01e-4)


def test_mazurs_cost_after_one_update_is_told_where_it_stands(qtbot: QtBot) -> None:
    window = example(qtbot, "mazur")
    hidden, output = (next(edge.id for edge in window.session.document.network.edges if edge.target == node) for node in ("h1", "o1"))
    for edge, is_told in ((hidden, True), (output, False)):
        select(window, "weight", edge)
        assert ("0.291027924" in page(window)) is is_told
    select(window, "cost")
    assert "0.291027924" not in page(window)
    step(qtbot, window)
    assert "prints 0.291027924 as the cost after one update" in page(window)
    assert in_full(window, "sample")[0] == pytest.approx(0.291027773694, abs=5e-13)
    window.commands.go_to(10_000)
    arrive(qtbot, window, 10_000)
    assert "prints 0.015912196 and 0.984065734" in page(window)
    for node, exact in (("o1", 0.0159136204), ("o2", 0.9840642735)):
        select(window, "node", node)
        assert in_full(window, "forward")[-1] == pytest.approx(exact, abs=5.1e-11)
        assert "0.0159136204 and 0.9840642735" in page(window)


def test_han_and_kambers_error_is_minus_delta_and_the_page_says_so(qtbot: QtBot) -> None:
    window = example(qtbot, "han-kamber")
    for node, printed in (("6", 0.1311), ("5", -0.0065), ("4", -0.0087)):
        select(window, "node", node)
        assert -in_full(window, "delta")[0] == pytest.approx(printed, abs=1e-4)
        assert "Err = -δ" in page(window)


def test_the_posts_slips_are_told_on_the_weights_that_they_are_about(qtbot: QtBot) -> None:
    window = example(qtbot, "one-weight")
    assert "The post writes ∂a⁽ᴸ⁾/∂W⁽ᴸ⁾ = a⁽ᴸ⁾. It is a⁽ᴸ⁻¹⁾" in page(window)
    for name in ("chain-of-two", "chain-of-two-frozen"):
        window = example(qtbot, name)
        first, second = window.session.document.network.edges
        select(window, "weight", first.id)
        assert "The post writes ∂W⁽ᴸ⁾/∂a⁽ᴸ⁻¹⁾" in page(window)
        assert "holds only with the a⁽ᴸ⁻¹⁾ of this very pass" in page(window)
        select(window, "weight", second.id)
        assert "∂W⁽ᴸ⁾/∂a⁽ᴸ⁻¹⁾" not in page(window)


def test_the_posts_chain_is_the_products_of_its_factors(qtbot: QtBot) -> None:
    """∂C/∂W⁽ᴸ⁻¹⁾ = a⁽ᴸ⁻²⁾ · W⁽ᴸ⁾ · 2(a⁽ᴸ⁾ − a*): the post's own line, with each factor as the page says it."""
    window = example(qtbot, "chain-of-two-frozen")
    first, second = window.session.document.network.edges
    press(qtbot, window, Qt.Key.Key_PageDown)
    settle(window.session)
    for at in (10, 11):
        arrive(qtbot, window, at)
        moment = window.session.moment
        assert moment is not None
        assert moment.weights[second.id] == second.weight
        value_in, error = moment.shown.activations[first.source], moment.shown.activations[second.target]
        wanted = value_in * moment.weights[second.id] * 2 * (error - moment.shown.targets[second.target])
        select(window, "weight", first.id)
        assert in_full(window, "derivative")[0] == pytest.approx(wanted, rel=1e-12)
        step(qtbot, window)
