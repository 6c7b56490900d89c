"""New documents in the place of the open one: an empty canvas, a layered network."""

from __future__ import annotations

import secrets

from bpdesk.model.document import Document
from bpdesk.ui.dialogs.new_layered import LayeredChoice, NewLayeredDialog
from bpdesk.ui.parts import Parts

_SEEDS_PROPOSED = 10_000


class NewDocuments:
    """Asks first where something would be lost. Remembers, while the window is open, which layered network was made last."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._chosen = LayeredChoice()

    def open_empty(self) -> None:
        """Begin with an empty canvas."""
        self._open(Document())

    def ask_layered(self) -> None:
        """Ask for the sizes of a layered network; another one at random each time."""
        dialog = NewLayeredDialog(self._chosen, secrets.randbelow(_SEEDS_PROPOSED), self._parts.themes.theme, self._parts.window)
        dialog.made.connect(self._take)
        dialog.open()

    def _take(self, document: Document, chosen: LayeredChoice) -> None:
        self._chosen = chosen
        self._open(document)

    def _open(self, document: Document) -> None:
        self._parts.files.before_losing(lambda: self._parts.session.open(document, None))
