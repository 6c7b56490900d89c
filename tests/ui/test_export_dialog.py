"""The export dialog: what is chosen is what comes out, and what fails is said with nothing lost."""

import itertools
import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.text import whole
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.dialogs.picture_choice import Ground, PictureChoice, Unit, as_json, from_json
from bpdesk.ui.dialogs.picture_subject import Subject
from bpdesk.ui.picture_style import Paint, PictureStyle
from bpdesk.ui.pictures import PictureFormat, PictureSize, check_size, plot_paint, record_picture
from bpdesk.ui.theme import DARK, LIGHT, Theme
from bpdesk.ui.vector.drawing import Shape
from bpdesk.ui.vector.svg import svg_bytes
from tests.ui.plot_contents import weights_content

Opened = Callable[..., ExportPictureDialog]


def paint_on(theme: Theme, background: QColor | None) -> Paint:
    return plot_paint([weights_content()], theme, background)


def paint_square_on(theme: Theme, background: QColor | None) -> Paint:
    return lambda painter, size: painter.fillRect(QRectF(0, 0, size.width() / 2, size.height()), QColor(theme.accent))


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    """Opens a dialog whose question for a path is answered at once."""

    def make(path: Path | None = None, choice: PictureChoice | None = None, theme: Theme = LIGHT) -> ExportPictureDialog:
        ask = None if path is None else lambda _proposed, _kind, take: take(str(path))
        proposed = choice or PictureChoice()
        subjects = [
            Subject("square", "Square", paint_square_on, lambda theme: theme.canvas, lambda: PictureChoice(50, 50)),
            Subject("weights", "Weights plot", paint_on, lambda theme: theme.panel, lambda: proposed),
        ]
        dialog = ExportPictureDialog(subjects, "weights", theme, "my-", ask)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def retype(field: QLineEdit, typed: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, typed)


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_caption_says_the_whole_size(opened: Opened) -> None:
    assert opened().preview.caption == "90 × 60 mm, 1063 × 709 px at 300 dpi"


def test_it_saves_what_was_chosen_and_adds_the_ending(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "plot")
    with qtbot.waitSignal(dialog.saved) as told:
        press(dialog.save_button)
    assert told.args == [str(tmp_path / "plot.png")]
    png = (tmp_path / "plot.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1063, 709)
    assert QImage.fromData(png).dotsPerMeterX() == 11811
    assert not dialog.isVisible()


def test_the_preview_is_what_comes_out(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "plot.png")
    press(dialog.save_button)
    preview = dialog.preview.image
    saved = QImage.fromData((tmp_path / "plot.png").read_bytes())
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = saved.scaled(preview.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    places = [(x, y) for x in range(0, preview.width(), 3) for y in range(0, preview.height(), 3)]
    apart = sum(abs(preview.pixelColor(x, y).lightness() - scaled.pixelColor(x, y).lightness()) > 96 for x, y in places)
    assert apart / len(places) < 0.01


def test_pixels_are_whole_and_follow_what_is_typed(opened: Opened) -> None:
    dialog = opened()
    dialog.fields.unit.setCurrentText("px")
    assert dialog.choice == PictureChoice(1063, 709, Unit.PIXELS)
    retype(dialog.fields.width_field, "640")
    retype(dialog.fields.height_field, "480")
    assert (dialog.choice.size.width, dialog.choice.size.height) == (640, 480)
    retype(dialog.fields.width_field, "640.5")
    assert dialog.message.text() == "Pixels are whole numbers."


def test_the_resolution_can_be_typed(opened: Opened) -> None:
    dialog = opened()
    dialog.fields.resolution.setEditText("200")
    assert dialog.preview.caption == "90 × 60 mm, 709 × 472 px at 200 dpi"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "“abc” is not a number."),
        ("0", "between 1.4 and 1693.3 mm wide and high, not 0 × 60."),  # 16 and 20 000 px at 300 dpi
        ("100000", f"At 300 dpi a picture is between 1.4 and 1693.3 mm wide and high, not {whole(100_000)} × 60."),
        ("1e999", "is too large"),
        ("1e308", "not 1.00×10³⁰⁸ × 60."),
        ("-90", "not −90 × 60."),
        ("", "Type a number."),
    ],
)
def test_a_size_that_makes_no_picture_is_refused_in_the_dialog(opened: Opened, typed: str, said: str) -> None:
    dialog = opened()
    retype(dialog.fields.width_field, typed or " ")
    assert said in dialog.message.text()
    assert dialog.fields.width_field.property("invalid")
    assert not dialog.fields.height_field.property("invalid")
    assert not dialog.save_button.isEnabled()
    assert not dialog.copy_button.isEnabled()
    check_size(dialog.choice.size)
    retype(dialog.fields.width_field, "80")
    assert dialog.save_button.isEnabled()
    assert not dialog.fields.width_field.property("invalid")
    assert dialog.message.text() == ""


