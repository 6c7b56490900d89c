"""Paints a laid out level on any device."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from bpdesk.explain.matrix_form import SectionKind
from bpdesk.ui import fonts
from bpdesk.ui.matrix.grid_box import GridBox
from bpdesk.ui.matrix.layout import MARGIN, Layout
from bpdesk.ui.matrix.lighting import Lighting
from bpdesk.ui.matrix.words import section_name
from bpdesk.ui.theme import Theme
from bpdesk.ui.typeset import paint

_COLOURS: dict[SectionKind, str] = {"forward": "forward", "backward": "backward", "gradients": "text", "update": "text"}


def paint_layout(painter: QPainter, layout: Layout, lighting: Lighting, theme: Theme, clip: QRectF, width: float) -> None:
    """What of it lies within `clip`."""
    for heading in layout.headings:
        if heading.line is not None:
            inset = MARGIN * fonts.scale()
            painter.fillRect(QRectF(inset, round(heading.line), max(0.0, width - 2 * inset), 1), QColor(theme.border))
        painter.setFont(fonts.font(12, fonts.SEMIBOLD))
        painter.setPen(QColor(getattr(theme, _COLOURS[heading.section.kind])))
        painter.drawText(QPointF(MARGIN * fonts.scale(), heading.y), section_name(heading.section.kind))
    for formula in layout.formulas:
        roles = formula.roles
        paint(
            painter,
            formula.what,
            QPointF(formula.x, formula.y),
            lambda mark, r=roles: getattr(theme, "text" if mark is None else r[mark]),  # type: ignore[misc]
        )
    for placed in layout.placed:
        painter.save()
        painter.translate(placed.x, placed.y)
        if isinstance(placed.box, GridBox):
            placed.box.paint(painter, theme, lighting, clip.translated(-placed.x, -placed.y))
        else:
            placed.box.paint(painter, theme)
        painter.restore()
