"""What the Explain page has to do with the rest of its window: the canvas it lights, the clipboard, files, the table of the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu

from bpdesk.explain.formula import Ref
from bpdesk.explain.page import Page, page
from bpdesk.explain.situation import Situation
from bpdesk.explain.solution import solution
from bpdesk.explain.writing import page_latex, page_text, section_latex, section_text
from bpdesk.explain.written_out import page_written_out
from bpdesk.export.worked_solution import latex_document, markdown_document
from bpdesk.files.faults import FileError
from bpdesk.files.store import write_atomically
from bpdesk.text import tr
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import node_kind
from bpdesk.ui.dialogs.picture_clipboard import copy_picture
from bpdesk.ui.explain.check_dialog import CheckDialog
from bpdesk.ui.explain.current import current
from bpdesk.ui.explain.explain_panel import ExplainPanel
from bpdesk.ui.explain.follower import subject_of
from bpdesk.ui.explain.page_picture import page_pdf, recorded, size_of
from bpdesk.ui.file_dialogs import ask_to_save
from bpdesk.ui.message_bar import EXPORTING, MessageBar
from bpdesk.ui.session import Session
from bpdesk.ui.theme import LIGHT

if TYPE_CHECKING:
    from bpdesk.explain.page import Section

_FILTERS = (("pdf", "PDF document (*.pdf)"), ("tex", "LaTeX document (*.tex)"), ("md", "Markdown (*.md)"))


class ExplainDesk(QObject):
    """Of one window."""

    wanted = Signal()
    """The page is to come forward."""
    picture_wanted = Signal(str)
    """The `derivation` or the `iteration` is to be saved as a picture."""

    def __init__(self, panel: ExplainPanel, scene: NetworkScene, session: Session, window: QMainWindow, message: MessageBar) -> None:
        super().__init__(window)
        self._panel, self._scene, self._session, self._window = panel, scene, session, window
        self._message = message
        panel.pointed.connect(self._light_canvas)
        panel.chosen.connect(self._select)
        panel.copy_wanted.connect(self.copy)
        panel.check_wanted.connect(self.check_all)
        panel.export_wanted.connect(self._export)
        scene.pointed.connect(self._light_page)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each of its actions."""
        return {"check_all": self.check_all, "export_solution": self.ask_where}

    def fill_canvas_menu(self, menu: QMenu, nodes: Sequence[str], edges: Sequence[str]) -> None:
        """An entry that explains the one thing that is selected."""
        if len(nodes) + len(edges) == 1:
            action = menu.addAction(tr("Explain"))
            action.setObjectName("canvas.menu.explain")
            action.triggered.connect(lambda _checked=False: self.wanted.emit())

    def check_all(self) -> None:
        """Open the table of all derivatives beside their central differences."""
        run, moment = self._session.playback.run, self._session.moment
        if run is not None and moment is not None:
            dialog = CheckDialog(self._session, run, moment, self._panel.digits, self._window)
            dialog.chosen.connect(self._select)
            dialog.open()

    def copy(self, form: str, section: Section | None) -> None:
        """Put the page, or one section of it, on the clipboard."""
        shown, digits = self._panel.page, self._panel.digits
        if shown is None:
            return
        if form == "picture":
            drawing = recorded(shown if section is None else section, digits, LIGHT)
            copy_picture(drawing, size_of(drawing), None, shown.heading)
        elif form == "latex":
            self._copy_text(page_latex(shown, digits) if section is None else section_latex(section, digits))
        else:
            self._copy_text(page_text(shown, digits) if section is None else section_text(section, digits))

    def ask_where(self) -> None:
        """Ask for a path, and write the iteration worked out; the ending chooses how."""
        if self._session.moment is None:
            return
        path = self._session.path
        proposed = "iteration.pdf" if path is None else f"{path.with_suffix('')}-iteration.pdf"
        filters, title = ";;".join(tr(label) for _, label in _FILTERS), tr("Save the worked solution")
        dialog = ask_to_save(self._window, "exportSolution.path", title, proposed, filters, "pdf", self.write_to)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))

    def worked_out(self) -> Page | None:
        """The shown iteration as a whole; None while nothing is computed."""
        situation = self._situation()
        if situation is None:
            return None
        found = solution(situation, situation.document.title or self._session.name)
        return page_written_out(found) if self._panel.writes_terms else found

    def derived(self) -> Page | None:
        """The page about what is selected on the canvas, about the cost where that isn't one thing."""
        situation = self._situation()
        if situation is None:
            return None
        found = page(situation, *(subject_of(situation.network, self._scene.choice) or ("cost", "")))
        return page_written_out(found) if self._panel.writes_terms else found

    def write_to(self, typed: str) -> None:
        """Write the shown iteration: LaTeX for .tex, Markdown for .md, else PDF."""
        worked = self.worked_out()
        if worked is None:
            return
        digits, path = self._panel.digits, Path(typed)
        made: dict[str, Callable[[], bytes]] = {
            ".tex": lambda: latex_document(worked, digits).encode(),
            ".md": lambda: markdown_document(worked, digits).encode(),
        }
        try:
            write_atomically(path, made.get(path.suffix.lower(), lambda: page_pdf(worked, digits))())
        except FileError as failure:
            told = tr("{reason}.", reason=failure.reason)
            self._message.tell_problem(tr("{name} could not be saved", name=path.name), told, EXPORTING)
        else:
            self._message.settle(EXPORTING)
            self._window.statusBar().showMessage(tr("Saved {name}.", name=path.name), 6000)

    def _export(self, what: str) -> None:
        if what == "solution":
            self.ask_where()
        else:
            self.picture_wanted.emit(what)

    def _situation(self) -> Situation | None:
        run, moment = self._session.playback.run, self._session.moment
        return None if run is None or moment is None else current(self._session.document, run, moment)

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.statusBar().showMessage(tr("Copied."), 3000)

    def _light_canvas(self, refs: tuple[Ref, ...]) -> None:
        self._scene.spotlight([(ref.kind, ref.id) for ref in refs])

    def _light_page(self, kind: str, identifier: str) -> None:
        if kind == "weight":
            self._panel.light([Ref("weight", identifier)])
        else:
            self._panel.light([Ref(each, identifier) for each in ("node", "delta", "bias", "target")] if kind else [])

    def _select(self, ref: Ref) -> None:
        network = self._scene.network
        if ref.kind in ("weight", "bias"):
            self._scene.select(ref.kind, ref.id)
        elif ref.id in network.node_by_id:
            self._scene.select(node_kind(network, ref.id), ref.id)


def _ending(chosen: str) -> str:
    return next(ending for ending, label in _FILTERS if tr(label) == chosen)
