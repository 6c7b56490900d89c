import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.ui.icons import icon, pixmap
from bpdesk.ui.theme import DARK, LIGHT, Theme

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = pixmap(name, "#C00000", 20, 2.0).toImage()
    inked = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() == 255]
    assert inked
    assert {colour.name().upper() for colour in inked} == {"#C00000"}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_pixmap_has_as_many_pixels_as_the_screen_wants(qtbot: QtBot, ratio: float) -> None:
    shown = pixmap("step", "#000000", 20, ratio)
    assert shown.width() == round(20 * ratio)
    assert shown.devicePixelRatio() == ratio


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_states_have_the_colours_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    drawn = icon("run", theme, 20)
    for mode, state, token in (
        (QIcon.Mode.Normal, QIcon.State.Off, theme.text),
        (QIcon.Mode.Normal, QIcon.State.On, theme.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, theme.disabled),
    ):
        image = drawn.pixmap(20, mode, state).toImage()
        opaque = {image.pixel(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() == 255}
        assert QColor(token).rgb() in opaque


def test_on_a_fine_screen_the_icon_is_drawn_for_it(qtbot: QtBot) -> None:
    assert icon("save", LIGHT, 20).pixmap(QSize(20, 20), 2.0).width() == 40
