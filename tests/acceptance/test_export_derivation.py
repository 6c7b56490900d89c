"""The derivation taken away from the window: the page about what is selected, the whole iteration, with the preview of what comes out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.text import number
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.dialogs.picture_choice import Ground
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.pictures import PictureFormat
from bpdesk.ui.theme import DARK, LIGHT
from tests.acceptance.test_export import choose_path, export_dialog
from tests.viewers import inked, pdf_bitmaps, pdf_image, pdf_text, svg_image
from tests.windows import open_window, press, settle, step, type_into

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot)
    step(qtbot, window, 1)
    window.scene.select("weight", "w")
    window.side.show_explanation()
    settle(window.session)
    return window


def ask(window: MainWindow, what: str) -> ExportPictureDialog:
    """Choose that in the menu of the Explain page's Export."""
    button = window.findChild(QToolButton, "explain.export")
    assert isinstance(button, QToolButton)
    action = button.findChild(QAction, f"explain.export.{what}")
    assert isinstance(action, QAction)
    action.trigger()
    return export_dialog(window)


@pytest.mark.parametrize("kind", list(PictureFormat))
def test_the_page_about_a_weight_is_saved_in_every_format(window: MainWindow, qtbot: QtBot, tmp_path: Path, kind: PictureFormat) -> None:
    dialog = ask(window, "derivation")
    assert dialog.fields.what.currentText() == "Derivation"
    qtbot.mouseClick(dialog.fields.kinds[kind], _LEFT)
    assert inked(dialog.preview.image) > 0.01
    qtbot.mouseClick(dialog.save_button, _LEFT)
    out = tmp_path / f"page{kind.value}"
    choose_path(window, "exportPicture.path", out)
    if kind is PictureFormat.PDF:
        assert "How the cost changes with" in pdf_text(out)
        assert "−198" in pdf_text(out)  # δ = 2 (5.7 · (−8.594754) − 50.1) = −198.2
        assert pdf_bitmaps(out) == []
        assert inked(pdf_image(out)) > 0.01
    elif kind is PictureFormat.SVG:
        assert "How the cost changes with" in out.read_text(encoding="utf-8")
        assert inked(svg_image(out)) > 0.01
    else:
        assert out.stat().st_size > 5_000


def test_the_iteration_worked_out_fits_the_size_that_is_typed_and_the_preview_is_the_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ask(window, "iteration")
    assert dialog.subject_name == "iteration"
    for field, length in ((dialog.fields.width_field, "105"), (dialog.fields.height_field, "148")):
        type_into(qtbot, field, length, Qt.Key.Key_Tab)
    assert dialog.preview.caption.startswith("105 × 148 mm")
    qtbot.mouseClick(dialog.fields.kinds[PictureFormat.SVG], _LEFT)
    preview = dialog.preview.image.copy()
    preview.setDevicePixelRatio(1)
    qtbot.mouseClick(dialog.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "a6")
    drawn = svg_image(tmp_path / "a6.svg").scaled(QSize(preview.width(), preview.height()), mode=Qt.TransformationMode.SmoothTransformation)
    places = [(x, y) for x in range(2, preview.width() - 2, 3) for y in range(2, preview.height() - 2, 3)]
    apart = sum(abs(drawn.pixelColor(x, y).lightness() - preview.pixelColor(x, y).lightness()) > 110 for x, y in places)
    assert apart / len(places) < 0.02
    assert "iteration 2 worked out" in (tmp_path / "a6.svg").read_text(encoding="utf-8")


def test_it_is_for_paper_unless_it_is_wanted_as_shown(qtbot: QtBot) -> None:
    window = open_window(qtbot, theme="dark")
    step(qtbot, window, 1)
    window.commands.pictures.export("derivation")
    dialog = export_dialog(window)
    assert dialog.preview.image.pixelColor(1, 1).name().upper() == LIGHT.canvas
    qtbot.mouseClick(dialog.fields.grounds[Ground.AS_SHOWN], _LEFT)
    assert dialog.preview.image.pixelColor(1, 1).name().upper() == DARK.panel.upper()
    assert inked(dialog.preview.image) > 0.01


def test_no_picture_tells_what_predict_asks_for(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_F9)
    settle(window.session)
    window.commands.pictures.export("derivation")
    dialog = export_dialog(window)
    offered = [dialog.fields.what.itemText(place) for place in range(dialog.fields.what.count())]
    assert "Derivation" in offered
    assert "Iteration worked out" not in offered
    assert "Landscape" not in offered
    qtbot.mouseClick(dialog.copy_button, _LEFT)
    svg = bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data()).decode()
    assert number(-8.594754) in svg
    assert number(-1129.6) not in svg  # the gradient: 2 · 5.7 · (5.7 · (−8.594754) − 50.1)
    QGuiApplication.clipboard().clear()
