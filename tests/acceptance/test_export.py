"""What is taken away from the window: pictures, the history as a table, a page from the printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.cli.main import main
from bpdesk.files.examples import load_example
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.ui.app import new_window
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.dialogs.picture_choice import Ground
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.pictures import PictureFormat
from bpdesk.ui.progress_line import ProgressLine
from bpdesk.ui.theme import LIGHT
from tests.viewers import inked, pdf_bitmaps, pdf_text, svg_image
from tests.windows import arrive, open_window, step, wait, windows_on

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def _clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def export_dialog(window: MainWindow) -> ExportPictureDialog:
    dialog = window.findChild(ExportPictureDialog)
    assert isinstance(dialog, ExportPictureDialog)
    return dialog


def choose_path(window: MainWindow, name: str, path: Path) -> None:
    """Answer a question for a path."""
    dialog = window.findChild(QFileDialog, name)
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_the_network_is_saved_as_svg_from_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 3)
    window.actions_by_name["export_picture"].trigger()
    dialog = export_dialog(window)
    assert dialog.subject_name == "network"
    qtbot.mouseClick(dialog.fields.kinds[PictureFormat.SVG], _LEFT)
    qtbot.mouseClick(dialog.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "figure")
    svg = (tmp_path / "figure.svg").read_text()
    assert window.scene.reading.text("weight", "w") in svg
    assert f"<title>{window.session.document.title}: Network</title>" in svg
    assert "<image" not in svg
    assert 0.02 < inked(svg_image(tmp_path / "figure.svg")) < 0.6


def test_the_button_beside_a_plot_opens_the_dialog_on_that_plot(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 3)
    qtbot.mouseClick(window.weights_plot.header.export, _LEFT)
    dialog = export_dialog(window)
    assert dialog.fields.what.currentText() == "Weights plot"
    qtbot.mouseClick(dialog.fields.kinds[PictureFormat.PDF], _LEFT)
    qtbot.mouseClick(dialog.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "weights")
    assert "iteration" in pdf_text(tmp_path / "weights.pdf")
    assert pdf_bitmaps(tmp_path / "weights.pdf") == []


def test_what_was_saved_is_there_again_and_what_was_cancelled_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    qtbot.mouseClick(window.cost_plot.header.export, _LEFT)
    first = export_dialog(window)
    first.fields.width_field.selectAll()
    qtbot.keyClicks(first.fields.width_field, "123")
    qtbot.mouseClick(first.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "cost")
    wait(qtbot, lambda: window.findChild(ExportPictureDialog) is None)
    window.actions_by_name["export_picture"].trigger()
    again = export_dialog(window)
    assert (again.subject_name, again.fields.width_field.text()) == ("cost", "123")
    again.fields.width_field.selectAll()
    qtbot.keyClicks(again.fields.width_field, "99")
    qtbot.mouseClick(again.cancel_button, _LEFT)
    wait(qtbot, lambda: window.findChild(ExportPictureDialog) is None)
    window.actions_by_name["export_picture"].trigger()
    assert export_dialog(window).fields.width_field.text() == "123"


def test_line_text_legend_and_ground_are_remembered_for_the_next_start_and_a_title_for_its_picture(qtbot: QtBot, tmp_path: Path) -> None:
    kept = tmp_path / "settings"
    kept.mkdir()

    def new() -> MainWindow:
        window = new_window(windows_on(kept, "light"), None)
        qtbot.addWidget(window, before_close_func=lambda each: each.session.close())
        window.show()
        window.session.runs.load_engine()
        wait(qtbot, lambda: window.session.moment is not None)
        return window

    window = new()
    window.commands.step(2)  # a curve of one point has no line
    wait(qtbot, lambda: window.session.playback.newest == 2)
    window.commands.pictures.export("weights")
    dialog = export_dialog(window)
    style = dialog.fields.style_fields
    for field, typed in ((style.line_width, "2.5"), (style.text_size, "9"), (style.title, "Two weights")):
        field.selectAll()
        qtbot.keyClicks(field, typed)
    qtbot.mouseClick(style.legend, _LEFT)
    qtbot.mouseClick(dialog.fields.kinds[PictureFormat.SVG], _LEFT)
    qtbot.mouseClick(dialog.fields.grounds[Ground.TRANSPARENT], _LEFT)
    qtbot.mouseClick(dialog.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "weights")
    svg = (tmp_path / "weights.svg").read_text(encoding="utf-8")
    assert "Two weights" in svg
    assert 'stroke-width="2.5"' in svg
    wait(qtbot, lambda: window.findChild(ExportPictureDialog) is None)
    window.commands.pictures.export("weights")
    assert export_dialog(window).choice.style.title == "Two weights"
    qtbot.mouseClick(export_dialog(window).cancel_button, _LEFT)
    wait(qtbot, lambda: window.findChild(ExportPictureDialog) is None)
    window.commands.pictures.export("cost")
    assert export_dialog(window).choice.style.title == ""
    qtbot.mouseClick(export_dialog(window).cancel_button, _LEFT)
    again = new()
    again.commands.pictures.export("weights")
    choice = export_dialog(again).choice
    assert (choice.style.line_width, choice.style.text_size, choice.style.has_legend) == (2.5, 9, False)
    assert (choice.kind, choice.ground) == (PictureFormat.SVG, Ground.TRANSPARENT)


def test_the_tool_bar_has_the_export(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    bar = window.findChild(QToolBar)
    assert isinstance(bar, QToolBar)
    button = bar.widgetForAction(window.actions_by_name["export_picture"])
    qtbot.mouseClick(button, _LEFT)
    assert export_dialog(window).subject_name == "network"


def test_the_size_of_a_network_is_proposed_for_each_network_anew(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    widths = []
    for name in ("one-weight", "layered"):
        window.session.open(load_example(name), None)
        window.commands.pictures.export_network()
        dialog = export_dialog(window)
        widths.append(float(dialog.fields.width_field.text()))
        qtbot.mouseClick(dialog.fields.kinds[PictureFormat.PDF], _LEFT)
        qtbot.mouseClick(dialog.save_button, _LEFT)
        choose_path(window, "exportPicture.path", tmp_path / name)
        wait(qtbot, lambda: window.findChild(ExportPictureDialog) is None)
    assert widths[0] < widths[1]
    window.commands.pictures.export_network()
    assert export_dialog(window).fields.kinds[PictureFormat.PDF].isChecked()


def test_an_empty_canvas_can_be_looked_at_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    window.session.open(Document(), None)
    window.commands.pictures.export_network()
    qtbot.mouseClick(export_dialog(window).save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "empty")
    assert (tmp_path / "empty.png").exists()


def test_a_dark_window_gives_pictures_for_paper_and_stays_dark(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, theme="dark")
    theme = window.themes.theme
    window.actions_by_name["export_picture"].trigger()
    dialog = export_dialog(window)
    assert dialog.preview.image.pixelColor(1, 1).name().upper() == LIGHT.canvas
    assert window.scene.theme is theme


@pytest.mark.usefixtures("_clipboard")
def test_a_copied_network_carries_image_svg_and_pdf(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.actions_by_name["export_picture"].trigger()
    qtbot.mouseClick(export_dialog(window).copy_button, _LEFT)
    formats = QGuiApplication.clipboard().mimeData().formats()
    assert {"image/svg+xml", "application/pdf"} <= set(formats)
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_history_is_the_one_of_the_command_line(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    save(load_example("xor"), path)
    assert main(["run", str(path), "-n", "7", "--history", str(tmp_path / "expected.csv"), "--quiet"]) == 0
    window = open_window(qtbot, path)
    step(qtbot, window, 7)
    write_history(qtbot, window, tmp_path / "made.csv")
    assert (tmp_path / "made.csv").read_bytes() == (tmp_path / "expected.csv").read_bytes()


def test_the_history_of_a_run_that_diverged_ends_with_its_last_finite_row(qtbot: QtBot, tmp_path: Path) -> None:
    path = Path(__file__).parent.parent / "cases" / "diverge_seed_rate.bpdesk"
    assert main(["run", str(path), "-n", "1000", "--history", str(tmp_path / "expected.csv"), "--quiet"]) == 1
    window = open_window(qtbot, path)
    wait(qtbot, lambda: window.session.playback.run is not None)
    window.session.playback.go_to(1000)
    wait(qtbot, lambda: window.session.playback.run is not None and window.session.playback.run.stop is not None)
    write_history(qtbot, window, tmp_path / "made.csv")
    assert (tmp_path / "made.csv").read_bytes() == (tmp_path / "expected.csv").read_bytes()


def write_history(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.actions_by_name["export_history"].trigger()
    choose_path(window, "exportHistory.path", path)
    wait(qtbot, lambda: not window.commands.history.is_writing)


def long_run(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot)
    window.session.playback.go_to(2_000_000)
    arrive(qtbot, window, 2_000_000)
    return window


def test_a_long_history_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, tmp_path: Path) -> None:
    window = long_run(qtbot)
    window.commands.history.write_to(str(tmp_path / "long.csv"))
    progress = window.findChild(ProgressLine, "historyProgress")
    assert isinstance(progress, ProgressLine)
    wait(qtbot, lambda: progress.bar.value() > 0)
    button = progress.findChild(QToolButton, "historyProgress.cancel")
    assert isinstance(button, QToolButton)
    qtbot.mouseClick(button, _LEFT)
    wait(qtbot, lambda: not window.commands.history.is_writing)
    assert list(tmp_path.iterdir()) == []
    assert window.statusBar().currentMessage() == "long.csv was not written."


def test_steps_go_on_while_a_history_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    window = long_run(qtbot)
    window.commands.history.write_to(str(tmp_path / "long.csv"))
    step(qtbot, window)
    assert window.commands.history.is_writing


def test_closing_the_window_ends_the_writing_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = long_run(qtbot)
    window.commands.history.write_to(str(tmp_path / "long.csv"))
    wait(qtbot, lambda: window.findChild(ProgressLine, "historyProgress").bar.value() > 0)  # type: ignore[union-attr]  # it is there while writing
    window.session.undo_history.mark_clean()
    window.close()
    assert list(tmp_path.iterdir()) == []


def test_a_history_that_cant_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    step(qtbot, window)
    window.commands.history.write_to(str(tmp_path / "gone" / "h.csv"))
    wait(qtbot, lambda: not window.commands.history.is_writing)
    assert "h.csv could not be saved" in window.message.text
    assert "there is no such file or folder" in window.message.text
    assert list(tmp_path.iterdir()) == []


def test_the_network_is_printed_on_one_page_as_shapes_and_text(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    window.actions_by_name["print"].trigger()
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    assert dialog.isVisible()
    file_name = dialog.findChild(QLineEdit, "filename")
    assert isinstance(file_name, QLineEdit)
    file_name.setText(str(tmp_path / "page.pdf"))
    dialog.accept()
    wait(qtbot, lambda: (tmp_path / "page.pdf").exists())
    assert window.scene.reading.text("weight", "w") in pdf_text(tmp_path / "page.pdf")
    assert pdf_bitmaps(tmp_path / "page.pdf") == []


def test_a_print_that_fails_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    window.actions_by_name["print"].trigger()
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFileName(str(tmp_path / "gone" / "page.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert "Not printed" in window.message.text
