"""What the pages of the inspector share: a form under a heading, the moment they show, and edits that may be refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from bpdesk.model.document import Document
from bpdesk.model.undo import UndoHistory
from bpdesk.text import NOT_YET, exact, number
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.form import Form, value_label
from bpdesk.ui.inspector.heading import Heading
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.scrolled import scrolled
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField


class Page(QWidget):
    """A page on one kind of selection; `show_selection` of each page says what it shows."""

    def __init__(self, session: Session, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.session = session
        self.form = Form(theme, self)
        scrolled(self.form, self)
        self._subject: tuple[UndoHistory, object] | None = None
        self.heading = Heading(theme, f"{object_name}.heading", self)
        self.form.add_wide(self.heading)

    def begin(self, subject: object) -> None:
        """What was typed or refused for another subject, or in another document, is not for this one."""
        now = (self.session.undo_history, subject)
        if now != self._subject:
            self._subject = now
            self.forget_typing()

    @property
    def is_of_open_document(self) -> bool:
        """Whether what was typed belongs to the document that is open."""
        return self._subject is not None and self._subject[0] is self.session.undo_history

    @property
    def is_there(self) -> bool:
        """Whether the node or edge that the page shows is still in the network; several things are looked for by their edit."""
        if not self.is_of_open_document or self._subject is None:
            return False
        network, shown = self.session.document.network, self._subject[1]
        return not isinstance(shown, str) or shown in network.node_by_id or shown in network.edge_by_id

    def forget_typing(self) -> None:
        """Put back what stood in each field."""
        self.form.forget_reasons()
        for field in self.findChildren(ValueField):
            field.put_back()

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read."""
        return all(field.commit() for field in self.findChildren(ValueField))

    def show_theme(self, theme: Theme) -> None:
        self.form.show_theme(theme)
        self.heading.show_theme(theme)

    def value(self, caption: str, object_name: str, tip: str) -> QLabel:
        """A row with a computed number."""
        label = value_label(object_name, caption, self)
        label.setToolTip(tip)
        self.form.add(caption, label)
        return label

    def reshape(self, field: QWidget, text: str, edit: Callable[..., Document], *arguments: object) -> None:
        """Make an edit of the shape, or say below the field why not. What an undo or another document has taken away has none."""
        if not self.is_there:
            return
        self.refuse(field, "")
        self.session.reshape(text, unless_refused(edit, lambda reason: self.refuse(field, reason)), *arguments)

    def refuse(self, field: QWidget, reason: str) -> None:
        if isinstance(field, ValueField):
            field.refuse(reason)
        else:
            self.form.show_reason(field, reason)


def show_computed(label: QLabel, value: float | None, shown: Shown) -> None:
    """A computed number, short in the label and in full in its tooltip."""
    label.setText(NOT_YET if value is None else number(value, shown.digits))
    label.setToolTip(NOT_YET if value is None else exact(value))
