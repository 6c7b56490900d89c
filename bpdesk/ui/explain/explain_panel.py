"""The Explain page: what is selected, derived in symbols and with the numbers of the shown moment.

Numbers and simple formulas are there at once; what has to be typeset follows, one formula a turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.explain.formula import Ref
from bpdesk.explain.page import Page, PageKind, Section, Words, brief, page
from bpdesk.explain.reach import reached_at
from bpdesk.explain.situation import Situation
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.section_view import SectionView
from bpdesk.ui.inspector.heading import Heading
from bpdesk.ui.scrolled import scrolled
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_FAST = 5.0
_BETWEEN_SECTIONS = 18
_NEXT = "step"
_SECTIONS = {"mean": "batch", "update": _NEXT, "cost": "derivative", "slope": "derivative", "sum": "derivative", "value_in": "derivative"}


class ExplainPanel(QWidget):
    """Shows the page about a selection. What is pointed at goes out as Refs, what is clicked as one."""

    pointed = Signal(object)
    chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self._session, self._theme = session, theme
        self._typesetter = Typesetter()
        self.page: Page | None = None
        self.heading = Heading(theme, "explain.heading", self)
        self._views: list[SectionView] = []
        self._sections: tuple[Section, ...] = ()
        self._digits = 4
        self._hides_next = False
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 14, 20, 16)
        self._column.setSpacing(_BETWEEN_SECTIONS)
        self._column.addWidget(self.heading)
        self._column.addStretch(1)
        self._area = scrolled(content, self)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._typeset_next)

    @property
    def text(self) -> str:
        """The whole page as plain text."""
        return "\n".join((self.heading.text, *(view.text for view in self._views if not view.isHidden())))

    def section(self, name: str) -> SectionView | None:
        """The view of that section, where the page has it."""
        return next((view for view in self._views if not view.isHidden() and view.objectName() == f"explain.{name}"), None)

    def show_selection(self, shown: Shown, selection: Selection) -> None:
        """Show what is selected, as it is at that moment."""
        run, moment = self._session.playback.run, shown.moment
        kind = _kind(shown, selection)
        if run is None or moment is None:
            self._show_words(self._why_not())
        elif kind is None:
            self._show_words(tr("Several things are selected. Select one weight, bias or node to see where its numbers come from."))
        else:
            make = brief if self._is_fast else page
            self._show_page(make(_situation(shown.document, run, moment), *kind), shown.digits)

    def light(self, refs: Iterable[Ref]) -> None:
        """Light what stands for those things."""
        lit = tuple(refs)
        for view in self._views:
            view.light(lit)

    def hide_next(self, hidden: bool) -> None:
        """Keep what the next step will show out of sight, while the person is asked for it."""
        self._hides_next = hidden
        self._lay_out_sections()

    def bring_into_view(self, key: str) -> None:
        """Scroll to the line of `cost`, `slope`, `sum`, `value_in` (the derivative), `mean` (the batch) or `update`."""
        view = self.section(_SECTIONS.get(key, key)) or self.section("derivative") or self.section("delta")
        if view is not None:
            self._area.ensureWidgetVisible(view)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.heading.show_theme(theme)
        for view in self._views:
            view.show_theme(theme)

    def commit_typing(self) -> bool:
        """Nothing is typed here."""
        return True

    @property
    def _is_fast(self) -> bool:
        playback = self._session.playback
        return playback.is_running and playback.speed > _FAST

    def _why_not(self) -> str:
        if not self._session.can_run:
            return tr("The derivative of what is selected, with its numbers. It appears once the network can run.")
        return tr("The engine is loading. The derivation of what is selected comes with it.")

    def _show_words(self, words: str) -> None:
        self._show_page(None, 4, (Section("words", "", (Words(words, quiet=True),)),))

    def _show_page(self, shown: Page | None, digits: int, sections: tuple[Section, ...] = ()) -> None:
        self.page = shown
        self.heading.show_text("" if shown is None else shown.heading, "" if shown is None else shown.symbol)
        self.heading.setVisible(shown is not None)
        self._sections, self._digits = sections if shown is None else shown.sections, digits
        self._lay_out_sections()

    def _lay_out_sections(self) -> None:
        self._typesetter.forget_due()
        sections = [section for section in self._sections if not (self._hides_next and section.name == _NEXT)]
        while len(self._views) < len(sections):
            self._add_view()
        for view, section in zip(self._views, sections, strict=False):
            view.show_section(section, self._digits)
            view.show()
        for view in self._views[len(sections) :]:
            view.hide()
        self._go_on()

    def _add_view(self) -> None:
        view = SectionView(self._typesetter, self._theme, self)
        view.pointed.connect(self.pointed)
        view.pointed.connect(self.light)
        view.chosen.connect(self.chosen)
        self._views.append(view)
        self._column.insertWidget(self._column.count() - 1, view)

    def _typeset_next(self) -> None:
        self._typesetter.do_next()
        if not self._typesetter.is_due:
            for view in self._views:
                if not view.isHidden():
                    view.lay_out()
        self._go_on()

    def _go_on(self) -> None:
        if self._typesetter.is_due and not self._is_fast:
            self._turns.start()
        else:
            self._turns.stop()


def _situation(document: Document, run: Run, moment: Moment) -> Situation:
    """All of the iteration that begins at the moment; the engine is loaded where there is a run."""
    from bpdesk.engine.observation import iteration_after

    return Situation.of(document, iteration_after(run.engine, run.regime_at(moment.iteration), moment), reached_at(moment))


def _kind(shown: Shown, selection: Selection) -> tuple[PageKind, str] | None:
    """What the page is about: the cost where nothing is selected, None where several things are."""
    if selection.primary is None:
        return None if selection.nodes or selection.edges else ("cost", "")
    kind, identifier = selection.primary
    if kind == "target":
        return "node", identifier
    node = shown.document.network.node_by_id.get(identifier)
    if kind == "bias" and (node is None or node.bias is None):
        return ("node", identifier) if node is not None else ("cost", "")
    kinds: dict[str, PageKind] = {"weight": "weight", "bias": "bias", "node": "node", "input": "input"}
    return kinds[kind], identifier
