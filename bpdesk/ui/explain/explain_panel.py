"""The Explain page: what is selected, derived in symbols and with the numbers of the shown moment.

Numbers and simple formulas are there at once; what has to be typeset follows, one formula a turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import ValueKind
from bpdesk.explain.formula import Ref
from bpdesk.explain.page import Page, PageKind, Section, Words, brief, number_of_paths, page, with_section
from bpdesk.explain.situation import Situation
from bpdesk.explain.written_out import leaves_out, page_written_out
from bpdesk.text import tr
from bpdesk.text import whole as whole_number
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.explain.checking import Checking
from bpdesk.ui.explain.follower import Follower, subject_of
from bpdesk.ui.explain.section_view import SectionView
from bpdesk.ui.explain.situations import Situations
from bpdesk.ui.explain.tool_row import ToolRow
from bpdesk.ui.explain.turns import Turns
from bpdesk.ui.inspector.heading import Heading
from bpdesk.ui.scrolled import scrolled
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_FAST = 5.0
_BETWEEN_SECTIONS = 18
_NEXT = "step"
_BROUGHT_IN: Mapping[ValueKind, tuple[str, ...]] = {
    "pre_activation": ("forward",), "activation": ("forward",), "cost": ("sample",), "delta": ("delta",),
    "weight_gradient": ("batch", "derivative"), "bias_gradient": ("batch", "derivative"), "weight": (_NEXT,), "bias": (_NEXT,),
}  # fmt: skip
"""The section of a page that tells of each kind of value; the first that the page has."""
_DERIVED = ("derivative", "delta", "forward", "sample")
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "mean": ("batch", *_DERIVED), "update": (_NEXT,), "sample": ("sample",), "forward": ("forward",),
    "cost": _DERIVED, "slope": _DERIVED, "sum": _DERIVED, "value_in": _DERIVED,
}  # fmt: skip
"""Where the line of each key may stand; the first section that the page has."""


class ExplainPanel(QWidget):
    """Shows the page about a selection. What is pointed at goes out as Refs, what is clicked as one."""

    pointed = Signal(object)
    chosen = Signal(object)
    copy_wanted = Signal(str, object)
    """As what, and the section, or None for the page."""
    check_wanted = Signal()
    export_wanted = Signal(str)
    """The `derivation` or the `iteration` as a picture, or the `solution`."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self._session, self._theme = session, theme
        self.turns = Turns(session.thread_of_engine, self)
        self.turns.ended.connect(self._take_formulas)
        self._typesetter = self.turns.typesetter
        self.page: Page | None = None
        self.digits = 4
        self.heading = Heading(theme, "explain.heading", self)
        self.views: list[SectionView] = []
        self._sections: tuple[Section, ...] = ()
        self._writes_paths = False
        self.writes_terms = False
        self._follower = Follower()
        self._again: Callable[[], None] = lambda: None
        self._checking = Checking(session, self)
        self._checking.arrived.connect(lambda: self._again())
        self._situations = Situations(session, self)
        self._situations.found.connect(lambda: self._again())
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 14, 20, 16)
        self._column.setSpacing(_BETWEEN_SECTIONS)
        self._column.addWidget(self.heading)
        self._tools = self._tool_row()
        self._column.addWidget(self._tools)
        self._column.addStretch(1)
        self._area = scrolled(content, self)

    @property
    def text(self) -> str:
        """The whole page as plain text."""
        return "\n".join((self.heading.text, *(view.text for view in self.views if not view.isHidden())))

    def section(self, name: str) -> SectionView | None:
        """The view of that section, where the page has it."""
        return next((view for view in self.views if not view.isHidden() and view.objectName() == f"explain.{name}"), None)

    def show_selection(self, shown: Shown, selection: Selection) -> None:
        """Show what is selected, as it is at that moment; within an iteration what is in work, until something is selected there."""
        self._again = lambda: self.show_selection(shown, selection)
        run, moment = self._session.playback.run, shown.moment
        kind = subject_of(shown.document.network, selection)
        self.digits = shown.digits
        if moment is not None:
            kind = self._follower.kind(moment, selection, kind)
        if run is None or moment is None:
            self._show_words(self._why_not())
        elif kind is None:
            self._show_words(tr("Several things are selected. Select one weight, bias or node to see where its numbers come from."))
        else:
            situation = self._situations.of(shown.document, run, moment)
            if situation is None:
                self._show_words(self._situations.why_not())
                return
            self._show_situation(situation, run, moment, *kind)
            if self._follower.came_to is not None:
                self._show_newest(self._follower.came_to)

    def _show_situation(self, situation: Situation, run: Run, moment: Moment, kind: PageKind, identifier: str) -> None:
        if self._is_fast:
            self._show_page(brief(situation, kind, identifier))
            return
        self._tools.show_asked(moment.is_asked)
        whole = page(situation, kind, identifier, with_paths=self._writes_paths)
        self._tools.show_paths(number_of_paths(situation, kind, identifier))
        self._tools.show_terms(leaves_out(whole), self.writes_terms)
        whole = page_written_out(whole) if self.writes_terms else whole
        check = self._checking.section(run, situation, whole)
        self._show_page(whole if check is None else with_section(whole, check), _about_before(moment, kind, identifier))

    def light(self, refs: Iterable[Ref]) -> None:
        """Light what stands for those things."""
        lit = tuple(refs)
        for view in self.views:
            view.light(lit)

    def bring_into_view(self, key: str) -> None:
        """Scroll to the line of a mistake (see `hand.mistake.Place`), and lay a ground under it."""
        view = next((found for name in _SECTIONS.get(key, (key,)) if (found := self.section(name)) is not None), None)
        if view is not None:
            self._scroll_to(view, view.point_out(key))

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.heading.show_theme(theme)
        for view in self.views:
            view.show_theme(theme)

    def commit_typing(self) -> bool:
        """Nothing is typed here."""
        return True

    @property
    def _is_fast(self) -> bool:
        playback = self._session.playback
        return playback.is_running and playback.speed > _FAST

    def _why_not(self) -> str:
        if not self._session.runs.can_run:
            return tr("The derivative of what is selected, with its numbers. It appears once the network can run.")
        return tr("The engine is loading. The derivation of what is selected comes with it.")

    def _tool_row(self) -> ToolRow:
        tools = ToolRow(self)
        tools.paths_wanted.connect(self._write_paths)
        tools.terms_wanted.connect(self._write_terms)
        tools.copy_wanted.connect(lambda form: self.copy_wanted.emit(form, None))
        tools.check_wanted.connect(self.check_wanted)
        tools.export_wanted.connect(self.export_wanted)
        return tools

    def _write_paths(self, on: bool) -> None:
        self._writes_paths = on
        self._again()
        self._scroll_to(self.section("paths"))

    def _write_terms(self, on: bool) -> None:
        self.writes_terms = on
        self._again()

    def _scroll_to(self, view: SectionView | None, line: float = 0.0) -> None:
        """Have it begin at the top, once it has found its place; a line that is so far down in view."""
        if view is not None:
            bar, first = self._area.verticalScrollBar(), view is self.views[0]
            lower = max(0.0, line - self._area.viewport().height() / 2)
            QTimer.singleShot(0, view, lambda: bar.setValue(round(lower) + (0 if first else view.y() - _BETWEEN_SECTIONS)))

    def _show_newest(self, came: ValueKind) -> None:
        """Have the section that tells of it begin at the top."""
        self._scroll_to(next((view for name in _BROUGHT_IN[came] if (view := self.section(name)) is not None), None))

    def _show_words(self, words: str) -> None:
        self._show_page(None, (Section("words", "", (Words(words, quiet=True),)),))

    def _show_page(self, shown: Page | None, sections: tuple[Section, ...] = ()) -> None:
        """The page, with sections that only the window has below its step."""
        self.page = shown
        self.heading.show_text("" if shown is None else shown.heading, "" if shown is None else shown.symbol)
        self.heading.setVisible(shown is not None)
        self._tools.setVisible(shown is not None)
        whole = () if shown is None else shown.sections
        after_step = next((place for place, section in enumerate(whole, 1) if section.name == _NEXT), len(whole))
        self._sections = (*whole[:after_step], *sections, *whole[after_step:])
        self._lay_out_sections()

    def _lay_out_sections(self) -> None:
        self._typesetter.forget_due()
        sections = self._sections
        while len(self.views) < len(sections):
            self._add_view()
        for view, section in zip(self.views, sections, strict=False):
            view.show_section(section, self.digits)
            view.show()
        for view in self.views[len(sections) :]:
            view.hide()
        self.turns.follow(not self._is_fast)

    def _add_view(self) -> None:
        view = SectionView(self._typesetter, self._theme, self)
        view.pointed.connect(self.pointed)
        view.pointed.connect(self.light)
        view.chosen.connect(self.chosen)
        view.copy_wanted.connect(self.copy_wanted)
        view.terms_wanted.connect(lambda: self._write_terms(True))
        self.views.append(view)
        self._column.insertWidget(self._column.count() - 1, view)

    def _take_formulas(self) -> None:
        for view in self.views:
            if not view.isHidden():
                view.take_formulas()
        self.turns.follow(not self._is_fast)


def _about_before(moment: Moment, kind: PageKind, identifier: str) -> tuple[Section, ...]:
    """Where a parameter's value comes from: the page derives the iteration that begins here, not the one that has led here."""
    frozen = moment.frozen_weights if kind == "weight" else moment.frozen_biases
    if kind not in ("weight", "bias") or moment.iteration == 0 or moment.inside is not None or identifier in frozen:
        return ()
    done, due = whole_number(moment.iteration), whole_number(moment.iteration + 1)
    words = tr(
        "This is iteration {due}, which comes next. Back by one (Shift+Space) it is iteration {done}, which led here.", due=due, done=done
    )
    return (Section("before", "", (Words(words, quiet=True),)),)
