"""The inspector: turns to the page that fits what is selected.

A new kind of selection is a page beside `node_page`, and a line in `show_selection`.
"""

from PySide6.QtWidgets import QStackedWidget, QWidget

from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.inspector.document_page import DocumentPage
from bpdesk.ui.inspector.edge_page import EdgePage
from bpdesk.ui.inspector.node_page import NodePage
from bpdesk.ui.inspector.page import Page
from bpdesk.ui.inspector.several_page import SeveralPage
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class InspectorPanel(QStackedWidget):
    """Shows a selection at a moment."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._document, self._node = DocumentPage(session, theme, self), NodePage(session, theme, self)
        self._edge, self._several = EdgePage(session, theme, self), SeveralPage(session, theme, self)
        self._pages: tuple[Page, ...] = (self._document, self._node, self._edge, self._several)
        for page in self._pages:
            self.addWidget(page)

    def show_selection(self, shown: Shown, selection: Selection) -> None:
        """Show what is selected, as it is at that moment."""
        network, node_ids = shown.document.network, _node_ids(selection)
        nodes = [node for node in network.nodes if node.id in node_ids]
        edges = [edge for edge in network.edges if edge.id in selection.edges]
        if not nodes and not edges:
            self._turn_to(self._document)
            self._document.show_selection(shown)
        elif len(nodes) + len(edges) > 1:
            self._turn_to(self._several)
            self._several.show_selection(shown, nodes, edges)
        elif nodes:
            self._turn_to(self._node)
            self._node.show_selection(shown, nodes[0])
        else:
            self._turn_to(self._edge)
            self._edge.show_selection(shown, edges[0])

    def show_theme(self, theme: Theme) -> None:
        for page in self._pages:
            page.show_theme(theme)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read."""
        page = self.currentWidget()
        return not isinstance(page, Page) or page.commit_typing()

    def _turn_to(self, page: Page) -> None:
        if page is not self.currentWidget():
            self._document.notes.commit()
            self.setCurrentWidget(page)


def _node_ids(selection: Selection) -> frozenset[str]:
    """A bias and a target are shown with their node."""
    kind, identifier = selection.primary or ("", "")
    return selection.nodes | {identifier} if kind in ("bias", "target") else selection.nodes
