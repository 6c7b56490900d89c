"""Tables in and out of the real window: a look before anything changes, one step to undo, and messages for what is none."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMessageBox, QPushButton, QTableView, QTableWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.store import load, save
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.dialogs.import_table import ImportTableDialog
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import LONG, activate, open_window, press, settle, step, type_into, type_over, wait

CONTROL = Qt.KeyboardModifier.ControlModifier
WAITING = "Reading…"
FLOWERS = "length;width;kind\n1,5;2;red\n3;?;blue\n5;6;red\n7;8;green\n9;8;blue\n"


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def _drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle = QPointF(window.rect().center())
    copy, button, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(middle.toPoint(), copy, data, button, no_key))
    QApplication.sendEvent(window, QDropEvent(middle, copy, data, button, no_key))


def _dialog(qtbot: QtBot, window: MainWindow, path: Path) -> ImportTableDialog:
    _drop(window, path)
    wait(qtbot, lambda: any(each.isVisible() and each.told.text() not in ("", WAITING) for each in window.findChildren(ImportTableDialog)))
    return window.findChildren(ImportTableDialog)[-1]


def _take(qtbot: QtBot, window: MainWindow, dialog: ImportTableDialog) -> None:
    button = dialog.findChild(QPushButton, "importTable.take")
    assert button is not None
    before = window.session.document
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.session.document is not before)
    settle(window.session)
    activate(qtbot, window)


def test_a_dropped_table_is_shown_and_then_makes_a_network_that_trains(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = window.session.document
    (tmp_path / "flowers.csv").write_text(FLOWERS, encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "flowers.csv")
    assert window.session.document is before
    assert [dialog.delimiter.currentText(), dialog.decimal.currentText()] == ["Semicolon", "Comma  1,5"]
    assert dialog.header.isChecked()
    assert "row 2 of width" in dialog.told.text()
    columns = dialog.findChild(QTableView, "importTable.columns")
    rows = dialog.findChild(QTableWidget, "importTable.rows")
    assert columns is not None
    assert isinstance(rows, QTableWidget)
    assert [columns.model().index(row, 1).data() for row in range(3)] == ["numbers", "numbers, 3 different", "3 classes"]
    first = rows.item(0, 0)
    assert first is not None
    assert first.text() == "1.5"
    qtbot.mouseClick(dialog.gaps, Qt.MouseButton.LeftButton, pos=QPoint(10, dialog.gaps.height() // 2))
    _take(qtbot, window, dialog)
    document = window.session.document
    assert document.data is not None
    assert (document.title, len(document.data.train), len(document.network.outputs)) == ("flowers", 4, 3)
    step(qtbot, window)


def test_a_network_made_for_a_table_is_a_new_document_and_leaves_the_old_file_alone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.bpdesk"
    save(window.session.document, path)
    window.files.open(path)
    wait(qtbot, lambda: window.session.path == path and window.session.moment is not None)
    type_over(qtbot, window, Place("weight", "w"), "5")
    settle(window.session)
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4,5,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    button = dialog.findChild(QPushButton, "importTable.take")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.findChild(QMessageBox, "unsaved") is not None)
    question = window.findChild(QMessageBox, "unsaved")
    assert question is not None
    assert "mine.bpdesk" in question.text()
    qtbot.mouseClick(question.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    settle(window.session)
    assert window.session.document.title == "t"
    assert window.isWindowModified()
    window.actions_by_name["save"].trigger()
    assert window.findChild(QFileDialog, "saveDocument") is not None
    assert load(path).network.edges[0].weight == -23.1


def test_rows_with_gaps_say_which_row_and_column_steps_wait_for(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = "".join(f"{row};;red\n" for row in range(7))
    (tmp_path / "flowers.csv").write_text(FLOWERS + lines, encoding="utf-8")
    _take(qtbot, window, _dialog(qtbot, window, tmp_path / "flowers.csv"))
    told = "Step waits: row 2: value of width is missing; row 6: value of width is missing, and 6 more."
    wait(qtbot, lambda: window.statusBar().currentMessage().startswith(told))
    assert not window.actions_by_name["step"].isEnabled()


@pytest.mark.parametrize("is_argument", [True, False])
def test_a_table_that_is_opened_as_a_document_is_offered_for_import(qtbot: QtBot, tmp_path: Path, is_argument: bool) -> None:
    path = tmp_path / "flowers.csv"
    path.write_text(FLOWERS, encoding="utf-8")
    window = open_window(qtbot, path if is_argument else None, loads_engine=False)
    if not is_argument:
        window.actions_by_name["open"].trigger()
        asked = window.findChild(QFileDialog, "openDocument")
        assert asked is not None
        asked.fileSelected.emit(str(path))
        asked.reject()
    wait(qtbot, lambda: any(each.isVisible() for each in window.findChildren(ImportTableDialog)))
    assert window.message.text == ""
    for dialog in window.findChildren(ImportTableDialog):
        dialog.reject()


def test_a_table_that_is_none_is_told_until_another_can_be_read(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "bin.csv").write_bytes(bytes(range(256)))
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4,5,6\n", encoding="utf-8")
    _drop(window, tmp_path / "bin.csv")
    wait(qtbot, lambda: "bin.csv can't be imported" in window.message.text)
    _dialog(qtbot, window, tmp_path / "t.csv").reject()
    assert window.message.text == ""


def test_points_between_thousands_are_shown_as_what_they_are(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x;y\n1.234,5;2\n3.500;4\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.decimal.currentText() == "Comma  1.234,5"
    assert [dialog.rows.item(row, 0).text() for row in range(2)] == ["1234.5", "3500.0"]  # type: ignore[union-attr]  # they are there
    _choose(dialog.decimal, "Comma  1,5")
    wait(qtbot, lambda: '"1.234,5" has another decimal sign, or thousands sign, than the table' in dialog.told.text())
    dialog.reject()


def test_another_choice_of_layout_is_shown_at_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x;y\n1,5;2\n3,5;4\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    _choose(dialog.decimal, "Point  1.5")
    wait(qtbot, lambda: "decimal sign" in dialog.told.text() or "not a number" in dialog.told.text())
    assert not dialog.take.isEnabled()
    _choose(dialog.decimal, "Comma  1,5")
    wait(qtbot, dialog.take.isEnabled)
    dialog.reject()


def _choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))


DIGITS = "\n".join(
    [",".join([*(f"p{place}" for place in range(8)), "digit"])]
    + [",".join([*(str((row % 4 == place % 4) * 16) for place in range(8)), str(row % 4)]) for row in range(60)]
)


def test_pictures_of_digits_become_a_network_with_an_output_for_each_that_learns_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "digits.csv").write_text(DIGITS, encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "digits.csv")
    columns = dialog.findChild(QTableView, "importTable.columns")
    assert columns is not None
    assert columns.model().index(8, 3).data() == "targets, an output for each of 4 classes"
    type_into(qtbot, dialog.hidden, "6", Qt.Key.Key_Tab)
    _take(qtbot, window, dialog)
    network = window.session.document.network
    assert [sum(node.kind == kind for node in network.nodes) for kind in ("input", "hidden", "output")] == [8, 6, 4]
    assert {node.activation for node in network.outputs} == {"softmax"}
    window.side.panel.bring_forward(window.side.data)
    press(qtbot, window, Qt.Key.Key_F5)
    accuracy = window.findChild(QLabel, "data.accuracy")
    assert accuracy is not None
    wait(qtbot, lambda: accuracy.text().endswith("(60 of 60)".replace(" ", "\N{NO-BREAK SPACE}")))
    press(qtbot, window, Qt.Key.Key_F5)


def test_what_becomes_of_a_column_is_chosen_with_a_click(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4,5,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert "2 inputs, 1 output." in dialog.told.text()
    view = dialog.findChild(QTableView, "importTable.columns")
    assert view is not None
    cell = view.model().index(1, 3)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(cell).center())
    box = view.findChild(QComboBox, "importTable.use")
    assert box is not None
    assert [box.itemText(place) for place in range(box.count())] == [
        "left out",
        "input",
        "target",
        "targets, an output for each of 2 classes",
    ]
    qtbot.keyClick(box.view(), Qt.Key.Key_Up)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    wait(qtbot, lambda: cell.data() == "left out")
    assert "1 input, 1 output." in dialog.told.text()
    dialog.reject()


def test_a_table_does_not_wait_for_the_engine(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    arrived: list[bool] = []
    busy = Event()
    window.session.thread_of_engine.do(lambda: busy.wait(LONG / 1e3), arrived.append)
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.take.isEnabled()
    assert arrived == []
    busy.set()
    settle(window.session)
    dialog.reject()


def test_what_was_read_under_an_earlier_choice_no_longer_counts(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x;y\n1,5;2\n3,5;4\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    for words in ("Point  1.5", "Comma  1,5", "Point  1.5", "Comma  1,5"):
        _choose(dialog.decimal, words)
        assert not dialog.take.isEnabled()
    wait(qtbot, dialog.take.isEnabled)
    assert "2 rows, 2 columns" in dialog.told.text()
    dialog.reject()


@pytest.mark.parametrize("text", ["value\n1\n\n2\n", "1\n2\n3\n", "red\nblue\nred\n"])
def test_one_column_can_not_be_a_network(window: MainWindow, qtbot: QtBot, tmp_path: Path, text: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.told.text() == "A network needs at least one input and one output."
    assert not dialog.take.isEnabled()
    dialog.reject()


def _pick(qtbot: QtBot, view: QTableView, row: int, words: str) -> None:
    """Choose what becomes of a column, with a click and keys."""
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(row, 3)).center())
    box = view.findChild(QComboBox, "importTable.use")
    assert box is not None
    while box.view().currentIndex().data() != words:
        before = box.view().currentIndex()
        qtbot.keyClick(box.view(), Qt.Key.Key_Up)
        assert box.view().currentIndex() != before
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)


def test_a_bad_cell_is_marked_and_its_column_can_be_left_out(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,c\n" + "1,2,3\n" * 40 + "4,x?,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.told.text() == 'Line 42, column "b": "x?" is not a number. Mend it in the file, or let the column be left out.'
    assert not dialog.take.isEnabled()
    rows, view = dialog.findChild(QTableWidget, "importTable.rows"), dialog.findChild(QTableView, "importTable.columns")
    assert isinstance(rows, QTableWidget)
    assert view is not None
    marked, head = rows.item(3, 1), rows.verticalHeaderItem(3)
    assert marked is not None
    assert head is not None
    assert (head.text(), marked.text(), marked.toolTip()) == ("41", "x?", "This can't be read as a number.")
    assert marked.background().color() != rows.item(0, 1).background().color()  # type: ignore[union-attr]  # it is there
    assert rows.visualItemRect(marked).intersects(rows.viewport().rect())
    _pick(qtbot, view, 1, "left out")
    wait(qtbot, dialog.take.isEnabled)
    _take(qtbot, window, dialog)
    document = window.session.document
    assert document.data is not None
    assert [node.label for node in (*document.network.inputs, *document.network.outputs)] == ["a", "c"]
    assert len(document.data.train) == 41


def _shown_rows(dialog: ImportTableDialog) -> list[str]:
    """The numbers of the rows in the preview, with a star for each cell that is marked."""
    rows = dialog.findChild(QTableWidget, "importTable.rows")
    assert isinstance(rows, QTableWidget)
    found = []
    for line in range(rows.rowCount()):
        items = [rows.item(line, place) for place in range(rows.columnCount())]
        marked = sum(bool(item.toolTip()) for item in items if item is not None)
        found.append(rows.verticalHeaderItem(line).text() + "*" * marked)
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"1e999,2\n-0.0,5e-324\ninf,3\n{'1' * 20_000},4\n", ["1*", "2", "3*", "4*"]),
        ("inf,2\n" + "1,2\n" * 9, ["1*", "2", "3", "4", "5", "6"]),
        ("1,2\n" * 9 + "inf,x\n1,y\n2,3\n", ["1", "2", "3", "10**", "11*", "12"]),
        ("1,2\n" * 9 + "inf,2\n" * 9, ["1", "2", "3", "10*", "11*", "12*", "13*", "14*", "15*"]),
    ],
)
def test_bad_cells_are_previewed_with_the_rows_around_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, text: str, shown: list[str]
) -> None:
    (tmp_path / "t.csv").write_text(f"a,b\n{text}", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert _shown_rows(dialog) == shown
    dialog.reject()


def test_a_column_of_text_that_is_left_out_is_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("date,y\n2020-01-01,1\n2020-01-02,2\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    told = "Left out, as it holds text and not numbers: date. “Becomes” can make text targets, an output for each class."
    assert dialog.told.text() == f"A network needs at least one input and one output. {told}"
    view = dialog.findChild(QTableView, "importTable.columns")
    assert view is not None
    _pick(qtbot, view, 1, "left out")
    assert dialog.told.text() == f"No column of the table is used. {told}"
    dialog.reject()
    (tmp_path / "t.csv").write_text("a,price,x,y\n50%,€3,1,2\n60%,€4,3,4\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.take.isEnabled()
    assert "Left out, as they hold text and not numbers: a, price." in dialog.told.text()
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "choice", "value"),
    [
        ('"1,234",5\n"2,345",6\n', "Point 1,234.5", "1234.0"),
        ("1.5,2\n" * 300 + '"1,234",5\n', "Point 1,234.5", "1.5"),
        ('1,2\n"1,5",2\n', "Comma 1,5", "1.0"),
    ],
)
def test_the_decimal_sign_that_reads_a_column_is_named(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, text: str, choice: str, value: str
) -> None:
    (tmp_path / "t.csv").write_text(f"a,b\n{text}", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.told.text().endswith(f"Choose “{choice}” as decimal sign to read it, or let the column be left out.")
    _choose(dialog.decimal, choice.replace(" ", "  "))
    wait(qtbot, dialog.take.isEnabled)
    rows = dialog.findChild(QTableWidget, "importTable.rows")
    assert isinstance(rows, QTableWidget)
    assert rows.item(0, 0).text() == value  # type: ignore[union-attr]  # it is there
    dialog.reject()


def test_where_no_decimal_sign_reads_a_column_none_is_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\n1.5,2\n"1,5",2\n', encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.told.text().endswith("than the table. Mend it in the file, or let the column be left out.")
    dialog.reject()


def test_a_table_that_leaves_inputs_empty_makes_a_network_unless_wished_otherwise(qtbot: QtBot, tmp_path: Path) -> None:
    save(net("k x -> y", rows=[[1, 2, 3]]), tmp_path / "open.bpdesk")
    window = open_window(qtbot, tmp_path / "open.bpdesk")
    (tmp_path / "t.csv").write_text("a,b,y\n1,2,3\n4,5,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.into.currentText() == "A new network that fits"
    _choose(dialog.into, "The network that is open")
    assert dialog.told.text() == "2 rows, 3 columns. Nothing feeds k, x: Step will wait for their values."
    assert dialog.take.isEnabled()
    dialog.reject()
    (tmp_path / "t.csv").write_text("x,k,y\n1,2,3\n4,5,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    assert dialog.into.currentText() == "The network that is open"
    assert dialog.told.text() == "2 rows, 3 columns."
    dialog.reject()


@pytest.mark.parametrize(("typed", "told"), [("100000-5000", "too many"), ("8, x", "Type the sizes")])
def test_sizes_of_layers_that_can_not_be_are_told(window: MainWindow, qtbot: QtBot, tmp_path: Path, typed: str, told: str) -> None:
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4,5,6\n", encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    type_into(qtbot, dialog.hidden, typed, Qt.Key.Key_Tab)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: told in dialog.told.text())
    type_into(qtbot, dialog.hidden, "8, 4", Qt.Key.Key_Tab)
    _take(qtbot, window, dialog)
    assert len(window.session.document.network.edges) == 2 * 8 + 8 * 4 + 4


def test_a_table_that_is_too_large_is_refused_before_it_is_read(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(2**40)
    _drop(window, tmp_path / "huge.csv")
    wait(qtbot, lambda: window.message.text == "huge.csv can't be imported larger than 64 MiB. Nothing was changed.")


def test_more_than_a_document_holds_is_refused_before_anything_changes(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = window.session.document
    (tmp_path / "t.csv").write_text("a,kind\n" + "".join(f"0,k{row % 100}\n" for row in range(150_000)), encoding="utf-8")
    dialog = _dialog(qtbot, window, tmp_path / "t.csv")
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: "Nothing was changed." in dialog.told.text())
    assert "values would be too many: a document holds at most" in dialog.told.text()
    assert window.session.document is before
    dialog.reject()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"x,y\n", "no row below it"),
        (b",,\n", "no rows"),
        (b"x,y\n1,2\n3\n", "Line 3: 1 value for 2 columns"),
        (b"x;y\n1,5;2\n1.5;3\n", "another decimal sign"),
        (b"x,y\n1e999,2\n3,4\n", "is not finite"),
        (b"PK\x03\x04\x00\x00", "binary"),
        (b"\xff\xfeab\x00", "damaged UTF-16"),
    ],
)
def test_what_is_no_table_is_told_and_changes_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    before = window.session.document
    _drop(window, tmp_path / "t.csv")
    wait(qtbot, lambda: reason in window.message.text or any(reason in each.told.text() for each in window.findChildren(ImportTableDialog)))
    assert window.session.document is before
    for dialog in window.findChildren(ImportTableDialog):
        assert not dialog.take.isEnabled()
        dialog.reject()


def test_rows_are_saved_as_csv_and_come_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.commands.data.exporting.write_to(tmp_path / "rows.csv", "train")
    wait(qtbot, (tmp_path / "rows.csv").exists)
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "a⁽ᴸ⁻¹⁾,a⁽ᴸ⁾\n5.7,50.1\n"
    window.commands.data.exporting.write_to(tmp_path, "train")
    wait(qtbot, lambda: "could not be saved" in window.message.text)
