"""The inspector on one node: what it is, its numbers at the shown moment, and its value or target in the shown row."""

from PySide6.QtWidgets import QLabel, QWidget

from bpdesk.model import drawing
from bpdesk.model.names import shown_label
from bpdesk.model.network import KINDS, Kind, Node
from bpdesk.text import read_number, tr, whole
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.form import check_box, choice
from bpdesk.ui.inspector.activation_choice import activation_choice, paint_curves, show_activations
from bpdesk.ui.inspector.label_field import label_field
from bpdesk.ui.inspector.page import Page, show_computed
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField, or_none


class NodePage(Page):
    """Shows an input, a hidden node or an output."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, "inspector.node", parent)
        self._node = Node("", "hidden", (0.0, 0.0))
        self._make_what_it_is(theme)
        self._make_bias()
        self._make_numbers()

    def show_selection(self, shown: Shown, node: Node) -> None:
        self.begin(node.id)
        self._node = node
        self.heading.show_text(_kind_label(node.kind), shown_label(node))
        self._label.show_value(node.label)
        self._label.setPlaceholderText(node.id)
        self._kind.setCurrentIndex(KINDS.index(node.kind))
        show_activations(self._activation, [node.activation])
        self._show_bias(shown, node)
        self._show_given(shown, node)
        self._show_numbers(shown, node)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        paint_curves(self._activation, theme)

    def _make_what_it_is(self, theme: Theme) -> None:
        self._label = label_field("inspector.node.label", self)
        self._label.value_typed.connect(self._set_label)
        self.form.add(tr("Label"), self._label)
        tip = tr("An input takes its value from the data; an output is held against a target")
        self._kind = choice([(kind, _kind_label(kind)) for kind in KINDS], tr("Kind"), "inspector.node.kind", tip, self)
        self._kind.activated.connect(self._choose_kind)
        self.form.add(tr("Kind"), self._kind)
        self._activation = activation_choice("inspector.node.activation", theme, self)
        self._activation.activated.connect(self._choose_activation)
        self.form.add(tr("Activation"), self._activation)

    def _make_bias(self) -> None:
        tip = tr("A number that is added to z. Empty: the node has no bias.")
        self._bias = ValueField(tr("Bias"), "inspector.node.bias", self, read=or_none(read_number), tip=tip)
        self._bias.setPlaceholderText(tr("none"))
        self._bias.value_typed.connect(self._set_bias)
        self.form.add(tr("Bias"), self._bias)
        self._frozen = check_box(tr("Frozen"), "inspector.node.frozen", tr("Training leaves the bias as it is"), self)
        self._frozen.clicked.connect(lambda on: self.session.numbers.freeze((), (self._node.id,), on))
        self.form.add("", self._frozen)

    def _make_numbers(self) -> None:
        self._where = self.form.add_heading("")
        self._given = ValueField(tr("Value"), "inspector.node.given", self, tip=tr("The raw value in the shown training row"))
        self._given.value_typed.connect(self._set_given)
        self.form.add(tr("Value"), self._given)
        rows = (
            ("z", tr("z, pre-activation"), tr("Bias and weighted values that come in, summed up")),
            ("a", tr("a, activation"), tr("What the node hands on")),
            ("error", tr("a − y, error"), tr("The output less its target")),
            ("delta", tr("δ, delta"), tr("∂C/∂z: how the cost changes with z")),
            ("gradient", tr("∂C/∂b, gradient"), tr("How the batch's cost changes with the bias")),
        )
        self._numbers: dict[str, QLabel] = {key: self.value(caption, f"inspector.node.{key}", tip) for key, caption, tip in rows}

    def _show_bias(self, shown: Shown, node: Node) -> None:
        is_neuron = node.kind != "input"
        self._bias.show_value(shown.bias(node))
        self._frozen.setChecked(shown.bias_is_frozen(node))
        for field in (self._activation, self._bias):
            self.form.set_row_visible(field, is_neuron)
        self.form.set_row_visible(self._frozen, node.bias is not None)

    def _show_given(self, shown: Shown, node: Node) -> None:
        """The value or target of the shown row; without a row there is nothing to type it into."""
        rows = 0 if shown.document.data is None else len(shown.document.data.train)
        self._where.setText(tr("In row {row}", row=whole(shown.row + 1)) if rows else tr("There is no training row: add one in Data."))
        self._given.show_value(shown.given_value(node))
        self._given.setPlaceholderText(tr("not given yet"))
        caption = tr("y, target") if node.kind == "output" else tr("Value")
        self._given.setAccessibleName(caption)
        self.form.set_caption(self._given, caption)
        self.form.set_row_visible(self._given, node.kind != "hidden" and rows > 0)

    def _show_numbers(self, shown: Shown, node: Node) -> None:
        gradient = shown.bias_gradient(node)
        numbers = {
            "z": (shown.pre_activation(node), node.kind != "input"),
            "a": (shown.activation(node), node.kind != "input" or shown.is_scaled(node)),
            "error": (shown.error(node), node.kind == "output"),
            "delta": (shown.delta(node), node.kind != "input"),
            "gradient": (gradient, node.bias is not None),
        }
        for key, (value, applies) in numbers.items():
            show_computed(self._numbers[key], value, shown)
            self.form.set_row_visible(self._numbers[key], applies)

    def _set_label(self, label: str | None) -> None:
        self.session.apply(tr("Rename node"), drawing.set_node_label, self._node.id, label)

    def _choose_kind(self) -> None:
        kind: Kind = KINDS[self._kind.currentIndex()]
        if kind != self._node.kind:
            self.reshape(self._kind, tr("Change kind of node"), drawing.set_kind, self._node.id, kind)
            self._kind.setCurrentIndex(KINDS.index(self._node.kind))

    def _choose_activation(self) -> None:
        chosen = self._activation.currentData()
        if chosen != self._node.activation:
            self.reshape(self._activation, tr("Choose activation"), drawing.set_activation, (self._node.id,), chosen)
            show_activations(self._activation, [self._node.activation])

    def _set_bias(self, value: float | None) -> None:
        if value is None or self._node.bias is None:
            self.reshape(self._bias, tr("Set bias"), drawing.set_node_bias, self._node.id, value)
        else:
            self.session.numbers.set_number("bias", self._node.id, value)

    def _set_given(self, value: float) -> None:
        self.session.numbers.set_number("input" if self._node.kind == "input" else "target", self._node.id, value)


def _kind_label(kind: Kind) -> str:
    return {"input": tr("Input"), "hidden": tr("Neuron"), "output": tr("Output")}[kind]
