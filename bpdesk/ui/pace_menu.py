"""The choice how far a step inside leads, as a submenu."""

from PySide6.QtWidgets import QMenu

from bpdesk.engine.phases import PACES
from bpdesk.text import tr
from bpdesk.ui.choice_menu import ChoiceMenu
from bpdesk.ui.inside_steps import InsideSteps

_LABELS = {"thing": "One value", "level": "One level", "phase": "One phase"}


def fill_paces(menu: QMenu, inside: InsideSteps) -> None:
    """Add the submenu; the pace that holds is ticked."""
    paces = ChoiceMenu(menu, "pace", tr("Step inside by"), [(pace, tr(_LABELS[pace])) for pace in PACES], inside.choose_pace)
    inside.pace_changed.connect(lambda: paces.show(inside.pace))
    paces.show(inside.pace)
