"""A line to type a value in: what is taken, what stays with its reason, what a moment that goes on may not overwrite."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpdesk.model.catalogue import optimizer_entry
from bpdesk.text import read_number
from bpdesk.ui.value_field import Read, ValueField, not_negative, or_none, whole_number, within

MOMENTUM = optimizer_entry("momentum").settings[0]
EPSILON = optimizer_entry("adam").settings[2]


@pytest.fixture
def field(qtbot: QtBot) -> ValueField:
    field = ValueField("Rate", "rate", read=not_negative, tip="How far")
    qtbot.addWidget(field)
    field.show()
    field.show_value(0.5)
    return field


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (not_negative, "0", 0.0),
        (within(MOMENTUM), "1/2", 0.5),
        (within(EPSILON), "1e-300", 1e-300),
        (whole_number(0, 2**63 - 1), "9223372036854775807", 2**63 - 1),
        (whole_number(1, 10), "1e1", 10),
        (or_none(read_number), "  ", None),
        (or_none(read_number), "0,25", 0.25),
    ],
)
def test_what_is_read(read: Read, typed: str, value: object) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    ("read", "typed", "told"),
    [
        (not_negative, "-1e-9", "below 0"),
        (within(MOMENTUM), "1", "at least 0 and below 1"),
        (within(EPSILON), "0", "above 0"),
        (whole_number(0, 2**63 - 1), "9223372036854775808", "from 0 to 9223372036854775807"),
        (whole_number(1, 10), "2.5", "whole number"),
        (whole_number(1, 10), "²", "not a number"),
        (read_number, "", "Type a number"),
    ],
)
def test_what_is_refused(read: Read, typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read(typed)


def test_enter_takes_a_number_once(field: ValueField, qtbot: QtBot) -> None:
    told: list[object] = []
    field.value_typed.connect(told.append)
    field.selectAll()
    qtbot.keyClicks(field, "3/4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.commit()
    assert told == [0.75]


def test_the_same_number_typed_again_is_no_edit(field: ValueField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.value_typed):
        field.selectAll()
        qtbot.keyClicks(field, "0,50")
        assert field.commit()
    assert field.text() == "0.5"


def test_what_is_being_typed_is_not_overwritten(field: ValueField, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "7")
    field.show_value(0.25)
    assert field.text() == "7"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.25"


def test_a_refusal_by_the_model_keeps_what_was_typed(field: ValueField, qtbot: QtBot) -> None:
    field.value_typed.connect(lambda value: field.refuse("Not now."))
    field.selectAll()
    qtbot.keyClicks(field, "9")
    assert not field.commit()
    assert (field.text(), field.reason, field.toolTip()) == ("9", "Not now.", "Not now.")
    field.put_back()
    assert (field.text(), field.reason, field.toolTip()) == ("0.5", "", "How far")
