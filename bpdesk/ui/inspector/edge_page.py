"""The inspector on one edge: its weight at the shown moment, whether it is frozen, its gradient, and between what it runs."""

from PySide6.QtWidgets import QWidget

from bpdesk.model import drawing
from bpdesk.model.names import one_line as name
from bpdesk.model.names import shown_label
from bpdesk.model.network import Edge
from bpdesk.text import tr
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.form import check_box
from bpdesk.ui.inspector.label_field import label_field
from bpdesk.ui.inspector.page import Page, show_computed
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField


class EdgePage(Page):
    """Shows one edge."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, "inspector.edge", parent)
        self._edge = Edge("", "", "", 0.0)
        self._route = self.value(tr("From → to"), "inspector.edge.route", tr("The nodes that it joins"))
        self._label = label_field("inspector.edge.label", self)
        self._label.value_typed.connect(self._set_label)
        self.form.add(tr("Label"), self._label)
        self._weight = ValueField(tr("Weight"), "inspector.edge.weight", self, tip=tr("The weight at the shown moment"))
        self._weight.value_typed.connect(lambda value: self.session.numbers.set_number("weight", self._edge.id, value))
        self.form.add(tr("Weight"), self._weight)
        self._frozen = check_box(tr("Frozen"), "inspector.edge.frozen", tr("Training leaves the weight as it is"), self)
        self._frozen.clicked.connect(lambda on: self.session.numbers.freeze((self._edge.id,), (), on))
        self.form.add("", self._frozen)
        self._gradient = self.value(tr("∂C/∂w, gradient"), "inspector.edge.gradient", tr("How the batch's cost changes with the weight"))

    def show_selection(self, shown: Shown, edge: Edge) -> None:
        self.begin(edge.id)
        self._edge = edge
        nodes = shown.document.network.node_by_id
        self.heading.show_text(tr("Weight"), shown_label(edge))
        self._route.setText(f"{name(nodes[edge.source])} → {name(nodes[edge.target])}")
        self._label.show_value(edge.label)
        self._label.setPlaceholderText(edge.id)
        self._weight.show_value(shown.weight(edge))
        self._frozen.setChecked(shown.weight_is_frozen(edge))
        show_computed(self._gradient, shown.weight_gradient(edge), shown)

    def _set_label(self, label: str | None) -> None:
        self.session.apply(tr("Rename weight"), drawing.set_edge_label, self._edge.id, label)
