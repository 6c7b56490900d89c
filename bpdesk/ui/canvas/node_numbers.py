"""What a node tells of a moment: numbers that are looked up, and texts that are written, when they are asked for.

In a crowd most never are.
"""

from bpdesk.model.network import Node
from bpdesk.text import NOT_YET
from bpdesk.ui import fonts
from bpdesk.ui.canvas.node_rows import BiasRow, DeltaRow
from bpdesk.ui.canvas.paint import fitting_size, text_width
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.theme import Theme

_VALUE_SIZES = (15, 14, 12, 11, 10, 9, 8, 7)
_LONGEST_AT_FULL_SIZE = 5
_SMALLEST_GIVEN = 9.0
_ROOM = {"input": 53.0, "hidden": 54.0, "output": 49.0}


class NodeNumbers:
    """Of one node. `digits` are those of the numbers that were shown last."""

    def __init__(self, node: Node) -> None:
        self.digits = 0
        self._waiting: Shown | None = None
        """What has been shown but isn't looked up yet."""
        self._unwritten: Shown | None = None
        self._unwritten_below: Shown | None = None
        """What has been looked up but isn't written yet: the value, and what stands around it."""
        self._found: tuple[object, ...] = ()
        self._tells_all = False
        self._fill_of = 0.0
        self._lacks_input = False
        self._value_text, self._value_size = "", float(_VALUE_SIZES[0])
        self._z_text = ""
        self.take_node(node)

    def take_node(self, node: Node) -> None:
        """Take a changed node."""
        self.node = node
        self._found = ()
        self._bias_row = BiasRow() if node.bias is not None else None
        self._delta_row = DeltaRow(second=node.bias is not None) if node.kind != "input" else None

    def show_later(self, shown: Shown) -> None:
        """Take the values of a moment when they are needed; to as many digits as before."""
        self._waiting = shown

    def show(self, shown: Shown, *, tells_all: bool) -> bool:
        """Take the values of a moment, derivatives and pre-activation with them where it `tells_all`; whether any of them is another."""
        self._waiting = None
        node = self.node
        gradient = shown.bias_gradient(node) if tells_all else None
        given, is_frozen = shown.given_value(node) if node.kind == "input" else None, self.has_bias and shown.bias_is_frozen(node)
        values = shown.activation(node), shown.delta(node), shown.bias(node), shown.pre_activation(node), gradient, given
        found = (*values, is_frozen, shown.digits, tells_all, node.kind)
        if found == self._found:
            return False
        self._found, self._tells_all = found, tells_all
        self._unwritten = self._unwritten_below = shown
        self._lacks_input = node.kind == "input" and given is None
        self._fill_of = values[0] or 0.0
        self.digits = shown.digits
        return True

    def look_up(self) -> None:
        """Take the values that have waited for that."""
        if self._waiting is not None:
            self.show(self._waiting, tells_all=self._tells_all)

    @property
    def has_bias(self) -> bool:
        return self._bias_row is not None

    @property
    def has_delta(self) -> bool:
        return self._delta_row is not None

    @property
    def fill_of(self) -> float:
        """The value that decides the node's colour."""
        self.look_up()
        return self._fill_of

    @property
    def value_text(self) -> str:
        """Its value, or a given one as it was typed."""
        self._write_value()
        return self._value_text

    @property
    def value_size(self) -> float:
        """Of the value's type within the node."""
        self._write_value()
        return self._value_size

    @property
    def z_text(self) -> str:
        """Its pre-activation, where it tells all."""
        self._write_below()
        return self._z_text

    @property
    def bias_row(self) -> BiasRow | None:
        self._write_below()
        return self._bias_row

    @property
    def delta_row(self) -> DeltaRow | None:
        self._write_below()
        return self._delta_row

    def ink(self, theme: Theme) -> str:
        """The colour of the value's text."""
        if self.value_text == NOT_YET:
            return theme.muted
        return theme.warning if self._lacks_input else theme.text

    def reach(self, *, tells_all: bool) -> float:
        """How far what stands below reaches to either side at most, whatever numbers of so many digits they are."""
        rows = [row for row in (self._bias_row, self._delta_row) if row is not None]
        return max((row.reach(self.digits, with_gradient=tells_all) for row in rows), default=0.0)

    def _write_value(self) -> None:
        self.look_up()
        shown, self._unwritten = self._unwritten, None
        if shown is not None:
            computed = shown.text(shown.activation(self.node))
            self._take_value(shown.given_text(self.node) if self.node.kind == "input" else computed, computed)

    def _write_below(self) -> None:
        self.look_up()
        shown, self._unwritten_below = self._unwritten_below, None
        if shown is None:
            return
        node = self.node
        if self._bias_row is not None:
            bias, gradient = shown.bias(node), shown.text(shown.bias_gradient(node)) if self._tells_all else ""
            self._bias_row.show(shown.text(bias), bias or 0.0, shown.bias_is_frozen(node), gradient)
        if self._delta_row is not None:
            delta = shown.delta(node)
            self._delta_row.show(shown.text(delta), known=delta is not None)
        if self._tells_all:
            self._z_text = shown.text(shown.pre_activation(node))

    def _take_value(self, text: str, computed: str) -> None:
        """Given values are shown as typed where they fit, else to as many digits as computed ones."""
        room = _ROOM[self.node.kind]
        size = _value_size(text, room)
        if text_width(text, max(size, _SMALLEST_GIVEN), fonts.SEMIBOLD) > room:
            text, size = computed, _value_size(computed, room)
        self._value_text, self._value_size = text, size


def _value_size(text: str, room: float) -> float:
    """15 up to five characters, 14 at six, 12 from seven on, and smaller where it would still leave the node."""
    first = min(max(len(text) - _LONGEST_AT_FULL_SIZE, 0), 2)
    return fitting_size(text, room, _VALUE_SIZES[first:], fonts.SEMIBOLD)
