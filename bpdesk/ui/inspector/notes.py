"""A document's notes: shown as Markdown without fetching anything that they name, and typed as plain text."""

import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.form import push_button
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import is_typing

_LONGEST_TYPESET = 12_000
"""Characters: Qt takes Markdown made to be odd in the square of its length, so what is longer is shown as it was typed."""
_LONGEST_SHOWN = 30_000
_BETWEEN_PARAGRAPHS = 8
_FEATURES = QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectCommonMark


class NotesView(QTextBrowser):
    """Shows Markdown. Pictures and links that it names are neither fetched nor followed."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing comes from a disk or from the net because a document says so."""
        return None


class NotesEditor(QPlainTextEdit):
    """Takes Markdown as plain text."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_typing(event):
            event.accept()
            return True
        return super().event(event)


class Notes(QWidget):
    """The notes, and a button that turns to typing them and back."""

    notes_typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.editor = NotesView(self), NotesEditor(self)
        self.view.setObjectName("inspector.notes")
        self.view.setAccessibleName(tr("Notes"))
        self.view.setOpenLinks(False)
        self.view.setFont(fonts.font(13))
        self.editor.setObjectName("inspector.notes.editor")
        self.editor.setAccessibleName(tr("Notes as Markdown"))
        self.editor.setToolTip(tr("Plain Markdown: # heading, *slanted*, **bold**, - list"))
        self.editor.setFont(fonts.font(13))
        self.editor.setTabChangesFocus(True)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.editor)
        self._turn = push_button("", "inspector.notes.edit", "", self)
        self._turn.clicked.connect(self._edit_or_take)
        self._notes: str | None = None
        self._lay_out()
        self._show_button()
        self.show_theme(theme)

    @property
    def is_typing(self) -> bool:
        return self._pages.currentWidget() is self.editor

    def show_notes(self, notes: str) -> None:
        if notes == self._notes:
            return
        self._notes = notes
        if len(notes) <= _LONGEST_TYPESET:
            self.view.document().setMarkdown(notes, _FEATURES)
            _space_paragraphs(self.view.document())
        else:
            self.view.setPlainText(notes if len(notes) <= _LONGEST_SHOWN else notes[:_LONGEST_SHOWN] + "…")
        self.view.setPlaceholderText(tr("Notes on this network. Press Edit to write some."))
        if self.is_typing and not self.editor.document().isModified():
            self.editor.setPlainText(notes)

    def commit(self) -> None:
        """Take what is being typed."""
        if self.is_typing and self.editor.document().isModified():
            self.editor.document().setModified(False)
            self.notes_typed.emit(_as_document_takes_it(self.editor.toPlainText()))

    def forget(self) -> None:
        """Leave the notes as they were."""
        self._notes = None
        self._pages.setCurrentWidget(self.view)
        self.editor.clear()
        self._show_button()

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QTextBrowser {{ background: transparent; border: none; color: {theme.text}; }}"
            f"QPlainTextEdit {{ background: {theme.field}; color: {theme.text}; border: 1px solid {theme.field_border};"
            " border-radius: 5px; padding: 4px; }"
            f"QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; padding: 3px; }}"
        )

    def _edit_or_take(self) -> None:
        if self.is_typing:
            self.commit()
            self._pages.setCurrentWidget(self.view)
        else:
            self.editor.setPlainText(self._notes or "")
            self._pages.setCurrentWidget(self.editor)
            self.editor.setFocus()
        self._show_button()

    def _show_button(self) -> None:
        self._turn.setText(tr("Done") if self.is_typing else tr("Edit"))
        self._turn.setToolTip(tr("Take these notes") if self.is_typing else tr("Type the notes, as plain Markdown"))
        self._turn.setAccessibleName(tr("Take the notes") if self.is_typing else tr("Edit the notes"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout()
        row.addWidget(self._turn)
        row.addStretch(1)
        column.addLayout(row)


def _space_paragraphs(document: QTextDocument) -> None:
    """Markdown comes without the space between paragraphs that it is read with."""
    cursor, block = QTextCursor(document), document.begin()
    cursor.beginEditBlock()
    while block.isValid():
        cursor.setPosition(block.position())
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(_BETWEEN_PARAGRAPHS)
        cursor.mergeBlockFormat(spaced)
        block = block.next()
    cursor.endEditBlock()


def _as_document_takes_it(text: str) -> str:
    """Without the characters that no document holds: controls but line breaks and tabs, halves of surrogate pairs."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
