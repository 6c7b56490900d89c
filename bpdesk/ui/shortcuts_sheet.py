"""The sheet of all shortcuts: the actions' keys, group by group as in the menus, and what the mouse and single keys do on the canvas.

An action's keys come from the table of actions; a gesture is a line in GESTURES.
"""

from collections.abc import Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.actions import ACTIONS, MENUS, Keys, sequences
from bpdesk.ui.theme import Theme

Line = tuple[str, tuple[str, ...]]
Group = tuple[str, tuple[Line, ...]]
GESTURES: tuple[Group, ...] = (
    ("Draw with the mouse", (
        ("Add a node", ("Double-click",)),
        ("Connect two nodes", ("Drag from a rim",)),
        ("Connect to a new neuron", ("Drag from a rim into the open",)),
        ("Move what is selected", ("Drag a node",)),
        ("On one axis", ("Shift while dragging",)),
        ("A copy instead", ("Ctrl while dragging",)),
        ("Change a number by dragging", ("Drag it sideways", "Alt for an input")),
        ("Add to the selection", ("Shift+Click", "Ctrl+Click")),
        ("Select what lies inside", ("Drag over the ground",)),
        ("Type over a number or a name", ("Double-click it",)),
        ("What can be done here", ("Right-click",)),
    )),
    ("Look around", (
        ("Show the whole network", ("F",)),
        ("Show what is selected", ("Shift+F",)),
        ("Zoom at the pointer", ("Wheel", "Pinch")),
        ("Move the picture", ("Drag with the middle button", "with the right one")),
        ("Move it sideways", ("Shift+Wheel", "Alt and drag the ground")),
        ("Full value and formula", ("Point at it",)),
        ("Open a document", ("Drop it on the window",)),
    )),
    ("Draw with the keys", (
        ("Draw an input, a hidden neuron, an output", ("I", "H", "O")),
        ("Connect what is selected, arrows choose the end", ("C",)),
        ("Go to the next node", ("Tab",)),
        ("Go along an edge", ("Alt+Arrows",)),
        ("Select one more on the way", ("Alt+Shift+Arrows",)),
        ("Go through the connections of a node", ("E",)),
        ("Type over what is selected", ("Enter", "F2")),
        ("Type over its name", ("Shift+F2",)),
        ("Take it, go on to the next number", ("Tab",)),
        ("Move what is selected a little", ("Arrows",)),
        ("Give up, or back to selecting", ("Esc",)),
    )),
)  # fmt: skip
_COLUMNS, _MOST_KEYS = 3, 2


def groups() -> list[Group]:
    """Every action that has keys under its menu's name, then the gestures."""
    entries = {entry.name: entry for entry in ACTIONS}
    found: list[Group] = []
    for title, names in MENUS:
        lines = [(entries[name].label, _in_words(entries[name].keys)) for name in names if name in entries and entries[name].keys]
        if lines:
            found.append((title, tuple(lines)))
    return [*found, *GESTURES]


def _in_words(keys: Keys) -> tuple[str, ...]:
    """Two at most, without those that only some keyboards have, such as F14 or one for opening."""
    usual = [sequence for sequence in sequences(keys) if _first(sequence) <= Qt.Key.Key_F12]
    return tuple(sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in usual[:_MOST_KEYS])


def _first(sequence: QKeySequence) -> Qt.Key:
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # PySide6's types leave out what its sequences can do
    return combination.key()


class ShortcutsSheet(QDialog):
    """Lies beside the work: it can stay open while the keys are tried."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.show_theme(theme)
        content = QFrame(self)
        content.setObjectName("panel")
        row = QHBoxLayout(content)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(40)
        for column in _in_columns(groups()):
            stack = QVBoxLayout()
            stack.setSpacing(18)
            for group in column:
                stack.addWidget(_Group(group, content))
            stack.addStretch()
            row.addLayout(stack, 1)
        area = QScrollArea(self)
        area.setObjectName("shortcuts.area")
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        wanted = content.sizeHint()
        room = self.screen().availableSize()
        self.resize(min(wanted.width() + 16, room.width() * 9 // 10), min(wanted.height() + 4, room.height() * 9 // 10))

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QLabel {{ color: {theme.text}; background: transparent; }}"
            f"QLabel[key='true'] {{ background: {theme.field}; border: 1px solid {theme.border}; border-radius: 4px; padding: 1px 6px; }}"
            f"QLabel[or='true'] {{ color: {theme.muted}; }}"
        )


class _Group(QWidget):
    """A heading and its lines: what it does at the left, the keys at the right."""

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        title, lines = group
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        heading = QLabel(tr(title), self)
        heading.setFont(fonts.font(13, fonts.SEMIBOLD))
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, (text, keys) in enumerate(lines, 1):
            grid.addWidget(_label(tr(text), self), number, 0)
            grid.addLayout(_keys(keys, self), number, 1)


def _keys(keys: Sequence[str], parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addStretch()
    for number, key in enumerate(keys):
        if number:
            between = _label(tr("or"), parent)
            between.setProperty("or", True)
            row.addWidget(between)
        cap = _label(tr(key), parent)
        cap.setProperty("key", True)
        row.addWidget(cap)
    return row


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(fonts.font(12))
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _in_columns(found: Sequence[Group]) -> list[list[Group]]:
    """The groups in their order, in columns of about the same height."""
    heights = [len(lines) + 2 for _, lines in found]
    columns: list[list[Group]] = [[] for _ in range(_COLUMNS)]
    before = 0
    for group, height in zip(found, heights, strict=True):
        middle = before + height / 2
        columns[min(int(middle * _COLUMNS / sum(heights)), _COLUMNS - 1)].append(group)
        before += height
    return columns
