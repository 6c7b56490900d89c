"""How a view looks at its scene: what is in sight, how large, and texts as large as that needs. Mouse and keys have files of their own."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QPoint, QRectF, QTimer, Signal
from PySide6.QtWidgets import QGraphicsView

from bpdesk.ui.canvas.canvas_item import MOST_HELP, READABLE_FROM
from bpdesk.ui.canvas.geometry import body
from bpdesk.ui.canvas.legibility import legibility
from bpdesk.ui.canvas.lens import LARGEST_FITTED, Lens
from bpdesk.ui.canvas.scene import NetworkScene

_REST = 120
"""Milliseconds without zooming or panning after which a crowd's texts find their sizes and places."""


class Sight(QObject):
    """Fits what a scene shows until the person zooms, pans or draws."""

    moved = Signal()
    """Zoom or place, or what is shown there, is another now."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene) -> None:
        super().__init__(view)
        self._view, self._scene = view, scene
        self.lens = Lens(view)
        self._size = 1.0
        self._saw_all = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._look_closely)
        scene.bounds_changed.connect(self.fit_again)
        scene.grown.connect(self._fit_what_is_cut)

    def show_size(self, size: float) -> None:
        """Show texts and what is drawn that much larger."""
        self._size = size
        self.lens.largest_fitted = LARGEST_FITTED * size
        self.fit_again()

    def fit(self) -> None:
        """Show everything, at 150 % at most, and keep doing so."""
        self.lens.keeps_fitting = True
        self.fit_again()

    def fit_selection(self) -> None:
        """Show what is selected; everything where nothing is."""
        rect = self._scene.reading.extent_of(self._scene.choice)
        if rect is None:
            self.fit()
        else:
            self.lens.keeps_fitting = True
            self.lens.fit(rect)
            self.stay()
            self.adapt()

    def fit_again(self) -> None:
        """What is shown, or the room for it, is another now."""
        self._fit(self._scene.bounds())

    def stay(self) -> None:
        """Look where it looks now, whatever comes to be drawn."""
        self.lens.keeps_fitting = False
        self._saw_all = self.lens.shows(self._around(self._scene.network.node_by_id))

    def reveal(self, nodes: Collection[str], edges: Collection[str] = ()) -> None:
        """Bring nodes, and the ends of edges, into sight that aren't."""
        ends = (self._scene.network.edge_by_id[edge] for edge in edges)
        rect = self._around({*nodes, *(end for edge in ends for end in (edge.source, edge.target))})
        if not rect.isEmpty() and not self.lens.shows(rect):
            self.lens.bring(rect)
            self.adapt()

    def reveal_new(self, nodes: Collection[str]) -> None:
        """Bring nodes into sight that were drawn just now; all, where all were seen before."""
        if not self._saw_all:
            self.reveal(nodes)
        elif nodes and not self.lens.shows(self._around(self._scene.network.node_by_id)):
            self.lens.bring(self._scene.bounds())
            self.adapt()

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom, with the point `at` of the viewport (its middle by default) standing still."""
        self.lens.set_zoom(zoom, self._view.viewport().rect().center() if at is None else at)
        self.adapt()

    def cover(self, height: int, *, is_new: bool) -> None:
        """So much of the upper rim is covered; the picture moves only where that hides some of it."""
        self.lens.top = height
        if is_new:
            self._fit_what_is_cut()

    def adapt(self) -> None:
        """Draw texts so large that they can be read now; in a crowd, when it rests."""
        if self._scene.is_crowd:
            self.wait_for_rest()
        else:
            self._scene.show_legibly(legibility(self.lens.zoom, self._size))
        self.moved.emit()

    def wait_for_rest(self) -> None:
        """In a crowd, look closely once nothing moves any more."""
        if self._scene.is_crowd:
            self._rest.start()

    def _fit_what_is_cut(self) -> None:
        """Numbers that grow must not move the picture, unless something would be cut off."""
        bounds = self._scene.bounds()
        if not self.lens.shows(bounds):
            self._fit(bounds)

    def _fit(self, bounds: QRectF) -> None:
        self.lens.fit(bounds)
        self.adapt()
        if self.lens.keeps_fitting and not self._scene.is_crowd and not self.lens.shows(bounds := self._scene.bounds()):
            # Texts that grew because all is small reach a little farther; in a crowd they grow when all rests.
            self.lens.fit(bounds)
            self.adapt()

    def _look_closely(self) -> None:
        """In a crowd, show texts in the size and in the part of the scene that is looked at now."""
        self._scene.show_legibly(legibility(self.lens.zoom, self._size))
        is_readable = self.lens.zoom * min(self._view.devicePixelRatioF(), MOST_HELP) >= READABLE_FROM
        port = self._view.viewport().rect()
        self._scene.look_at(self._view.mapToScene(port).boundingRect() if is_readable else QRectF())

    def _around(self, nodes: Collection[str]) -> QRectF:
        """Those nodes without their texts."""
        result = QRectF()
        for node in nodes:
            result = result.united(body(self._scene.network.node_by_id[node]))
        return result
