"""What finds room in a row of widgets: where it is too narrow its parts give way, one after the other."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QSizePolicy, QWidget


class GivingWay:
    """Of one row. `order` are the parts that give way, the least needed first; `least` tells how wide a widget is at least while those that
    are given have gone, None where its own size says so."""

    def __init__(
        self, row: QHBoxLayout, order: Sequence[QWidget], least: Callable[[QWidget, Collection[QWidget]], int | None] = lambda *_: None
    ) -> None:
        self._row, self._order, self._least = row, order, least

    def gone(self, width: int) -> list[QWidget]:
        """The parts that have no room where the row is that wide, whatever is hidden of it now."""
        gone: list[QWidget] = []
        for part in self._order:
            if self.needed(gone) <= width:
                break
            gone.append(part)
        return gone

    def needed(self, gone: Collection[QWidget]) -> int:
        """How wide the row is at least without those parts."""
        row, margins = self._row, self._row.contentsMargins()
        items = [item for place in range(row.count()) if (item := row.itemAt(place)) is not None]
        widgets = [widget for item in items if (widget := item.widget()) is not None and widget not in gone]
        between = sum(_spacing(item) for item in items) + row.spacing() * max(len(widgets) - 1, 0)
        return margins.left() + margins.right() + between + sum(self._width(widget, gone) for widget in widgets)

    @property
    def least(self) -> int:
        """How wide the row is where all have given way."""
        return self.needed(self._order)

    def _width(self, widget: QWidget, gone: Collection[QWidget]) -> int:
        told = self._least(widget, gone)
        if told is not None:
            return told
        shrinks = widget.sizePolicy().horizontalPolicy() in _SHRINKING
        return max((widget.minimumSizeHint() if shrinks else widget.sizeHint()).width(), widget.minimumWidth())


_SHRINKING = (QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


def _spacing(item: QLayoutItem) -> int:
    """Of an item that is no widget."""
    return 0 if item.widget() is not None else item.sizeHint().width()
