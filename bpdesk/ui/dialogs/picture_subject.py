"""What a picture can be of: a name, how it is painted in a theme, and the size that suits it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor

from bpdesk.ui.dialogs.picture_choice import Ground, PictureChoice
from bpdesk.ui.picture_style import Paint
from bpdesk.ui.theme import LIGHT, Theme

PaintOn = Callable[[Theme, QColor | None], Paint]


@dataclass(frozen=True)
class Subject:
    """`name` in code and in file names, `title` for the person; `ground_of` is the colour it has behind it in the window.

    `document` is the title of what it shows, for the file to say.
    """

    name: str
    title: str
    paint_on: PaintOn
    ground_of: Callable[[Theme], str]
    propose: Callable[[], PictureChoice]
    """How it is proposed to be made; asked for when it is chosen, since finding its size may take a moment."""
    document: str = ""
    paint_bare_on: PaintOn | None = None
    """How it is painted without the names of its curves, where it has any."""
    table: Callable[[], str] | None = None
    """The numbers behind it as CSV, where there are any."""

    @property
    def heading(self) -> str:
        """What a file says of itself."""
        return f"{self.document}: {self.title}" if self.document else self.title

    def painting(self, shown: Theme, ground: Ground, *, has_legend: bool = True) -> tuple[Paint, QColor | None]:
        """How to paint it on that ground, and the ground's colour; pictures for paper have the light theme's colours."""
        theme = theme_on(shown, ground)
        grounds = {Ground.WHITE: QColor(LIGHT.canvas), Ground.TRANSPARENT: None, Ground.AS_SHOWN: QColor(self.ground_of(theme))}
        background = grounds[ground]
        paint_on = self.paint_on if has_legend or self.paint_bare_on is None else self.paint_bare_on
        return paint_on(theme, background), background


def theme_on(shown: Theme, ground: Ground) -> Theme:
    """The window's colours as shown, else those for paper."""
    return shown if ground is Ground.AS_SHOWN else LIGHT
