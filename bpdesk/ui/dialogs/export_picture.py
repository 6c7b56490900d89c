"""The dialog that saves a picture, or copies it: choose size, resolution and ground, with the result in view all the time."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bpdesk.files.faults import FileError, one_line
from bpdesk.files.store import write_atomically
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs.picture_choice import Ground, PictureChoice
from bpdesk.ui.dialogs.picture_fields import PictureFields
from bpdesk.ui.dialogs.picture_path import AskPath, file_dialog, with_ending
from bpdesk.ui.dialogs.picture_preview import PicturePreview
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.pictures import Paint, png_bytes, render_image
from bpdesk.ui.theme import LIGHT, Theme

PaintOn = Callable[[Theme, QColor | None], Paint]


class ExportPictureDialog(QDialog):
    """Saves what `paint_on(theme, background)` paints. `choice` is what was chosen last, to be handed to the next dialog."""

    saved = Signal(str)

    def __init__(
        self,
        paint_on: PaintOn,
        name: str,
        theme: Theme,
        choice: PictureChoice | None = None,
        ask_path: AskPath | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportPicture")
        self.setWindowTitle(tr("Export picture"))
        self.choice = choice or PictureChoice()
        self._paint_on, self._theme = paint_on, theme
        self._ask_path = ask_path or file_dialog(name, self)
        self._waiting_path = ""
        self.preview = PicturePreview(theme, self)
        self.fields = PictureFields(self.choice, theme, self)
        self._make_message()
        self._make_buttons()
        self._lay_out()
        self.fields.choice_changed.connect(self._show_choice)
        self.fields.refused.connect(self._show_refusal)
        self._show_choice(self.choice)

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        image = self._image()
        if image is not None:
            QGuiApplication.clipboard().setImage(image)
            self._show_message(tr("Copied."), self._theme.muted)

    def ask_where(self) -> None:
        """Ask for a path and save there."""
        self._ask_path(self._save_at)

    def _save_at(self, typed: str) -> None:
        path = with_ending(typed)
        if os.path.exists(path):
            self._waiting_path = path
            self._show_message(tr("{name} is there already.", name=one_line(Path(path).name)), self._theme.text)
            self.replace_button.show()
        else:
            self._write(path)

    def _replace(self) -> None:
        self._write(self._waiting_path)

    def _write(self, path: str) -> None:
        self.replace_button.hide()
        image = self._image()
        if image is None:
            return
        try:
            write_atomically(path, png_bytes(image))
        except FileError as failure:
            self._show_message(tr("Not saved. {reason}", reason=failure), self._theme.problem)
            return
        self.saved.emit(path)
        self.accept()

    def _image(self) -> QImage | None:
        paint, background = self._painting()
        try:
            return render_image(paint, self.choice.size, background)
        except ValueError as refusal:
            self._show_message(str(refusal), self._theme.problem)
            return None

    def _painting(self) -> tuple[Paint, QColor | None]:
        theme = self._theme if self.choice.ground is Ground.AS_SHOWN else LIGHT
        grounds = {Ground.WHITE: QColor(LIGHT.canvas), Ground.TRANSPARENT: None, Ground.AS_SHOWN: QColor(theme.panel)}
        background = grounds[self.choice.ground]
        return self._paint_on(theme, background), background

    def _show_choice(self, choice: PictureChoice) -> None:
        self.choice = choice
        paint, background = self._painting()
        self.preview.show_picture(paint, choice.size, background, choice.caption)
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
        self.message.setStyleSheet(f"color: {colour}")

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
        self.resize(960, 540)


def _stacked(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch(1)
    return column
