"""Ties the Matrix page to the canvas: what is pointed at in one lights in the other, and a cell that is clicked is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bpdesk.explain.formula import Ref
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import node_kind
from bpdesk.ui.matrix.matrix_panel import MatrixPanel


class MatrixLinks(QObject):
    """Wiring only."""

    def __init__(self, panel: MatrixPanel, scene: NetworkScene) -> None:
        super().__init__(panel)
        self._panel, self._scene = panel, scene
        panel.pointed.connect(lambda refs: scene.spotlight([(ref.kind, ref.id) for ref in refs]))
        panel.chosen.connect(self._select)
        scene.pointed.connect(self._light_page)

    def _light_page(self, kind: str, identifier: str) -> None:
        if kind == "weight":
            self._panel.light(frozenset({Ref("weight", identifier)}))
        else:
            self._panel.light(frozenset({Ref("node", identifier), Ref("delta", identifier), Ref("bias", identifier)} if kind else ()))

    def _select(self, ref: Ref) -> None:
        network = self._scene.network
        if ref.kind in ("weight", "bias"):
            self._scene.select(ref.kind, ref.id)
        elif ref.id in network.node_by_id:
            self._scene.select(node_kind(network, ref.id), ref.id)
