"""How the data's columns are scaled before the network sees them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.scaling import scale, way_of
from bpdesk.text import number, tr
from bpdesk.ui.dialogs.data_step import DataStepDialog, Edit
from bpdesk.ui.form import check_box, choice
from bpdesk.ui.theme import Theme

_MOST_NAMED = 6


class ScaleDialog(DataStepDialog):
    """Min-max, standard or none, for inputs, targets or both."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("scaleData", tr("Scale the data"), tr("Scale"), document, theme, parent)
        ways = [
            ("standard", tr("Standard: mean 0, deviation 1")),
            ("min_max", tr("Min-max: from 0 to 1")),
            ("none", tr("Not scaled")),
        ]
        self.way = choice(ways, tr("Scaling"), "scaleData.way", tr("Measured on the training rows; test rows are scaled alike"), self)
        self.inputs = check_box(tr("Inputs"), "scaleData.inputs", tr("Scale the columns of the inputs"), self)
        self.targets = check_box(tr("Targets"), "scaleData.targets", tr("Scale the columns of the targets; not for classes"), self)
        self._show_present()
        self.form.add(tr("Scaling"), self.way)
        self.form.add_wide(self.inputs)
        self.form.add_wide(self.targets)
        self.form.add_note(tr("The rows stay as they are given. Network and cost see (x − offset) / scale."))
        self.way.currentIndexChanged.connect(self.show_preview)
        for box in (self.inputs, self.targets):
            box.toggled.connect(self.show_preview)
        self.show_preview()

    def _show_present(self) -> None:
        """Begin with how the data are scaled, where they are."""
        data, network = self._document.data, self._document.network
        scaled = () if data is None else tuple(data.scaling)
        self.inputs.setChecked(not scaled or any(node.id in scaled for node in network.inputs))
        self.targets.setChecked(any(node.id in scaled for node in network.outputs))
        if data is not None and scaled:
            self.way.setCurrentIndex(max(0, self.way.findData(way_of(data, scaled[0]))))

    def edit(self) -> Edit:
        network = self._document.network
        nodes = [*(network.inputs if self.inputs.isChecked() else ()), *(network.outputs if self.targets.isChecked() else ())]
        return partial(scale, way=self.way.currentData(), columns=[node.id for node in nodes])

    def preview_words(self) -> str:
        return scaling_words(self.edit()(self._document), _MOST_NAMED) or tr("No column will be scaled.")


def scaling_words(document: Document, most: int) -> str:
    """`x₁: (x − 5.84) / 0.83`, a line for each scaled column, and how many more; empty where none is."""
    data = document.data
    if data is None or not data.scaling:
        return ""
    lines = [
        tr("{name}: (x − {offset}) / {scale}", name=one_line(node), offset=number(scaling.offset), scale=number(scaling.scale))
        for node in document.network.nodes
        if (scaling := data.scaling.get(node.id)) is not None
    ]
    more = len(lines) - most
    return "\n".join([*lines[:most], tr("and {n} more", n=more)] if more > 0 else lines)