@pytest.mark.parametrize("typed", ["abc", "1e999", "0 dpi", "1e308", "72.5", ""])
def test_a_resolution_that_makes_no_picture_is_refused(opened: Opened, typed: str) -> None:
    dialog = opened()
    dialog.fields.resolution.setEditText(typed)
    assert dialog.message.text()
    assert not dialog.save_button.isEnabled()


@pytest.mark.parametrize(
    ("ground", "corner"),
    [(Ground.WHITE, "#ffffffff"), (Ground.TRANSPARENT, "#00000000"), (Ground.AS_SHOWN, "#ff" + DARK.panel[1:].lower())],
)
def test_the_background_is_as_chosen(opened: Opened, tmp_path: Path, ground: Ground, corner: str) -> None:
    dialog = opened(tmp_path / "plot.png", theme=DARK)
    press(dialog.fields.grounds[ground])
    press(dialog.save_button)
    saved = QImage.fromData((tmp_path / "plot.png").read_bytes())
    assert saved.pixelColor(0, 0).name(QColor.NameFormat.HexArgb) == corner


def test_replacing_a_file_asks_first(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "plot.png"
    path.write_bytes(b"mine")
    dialog = opened(path)
    press(dialog.save_button)
    assert dialog.message.text() == "plot.png is there already."
    assert path.read_bytes() == b"mine"
    press(dialog.replace_button)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_changing_something_takes_the_question_back(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "plot.png").write_bytes(b"mine")
    dialog = opened(tmp_path / "plot.png")
    press(dialog.save_button)
    assert dialog.replace_button.isVisible()
    press(dialog.fields.grounds[Ground.TRANSPARENT])
    assert not dialog.replace_button.isVisible()


def test_a_folder_that_is_gone_is_said_and_the_dialog_stays(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "gone" / "plot.png")
    press(dialog.save_button)
    assert "there is no such file or folder" in dialog.message.text()
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_a_protected_file_stays_as_it_is(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "plot.png"
    path.write_bytes(b"mine")
    path.chmod(0o444)
    dialog = opened(path)
    press(dialog.save_button)
    press(dialog.replace_button)
    assert "protected against writing" in dialog.message.text()
    assert path.read_bytes() == b"mine"


@pytest.mark.usefixtures("clipboard")
def test_copy_puts_the_picture_on_the_clipboard_in_every_form(opened: Opened) -> None:
    dialog = opened()
    press(dialog.copy_button)
    copied = QGuiApplication.clipboard().mimeData()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1063, 709)
    assert ElementTree.fromstring(bytes(copied.data("image/svg+xml").data())).tag.endswith("svg")
    assert bytes(copied.data("application/pdf").data()).startswith(b"%PDF")
    assert dialog.message.text() == "Copied."


@pytest.mark.parametrize(
    ("kind", "typed", "written", "begins"),
    [
        (PictureFormat.PNG, "a", "a.png", b"\x89PNG"),
        (PictureFormat.SVG, "a", "a.svg", b"<?xml"),
        (PictureFormat.PDF, "a.b", "a.b.pdf", b"%PDF"),
        (PictureFormat.PDF, "a.PDF", "a.PDF", b"%PDF"),
        (PictureFormat.SVG, "a.png", "a.svg", b"<?xml"),
    ],
)
def test_each_format_is_written_under_its_ending(
    opened: Opened, tmp_path: Path, kind: PictureFormat, typed: str, written: str, begins: bytes
) -> None:
    dialog = opened(tmp_path / typed)
    press(dialog.fields.kinds[kind])
    press(dialog.save_button)
    assert [path.name for path in tmp_path.iterdir()] == [written]
    assert (tmp_path / written).read_bytes().startswith(begins)


def test_what_the_picture_is_of_can_be_chosen_and_brings_its_size(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "p")
    press(dialog.fields.grounds[Ground.TRANSPARENT])
    dialog.fields.what.setCurrentText("Square")
    assert dialog.fields.width_field.text() == "50"
    assert dialog.fields.grounds[Ground.TRANSPARENT].isChecked()
    press(dialog.save_button)
    saved = QImage.fromData((tmp_path / "p.png").read_bytes())
    assert (saved.width(), saved.height()) == (591, 591)
    assert saved.pixelColor(100, 300).name().upper() == LIGHT.accent
    assert saved.pixelColor(500, 300).alpha() == 0
    assert dialog.subject_name == "square"


def test_each_subject_keeps_its_own_size(opened: Opened) -> None:
    dialog = opened()
    retype(dialog.fields.width_field, "120")
    dialog.fields.what.setCurrentText("Square")
    dialog.fields.what.setCurrentText("Weights plot")
    assert dialog.fields.width_field.text() == "120"
    assert dialog.choices["square"].width == 50


def test_each_subject_keeps_its_own_title(opened: Opened) -> None:
    dialog = opened()
    title = dialog.fields.style_fields.title
    retype(title, "Twenty steps")
    dialog.fields.what.setCurrentText("Square")
    assert title.text() == dialog.choices["square"].style.title == ""
    retype(title, "A square")
    dialog.fields.what.setCurrentText("Weights plot")
    assert title.text() == dialog.choices["weights"].style.title == "Twenty steps"
    assert dialog.choices["square"].style.title == "A square"


def test_a_size_in_inches(opened: Opened) -> None:
    dialog = opened()
    dialog.fields.unit.setCurrentText("in")
    assert dialog.fields.width_field.text() == "3.543"
    retype(dialog.fields.width_field, "2")
    retype(dialog.fields.height_field, "1.5")
    assert dialog.preview.caption == "2 × 1.5 in, 600 × 450 px at 300 dpi"


def test_shapes_need_no_pixels_in_the_caption(opened: Opened) -> None:
    dialog = opened()
    press(dialog.fields.kinds[PictureFormat.SVG])
    assert dialog.preview.caption == "90 × 60 mm, sharp at every scale"


def test_without_an_answer_a_file_dialog_opens_and_its_choice_is_saved(opened: Opened, tmp_path: Path) -> None:
    dialog = opened()
    press(dialog.save_button)
    asked = dialog.findChild(QFileDialog, "exportPicture.path")
    assert isinstance(asked, QFileDialog)
    assert asked.isVisible()
    assert Path(asked.selectedFiles()[0]).name == "my-weights.png"
    asked.fileSelected.emit(str(tmp_path / "chosen"))
    assert (tmp_path / "chosen.png").exists()


def test_the_last_choice_can_be_handed_on(opened: Opened) -> None:
    first = opened()
    retype(first.fields.width_field, "120")
    press(first.fields.grounds[Ground.TRANSPARENT])
    again = opened(choice=first.choice)
    assert again.fields.width_field.text() == "120"
    assert again.fields.grounds[Ground.TRANSPARENT].isChecked()
    assert again.preview.caption == first.preview.caption


def test_cancel_writes_nothing(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "plot.png")
    press(dialog.cancel_button)
    assert not dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_lines_text_title_and_legend_change_the_picture_and_are_checked(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(choice=PictureChoice(600, 400, Unit.PIXELS, 96))
    style = dialog.fields.style_fields
    before = dialog.preview.image
    images = [before]
    for field, typed in ((style.line_width, "4"), (style.text_size, "18"), (style.title, "Twenty steps")):
        retype(field, typed)
        images.append(dialog.preview.image)
    assert all(one != other for one, other in itertools.pairwise(images))
    assert dialog.choice.style == PictureStyle(4, 18, "Twenty steps")
    for field, typed, said in ((style.line_width, "0", "Lines are between"), (style.text_size, "1e9", "Text is between")):
        retype(field, typed)
        assert said in dialog.message.text()
        assert not dialog.save_button.isEnabled()
        retype(field, "8")
    assert dialog.save_button.isEnabled()
    svg = svg_bytes(dialog._drawing, None, "")
    assert b"Twenty steps" in svg


def test_a_heavier_line_is_heavier_and_text_grows_alone(qtbot: QtBot) -> None:
    def paint(painter: QPainter, size: QSizeF) -> None:
        painter.setPen(QPen(QColor("black"), 2))
        painter.drawLine(QPointF(0, size.height() / 2), QPointF(size.width(), size.height() / 2))

    size = PictureSize(300, 100)
    for width, text_size in ((1.5, 12.0), (3.0, 12.0), (1.5, 24.0), (0.75, 6.0)):
        [mark] = record_picture(paint, size, PictureStyle(width, text_size)).marks
        assert isinstance(mark, Shape)
        assert mark.pen is not None
        assert mark.pen.widthF() == pytest.approx(2 * width / 1.5)
        assert mark.path.boundingRect().width() == pytest.approx(300)


def test_numbers_lie_beside_the_picture_and_are_not_overwritten_unasked(opened: Opened, tmp_path: Path) -> None:
    dialog = opened(tmp_path / "w.svg", PictureChoice(kind=PictureFormat.SVG))
    dialog._subject = replace(dialog._subject, table=lambda: "iteration,w\n0,1.0\n")
    dialog.fields.style_fields.offer(legend=True, table=True)
    dialog.fields.style_fields.table.click()
    (tmp_path / "w.csv").write_text("mine", encoding="utf-8")
    press(dialog.save_button)
    assert dialog.message.text() == "w.csv is there already."
    assert not (tmp_path / "w.svg").exists()
    press(dialog.replace_button)
    assert (tmp_path / "w.csv").read_text(encoding="utf-8") == "iteration,w\n0,1.0\n"
    assert (tmp_path / "w.svg").exists()


def test_what_is_remembered_reads_back_and_nonsense_is_passed_over() -> None:
    choice = PictureChoice(
        dpi=150, ground=Ground.TRANSPARENT, kind=PictureFormat.PDF, style=PictureStyle(2, 14, "", False), writes_table=True
    )
    assert from_json(json.loads(json.dumps(as_json(choice)))) == choice
    for nonsense in ({}, {"dpi": "x"}, {**as_json(choice), "dpi": 0}, {**as_json(choice), "text": 1e9}, {**as_json(choice), "ground": 3}):
        assert from_json(nonsense) == PictureChoice()
