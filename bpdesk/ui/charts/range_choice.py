"""Which part of its plane a panel shows, as the wheel, the range that is typed and "Show all" make it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.span import FITTING, Span


class RangeChoice(QObject):
    """Holds the span of one panel."""

    changed = Signal(int)
    """A person has chosen another; how fine the picture is to be where that was typed too, else 0."""

    def __init__(self, panel: ChartPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._span = FITTING
        panel.canvas.width_wanted.connect(lambda factor: self._choose(self._span.wider(factor)))
        panel.range_popup.typed.connect(lambda bounds, points: self._choose(Span(bounds), points))
        panel.range_popup.fitting_wanted.connect(lambda: self._choose(FITTING))

    @property
    def span(self) -> Span:
        return self._span

    def take(self, span: Span) -> None:
        """Hold that one, which no person has chosen just now."""
        self._span = span
        self._panel.header.show_all.setHidden(span.is_fitting)

    def _choose(self, span: Span, points: int = 0) -> None:
        self.take(span)
        self.changed.emit(points)
