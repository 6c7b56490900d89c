"""A page as a figure uses its room: narrow columns stand near one another, and nothing lies on anything else."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from bpdesk.explain.page import page
from bpdesk.explain.solution import solution
from bpdesk.files.examples import load_example
from bpdesk.ui.explain.page_figure import PageFigure
from bpdesk.ui.theme import LIGHT
from tests.explain.situations import situation_of

pytestmark = pytest.mark.usefixtures("qapp")


def painted(figure: PageFigure, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    figure.paint(painter, QSizeF(width, height), LIGHT)
    painter.end()
    return image


def empty_columns(image: QImage) -> list[tuple[int, int]]:
    """Upright strips without ink: where each begins, and how wide it is."""
    inked = [any(image.pixelColor(x, y) != QColor("white") for y in range(0, image.height())) for x in range(image.width())]
    found, begun = [], 0
    for x, (before, now) in enumerate(pairwise([*inked, True]), 1):
        if before and not now:
            begun = x
        if not before and now:
            found.append((begun, x - begun))
    return found


@pytest.mark.parametrize(("width", "height", "least"), [(640, 480, 0.34), (1600, 900, 0.75), (600, 800, 0.42)])
def test_a_whole_iteration_of_four_samples_is_as_large_as_its_room_allows(width: int, height: int, least: float) -> None:
    situation = situation_of(load_example("xor"))
    figure = PageFigure(solution(situation, "XOR"), 4)
    assert figure.scale_in(QSizeF(width, height)) > least
    image = painted(figure, width, height)
    for x in (0, width - 1):
        assert all(image.pixelColor(x, y) == QColor("white") for y in range(height))
    assert all(image.pixelColor(x, height - 1) == QColor("white") for x in range(width))


def test_columns_stand_no_farther_apart_than_they_need() -> None:
    figure = PageFigure(solution(situation_of(load_example("xor")), "XOR"), 4)
    gaps = [wide for begin, wide in empty_columns(painted(figure, 1280, 720)) if begin > 0]
    assert len(gaps) >= 4
    assert max(gaps[:-1]) < 90


def test_a_short_page_is_full_size_in_an_upright_room() -> None:
    situation = situation_of(load_example("one-weight"))
    figure = PageFigure(page(situation, "weight", situation.network.edges[0].id), 4)
    assert figure.scale_in(QSizeF(600, 900)) == 1.0
