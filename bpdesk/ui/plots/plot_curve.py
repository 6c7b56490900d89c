"""What a plot is given: curves with their names and lines, reference lines, and the moment that is shown."""

from dataclasses import dataclass, fields, replace

import numpy as np

from bpdesk.model.quantities import PART
from bpdesk.training.curves import Array, Curve
from bpdesk.ui.theme import DARK, LIGHT, Theme, run_colour

_SHOWN_AHEAD, _TIMES_AHEAD = 50, 4
"""So many iterations of an earlier run are shown, or so many times as many as there are of the one that is shown."""


@dataclass(frozen=True)
class PlotCurve:
    """A named curve. `label` is a document's label (`W^{(L)}`) or plain words; `dash` is in pen widths, None is solid.

    `now` is the value at the shown moment where it is known exactly; without it the curve itself is read there. Of an earlier run is what
    another run has left to be compared with. What `is_noise` lies under the others, which it would hide.
    """

    key: str
    label: str
    curve: Curve
    colour: str
    dash: tuple[float, float] | None = None
    now: float | None = None
    is_earlier: bool = False
    is_noise: bool = False

    def has_line_of(self, other: "PlotCurve") -> bool:
        """Whether the same line stands for both."""
        return self.curve is other.curve and self.is_earlier == other.is_earlier

    @property
    def spoken(self) -> str:
        """The key in plain words, for a table."""
        return self.key.replace(PART, " ")


@dataclass(frozen=True)
class ReferenceLine:
    """A dotted line at a value that the curves may be compared with, as in "8.789 is best"; `spoken` is how a sentence names it."""

    value: float
    label: str
    spoken: str = ""

    def as_array(self) -> Array:
        return np.array([self.value])


@dataclass(frozen=True)
class PlotContent:
    """All that a plot shows but the theme. Without a `cursor` no moment is marked.

    `y_label` names the quantity in a picture, where no header does; `empty_text` stands where there is nothing to draw yet.
    Without `has_legend` no curve is named.
    A single curve carries its value at the cursor in place of its name where `shows_value` is set.
    """

    curves: tuple[PlotCurve, ...] = ()
    newest: int = 0
    cursor: int | None = None
    references: tuple[ReferenceLine, ...] = ()
    logarithmic: bool = False
    y_label: str = ""
    empty_text: str = ""
    shows_value: bool = False
    has_legend: bool = True

    @property
    def is_empty(self) -> bool:
        return all(len(each.curve.iterations) == 0 for each in self.curves)

    @property
    def reach(self) -> int:
        """The last iteration that is shown: the newest, or somewhat beyond it where an earlier run went on."""
        ends = [int(each.curve.iterations[-1]) for each in self.curves if each.is_earlier and len(each.curve.iterations)]
        return max(self.newest, min(max(ends, default=0), max(_SHOWN_AHEAD, _TIMES_AHEAD * self.newest)))

    @property
    def is_named_by_value(self) -> bool:
        return self.shows_value and len(self.curves) == 1

    def has_lines_of(self, other: "PlotContent") -> bool:
        """Whether the same lines stand for both on the same axes: where only the shown moment is another."""
        axes, others = (self.newest, self.logarithmic, self.references), (other.newest, other.logarithmic, other.references)
        pairs = zip(self.curves, other.curves, strict=False)
        return axes == others and len(self.curves) == len(other.curves) and all(one.has_line_of(another) for one, another in pairs)

    def in_colours_of(self, theme: Theme) -> "PlotContent":
        """The same with each curve in that theme's colour of the same meaning."""
        return replace(self, curves=tuple(replace(each, colour=_same_meaning(each.colour, theme)) for each in self.curves))


def _same_meaning(colour: str, theme: Theme) -> str:
    for other in (LIGHT, DARK):
        if colour in other.curves:
            return theme.curves[other.curves.index(colour)]
        traces = [run_colour(other, place) for place in range(len(other.curves))]
        if colour in traces:
            return run_colour(theme, traces.index(colour))
        for field in fields(other):
            if getattr(other, field.name) == colour:
                return str(getattr(theme, field.name))
    return colour
