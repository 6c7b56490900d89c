"""Looks at the scene: zoom, panning, the grid's dots, the hint, and the field to type a number over."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from bpdesk.text import tr
from bpdesk.ui.canvas.grid import paint_grid
from bpdesk.ui.canvas.lens import Lens
from bpdesk.ui.canvas.overlay import Hint, ZoomText
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.value_editor import ValueEditor
from bpdesk.ui.theme import Theme

_ZOOM_PER_NOTCH = 1.2


class NetworkView(QGraphicsView):
    """Shows a NetworkScene. Fits it until the person zooms or pans."""

    value_edited = Signal(Place, float)

    def __init__(self, scene: NetworkScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Network"))
        self._network = scene
        self._lens = Lens(self)
        self._panned_from: QPoint | None = None
        self._editor: ValueEditor | None = None
        self._hint, self._zoom_text = Hint(self), ZoomText(self)
        self._set_up()
        scene.bounds_changed.connect(self._fit_again)
        self.show_theme(scene.theme)
        self.fit()

    @property
    def zoom(self) -> float:
        """1.0 at 100 %."""
        return self._lens.zoom

    @property
    def editor(self) -> ValueEditor | None:
        """The field that is open over a number."""
        return self._editor

    def fit(self) -> None:
        """Show everything, at 150 % at most, and keep doing so."""
        self._lens.keeps_fitting = True
        self._fit_again()

    def show_theme(self, theme: Theme) -> None:
        """Show the scene, and what lies over it, in another theme."""
        self._network.show_theme(theme)
        self._hint.show_theme(theme)
        self._zoom_text.show_theme(theme)
        if self._editor is not None:
            self._editor.show_theme(theme)
        self.resetCachedContent()
        self._arrange()
        self.viewport().update()

    def show_hint(self, key: str, text: str) -> None:
        """One line at the lower left: a key's name, and what it does."""
        self._hint.show_hint(key, text)
        self._arrange()

    def hide_hint(self) -> None:
        self._hint.hide()

    def edit(self, place: Place) -> None:
        """Open a field over a number; one that is open with something unreadable stays."""
        if not self.commit_edit():
            return
        editor = ValueEditor(place, self._network.reading.value(place), self._network.theme, self)
        editor.edited.connect(self.value_edited)
        editor.closed.connect(self._forget_editor)
        self._editor = editor
        self._arrange()
        editor.show()
        editor.setFocus()

    def commit_edit(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        return self._editor is None or self._editor.commit()

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom, with the point `at` of the viewport (its middle by default) standing still."""
        self._lens.set_zoom(zoom, self.viewport().rect().center() if at is None else at)
        self._arrange()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(self._network.theme.canvas))
        paint_grid(painter, QRectF(rect), self._network.theme.grid, self.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.set_zoom(self.zoom * _ZOOM_PER_NOTCH**notches, event.position().toPoint())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panned_from is None:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        self._lens.pan(self._panned_from - here)
        self._panned_from = here
        self._arrange()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._panned_from is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = None
            self.viewport().unsetCursor()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        part = self._network.part_at(self.mapToScene(event.position().toPoint()))
        place = self._network.reading.place_of(*part) if part and part[0] != "node" else None
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.edit(place)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        selection = self._network.selection
        place = self._network.reading.place_of(*selection) if selection and event.key() in keys else None
        if place is not None:
            self.edit(place)
        else:
            event.ignore()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(300, 200)

    def _fit_again(self) -> None:
        self._lens.fit(self._network.bounds())
        self._arrange()

    def _arrange(self) -> None:
        """Put what lies over the canvas in its place."""
        self._zoom_text.show_zoom(self.zoom)
        self._zoom_text.move_into(self)
        self._hint.move_into(self)
        if self._editor is not None and not self._network.reading.has(self._editor.place):
            self._editor.cancel()
        elif self._editor is not None:
            rect = self._network.reading.rectangle(self._editor.place)
            self._editor.cover(QRectF(self.mapFromScene(rect).boundingRect()))

    def _forget_editor(self) -> None:
        self._editor = None
        self.setFocus()
