"""The charts of a window: the cost's landscape and the regions, each with what feeds it. Wiring only."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bpdesk.text import tr
from bpdesk.ui.charts.chart_panel import ChartPanel, PaintChart
from bpdesk.ui.landscape_feed import LandscapeFeed
from bpdesk.ui.region_feed import RegionFeed
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

LANDSCAPE, REGIONS = "landscape", "regions"


class Charts(QObject):
    """A panel each; `put_away` asks to hide one."""

    export_requested = Signal(str)
    put_away = Signal(ChartPanel)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        landscape = ChartPanel(tr("Landscape"), theme, LANDSCAPE, parent)
        regions = ChartPanel(tr("Regions"), theme, REGIONS, parent)
        self.panels = (landscape, regions)
        self.landscape = LandscapeFeed(session, landscape)
        self.regions = RegionFeed(session, regions)
        for panel in self.panels:
            panel.export_requested.connect(lambda panel=panel: self.export_requested.emit(panel.objectName()))
            panel.close_requested.connect(lambda panel=panel: self.put_away.emit(panel))

    def show_selection(self, kind: str, identifier: str) -> None:
        """Follow what was selected on the canvas."""
        self.landscape.show_selection(kind, identifier)
        self.regions.show_selection(kind, identifier)

    def show_theme(self, theme: Theme) -> None:
        for panel in self.panels:
            panel.show_theme(theme)

    def shown(self) -> list[tuple[str, str, PaintChart]]:
        """Name, title and painting of each chart that there is."""
        charts = ((LANDSCAPE, tr("Landscape"), self.landscape.chart), (REGIONS, tr("Regions"), self.regions.chart))
        return [(name, title, chart.paint) for name, title, chart in charts if chart is not None]
