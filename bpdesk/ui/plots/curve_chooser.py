"""The list under a plot's name: everything that can be plotted, by kind, to be ticked; and what can be done with the plot itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

_KEY = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _HEADER = 280, 340, 40


@dataclass(frozen=True)
class Choosable:
    """A curve that can be ticked: its key, its name in plain text, the title of the group that it stands in."""

    key: str
    label: str
    group: str


class CurveChooser(QFrame):
    """A popup. `ticked` tells the keys that a person ticked or cleared together; nothing changes here until it is shown again."""

    ticked = Signal(list, bool)
    new_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, object_name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(f"{object_name}.chooser")
        self.search = QLineEdit(self)
        self.search.setObjectName(f"{object_name}.search")
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search for a curve"))
        self.search.setClearButtonEnabled(True)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName(f"{object_name}.curves")
        self.tree.setAccessibleName(tr("What can be plotted"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setFont(fonts.font(12))
        self.note.hide()
        self.new = self._button(f"{object_name}.new", tr("New plot"), tr("Put another plot beside this one"))
        self.remove = self._button(f"{object_name}.remove", tr("Remove"), tr("Take this plot away"))
        self._lay_out()
        self.search.textChanged.connect(self._show_found)
        self.tree.itemChanged.connect(self._take_change)
        self._changed: list[QTreeWidgetItem] = []
        self._tell_soon = QTimer(self)
        self._tell_soon.setSingleShot(True)
        self._tell_soon.timeout.connect(self._tell)
        self.new.clicked.connect(self.new_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"CurveChooser {{ background: {theme.panel}; border: 1px solid {theme.border}; }}"
            f"QTreeWidget {{ background: {theme.panel}; color: {theme.text}; border: none; }}"
            f"QTreeWidget::item {{ padding: 3px 0; }} QTreeWidget::item:hover {{ background: {theme.hover}; }}"
        )
        ink(self.note, theme.warning)

    def show_choices(self, choices: Sequence[Choosable], ticked: Sequence[str], *, can_remove: bool) -> None:
        """List those, with these keys ticked."""
        self.remove.setVisible(can_remove)
        before = [str(item.data(0, _KEY)) for group in self._groups() for item in _children(group)]
        with QSignalBlocker(self.tree):
            if before != [each.key for each in choices]:
                self._fill(choices)
            self._tick(frozenset(ticked))
        self._show_found(self.search.text())

    def say(self, note: str) -> None:
        """Tell why something wasn't ticked; nothing takes it back."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def pop_up(self, at: QPoint) -> None:
        """Show the list with its upper left corner there, on the screen."""
        self.say("")
        self.resize(_WIDTH, _HEIGHT)
        screen = self.screen().availableGeometry()
        above = max(screen.top(), at.y() - _HEIGHT - _HEADER)
        self.move(min(at.x(), screen.right() - _WIDTH), at.y() if at.y() + _HEIGHT <= screen.bottom() else above)
        self.show()
        self.search.setFocus()

    def _fill(self, choices: Sequence[Choosable]) -> None:
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for choice in choices:
            group = groups.get(choice.group)
            if group is None:
                group = groups[choice.group] = QTreeWidgetItem(self.tree, [choice.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            item = QTreeWidgetItem(group, [choice.label])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(0, _KEY, choice.key)

    def _tick(self, ticked: frozenset[str]) -> None:
        for group in self._groups():
            for item in _children(group):
                state = Qt.CheckState.Checked if item.data(0, _KEY) in ticked else Qt.CheckState.Unchecked
                if item.checkState(0) != state or item.data(0, Qt.ItemDataRole.CheckStateRole) is None:
                    item.setCheckState(0, state)

    def _take_change(self, item: QTreeWidgetItem) -> None:
        """A group's tick comes as the ticks of its members, one by one: they are told together."""
        if not item.childCount():
            self._changed.append(item)
            self._tell_soon.start()

    def _tell(self) -> None:
        changed, self._changed = self._changed, []
        for on in (False, True):
            keys = [str(item.data(0, _KEY)) for item in changed if (item.checkState(0) == Qt.CheckState.Checked) is on]
            if keys:
                self.ticked.emit(keys, on)

    def _show_found(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        for group in self._groups():
            in_title = wanted in group.text(0).casefold()
            found = [in_title or wanted in f"{item.text(0)} {item.data(0, _KEY)}".casefold() for item in _children(group)]
            for item, is_found in zip(_children(group), found, strict=True):
                item.setHidden(not is_found)
            group.setHidden(not any(found))
            group.setExpanded(bool(wanted) or group.checkState(0) != Qt.CheckState.Unchecked or len(found) <= 2)

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount()))
        return [group for group in found if group is not None]

    def _button(self, object_name: str, label: str, tool_tip: str) -> QPushButton:
        button = QPushButton(label, self)
        button.setObjectName(object_name)
        button.setToolTip(tool_tip)
        button.setAccessibleName(tool_tip)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.new)
        below.addStretch(1)
        below.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        column.addLayout(below)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (group.child(i) for i in range(group.childCount()))
    return [item for item in found if item is not None]
