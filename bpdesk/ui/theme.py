"""Colours by meaning, light and dark, and what follows from them: palette, style sheet, fills, edge widths.

A colour is named by what it means (`positive`, `backward`), never by its hex value; canvas, formulas and plots share them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QPalette

from bpdesk.assets import resource

SchemeName = Literal["light", "dark"]


_DIGITS_OF_FILL = 3
"""Finer than colours of 8 bits are."""


@dataclass(frozen=True)
class Theme:
    """The colours of one scheme, as `#RRGGBB`."""

    name: SchemeName
    window: str
    panel: str
    canvas: str
    field: str
    button: str
    hover: str
    grid: str
    border: str
    field_border: str
    text: str
    muted: str
    disabled: str
    node_line: str
    accent: str
    on_accent: str
    accent_soft: str
    halo: str
    focus: str
    negative: str
    positive: str
    forward: str
    forward_soft: str
    backward: str
    backward_soft: str
    slope: str
    slope_soft: str
    target: str
    frozen: str
    good: str
    warning: str
    warning_soft: str
    problem: str
    problem_soft: str
    trace: str
    trace_text: str
    curves: tuple[str, ...]

    def sign(self, value: float) -> str:
        """The colour of a weight, bias or activation of that sign."""
        return self.negative if value < 0 else self.positive

    def fill(self, value: float) -> str:
        """The pale fill for a value of any size: at most 30 % of its sign's colour, so that text on it stays readable."""
        shade = math.tanh(value / 1.2) if math.isfinite(value) else math.copysign(1.0, value)
        return mix(self.canvas, self.sign(shade), round(0.30 * abs(shade) ** 0.7, _DIGITS_OF_FILL))


