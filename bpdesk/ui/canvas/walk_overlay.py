"""What lies over the canvas while it stands within an iteration: the strip of phases on top, the place in one sentence below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.explain.wording import sentence
from bpdesk.model.document import Document
from bpdesk.ui import fonts
from bpdesk.ui.canvas.overlay import STRIP
from bpdesk.ui.canvas.phase_strip import PhaseStrip
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import PHASE_COLOURS, Theme

_FROM_RIM = 20


class WalkOverlay:
    """Over one view; hidden at rest."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        self.strip = PhaseStrip(theme, view)
        self._theme, self._colour = theme, "text"
        self._sentence = QLabel(view)
        self._sentence.setObjectName("canvas_place")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sentence.hide()
        self.show_theme(theme)

    @property
    def is_shown(self) -> bool:
        return not self.strip.isHidden()

    @property
    def height(self) -> int:
        """What it covers on top."""
        return self.strip.height() if self.is_shown else 0

    def show_place(self, document: Document, moment: Moment | None) -> None:
        """Tell where within an iteration that moment is."""
        inside = None if moment is None else moment.inside
        self.strip.show_place(0 if moment is None else moment.iteration + 1, inside)
        self._sentence.setVisible(inside is not None)
        if moment is not None and inside is not None:
            self._colour = PHASE_COLOURS[inside.phase][0]
            self._sentence.setText(sentence(document, moment))
            self._sentence.setAccessibleName(self._sentence.text())
            self.show_theme(self._theme)
            self._sentence.raise_()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.strip.show_theme(theme)
        self._sentence.setFont(fonts.font(13, fonts.MEDIUM))
        ink(self._sentence, getattr(theme, self._colour))

    def move_into(self, view: QWidget, until: int) -> None:
        """The strip on top, the sentence in the strip below, in two lines where it would reach `until`."""
        self.strip.setGeometry(0, 0, view.width(), self.strip.height())
        wanted = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text()) + 2
        self._sentence.setFixedWidth(max(min(wanted, until - 2 * _FROM_RIM), 80))
        self._sentence.adjustSize()
        self._sentence.move(_FROM_RIM, view.height() - (fonts.scaled(STRIP) + self._sentence.height()) // 2)
