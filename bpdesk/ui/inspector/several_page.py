"""The inspector on several things at once: how many, and what can be done to all of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bpdesk.model import drawing
from bpdesk.model.network import Edge, Node
from bpdesk.text import count, tr
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.form import push_button
from bpdesk.ui.inspector.activation_choice import activation_choice, paint_curves, show_activations
from bpdesk.ui.inspector.page import Page
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class SeveralPage(Page):
    """Shows nodes and edges together."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, "inspector.several", parent)
        self._nodes: Sequence[Node] = ()
        self._edges: Sequence[Edge] = ()
        self._activation = activation_choice("inspector.several.activation", theme, self)
        self._activation.activated.connect(self._choose_activation)
        self.form.add(tr("Activation"), self._activation)
        self._frozen = self.value(tr("Frozen"), "inspector.several.frozen", tr("How many weights and biases training leaves as they are"))
        self._freeze = push_button(tr("Freeze all"), "inspector.several.freeze", tr("Training leaves these weights and biases alone"), self)
        self._freeze.clicked.connect(lambda: self._set_frozen(True))
        self._release = push_button(tr("Unfreeze all"), "inspector.several.unfreeze", tr("Training updates them again"), self)
        self._release.clicked.connect(lambda: self._set_frozen(False))
        for button in (self._freeze, self._release):
            self.form.add("", button)

    def show_selection(self, shown: Shown, nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
        self.begin((tuple(node.id for node in nodes), tuple(edge.id for edge in edges)))
        self._nodes, self._edges = nodes, edges
        self.heading.show_text(_how_many(len(nodes), len(edges)))
        neurons = self._neurons
        self.form.set_row_visible(self._activation, bool(neurons))
        show_activations(self._activation, [node.activation for node in neurons])
        frozen = [shown.bias_is_frozen(node) for node in self._biased] + [shown.weight_is_frozen(edge) for edge in edges]
        self._frozen.setText(tr("{n} of {all}", n=sum(frozen), all=count(len(frozen), "{n} parameter", "{n} parameters")))
        for widget in (self._frozen, self._freeze, self._release):
            self.form.set_row_visible(widget, bool(frozen))
        self._freeze.setEnabled(not all(frozen))
        self._release.setEnabled(any(frozen))

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        paint_curves(self._activation, theme)

    @property
    def _neurons(self) -> list[Node]:
        return [node for node in self._nodes if node.kind != "input"]

    @property
    def _biased(self) -> list[Node]:
        return [node for node in self._nodes if node.bias is not None]

    def _choose_activation(self) -> None:
        neurons = self._neurons
        chosen = self._activation.currentData()
        if any(node.activation != chosen for node in neurons):
            ids = tuple(node.id for node in neurons)
            self.reshape(self._activation, tr("Choose activation"), drawing.set_activation, ids, chosen)
            show_activations(self._activation, [node.activation for node in self._neurons])

    def _set_frozen(self, on: bool) -> None:
        self.session.numbers.freeze(tuple(edge.id for edge in self._edges), tuple(node.id for node in self._biased), on)


def _how_many(nodes: int, edges: int) -> str:
    parts = [count(nodes, "{n} node", "{n} nodes")] if nodes else []
    parts += [count(edges, "{n} weight", "{n} weights")] if edges else []
    return tr("{things} selected", things=tr(" and ").join(parts))
