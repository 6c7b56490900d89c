"""What a session has done before a run is there, where memory doesn't suffice for it."""

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bpdesk.engine.program import Program, Samples, compile_document
from bpdesk.training.shelf import Shelf
from bpdesk.ui.preparing import prepared
from tests.builders import net
from tests.windows import open_window

MORE_ROWS_THAN_ANY_MEMORY_HOLDS = 1 << 50


def test_more_rows_than_memory_holds_bring_no_run_and_no_exception() -> None:
    document = net("x -> y", rows=1)
    program = compile_document(document)
    assert isinstance(program, Program)
    assert prepared(Shelf(), program, document, 0, 0, None) is not None
    endless = np.broadcast_to(np.zeros((1, 1)), (MORE_ROWS_THAN_ANY_MEMORY_HOLDS, 1))
    vars(program)["train"] = Samples(endless, endless)
    assert prepared(Shelf(), program, document, 0, 0, None) is None


def test_a_document_for_whose_run_memory_does_not_suffice_stays_and_the_window_says_so(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    document = window.session.document
    window.session.runs._arrive(window.session.runs._ticket, None, 0)
    assert window.message.isVisible()
    title = window.message.findChild(QLabel, "message.title")
    assert title is not None
    assert title.text() == "Not enough memory to go on"
    assert window.session.document is document
    assert window.session.moment is None
    assert window.session.document_to_save().network == document.network
    window.session.reshape("Move", lambda each: replace(each, title="again"))
    qtbot.waitUntil(lambda: window.session.moment is not None)
