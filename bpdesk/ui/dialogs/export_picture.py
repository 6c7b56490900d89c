"""The dialog that saves a picture, or copies it: choose what and how, with the result in view all the time."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bpdesk.files.faults import FileError
from bpdesk.files.store import write_atomically
from bpdesk.text import one_line, tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs.picture_choice import PictureChoice
from bpdesk.ui.dialogs.picture_clipboard import copy_picture
from bpdesk.ui.dialogs.picture_fields import PictureFields
from bpdesk.ui.dialogs.picture_path import AskPath, file_dialog, with_ending
from bpdesk.ui.dialogs.picture_preview import PicturePreview
from bpdesk.ui.dialogs.picture_subject import Subject, theme_on
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.ink import ink
from bpdesk.ui.pictures import record_picture, render
from bpdesk.ui.theme import Theme


class ExportPictureDialog(QDialog):
    """Saves or copies a picture of one of the subjects.

    `choices` holds what was chosen last for each that was looked at, to be handed to the next dialog, `proposed` what was proposed.
    """

    saved = Signal(str)

    def __init__(
        self,
        subjects: Sequence[Subject],
        chosen: str,
        theme: Theme,
        stem: str = "",
        ask_path: AskPath | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportPicture")
        self.setWindowTitle(tr("Export picture"))
        self._subjects, self._theme, self._stem = tuple(subjects), theme, stem
        self._subject = next(each for each in subjects if each.name == chosen)
        self.proposed: dict[str, PictureChoice] = {}
        self.choices: dict[str, PictureChoice] = {}
        self._propose()
        self._ask_path = ask_path or file_dialog(self)
        self._waiting_path = ""
        self.preview = PicturePreview(theme, self)
        self.fields = PictureFields([each.title for each in subjects], self._subjects.index(self._subject), self.choice, theme, self)
        self._make_message()
        self._make_buttons()
        self._lay_out()
        self.fields.subject_chosen.connect(self._take_subject)
        self.fields.choice_changed.connect(self._show_choice)
        self.fields.refused.connect(self._show_refusal)
        self._offer_style()
        self._show_choice(self.choice)

    @property
    def choice(self) -> PictureChoice:
        """What is chosen for the subject that is shown."""
        return self.choices[self._subject.name]

    @property
    def subject_name(self) -> str:
        return self._subject.name

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        try:
            copy_picture(self._drawing, self.choice.size, self._background, self._subject.heading)
        except ValueError as refusal:
            self._show_message(str(refusal), self._theme.problem)
        else:
            self._show_message(tr("Copied."), self._theme.muted)

    def ask_where(self) -> None:
        """Ask for a path and save there."""
        self._ask_path(f"{self._stem}{self._subject.name}", self.choice.kind, self._save_at)

    def _save_at(self, typed: str) -> None:
        path = with_ending(typed, self.choice.kind)
        there = next((each for each in (path, self._table_path(path)) if each and os.path.exists(each)), "")
        if there:
            self._waiting_path = path
            self._show_message(tr("{name} is there already.", name=one_line(Path(there).name)), self._theme.text)
            self.replace_button.show()
        else:
            self._write(path)

    def _replace(self) -> None:
        self._write(self._waiting_path)

    def _write(self, path: str) -> None:
        self.replace_button.hide()
        try:
            write_atomically(path, render(self._drawing, self.choice.size, self._background, self.choice.kind, self._subject.heading))
        except FileError as failure:
            self._show_message(tr("Not saved. {reason}", reason=failure), self._theme.problem)
        except ValueError as refusal:
            self._show_message(str(refusal), self._theme.problem)
        else:
            self._write_table(path)

    def _write_table(self, path: str) -> None:
        """The numbers behind what has been saved there, if they were asked for."""
        table = self._table_path(path)
        try:
            if table and self._subject.table is not None:
                write_atomically(table, self._subject.table().encode("utf-8"))
        except FileError as failure:
            name = one_line(Path(path).name)
            self._show_message(tr("{name} is saved, its numbers are not. {reason}", name=name, reason=failure), self._theme.problem)
        else:
            self.saved.emit(path)
            self.accept()

    def _table_path(self, path: str) -> str:
        """Where the numbers behind the picture go, if they were asked for."""
        return str(Path(path).with_suffix(".csv")) if self.choice.writes_table and self._subject.table is not None else ""

    def _take_subject(self, index: int) -> None:
        self._subject = self._subjects[index]
        self._propose()
        self._offer_style()
        self.fields.take_own_of(self.choice)

    def _propose(self) -> None:
        name = self._subject.name
        if name not in self.choices:
            self.choices[name] = self.proposed[name] = self._subject.propose()

    def _offer_style(self) -> None:
        self.fields.style_fields.offer(legend=self._subject.paint_bare_on is not None, table=self._subject.table is not None)

    def _show_choice(self, choice: PictureChoice) -> None:
        self.choices[self._subject.name] = choice
        paint, self._background = self._subject.painting(self._theme, choice.ground, has_legend=choice.style.has_legend)
        self._drawing = record_picture(paint, choice.size, choice.style, theme_on(self._theme, choice.ground))
        self.preview.show_picture(self._drawing, choice.size, self._background, choice.caption)
        self._show_message("", self._theme.text)
        self._allow(True)

    def _show_refusal(self, reason: str) -> None:
        self._show_message(reason, self._theme.problem)
        self._allow(False)

    def _allow(self, allowed: bool) -> None:
        self.save_button.setEnabled(allowed)
        self.copy_button.setEnabled(allowed)

    def _show_message(self, message: str, colour: str) -> None:
        self.replace_button.hide()
        self.message.setText(message)
        ink(self.message, colour)

    def _make_message(self) -> None:
        self.message = QLabel(self)
        self.message.setObjectName("exportPicture.message")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setFont(fonts.font(13))
        self.replace_button = self._button("exportPicture.replace", tr("Replace it"), tr("Save over the file that is there"), self._replace)
        self.replace_button.hide()

    def _make_buttons(self) -> None:
        self.copy_button = self._button("exportPicture.copy", tr("Copy"), tr("Copy the picture to the clipboard"), self.copy)
        self.copy_button.setIcon(icon("copy", self._theme, IN_BUTTONS))
        self.copy_button.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
        self.cancel_button = self._button("exportPicture.cancel", tr("Cancel"), tr("Close without saving"), self.reject)
        self.save_button = self._button("exportPicture.save", tr("Save…"), tr("Choose where to save the picture"), self.ask_where)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)

    def _button(self, object_name: str, label: str, tool_tip: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(label, self)
        button.setObjectName(object_name)
        button.setToolTip(tool_tip)
        button.setAccessibleName(tool_tip)
        button.setFont(fonts.font(13))
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.windowTitle(), self)
        title.setFont(fonts.font(17, fonts.SEMIBOLD))
        right = _stacked(self.fields, self.message, self.replace_button)
        middle, below = QHBoxLayout(), QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.preview, 1)
        middle.addLayout(right)
        below.addWidget(self.copy_button)
        below.addStretch(1)
        below.addWidget(self.cancel_button)
        below.addSpacing(10)
        below.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(16)
        whole.addWidget(title)
        whole.addLayout(middle, 1)
        whole.addLayout(below)
        self.resize(1000, 600)


def _stacked(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch(1)
    return column
