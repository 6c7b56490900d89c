"""Ties how much the canvas tells to the View menu and to the document's view."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from bpdesk.model.document import Json
from bpdesk.text import tr
from bpdesk.ui.canvas.density import DENSITIES, Density, kept_captions, kept_density, with_captions, with_density
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.travel import Travel
from bpdesk.ui.choice_menu import ChoiceMenu
from bpdesk.ui.preferences import Preferences
from bpdesk.ui.session import Session

_LABELS: Mapping[Density, str] = {"plain": "The plain picture", "values": "Its values", "everything": "Everything"}


class CanvasLooks(QObject):
    """Wiring only."""

    def __init__(self, session: Session, scene: NetworkScene, preferences: Preferences) -> None:
        super().__init__(scene)
        self._session, self._scene, self._preferences = session, scene, preferences
        self.travel = Travel(self)
        self.travel.moved.connect(scene.show_travel)
        self._others = session.looks
        session.looks = self._looks
        session.opened.connect(self._show_kept)
        self._show_kept()

    def fill_menu(self, menu: QMenu) -> None:
        """The choice in the View menu; what holds is ticked."""
        choices = [(density, tr(_LABELS[density])) for density in DENSITIES]
        submenu = ChoiceMenu(menu, "density", tr("The network tells"), choices, self._scene.set_density)
        self._scene.density_changed.connect(lambda: submenu.show(self._scene.density))
        submenu.show(self._scene.density)
        captions = menu.addAction(tr("Captions of layers and indices"))
        captions.setObjectName("action.captions")
        captions.setCheckable(True)
        captions.setStatusTip(tr("Name each layer, and tell how the indices of a weight are read"))
        captions.triggered.connect(self._scene.show_captions)
        self._scene.density_changed.connect(lambda: captions.setChecked(self._scene.has_captions))
        captions.setChecked(self._scene.has_captions)

    def follow_moment(self) -> None:
        """Let travel what leads to the moment that the scene shows now."""
        playback = self._session.playback
        self.travel.is_on = self._preferences.travels
        self.travel.follow(self._session.moment, playback.speed if playback.is_running else None)

    def _show_kept(self) -> None:
        self._scene.set_density(kept_density(self._session.document))
        self._scene.show_captions(kept_captions(self._session.document))

    def _looks(self, view: Mapping[str, Json]) -> Mapping[str, Json]:
        return with_captions(with_density(self._others(view), self._scene.density), self._scene.has_captions)
