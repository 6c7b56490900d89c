"""Drawing in one window: the canvas with the tools, the menus, the clipboard and the session that answers. Wiring only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from bpdesk.model.aligning import ALIGNMENTS, SPREADS
from bpdesk.model.network import Kind
from bpdesk.text import tr
from bpdesk.ui.actions import Actions
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.tools.gesture import Tool
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.drawing_clipboard import DrawingClipboard
from bpdesk.ui.drawing_commands import ON_CANVAS, DrawingCommands
from bpdesk.ui.drawing_menu import KINDS, DrawingMenu
from bpdesk.ui.drawing_wishes import DrawingWishes
from bpdesk.ui.session import Session

_ON_CANVAS = ("cut", "copy", "paste", "duplicate", "delete", "select_all")
"""Their keys are the canvas's: in a table or a field they mean something else."""
_IN_MENU = ("cut", "copy", "paste", "duplicate", "delete")


class DrawingDesk(QObject):
    """Puts what drawing needs together."""

    refused = Signal(str)

    def __init__(self, session: Session, scene: NetworkScene, canvas: NetworkView) -> None:
        super().__init__(canvas)
        self._session, self._scene, self._canvas = session, scene, canvas
        self.wishes = DrawingWishes(session, scene, self)
        self._clipboard = DrawingClipboard(session, scene, self.wishes)
        self._menu = DrawingMenu(session, scene, canvas, self.wishes)
        self._commands = DrawingCommands(session, scene, canvas, self.wishes)
        canvas.draw_with(self.wishes)
        for part in (self.wishes, self._clipboard):
            part.refused.connect(self.refused)
        self.refused.connect(canvas.tell)
        self.wishes.drawn.connect(canvas.stay)
        self.wishes.came.connect(canvas.reveal_new)
        session.opened.connect(canvas.cancel_gesture)
        session.opened.connect(canvas.fit)
        self.wishes.kind_wanted.connect(self._menu.ask_kind)
        self.wishes.menu_wanted.connect(self._menu.pop_up)
        self.wishes.text_dropped.connect(self._clipboard.drop)
        self.wishes.copy_wanted.connect(self._clipboard.duplicate)

    def extend_menu(self, fill: Callable[[QMenu, Sequence[str], Sequence[str]], None]) -> None:
        """Let that add to the menu of what is selected: it gets the ids of nodes and edges."""
        self._menu.others.append(fill)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each of drawing's actions."""
        return {
            "cut": self.unless_dragging(self._cut),
            "copy": self._clipboard.copy,
            "paste": self.unless_dragging(self._clipboard.paste),
            "duplicate": self.unless_dragging(self._clipboard.duplicate),
            "delete": self.unless_dragging(self.wishes.delete),
            "select_all": self._select_all,
            **{name: self.unless_dragging(command) for name, command in self._commands.by_name().items()},
            **{f"tool_{tool.value}": self._taker(tool) for tool in Tool},
        }

    def take_actions(self, actions: Actions) -> None:
        """Give the canvas its keys, its menu and the tools their marks."""
        for name in (*_ON_CANVAS, *ON_CANVAS):
            actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._canvas.addAction(actions[name])
        self._menu.common = [actions[name] for name in _IN_MENU]
        self._menu.take_actions(actions)
        self._watch_clipboard(actions)
        self._session.document_changed.connect(lambda: self.enable(actions))
        tools = QActionGroup(self)
        for tool in Tool:
            tools.addAction(actions[f"tool_{tool.value}"])
        self._canvas.tool_changed.connect(lambda: actions[f"tool_{self._canvas.tool.value}"].setChecked(True))
        actions["tool_select"].setChecked(True)
        self._scene.selection_changed.connect(lambda: self.enable(actions))
        self.enable(actions)

    def _watch_clipboard(self, actions: Actions) -> None:
        """Let menus offer only what can be pasted. The clipboard is read when one opens; the key always works, and tells why not."""

        def look() -> None:
            actions.enable("network_copied", self._clipboard.holds_network(), tr("Copy nodes first, here or in another window."))

        paste = actions["paste"]
        self._menu.fits = lambda action: action.isEnabled() and (action is not paste or self._clipboard.holds_network())
        for menu in (each for each in paste.associatedObjects() if isinstance(each, QMenu)):
            menu.aboutToShow.connect(look)
            menu.aboutToHide.connect(lambda: actions.enable("network_copied", True))

    def enable(self, actions: Actions) -> None:
        self._commands.enable(actions)
        choice = self._scene.choice
        actions.enable("selection", bool(choice.nodes or choice.edges), tr("Select something on the canvas first."))
        can_delete = bool(choice.nodes or choice.edges or (choice.primary and choice.primary[0] == "bias"))
        actions.enable("deletable", can_delete, tr("Select something on the canvas first."))

    def fill(self, bar: QToolBar, actions: Actions) -> None:
        """Put the tools in a bar; the Node tool has a menu of kinds."""
        for tool in Tool:
            bar.addAction(actions[f"tool_{tool.value}"])
        button = bar.widgetForAction(actions["tool_node"])
        if isinstance(button, QToolButton):
            button.setMenu(self._kinds(button))
            button.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)

    def fill_alignments(self, menu: QMenu, actions: Actions) -> None:
        """The submenu that lines nodes up."""
        submenu = menu.addMenu(tr("Align"))
        submenu.setObjectName("menu.align")
        submenu.setToolTipsVisible(True)
        submenu.addActions([actions[f"align_{alignment}"] for alignment in ALIGNMENTS])
        submenu.addSeparator()
        submenu.addActions([actions[f"spread_{direction}"] for direction in SPREADS])

    def _kinds(self, parent: QToolButton) -> QMenu:
        menu = QMenu(parent)
        menu.setObjectName("toolBar.kinds")
        for kind, label in KINDS:
            action = menu.addAction(tr(label))
            action.setObjectName(f"action.tool_node.{kind}")
            action.triggered.connect(self._kind_taker(kind))
        return menu

    def _kind_taker(self, kind: Kind) -> Callable[[], None]:
        return lambda: self._canvas.take_tool(Tool.NODE, kind)

    def _taker(self, tool: Tool) -> Callable[[], None]:
        return lambda: self._canvas.take_tool(tool)

    def unless_dragging(self, command: Callable[[], None]) -> Callable[[], None]:
        """In the middle of a drag it only gives that up."""

        def act() -> None:
            if not self._canvas.cancel_gesture():
                command()

        return act

    def choose(self, nodes: Sequence[str], edges: Sequence[str]) -> None:
        """Select those that are drawn; one alone is brought into sight."""
        self._scene.choose(Selection.several(self._scene.network, nodes, edges))
        if len(nodes) + len(edges) == 1:
            self._canvas.reveal(nodes, edges)

    def _cut(self) -> None:
        self._clipboard.copy()
        self.wishes.delete()

    def _select_all(self) -> None:
        network = self._scene.network
        self._scene.choose(Selection.several(network, network.node_by_id, network.edge_by_id))
