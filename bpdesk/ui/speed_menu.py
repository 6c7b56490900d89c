"""The choice how fast a run goes, as a submenu: it is there too where the window is too narrow for the slider."""

from PySide6.QtWidgets import QMenu

from bpdesk.text import tr
from bpdesk.ui.choice_menu import ChoiceMenu
from bpdesk.ui.playback import Playback
from bpdesk.ui.speeds import SPEEDS, name_of


def fill_speeds(menu: QMenu, playback: Playback) -> None:
    """Add the submenu; the speed that holds is ticked."""
    names = [(place, name_of(speed)) for place, speed in enumerate(SPEEDS)]
    speeds = ChoiceMenu(menu, "speed", tr("Speed"), names, lambda place: playback.choose_speed(SPEEDS[place]))
    playback.speed_changed.connect(lambda: speeds.show(SPEEDS.index(playback.speed)))
    speeds.show(SPEEDS.index(playback.speed))
