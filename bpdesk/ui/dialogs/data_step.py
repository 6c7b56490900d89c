"""The frame of a small dialog that makes one edit of the data: a form, a preview of what comes of it, a button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr
from bpdesk.ui.form import Form, plain_label
from bpdesk.ui.theme import Theme

Edit = Callable[[Document], Document]
_WIDTH = 430


class DataStepDialog(QDialog):
    """`taken` brings the edit. A subclass adds fields to `form`, and says what they make: `edit` and `preview_words`."""

    taken = Signal(object)

    def __init__(self, name: str, title: str, act: str, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self.form = Form(theme, self)
        self.preview = plain_label("", self)
        self.preview.setObjectName(f"{name}.preview")
        self.preview.setWordWrap(True)
        self.preview.setContentsMargins(20, 0, 20, 0)
        self.act = QPushButton(act, self)
        self.act.setObjectName(f"{name}.act")
        self.act.setProperty("primary", True)
        self.act.setDefault(True)
        self.act.clicked.connect(self._take)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.setContentsMargins(20, 0, 20, 0)
        buttons.addButton(self.act, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 16)
        column.setSpacing(8)
        for widget in (self.form, self.preview, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)

    def edit(self) -> Edit:
        """What the fields ask for; ValueError with a sentence where they can't be read."""
        raise NotImplementedError

    def preview_words(self) -> str:
        """What comes of it; Refusal or ValueError with a sentence where nothing does."""
        raise NotImplementedError

    def show_preview(self) -> None:
        """Say what will come of it, or why it can't be done."""
        try:
            self.preview.setText(self.preview_words())
        except (Refusal, ValueError) as reason:
            self.preview.setText(str(reason))
            self.act.setEnabled(False)
            self.act.setToolTip(str(reason))
        else:
            self.act.setEnabled(True)
            self.act.setToolTip(tr("One step, which can be undone"))

    def _take(self) -> None:
        self.taken.emit(self.edit())
        self.accept()
