"""The dialog that makes a layered network: its sizes typed as 2-4-1, and what comes of them in view before it is made."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from bpdesk.model.catalogue import ACTIVATIONS, LINEAR, SOFTMAX
from bpdesk.model.document import Document
from bpdesk.model.initializers import CONSTANT, INITIALIZERS, TAKING_A_VALUE, ZEROS, Initializer
from bpdesk.model.recipes import HIGHEST_SEED, MOST_LAYERS, XAVIER_WEIGHTS, layered, read_sizes, sizes_text
from bpdesk.text import exact, read_number, tr, whole
from bpdesk.ui.dialogs.decision import decision
from bpdesk.ui.form import Form, check_box, choice
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import whole_number

_LONGEST_SIZES = 120
_LONGEST_SEED = 24
_WIDTH = 430


@dataclass(frozen=True, slots=True)
class LayeredChoice:
    """What was chosen in the dialog, to be proposed again."""

    sizes: str = "2-4-1"
    hidden: tuple[str, ...] = ("tanh",)
    output: str = LINEAR
    biases: bool = True
    initializer: Initializer = XAVIER_WEIGHTS


class NewLayeredDialog(QDialog):
    """Emits `made` with a new document and what was chosen for it."""

    made = Signal(Document, LayeredChoice)

    def __init__(self, chosen: LayeredChoice, seed: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newLayered")
        self.setWindowTitle(tr("New layered network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_seed = whole_number(0, HIGHEST_SEED)
        self.form = Form(theme, self)
        self.sizes = self._line("newLayered.sizes", tr("Layer sizes"), tr("How many nodes each layer has, input first"), chosen.sizes)
        self.sizes.setMaxLength(_LONGEST_SIZES)
        self.hidden = [self._hidden(place, chosen) for place in range(1, MOST_LAYERS - 1)]
        self.output = self._activations(
            "newLayered.output", tr("Output activation"), tr("Activation function of the outputs"), chosen.output
        )
        self.biases = check_box(tr("Biases"), "newLayered.biases", tr("Give each hidden node and each output a bias, 0 at first"), self)
        self.biases.setChecked(chosen.biases)
        rules = [(entry.name, tr(entry.label)) for entry in INITIALIZERS]
        tip = tr("How each weight is drawn: the spread fits the sizes of the layers, or is one for all")
        self.rule = choice(rules, tr("Start weights"), "newLayered.rule", tip, self)
        self.rule.setCurrentIndex(self.rule.findData(chosen.initializer.name))
        tip = tr("The bound of an even spread, or the constant")
        self.value = self._line("newLayered.value", tr("Bound or constant"), tip, exact(chosen.initializer.value))
        tip = tr("Decides the random start weights: the same seed, the same weights")
        self.seed = self._line("newLayered.seed", tr("Seed"), tip, str(seed))
        self.seed.setMaxLength(_LONGEST_SEED)
        self._lay_out()
        self._connect()
        self._show_preview()

    def accept(self) -> None:
        """Make the network; what can't be read keeps the dialog open."""
        self._show_preview()
        refused = next((field for field in (self.sizes, self.value, self.seed) if self.form.reason(field)), None)
        if refused is not None:
            refused.setFocus()
            refused.selectAll()
            return
        sizes, output, biases = read_sizes(self.sizes.text()), self.output.currentData(), self.biases.isChecked()
        hidden = tuple(box.currentData() for box in self.hidden[: len(sizes) - 2])
        initializer, seed = self._read_initializer(), self._read_seed(self.seed.text())
        document = layered(sizes, hidden, output, biases, seed, initializer)
        self.made.emit(document, LayeredChoice(self.sizes.text(), hidden or ("tanh",), output, biases, initializer))
        super().accept()

    def _lay_out(self) -> None:
        self.form.add(tr("Layer sizes"), self.sizes)
        self.preview = self.form.add_note("")
        self.preview.setObjectName("newLayered.preview")
        for box in self.hidden:
            self.form.add(box.accessibleName(), box)
        self.form.add(tr("Output activation"), self.output)
        self.form.add("", self.biases)
        self.form.add(tr("Start weights"), self.rule)
        self.form.add(tr("Bound or constant"), self.value)
        self.form.add(tr("Seed"), self.seed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 16)
        column.addWidget(self.form)
        column.addWidget(decision(self, "newLayered.make", tr("Make network"), tr("Make the network, in this window")))
        self.setMinimumWidth(_WIDTH)
        self.sizes.selectAll()
        self.sizes.setFocus()

    def _connect(self) -> None:
        self.sizes.textChanged.connect(self._show_preview)
        self.seed.textChanged.connect(self._show_preview)
        self.value.textChanged.connect(self._show_preview)
        self.rule.currentIndexChanged.connect(self._show_preview)
        self.biases.toggled.connect(self._show_preview)

    def _show_preview(self) -> None:
        """Say what will be made, or below the field why it can't be."""
        self.form.forget_reasons()
        try:
            sizes = read_sizes(self.sizes.text())
        except ValueError as reason:
            self.form.show_reason(self.sizes, str(reason))
            self.preview.setText("")
        else:
            self.preview.setText(sizes_text(sizes, self.biases.isChecked()))
            self._show_layers(len(sizes) - 2)
        self.form.set_row_visible(self.value, self.rule.currentData() in TAKING_A_VALUE)
        self.form.set_row_visible(self.seed, self.rule.currentData() not in (ZEROS, CONSTANT))
        for field, read in ((self.value, self._read_initializer), (self.seed, lambda: self._read_seed(self.seed.text()))):
            try:
                read()
            except ValueError as reason:
                self.form.show_reason(field, str(reason))

    def _show_layers(self, hidden: int) -> None:
        """One activation for each hidden layer; where there is none, one that can't be chosen."""
        for place, box in enumerate(self.hidden):
            self.form.set_row_visible(box, place < max(hidden, 1))
            box.setEnabled(place < hidden)

    def _read_initializer(self) -> Initializer:
        """ValueError with a sentence where its number can't be read."""
        rule = str(self.rule.currentData())
        return Initializer(rule, read_number(self.value.text())) if rule in TAKING_A_VALUE else Initializer(rule)

    def _hidden(self, place: int, chosen: LayeredChoice) -> QComboBox:
        """Of a hidden layer; a further one proposes what the one before has."""
        known = chosen.hidden[min(place, len(chosen.hidden)) - 1]
        name = tr("Hidden activation") if place == 1 else tr("Hidden layer {n}", n=whole(place))
        object_name = "newLayered.hidden" if place == 1 else f"newLayered.hidden{place}"
        box = self._activations(object_name, name, tr("Activation function of the nodes of this hidden layer"), known)
        box.removeItem(box.findData(SOFTMAX))
        return box

    def _line(self, object_name: str, name: str, tip: str, text: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(object_name)
        line.setAccessibleName(name)
        line.setToolTip(tip)
        return line

    def _activations(self, object_name: str, name: str, tip: str, chosen: str) -> QComboBox:
        box = choice([(entry.name, tr(entry.label)) for entry in ACTIVATIONS], name, object_name, tip, self)
        box.setCurrentIndex(box.findData(chosen))
        return box
