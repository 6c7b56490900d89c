"""A combo box of the activation functions, each with its curve, as under the values on the canvas."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QWidget

from bpdesk.model.catalogue import ACTIVATIONS
from bpdesk.text import tr
from bpdesk.ui.canvas.activation_glyph import activation_glyph
from bpdesk.ui.form import choice
from bpdesk.ui.theme import Theme

_SIZE = QSize(20, 16)
_RATIOS = (1.0, 1.5, 2.0, 3.0)


def activation_choice(object_name: str, theme: Theme, parent: QWidget) -> QComboBox:
    tip = tr("The function that makes the activation a from the pre-activation z")
    box = choice([(entry.name, tr(entry.label)) for entry in ACTIVATIONS], tr("Activation function"), object_name, tip, parent)
    box.setIconSize(_SIZE)
    box.setMaxVisibleItems(len(ACTIVATIONS))
    paint_curves(box, theme)
    return box


def paint_curves(box: QComboBox, theme: Theme) -> None:
    """Give each entry its curve in the theme's colour."""
    for place in range(box.count()):
        box.setItemIcon(place, _icon(str(box.itemData(place)), theme))


def show_activations(box: QComboBox, names: Iterable[str | None]) -> None:
    """Show the function that all have in common, else none."""
    found = set(names)
    box.setPlaceholderText(tr("different"))
    box.setCurrentIndex(box.findData(found.pop()) if len(found) == 1 else -1)


def _icon(name: str, theme: Theme) -> QIcon:
    result = QIcon()
    for ratio in _RATIOS:
        pixmap = QPixmap(_SIZE * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.slope), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.translate(QRectF(0, 0, _SIZE.width(), _SIZE.height()).center())
            painter.drawPath(activation_glyph(name))
        result.addPixmap(pixmap)
    return result