def fill_shares(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How much `Theme.fill` takes of its sign's colour for each of the values, below 0 of that for negative ones."""
    shades = np.tanh(values / 1.2)
    return np.asarray(0.30 * np.copysign(np.abs(shades) ** 0.7, shades))


LIGHT = Theme(
    name="light",
    window="#ECEFF2", panel="#F8F9FA", canvas="#FFFFFF", field="#FFFFFF", button="#F8F9FA", hover="#E1E5EA", grid="#E9ECEF",
    border="#D2D7DD", field_border="#858E99",
    text="#1A1D22", muted="#57606B", disabled="#9AA2AC", node_line="#5C6672",
    accent="#55299C", on_accent="#FFFFFF", accent_soft="#ECE5F7", halo="#CFC3E3", focus="#55299C",
    negative="#B04300", positive="#2A6CD4",
    forward="#007D85", forward_soft="#DDF0F0", backward="#8C0B4E", backward_soft="#F8E3EC", slope="#8A6400", slope_soft="#F5ECD6",
    target="#4F5965", frozen="#57606B", good="#007D85",
    warning="#7A5200", warning_soft="#FFF3D6", problem="#A8201A", problem_soft="#FCE8E6",
    trace="#8F98A3", trace_text="#57606B",
    curves=("#0D2BD2", "#E75307", "#178484", "#710F63", "#404600", "#B86CF8", "#3DA266", "#904451"),
)  # fmt: skip

DARK = Theme(
    name="dark",
    window="#0F1115", panel="#1A1D22", canvas="#15181D", field="#101317", button="#262A31", hover="#2C3139", grid="#20242A",
    border="#30353D", field_border="#6F7985",
    text="#E9EBEE", muted="#A3ACB7", disabled="#626B76", node_line="#98A2AE",
    accent="#D3C7FF", on_accent="#1E1338", accent_soft="#332D4A", halo="#4A495C", focus="#D3C7FF",
    negative="#FF9F55", positive="#3D9EFF",
    forward="#72E8D2", forward_soft="#16343A", backward="#E070B8", backward_soft="#3A2033", slope="#F2D75C", slope_soft="#37331C",
    target="#C0C8D2", frozen="#A3ACB7", good="#72E8D2",
    warning="#F6C453", warning_soft="#33290F", problem="#FF8A80", problem_soft="#3B1B1B",
    trace="#66707C", trace_text="#A3ACB7",
    curves=("#4471FD", "#E28B01", "#61F5E9", "#A0608F", "#E1EC53", "#C1A9FF", "#77BF92", "#CB3D46"),
)  # fmt: skip

PHASE_COLOURS = {
    "forward": ("forward", "forward_soft"),
    "cost": ("backward", "backward_soft"),
    "backward": ("backward", "backward_soft"),
    "gradients": ("backward", "backward_soft"),
    "update": ("text", "hover"),
}
"""Of each phase of an iteration the ink and the ground, as tokens: what goes forward, what comes back from the cost, neither."""

SOLID_CURVES = 4
CURVE_DASH = (6.0, 3.0)
SECOND_ROUND_DASH = (2.0, 3.0)


def curve_style(theme: Theme, index: int) -> tuple[str, tuple[float, float] | None]:
    """Colour and dash (in pen widths; None is solid) of the index-th curve of a plot."""
    colour = theme.curves[index % len(theme.curves)]
    if index >= len(theme.curves):
        return colour, SECOND_ROUND_DASH
    return colour, None if index < SOLID_CURVES else CURVE_DASH


@lru_cache(maxsize=64)
def run_colour(theme: Theme, place: int) -> str:
    """The pale colour of the trace of an earlier run: half of it grey, and as far from the panel as `trace` is."""
    half = mix(theme.trace, theme.curves[place % len(theme.curves)], 0.5)
    wanted = _contrast(theme.trace, theme.panel)
    shades = (mix(theme.panel, half, percent / 100) for percent in range(30, 100, 5))
    return next((shade for shade in shades if _contrast(shade, theme.panel) >= wanted), half)


def _contrast(one: str, other: str) -> float:
    """Of two colours, from 1 to 21, as WCAG has it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (c / 255 for c in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=8192)
@lru_cache(maxsize=4096)
def mix(under: str, over: str, weight: float) -> str:
    """The opaque colour that `over` makes when laid on `under` with that weight."""
    (red, green, blue), high = _channels(under), _channels(over)
    red, green, blue = red + (high[0] - red) * weight, green + (high[1] - green) * weight, blue + (high[2] - blue) * weight
    return f"#{round(red):02X}{round(green):02X}{round(blue):02X}"


@lru_cache(maxsize=256)
def _channels(colour: str) -> tuple[float, float, float]:
    found = QColor(colour)
    return found.red(), found.green(), found.blue()


def edge_width(weight: float) -> float:
    """Pixels at 100 %: 1.2 at 0, 3.6 at 1, towards 6. Absolute, so that nothing rescales while the network trains."""
    magnitude = abs(weight)
    return 1.2 + 4.8 * (magnitude / (magnitude + 1) if math.isfinite(magnitude) else 1.0)


def edge_widths(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """`edge_width` of many."""
    return np.asarray(6.0 - 4.8 / (np.abs(weights) + 1))


def magnitude_at(width: float) -> float:
    """The size of a weight whose edge is so wide; `edge_width` the other way round."""
    return (width - 1.2) / (6.0 - width)


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "problem",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "field_border",
    QPalette.ColorRole.Shadow: "border",
}
_ROLES_OF_TEXT = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """Fusion's palette with every role set, so that nothing of the system's scheme shines through."""
    result = QPalette()
    for role, token in _ROLES.items():
        result.setColor(role, QColor(getattr(theme, token)))
    for role in _ROLES_OF_TEXT:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return result


def _drawing(name: str, theme: Theme) -> str:
    """The arrow of a combo box, the tick of a check box: a style sheet takes them from files only, so each theme has its own."""
    return resource("drawings", f"{name}-{theme.name}.svg").as_posix()


def style_sheet(theme: Theme) -> str:
    """The short style sheet over Fusion: flat bars, quiet tool buttons, one filled button (`primary`)."""
    return f"""
    QMainWindow::separator {{ background: {theme.window}; width: 6px; height: 6px; }}
    QMainWindow::separator:hover {{ background: {theme.accent_soft}; }}
    QMenuBar {{ background: {theme.window}; color: {theme.text}; padding: 2px 6px; border: none; }}
    QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {theme.hover}; }}
    QMenu {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {theme.hover}; color: {theme.text}; }}
    QMenu::item:disabled {{ color: {theme.disabled}; }}
    QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 8px; }}
    QToolTip {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.border}; padding: 5px 7px; }}
    QToolBar {{ background: {theme.window}; border: none; padding: 2px 8px 6px 8px; spacing: 2px; }}
    QToolBar::separator {{ background: {theme.border}; width: 1px; margin: 7px 8px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px; color: {theme.text}; background: transparent; }}
    QToolButton:hover {{ background: {theme.hover}; }}
    QToolButton:focus {{ border: 2px solid {theme.focus}; padding: 4px; }}
    QToolButton:checked {{ background: {theme.accent_soft}; border: 1px solid {theme.accent}; }}
    QToolButton[on="true"] {{ background: {theme.accent_soft}; border: 1px solid {theme.accent}; }}
    QToolButton:disabled {{ color: {theme.disabled}; }}
    QLineEdit, QComboBox, QAbstractSpinBox {{ background: {theme.field}; color: {theme.text}; border: 1px solid {theme.field_border};
        border-radius: 5px; padding: 4px 8px; min-height: 18px; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {theme.focus}; padding: 3px 7px; }}
    QLineEdit[invalid="true"] {{ border: 2px solid {theme.problem}; padding: 3px 7px; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url({_drawing("chevron", theme)}); width: 16px; height: 16px; }}
    QComboBox QAbstractItemView {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.border};
        selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; }}
    QPushButton {{ background: {theme.button}; color: {theme.text}; border: 1px solid {theme.field_border}; border-radius: 6px;
        padding: 6px 14px; min-height: 18px; }}
    QPushButton:hover {{ background: {theme.hover}; }}
    QPushButton:focus {{ border: 2px solid {theme.focus}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {theme.disabled}; border: 1px solid {theme.border}; }}
    QPushButton[primary="true"] {{ background: {theme.accent}; color: {theme.on_accent}; border: 1px solid {theme.accent};
        font-weight: 600; padding: 6px 14px; }}
    QPushButton[primary="true"]:hover {{ background: {mix(theme.accent, theme.panel, 0.15)}; }}
    QPushButton[primary="true"]:disabled {{ background: {theme.button}; color: {theme.disabled}; border: 1px solid {theme.border}; }}
    QFrame#panel {{ background: {theme.panel}; border: none; }}
    QDialog {{ background: {theme.panel}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator, QTableView::indicator {{ width: 15px; height: 15px; border: 1px solid {theme.field_border}; border-radius: 4px;
        background: {theme.field}; }}
    QCheckBox::indicator:focus {{ border: 2px solid {theme.focus}; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked {{ background: {theme.accent}; border: 1px solid {theme.accent};
        image: url({_drawing("check", theme)}); }}
    QCheckBox::indicator:disabled {{ border: 1px solid {theme.border}; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 11px; }}
    QScrollBar:horizontal {{ height: 11px; }}
    QScrollBar::handle {{ background: {theme.field_border}; border: 3px solid {theme.panel}; border-radius: 5px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: transparent; width: 0; height: 0; }}
    QStatusBar {{ background: {theme.window}; color: {theme.muted}; }}
    QStatusBar::item {{ border: none; }}
    """
