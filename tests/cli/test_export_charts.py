"""`bpdesk export` of landscape and regions: values found again as pixels, in viewers that aren't Qt; shapes only; what is refused."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from bpdesk.cli.main import main
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.math_syntax import linear
from bpdesk.model.recipes import layered
from bpdesk.model.run_record import Branch, Change
from bpdesk.ui.theme import LIGHT
from tests.builders import net, one_weight, with_run
from tests.cli.cases import document
from tests.viewers import inked, pdf_bitmaps, pdf_image, pdf_points, pdf_text, svg_image

pytestmark = pytest.mark.usefixtures("qapp")
XOR = net("x1 x2 -> h1 h2 -> y", seed=4, rows=[[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], output="sigmoid", learning_rate=0.5)


def export(source: Document, folder: Path, ending: str, *options: str) -> Path:
    path, out = folder / "d.bpdesk", folder / f"out.{ending}"
    save(source, path)
    assert main(["export", str(path), "-o", str(out), *options]) == 0
    return out


def opened(path: Path) -> QImage:
    return {".png": lambda: QImage(str(path)), ".svg": lambda: svg_image(path), ".pdf": lambda: pdf_image(path)}[path.suffix]()


def columns_of(image: QImage, colour: str) -> dict[int, float]:
    """In each column the middle of what has nearly that colour."""
    wanted, found = QColor(colour), {}
    for x in range(60, image.width() - 30):
        rows = [y for y in range(30, image.height() - 40) if _distance(image.pixelColor(x, y), wanted) < 90]
        if rows:
            found[x] = sum(rows) / len(rows)
    return found


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_posts_parabola_lies_where_its_values_are_in_every_format(ending: str, tmp_path: Path) -> None:
    image = opened(export(one_weight(), tmp_path, ending, "--what", "landscape", "-n", "20", "--size", "700x500"))
    assert (image.width(), image.height()) == (700, 500)
    drawn = columns_of(image, LIGHT.backward)
    assert len(drawn) > 500
    x, y = np.array(list(drawn)), np.array(list(drawn.values()))
    outer = y < np.quantile(y, 0.7)  # the foot is covered by points and the tangent
    square = np.polynomial.Polynomial.fit(x[outer], y[outer], 2)
    assert np.abs(square(x[outer]) - y[outer]).max() < 2.5


@pytest.mark.parametrize("what", [["landscape"], ["landscape", "--of", "x1_h1,h1.bias"], ["regions"], ["regions", "--of", "h2"]])
def test_charts_are_shapes_with_text_that_is_found(what: list[str], tmp_path: Path) -> None:
    pdf = export(XOR, tmp_path, "pdf", "-n", "9", "--size", "640x480", "--what", *what)
    assert pdf_bitmaps(pdf) == []
    assert pdf_points(pdf) == (480, 360)
    assert "teration 9" in pdf_text(pdf)
    svg = export(XOR, tmp_path, "svg", "-n", "9", "--size", "640x480", "--what", *what)
    text = svg.read_text(encoding="utf-8")
    assert "<image" not in text
    assert len(text) < 2_000_000
    assert inked(svg_image(svg)) > 0.02
    by_qt = opened(export(XOR, tmp_path, "png", "-n", "9", "--size", "640x480", "--what", *what))
    for other in (svg_image(svg), pdf_image(pdf)):
        differing = [_distance(by_qt.pixelColor(x, y), other.pixelColor(x, y)) > 120 for x in range(4, 636, 8) for y in range(4, 476, 8)]
        assert sum(differing) / len(differing) < 0.02


def test_regions_have_the_colour_of_their_sign(tmp_path: Path) -> None:
    document = net("x1 x2 -> y", rows=[[0, 0, -1], [1, 1, 1]], biases=False, learning_rate=0.0)
    image = opened(export(document, tmp_path, "png", "--what", "regions", "--size", "640x480"))
    colours = {image.pixelColor(x, y).name().upper() for x in range(80, 540, 4) for y in range(50, 420, 4)}
    assert len(colours) > 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--what", "landscape", "--of", "nobody"], 'no weight or bias is called "nobody"'),
        (["--what", "landscape", "--of", "x1_h1,x1_h1"], "--of takes one or two different parameters"),
        (["--what", "regions", "--of", "x1"], 'no hidden or output node is called "x1"'),
        (["--what", "regions", "--size", "0x100000"], "between"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_line(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(XOR, tmp_path / "d.bpdesk")
    assert main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "out.png"), *options]) == 2
    captured = capsys.readouterr().err
    assert said in captured
    assert captured.count("\n") == 1
    assert not (tmp_path / "out.png").exists()


def test_more_than_two_inputs_have_no_plane(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(net("x1 x2 x3 -> y"), tmp_path / "d.bpdesk")
    assert main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "out.png"), "--what", "regions"]) == 2
    assert "this network has 3" in capsys.readouterr().err.lower()


def test_other_runs_are_drawn_pale_by_their_names(tmp_path: Path) -> None:
    branches = [Branch("rate 0.02", 20, (Change(0, training={"learning_rate": 0.02}),)), Branch("rate 0.001", 20, ())]
    document = with_run(one_weight(), 20, (), branches)
    text = export(document, tmp_path, "svg", "--what", "cost", "-n", "20").read_text(encoding="utf-8")
    assert "rate 0.02" in text
    assert "rate 0.001" in text
    assert "run 1" in text
    assert LIGHT.trace.lower() in text.lower()


@pytest.mark.parametrize("what", ["landscape", "regions", "cost", "gradients", "gradient-norm", "activations", "derivation"])
@pytest.mark.parametrize("iterations", ["0", "1", "1000"])
def test_every_kind_of_a_run_that_diverges_is_drawn_from_its_start_to_its_end(what: str, iterations: str, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    status = main(["export", document("diverge_seed_rate"), "-o", str(out), "--what", what, "-n", iterations])
    assert status == (1 if iterations == "1000" else 0)
    assert inked(svg_image(out)) > 0.004


def test_a_cost_that_a_chart_cannot_show_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert main(["export", document("diverge_seed_rate"), "-o", str(out), "--what", "landscape", "-n", "1000"]) == 1
    assert "Where nothing is drawn the value isn't finite." in pdf_text(out).replace("’", "'")


def table(path: Path) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    names, *rows = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: np.array([float(row[place]) for row in rows]) for place, name in enumerate(names)}


def test_the_numbers_behind_a_chart_are_a_table(tmp_path: Path) -> None:
    parabola = table(export(one_weight(), tmp_path, "csv", "--what", "landscape", "-n", "3"))
    assert list(parabola) == ["w", "cost"]
    assert np.allclose(parabola["cost"], (5.7 * parabola["w"] - 50.1) ** 2, rtol=1e-12)
    plane = net("x1 x2 -> y", biases=False, rows=[[0, 0, -1], [1, 1, 1]], learning_rate=0.0)
    u, v = (edge.weight for edge in plane.network.edges)
    over = table(export(plane, tmp_path, "csv", "--what", "regions"))
    assert list(over) == ["x1", "x2", "y"]
    assert len(over["y"]) == 100 * 100
    assert np.allclose(over["y"], u * over["x1"] + v * over["x2"], rtol=1e-12, atol=1e-14)
    valley = table(export(plane, tmp_path, "csv", "--what", "landscape", "--of", "x1_y,x2_y"))
    costs = ((-1.0) ** 2 + (valley["x1_y"] + valley["x2_y"] - 1) ** 2) / 2  # the first row's inputs are 0: it always misses by 1
    assert np.allclose(valley["cost"], costs, rtol=1e-12)


def test_the_numbers_of_the_colour_bar_say_its_levels_exactly(tmp_path: Path) -> None:
    text = pdf_text(export(XOR, tmp_path, "pdf", "--what", "regions", "--size", "640x480"))
    eighths = ["0.125", "0.250", "0.375", "0.500", "0.625", "0.750", "0.875"]  # of a sigmoid, at every second of sixteen bands
    assert [each for each in eighths if each not in text] == []


def test_a_size_in_millimetres_is_refused_in_millimetres(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(XOR, tmp_path / "d.bpdesk")
    assert main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "o.png"), "--size", "100000x60mm", "--dpi", "300"]) == 2
    assert "At 300 dpi a picture is between 1.4 and 1693.3 mm wide and high, not 100 000 × 60." in capsys.readouterr().err


@pytest.mark.parametrize(("size", "biases"), [("90x60mm", True), ("90x120mm", True), ("180x120mm", False)])
def test_a_network_as_wide_as_a_column_keeps_the_names_of_its_nodes(size: str, biases: bool, tmp_path: Path) -> None:
    document = layered([4, 8, 8, 3], "tanh", "sigmoid", biases, 1)
    text = pdf_text(export(document, tmp_path, "pdf", "--size", size))
    names = [linear(node.label or node.id) for node in document.network.nodes]
    assert len(names) == 4 + 8 + 8 + 3
    assert [name for name in names if name not in text] == []
