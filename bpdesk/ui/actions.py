"""Every action of the window and every menu, as two tables to be read on one page.

A new action is one line in ACTIONS, its place one word in MENUS, and a method of that name in `commands`. A menu entry is there when what
it does works.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from bpdesk.text import tr
from bpdesk.ui.doing import doing
from bpdesk.ui.icons import icon
from bpdesk.ui.theme import Theme

Keys = tuple[QKeySequence.StandardKey | str, ...]
_K = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionEntry:
    """An action: its name in code, label, what it does in a sentence, keys, icon. `needs` names the group that enables it."""

    name: str
    label: str
    tip: str
    keys: Keys = ()
    icon: str = ""
    needs: str = ""
    checkable: bool = False


ACTIONS = (
    ActionEntry("new", "New", "Begin with an empty canvas", (_K.New,), "new"),
    ActionEntry("new_layered", "New layered network…", "Make a network of full layers from their sizes", (), "layers"),
    ActionEntry("new_window", "New window", "Open another window, with an empty canvas", ("Ctrl+Shift+N",)),
    ActionEntry("open", "Open…", "Open a document", (_K.Open,), "open"),
    ActionEntry("save", "Save", "Save the document with its run", (_K.Save,), "save"),
    ActionEntry("save_as", "Save as…", "Save the document under another name", (_K.SaveAs,)),
    ActionEntry(
        "export_picture",
        "Export picture…",
        "Save or copy a picture of the network, a plot, a chart or a derivation",
        ("Ctrl+Shift+X",),
        "export",
    ),
    ActionEntry("export_history", "Export history as CSV…", "Save the cost and every parameter after each iteration", needs="run"),
    ActionEntry("print", "Print…", "Print the network on one page", (_K.Print,)),
    ActionEntry("quit", "Quit", "Close all windows and end the program", (_K.Quit, "Ctrl+Q")),
    ActionEntry("undo", "Undo", "Take back the last edit", (_K.Undo,), "undo", "undo"),
    ActionEntry("redo", "Redo", "Make the edit again that was taken back", (_K.Redo, "Ctrl+Y"), "redo", "redo"),
    ActionEntry("cut", "Cut", "Copy what is selected, and delete it", (_K.Cut,), "", "selection"),
    ActionEntry("copy", "Copy", "Copy what is selected, as text that other programs take too", (_K.Copy,), "copy", "selection"),
    ActionEntry("paste", "Paste", "Draw what was copied", (_K.Paste,), "", "network_copied"),
    ActionEntry("duplicate", "Duplicate", "Draw what is selected once more, beside it", ("Ctrl+D",), "", "selection"),
    ActionEntry("delete", "Delete", "Delete what is selected", ("Del", "Backspace"), "", "deletable"),
    ActionEntry("select_all", "Select all", "Select every node and connection", (_K.SelectAll,)),
    ActionEntry("select_nodes", "Select all nodes", "Select every node and no connection", ("Ctrl+Shift+I",), "", "network"),
    ActionEntry("select_edges", "Select all connections", "Select every connection and no node", ("Ctrl+Shift+E",), "", "network"),
    ActionEntry("select_incoming", "Select incoming connections", "Select what leads into the selected nodes", (), "", "nodes"),
    ActionEntry("select_outgoing", "Select outgoing connections", "Select what leads out of the selected nodes", (), "", "nodes"),
    ActionEntry("tidy", "Tidy", "Lay the network out by levels, evenly, with few crossings", ("Ctrl+L",), "tidy", "network"),
    ActionEntry("align_left", "Left", "Put the selected nodes below one another, at the leftmost", (), "", "several_nodes"),
    ActionEntry("align_centre", "Centre", "Put the selected nodes below one another, in their middle", (), "", "several_nodes"),
    ActionEntry("align_right", "Right", "Put the selected nodes below one another, at the rightmost", (), "", "several_nodes"),
    ActionEntry("align_top", "Top", "Put the selected nodes side by side, at the topmost", (), "", "several_nodes"),
    ActionEntry("align_middle", "Middle", "Put the selected nodes side by side, in their middle", (), "", "several_nodes"),
    ActionEntry("align_bottom", "Bottom", "Put the selected nodes side by side, at the lowest", (), "", "several_nodes"),
    ActionEntry("spread_across", "Space evenly across", "Give the selected nodes even gaps from left to right", (), "", "several_nodes"),
    ActionEntry("spread_down", "Space evenly down", "Give the selected nodes even gaps from top to bottom", (), "", "several_nodes"),
    ActionEntry("snap", "Snap to the grid", "Let nodes that are dragged stop at the grid's dots", checkable=True),
    ActionEntry(
        "connect_groups",
        "Connect groups",
        "Connect each selected group with the next one to its right",
        ("Ctrl+Shift+C",),
        "",
        "groups",
    ),
    ActionEntry(
        "connect_skipping",
        "Connect groups all to all",
        "Connect each selected group with all to its right, skipping layers too",
        (),
        "",
        "several_groups",
    ),
    ActionEntry("add_layer", "Add layer", "Put as many new neurons behind the selected nodes", ("Ctrl+Shift+L",), "", "nodes"),
    ActionEntry("change_weights", "Change weights…", "Set, add to, multiply or draw anew selected weights", ("Ctrl+Shift+W",), "", "edges"),
    ActionEntry("tool_select", "Select", "Click to select, drag to move; drag from a rim to connect (Esc)", (), "select", checkable=True),
    ActionEntry("tool_node", "Draw nodes", "Each click draws a node; hold for its kind (I, H, O)", (), "node", checkable=True),
    ActionEntry("tool_connect", "Connect", "Drag from one node to another (C)", (), "connect", checkable=True),
    ActionEntry("fit", "Fit", "Show the whole network; on the canvas also F", ("Ctrl+1",), "fit"),
    ActionEntry("full_size", "Full size", "Show the network at 100 %", ("Ctrl+0",)),
    ActionEntry("zoom_in", "Zoom in", "Show the network larger", (_K.ZoomIn,)),
    ActionEntry("zoom_out", "Zoom out", "Show the network smaller", (_K.ZoomOut,)),
    ActionEntry("travel", "Values travel", "Let values and deltas travel along the edges at slow speeds", checkable=True),
    ActionEntry("large_side", "Large panels at the side", "Give the panels at the side half of the window, or their usual width", ("F12",)),
    ActionEntry("full_screen", "Full screen", "Fill the whole screen, and back", ("Alt+Return",), checkable=True),
    ActionEntry("new_plot", "New plot", "Put another plot beside the others", ("Ctrl+Shift+P",)),
    ActionEntry("theme_system", "As the system", "Light or dark as the system is", checkable=True),
    ActionEntry("theme_light", "Light", "Dark on light: for the lecture hall", checkable=True),
    ActionEntry("theme_dark", "Dark", "Light on dark", checkable=True),
    ActionEntry("import_table", "Import table…", "Take rows from a CSV file, after a look at them", ("Ctrl+Shift+O",)),
    ActionEntry("scale_data", "Scale…", "Let the network see the columns scaled: min-max or standard", needs="train_rows"),
    ActionEntry("split_data", "Split into training and test…", "Set a share of the rows aside to test with", needs="train_rows"),
    ActionEntry("export_train", "Export training rows…", "Save the training rows as a CSV file", needs="train_rows"),
    ActionEntry("export_test", "Export test rows…", "Save the test rows as a CSV file", needs="test_rows"),
    ActionEntry("start", "Back to the start", "Show iteration 0 again", ("Ctrl+Home",), "start", "back"),
    ActionEntry("new_weights", "New random weights…", "Draw other start weights, from a seed that you see", ("Ctrl+R",), "", "weights"),
    ActionEntry("back", "Back", "Go back by one iteration", ("Shift+Space",), "back", "back"),
    ActionEntry("step", "Step", "Make one iteration: one update of every weight", ("Space", "F10"), "step", "forward"),
    ActionEntry("inside", "Step inside", "Go on inside the iteration, by what it computes next", ("F11",), "inside", "forward"),
    ActionEntry("inside_back", "Back inside", "Go back by one move inside the iteration", ("Shift+F11",), "inside_back", "back"),
    ActionEntry("inside_finish", "Finish the iteration", "Make the rest of the iteration at once", ("Ctrl+F11",), "out", "inside"),
    ActionEntry("ten_on", "Ten on", "Go on by ten iterations", ("PgDown",), "", "forward"),
    ActionEntry("ten_back", "Ten back", "Go back by ten iterations", ("PgUp",), "", "back"),
    ActionEntry("epoch_on", "Step one epoch", "Go on by one pass over the training rows", ("Ctrl+E",), "", "forward"),
    ActionEntry("epoch_back", "Back one epoch", "Go back by one pass over the training rows", ("Ctrl+PgUp",), "", "back"),
    ActionEntry("newest", "Newest iteration", "Show the newest iteration", ("Ctrl+End",), "", "newest"),
    ActionEntry("step_many", "Step N iterations…", "Go on by as many iterations as you type", ("Ctrl+G",), "", "forward"),
    ActionEntry("run", "Run", "Step on and on, at the speed beside", ("F5",), "run", "forward"),
    ActionEntry("stop_when", "Stop when…", "Choose what ends a run by itself: a cost, an iteration, a sign", ("Shift+F5",), "stop"),
    ActionEntry("cancel_way", "Stay here", "End the way to another iteration or a replay, or pause the run", ("Esc",), "", "way"),
    ActionEntry("check_all", "Check all derivatives…", "Hold each derivative against a central difference", (), "", "derivatives"),
    ActionEntry("export_solution", "Export worked solution…", "Save this iteration, worked out, as PDF, LaTeX or Markdown", (), "", "run"),
    ActionEntry("predict", "Predict", "Type what the next step will give, and be told whether it is right", ("F9",), checkable=True),
    ActionEntry("shortcuts", "Keyboard shortcuts", "Show every key, and what the mouse does on the canvas", (_K.HelpContents, "F1")),
    ActionEntry("about", "About bpdesk", "What this program is, and its version"),
)

SEPARATOR = "-"
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "File",
        (
            "new", "new_layered", "new_window", SEPARATOR, "open", "RECENT", "EXAMPLES", SEPARATOR, "save", "save_as", SEPARATOR,
            "export_picture", "export_history", "export_solution", "print", SEPARATOR, "quit",
        ),
    ),
    (
        "Edit",
        (
            "undo", "redo", SEPARATOR, "cut", "copy", "paste", "duplicate", "delete", SEPARATOR,
            "select_all", "select_nodes", "select_edges", "select_incoming", "select_outgoing",
        ),
    ),
    (
        "View",
        (
            "fit", "full_size", "zoom_in", "zoom_out", SEPARATOR, "theme_system", "theme_light", "theme_dark", SEPARATOR,
            "DENSITY", "travel", "DIGITS", "SIZE", SEPARATOR, "new_plot", "PLOTS", SEPARATOR, "PANELS", "large_side", "full_screen",
        ),
    ),
    (
        "Network",
        (
            "tool_select", "tool_node", "tool_connect", SEPARATOR, "connect_groups", "connect_skipping", "add_layer",
            "change_weights", SEPARATOR,
            "tidy", "ALIGN", "snap",
        ),
    ),
    ("Data", ("BUILT_IN", "import_table", SEPARATOR, "scale_data", "split_data", SEPARATOR, "export_train", "export_test")),
    (
        "Train",
        (
            "step", "back", SEPARATOR, "inside", "inside_back", "inside_finish", "PACE", SEPARATOR,
            "ten_on", "ten_back", "epoch_on", "epoch_back", "step_many", SEPARATOR,
            "start", "newest", "new_weights", SEPARATOR, "run", "SPEED", "stop_when", "cancel_way", SEPARATOR, "predict", "check_all",
        ),
    ),
    ("Help", ("shortcuts", SEPARATOR, "about")),
)  # fmt: skip


def way_to(name: str) -> str:
    """Where the menus have an action, as `Data ▸ Import table…`."""
    menu = next(title for title, names in MENUS if name in names)
    return f"{tr(menu)} ▸ {tr(next(entry.label for entry in ACTIONS if entry.name == name))}"


class Actions:
    """The actions of one window, by name. `why_not` tells, for a group that is switched off, what is missing."""

    def __init__(self, owner: QWidget, commands: Mapping[str, Callable[[], None]]) -> None:
        self._entries = {entry.name: entry for entry in ACTIONS}
        self._actions = {entry.name: _new_action(entry, owner, commands[entry.name]) for entry in ACTIONS}
        self._enabled: dict[str, tuple[bool, str]] = {}
        """By group what was said last, which each frame of a run says again."""

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def enable(self, group: str, enabled: bool, why_not: str = "") -> None:
        """Switch all actions of a group on, or off with the reason in their tooltips and, where a menu has them, in the status bar."""
        if self._enabled.get(group) == (enabled, why_not):
            return
        self._enabled[group] = enabled, why_not
        for name, entry in self._entries.items():
            if entry.needs == group:
                self._actions[name].setEnabled(enabled)
                is_told = not enabled and bool(why_not)
                self._actions[name].setToolTip(f"{_tool_tip(entry)}\n{why_not}" if is_told else _tool_tip(entry))
                self._actions[name].setStatusTip(why_not if is_told else tr(entry.tip))

    def show_theme(self, theme: Theme) -> None:
        for name, entry in self._entries.items():
            if entry.icon:
                self._actions[name].setIcon(icon(entry.icon, theme))

    def fill(self, bar: QMenuBar, submenus: Mapping[str, Callable[[QMenu], None]]) -> None:
        """Make the menus; the words in capitals are filled by `submenus`."""
        for title, names in MENUS:
            menu = bar.addMenu(f"&{tr(title)}")
            menu.setObjectName(f"menu.{title.lower()}")
            menu.setToolTipsVisible(True)
            for name in names:
                if name == SEPARATOR:
                    menu.addSeparator()
                elif name in submenus:
                    submenus[name](menu)
                else:
                    menu.addAction(self._actions[name])


def _new_action(entry: ActionEntry, owner: QWidget, command: Callable[[], None]) -> QAction:
    action = QAction(tr(entry.label), owner)
    action.setObjectName(f"action.{entry.name}")
    action.setCheckable(entry.checkable)
    action.setShortcuts(sequences(entry.keys))
    action.setToolTip(_tool_tip(entry))
    action.setStatusTip(tr(entry.tip))

    def act() -> None:
        with doing(tr(entry.label).removesuffix("…")):
            command()

    action.triggered.connect(act)
    owner.addAction(action)
    return action


def sequences(keys: Keys) -> list[QKeySequence]:
    """The keys of the platform first; a text that says the same as one of them is left out."""
    found: list[QKeySequence] = []
    for key in keys:
        for sequence in QKeySequence.keyBindings(key) if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)]:
            if sequence not in found:
                found.append(sequence)
    return found


def _tool_tip(entry: ActionEntry) -> str:
    keys = sequences(entry.keys)
    shown = f" ({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})" if keys else ""
    return f"{tr(entry.tip)}{shown}"
