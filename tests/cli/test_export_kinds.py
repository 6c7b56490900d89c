"""`bpdesk export` of every kind there is: PNG, SVG and PDF of one size, opened in viewers that aren't Qt; shapes alone, text found."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from bpdesk.cli.arguments import PICTURES, PLOTS
from bpdesk.cli.main import main
from bpdesk.files.store import save
from tests.builders import net
from tests.viewers import pdf_bitmaps, pdf_fonts, pdf_image, pdf_points, pdf_text, svg_image

pytestmark = pytest.mark.usefixtures("qapp")

ROWS = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
XOR = net("x1 x2 -> h1 h2 -> y", seed=4, rows=ROWS, test=[[0.5, 0.5, 0]], output="sigmoid", learning_rate=0.5)
SAID = {
    "network": ["h1", "x2"],
    "landscape": ["teration 9", "C"],
    "regions": ["teration 9", "x1"],
    "derivation": ["iteration 10 worked out", "Backward", "Conventions"],
}

LEGIBLE = {"derivation": ("--of", "h1")}
"""What a kind needs for letters that are letters in a small picture: a whole iteration needs more than that."""


def export(folder: Path, ending: str, *options: str) -> Path:
    path, out = folder / "d.bpdesk", folder / f"out.{ending}"
    save(XOR, path)
    assert main(["export", str(path), "-o", str(out), "-n", "9", *options]) == 0
    return out


def ink(image: QImage) -> float:
    """How much darker than white the picture is on average: the same however a viewer smooths what is thin."""
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(image.height())]
    return sum(255 - image.pixelColor(x, y).lightness() for x, y in places) / len(places)


def test_every_kind_is_tried() -> None:
    assert set(PICTURES) == {*PLOTS, *SAID}


@pytest.mark.parametrize("what", PICTURES)
def test_each_kind_is_the_same_in_every_format(what: str, tmp_path: Path) -> None:
    png, svg, pdf = (
        export(tmp_path, ending, "--what", what, *LEGIBLE.get(what, ()), "--size", "90x70mm", "--dpi", "150")
        for ending in ("png", "svg", "pdf")
    )
    ours = QImage(str(png))
    assert (ours.width(), ours.height()) == (531, 413)
    assert ours.dotsPerMeterX() == round(150 / 0.0254)
    points = pdf_points(pdf)
    assert points == pytest.approx((90 / 25.4 * 72, 70 / 25.4 * 72), abs=0.5)
    inked = ink(ours)
    assert inked > 1
    for other in (svg_image(svg, 150), pdf_image(pdf, 150)):
        assert abs(other.width() - 531) <= 1
        assert abs(other.height() - 413) <= 1
        assert ink(other) == pytest.approx(inked, rel=0.3)
        places = [(x, y) for x in range(4, 527, 3) for y in range(4, 409, 3)]
        apart = sum(abs(ours.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 110 for x, y in places)
        assert apart / len(places) < 0.02


@pytest.mark.parametrize("what", PICTURES)
def test_each_kind_is_shapes_with_text_that_is_found(what: str, tmp_path: Path) -> None:
    svg, pdf = export(tmp_path, "svg", "--what", what, "--title", "As printed"), export(tmp_path, "pdf", "--what", what)
    assert "<image" not in svg.read_text(encoding="utf-8")
    assert pdf_bitmaps(pdf) == []
    assert {line.split()[-5] for line in pdf_fonts(pdf)} == {"yes"}
    texts = " ".join(element.text or "" for element in ElementTree.parse(svg).iter("{http://www.w3.org/2000/svg}text"))
    assert "As printed" in texts
    found = pdf_text(pdf)
    for word in SAID.get(what, ["iteration", "9"]):
        assert word in texts
        assert word in found


@pytest.mark.parametrize("what", PICTURES)
def test_each_kind_can_be_transparent(what: str, tmp_path: Path) -> None:
    image = QImage(str(export(tmp_path, "png", "--what", what, *LEGIBLE.get(what, ()), "--size", "640x480", "--background", "transparent")))
    assert image.hasAlphaChannel()
    assert image.pixelColor(1, 1).alpha() == 0
    assert any(image.pixelColor(x, y).alpha() == 255 for x in range(0, 640, 2) for y in range(0, 480, 2))


def test_letters_that_nobody_can_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(tmp_path, "png", "--what", "derivation", "--size", "640x480")
    assert "letters are at" in capsys.readouterr().err
    export(tmp_path, "png", "--what", "derivation", "--of", "h1", "--size", "640x480")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("size", ["16x16", "16x3000", "3000x16"])
@pytest.mark.parametrize("what", PICTURES)
def test_each_kind_can_be_as_small_or_as_narrow_as_a_picture_can(what: str, size: str, tmp_path: Path) -> None:
    image = QImage(str(export(tmp_path, "png", "--what", what, "--size", size, "--title", "A title that is longer than the picture")))
    assert f"{image.width()}x{image.height()}" == size
