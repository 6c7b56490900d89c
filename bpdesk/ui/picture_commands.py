"""The dialogs that save, copy and print the window's pictures, and what is remembered of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from bpdesk.text import tr
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.dialogs.picture_choice import PictureChoice, as_json, from_json
from bpdesk.ui.parts import Parts
from bpdesk.ui.picture_subjects import network_figure, subjects_of
from bpdesk.ui.printing import ask_print
from bpdesk.ui.theme import LIGHT

_KEY = "pictures"


class PictureCommands:
    """Remembers what was exported last, while the window is open, and how, also for the next start."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._choice = from_json(parts.preferences.kept(_KEY))
        self._sizes: dict[str, PictureChoice] = {}
        self._titles: dict[str, str] = {}
        self._last = "network"

    def export_last(self) -> None:
        """Open the dialog on what it was of the last time."""
        self._open(self._last)

    def export_network(self) -> None:
        self._open("network")

    def export(self, name: str) -> None:
        """Open it on the plot, the chart or the derivation of that name."""
        self._open(name)

    def print_network(self) -> None:
        """Ask for a printer, and print the network on one page."""
        figure = network_figure(self._parts, LIGHT)
        name = self._parts.session.document.title or tr("Network")
        ask_print(figure.paint, figure.extent, name, self._parts.window, self._tell_not_printed)

    def _tell_not_printed(self) -> None:
        self._parts.message.tell("problem", tr("Not printed"), tr("The printer or the file for the print can't be written to."))

    def _open(self, name: str) -> None:
        subjects = subjects_of(self._parts, self._remembered)
        name = name if any(subject.name == name for subject in subjects) else "network"
        dialog = ExportPictureDialog(subjects, name, self._parts.themes.theme, self._stem(), parent=self._parts.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._remember(dialog))
        dialog.saved.connect(lambda path: self._parts.window.statusBar().showMessage(tr("Saved {name}.", name=path), 6000))
        dialog.open()

    def _remember(self, dialog: ExportPictureDialog) -> None:
        """The format for all; a size where it was chosen: what was only proposed may suit another network less."""
        self._last, self._choice = dialog.subject_name, dialog.choice
        self._parts.preferences.keep(_KEY, as_json(self._choice))
        for name, chosen in dialog.choices.items():
            proposed, self._titles[name] = dialog.proposed[name], chosen.style.title
            if proposed.sized_as(chosen) != proposed:
                self._sizes[name] = chosen

    def _remembered(self, subject: str, size: PictureChoice) -> PictureChoice:
        """What was chosen last, with that subject's own size and title."""
        choice = self._choice.sized_as(self._sizes.get(subject, size))
        return replace(choice, style=replace(choice.style, title=self._titles.get(subject, "")))

    def _stem(self) -> str:
        """How the names of files begin that are proposed."""
        path = self._parts.session.path
        return "" if path is None else f"{path.with_suffix('')}-"
