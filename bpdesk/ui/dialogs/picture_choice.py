"""What a person chooses about a picture: its format, its size in pixels, millimetres or inches, its resolution and its ground."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui.picture_style import USUAL, PictureStyle, check_style
from bpdesk.ui.pictures import Lengths, PictureFormat, PictureSize, check_size

_BEYOND_ALL = 10**15  # more pixels than any picture has: what is typed may be astronomic


class Unit(Enum):
    """What width and height are given in."""

    PIXELS = "px"
    MILLIMETRES = "mm"
    INCHES = "in"


_PER_INCH = {Unit.MILLIMETRES: 25.4, Unit.INCHES: 1.0}
_DECIMALS = {Unit.MILLIMETRES: 1, Unit.INCHES: 3}


class Ground(Enum):
    """What a picture is painted on."""

    WHITE = "white"
    TRANSPARENT = "transparent"
    AS_SHOWN = "as shown"


@dataclass(frozen=True)
class PictureChoice:
    """Width and height in that unit; the pixels follow from them and the resolution."""

    width: float = 90
    height: float = 60
    unit: Unit = Unit.MILLIMETRES
    dpi: int = 300
    ground: Ground = Ground.WHITE
    kind: PictureFormat = PictureFormat.PNG
    style: PictureStyle = USUAL
    writes_table: bool = False

    @property
    def size(self) -> PictureSize:
        return PictureSize(self._pixels(self.width), self._pixels(self.height), self.dpi)

    def check(self) -> None:
        """Raise ValueError, with a sentence for the person, when no picture can have that size."""
        pixels = None if self.unit is Unit.PIXELS else self.dpi / _PER_INCH[self.unit]
        check_size(self.size, None if pixels is None or self.dpi <= 0 else Lengths(self.width, self.height, self.unit.value, pixels))

    def sized_as(self, other: "PictureChoice") -> "PictureChoice":
        """The same in all but the size, which is the other's."""
        return replace(self, width=other.width, height=other.height, unit=other.unit)

    def in_unit(self, unit: Unit) -> "PictureChoice":
        """The same picture, measured in that unit."""
        if unit is self.unit:
            return self
        if unit is Unit.PIXELS:
            return replace(self, unit=unit, width=self.size.width, height=self.size.height)
        return replace(self, unit=unit, width=self._length(self.width, unit), height=self._length(self.height, unit))

    @property
    def caption(self) -> str:
        """The whole of it in words: "90 × 60 mm, 1063 × 709 px at 300 dpi"."""
        size, shown = self.size, self.in_unit(Unit.INCHES if self.unit is Unit.INCHES else Unit.MILLIMETRES)
        paper = tr("{w} × {h} {unit}", w=_plain(shown.width), h=_plain(shown.height), unit=shown.unit.value)
        if self.kind is not PictureFormat.PNG:
            return tr("{size}, sharp at every scale", size=paper)
        pixels = tr("{w} × {h} px at {dpi} dpi", w=text.whole(size.width), h=text.whole(size.height), dpi=size.dpi)
        return f"{paper}, {pixels}"

    def _pixels(self, length: float) -> int:
        pixels = length if self.unit is Unit.PIXELS else length / _PER_INCH[self.unit] * self.dpi
        return round(max(-_BEYOND_ALL, min(pixels, _BEYOND_ALL)))

    def _length(self, length: float, unit: Unit) -> float:
        inches = length / (self.dpi if self.unit is Unit.PIXELS else _PER_INCH[self.unit])
        return round(inches * _PER_INCH[unit], _DECIMALS[unit])


def as_json(choice: PictureChoice) -> dict[str, Any]:
    """What is remembered of it for the next start: all but size and title, which belong to what was drawn."""
    style = choice.style
    return {
        "dpi": choice.dpi, "ground": choice.ground.value, "kind": choice.kind.value, "table": choice.writes_table,
        "line": style.line_width, "text": style.text_size, "legend": style.has_legend,
    }  # fmt: skip


def from_json(kept: Mapping[str, Any]) -> PictureChoice:
    """The reverse; what can't be read there is as usual."""
    usual = PictureChoice()
    try:
        style = PictureStyle(float(kept["line"]), float(kept["text"]), "", kept["legend"] is True)
        check_style(style)
        read = replace(usual, dpi=int(kept["dpi"]), ground=Ground(kept["ground"]), kind=PictureFormat(kept["kind"]))
        read.check()
    except (KeyError, TypeError, ValueError):
        return usual
    return replace(read, style=style, writes_table=kept.get("table") is True)


def _plain(length: float) -> str:
    return f"{length:g}"
