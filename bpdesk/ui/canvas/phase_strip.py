"""The strip on top of the canvas while it stands within an iteration: the phases, the one in work, and how far it has come."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from bpdesk.engine.phases import PHASES, Inside, Phase
from bpdesk.explain.wording import PHASE_LABELS, counted
from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.icons import icon
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import PHASE_COLOURS, Theme

_HEIGHT = 44
_TICK = 14
_ROOM_FOR_LINES = 640


class PhaseStrip(QFrame):
    """Shows a place within an iteration; a click on a phase asks for its end."""

    phase_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("phases")
        self._theme = theme
        self._inside: Inside | None = None
        self._phases: dict[Phase, QPushButton] = {phase: self._button(phase) for phase in PHASES}
        self._lines = [QLabel("—", self) for _ in PHASES[1:]]
        self._told = QLabel(self)
        self._told.setObjectName("phases.told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.show_theme(theme)
        self.hide()

    def show_place(self, iteration: int, inside: Inside | None) -> None:
        """Show a place within that iteration; nothing at rest."""
        self._inside = inside
        self.setVisible(inside is not None)
        if inside is None:
            return
        told, further = tr("Iteration {k}", k=whole(iteration)), counted(inside)
        self._told.setText(f"{told}: {further}" if further else told)
        self._paint_phases()
        self.raise_()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(fonts.scaled(_HEIGHT))
        self._told.setFont(fonts.font(13))
        self.setStyleSheet(f"#phases {{ background: {theme.canvas}; border: none; }}")
        for line in self._lines:
            ink(line, theme.field_border)
        ink(self._told, theme.text)
        self._paint_phases()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in self._lines:
            line.setVisible(self.width() >= _ROOM_FOR_LINES)

    def _button(self, phase: Phase) -> QPushButton:
        button = QPushButton(tr(PHASE_LABELS[phase]), self)
        button.setObjectName(f"phases.{phase}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(_TICK, _TICK))
        button.setToolTip(tr("Go to the end of this phase"))
        button.clicked.connect(lambda: self.phase_wanted.emit(phase))
        return button

    def _paint_phases(self) -> None:
        for phase, button in self._phases.items():
            is_now = self._inside is not None and self._inside.phase == phase
            is_done = self._inside is not None and not is_now and self._inside.is_complete(phase)
            ink, ground = PHASE_COLOURS[phase] if is_now else (("text" if is_done else "muted"), "canvas")
            button.setFont(fonts.font(13, fonts.SEMIBOLD if is_now else fonts.REGULAR))
            button.setIcon(icon("check", self._theme, _TICK) if is_done else QIcon())
            button.setEnabled(self._inside is None or bool(self._inside.course.phase(phase)))
            button.setAccessibleDescription(tr("in work") if is_now else tr("done") if is_done else tr("still to come"))
            button.setStyleSheet(
                f"QPushButton {{ background: {getattr(self._theme, ground)}; color: {getattr(self._theme, ink)}; border: none;"
                f" border-radius: 14px; padding: 4px 10px; min-height: 20px; }}"
                f"QPushButton:hover {{ background: {self._theme.hover if not is_now else getattr(self._theme, ground)}; }}"
            )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 20, 0)
        row.setSpacing(2)
        for place, button in enumerate(self._phases.values()):
            if place:
                row.addWidget(self._lines[place - 1])
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._told)
