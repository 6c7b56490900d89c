"""The list of runs: the one that goes on and its branches, with what they differ in; rename, show and hide, go back to, replay, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QMenu,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bpdesk.model import runs
from bpdesk.model.document import Document
from bpdesk.model.run_looks import with_hidden, without_start
from bpdesk.model.run_record import RunRecord
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.form import plain_label, push_button
from bpdesk.ui.ink import ink
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.runs.branch_replay import BranchReplay
from bpdesk.ui.runs.run_rows import RunRow, rows_of
from bpdesk.ui.runs.runs_table import NAME, RunsTable
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class RunsPanel(QWidget):
    """Shows the runs of a session's document."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self._session, self._theme = session, theme
        self._reason = ""
        self.replay = BranchReplay(session, self)
        self.replay.changed.connect(self.show_runs)
        self.hint = plain_label("", self)
        self.hint.setObjectName("runs.hint")
        self.hint.setFont(fonts.font(12))
        self.hint.setWordWrap(True)
        self.table = RunsTable(theme, self)
        self.table.name_changed.connect(self._take_edit)
        self.table.itemSelectionChanged.connect(self._follow_selection)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.installEventFilter(self)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.show_theme(theme)

    @property
    def rows(self) -> Sequence[RunRow]:
        """What is listed."""
        return self.table.rows

    @property
    def selected(self) -> RunRow | None:
        return self.table.selected

    def show_runs(self) -> None:
        """List the runs as they are now."""
        rows = rows_of(self._session, self.replay.shares)
        if rows != self.table.rows and not self.table.is_typed_in:
            self._reason = ""
            self.table.update_rows(rows)
        self._tell_hint()
        self._follow_selection()

    def show_digits(self, digits: int) -> None:
        self.table.show_digits(digits)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        ink(self.hint, theme.muted)
        self.table.show_theme(theme)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter goes on with a run, Delete deletes it; F2 renames by itself."""
        if watched is self.table and isinstance(event, QKeyEvent):
            acts = {Qt.Key.Key_Return: self.go_on, Qt.Key.Key_Enter: self.go_on, Qt.Key.Key_Delete: self.delete}
            act = acts.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
            if act is not None and not self.table.is_typed_in:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    act()
                    return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt hands over QObjects only

    def go_on(self) -> None:
        """Let the selected run go on from where it ended; where it has another start, that one comes back with its runs."""
        row = self.selected
        if row is not None and row.is_other_start:
            self._session.numbers.switch_start(row.key)
        elif row is not None and not row.is_current:
            self._session.numbers.switch_run(row.name)

    def toggle(self) -> None:
        """Leave the selected run out of the plots, or show it again."""
        row = self.selected
        if row is not None and not row.is_current:
            self._hide(row, not row.is_hidden)

    def delete(self) -> None:
        row = self.selected
        if row is not None and row.is_other_start:
            self._change_plots(tr("Delete {name}", name=row.name), without_start, row.key)
        elif row is not None and row.is_branch:
            self._session.apply(tr("Delete {name}", name=row.name), runs.delete_branch, row.name)

    def rename(self) -> None:
        """Open the name of the selected run for typing."""
        item = self.table.item(self.table.currentRow(), NAME)
        if self.selected is not None and item is not None:
            self.table.editItem(item)

    def replay_selected(self) -> None:
        """Replay the selected run, or end that."""
        row = self.selected
        if row is not None and row.saved:
            self._session.playback.go_to(row.saved)
        elif row is not None and row.share is not None:
            self.replay.cancel()
        elif row is not None:
            self.replay.replay(row.name)

    def _hide(self, row: RunRow, hidden: bool) -> None:
        text = tr("Hide {name}", name=row.name) if hidden else tr("Show {name}", name=row.name)
        self._change_plots(text, with_hidden, row.key, hidden)

    def _change_plots(self, text: str, edit: Callable[..., Document], *arguments: object) -> None:
        """An edit of what the plots show, and no more."""
        self._session.apply(text, edit, *arguments)
        self._session.playback.moment_changed.emit()

    def _take_edit(self, item: QTableWidgetItem) -> None:
        """A name was typed, or a tick was set."""
        row = self.table.rows[item.row()]
        hidden = item.checkState() == Qt.CheckState.Unchecked
        if not row.is_current and hidden != row.is_hidden:
            self._hide(row, hidden)
        elif item.text() != row.name:
            self._reason = ""
            others = {each.name for each in self.table.rows if each is not row} | self._names_unseen()
            if row.is_other_start:
                rename = unless_refused(runs.rename_start, self._refuse)
                self._change_plots(tr("Rename run"), rename, row.key, row.name, item.text(), others)
            else:
                rename = unless_refused(runs.rename_run, self._refuse)
                self._change_plots(tr("Rename run"), rename, row.key, item.text(), others, self._standing())
            self.table.show_rows(rows_of(self._session, self.replay.shares))
            self._tell_hint()

    def _names_unseen(self) -> set[str]:
        """Of the branches of other starts: they are listed once one goes on with that start."""
        return {name for start in self._session.runs.other_starts() for name in start.names - {start.name}}

    def _standing(self) -> RunRecord | None:
        """The run as it stands, for a document that holds no record of it."""
        run = self._session.playback.run
        return None if run is None else RunRecord(self._session.runs.own_name, run.newest, run.saved_state())

    def _refuse(self, reason: str) -> None:
        self._reason = reason

    def _tell_hint(self) -> None:
        """Why a name wasn't taken, or how branches come to be while there are none."""
        if self._reason:
            self.hint.setText(self._reason)
            ink(self.hint, self._theme.problem)
            self.hint.show()
            return
        alone = len(self.table.rows) < 2
        told = tr("Change a weight or a setting at an earlier iteration: the run branches there, and the old continuation is listed here.")
        self.hint.setText(told if alone else "")
        self.hint.setVisible(alone)
        ink(self.hint, self._theme.muted)

    def _follow_selection(self) -> None:
        row = self.selected
        other = row is not None and not row.is_current
        why = tr("Select an earlier run first.") if row is None else tr("This is the run that goes on.")
        for name in ("goOn", "toggle"):
            self._enable(name, other, why)
        self._enable("delete", other, why)
        waits = row is not None and row.share is not None
        is_partial = row is not None and (bool(row.saved) or not row.is_known)
        self._enable("replay", is_partial, tr("It is replayed already.") if other else why)
        self._enable("rename", row is not None, tr("Select a run first."))
        self.buttons["replay"].setText(tr("Cancel replay") if waits else tr("Replay"))
        self.buttons["toggle"].setText(tr("Show") if row is not None and row.is_hidden else tr("Hide"))

    def _enable(self, name: str, enabled: bool, why_not: str) -> None:
        button = self.buttons[name]
        button.setEnabled(enabled)
        button.setToolTip(button.accessibleDescription() if enabled else f"{button.accessibleDescription()}\n{why_not}")

    def _open_menu(self, where: QPoint) -> None:
        if self.selected is None:
            return
        menu = QMenu(self)
        menu.setObjectName("runs.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, act in self._acts().items():
            button = self.buttons[name]
            action = menu.addAction(button.text())
            action.setObjectName(f"runs.menu.{name}")
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {"goOn": self.go_on, "rename": self.rename, "toggle": self.toggle, "replay": self.replay_selected, "delete": self.delete}

    def _lay_out(self) -> None:
        words = {
            "goOn": (tr("Go on with it"), tr("Let this run go on from where it ended; the other one becomes a branch (Enter)")),
            "rename": (tr("Rename"), tr("Give the run another name (F2)")),
            "toggle": (tr("Hide"), tr("Leave the run out of the plots, or show it again")),
            "replay": (tr("Replay"), tr("Compute the run again, to see its trace and its cost")),
            "delete": (tr("Delete"), tr("Take the run off the list; undo brings it back (Del)")),
        }
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (name, act) in enumerate(self._acts().items()):
            text, tip = words[name]
            button = self.buttons[name] = push_button(text, f"runs.{name}", tip, self)
            button.setAccessibleDescription(tip)
            button.clicked.connect(act)
            grid.addWidget(button, place // 3, place % 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addLayout(grid)
