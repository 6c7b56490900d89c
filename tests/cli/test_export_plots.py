"""The plots of `bpdesk export` against closed forms: the post's one weight goes to its aim geometrically, and all follows from it."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QImage

from bpdesk.cli.main import main
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.ui.theme import LIGHT
from tests.builders import net, one_weight
from tests.viewers import pdf_image, svg_image

pytestmark = pytest.mark.usefixtures("qapp")

Values = npt.NDArray[np.float64]
STEPS = 20
X, TARGET, RATE, START = 5.7, 50.1, 0.007, -23.1
SHRINKS = 1 - 2 * RATE * X**2
K: Values = np.arange(STEPS + 1.0)
WEIGHT: Values = TARGET / X + (START - TARGET / X) * SHRINKS**K
ERROR: Values = X * WEIGHT - TARGET
CLOSED = {
    "cost": ERROR**2,
    "batch-cost": ERROR**2,
    "weights": WEIGHT,
    "activations": X * WEIGHT,
    "deltas": 2 * ERROR,
    "gradients": 2 * ERROR * X,
    "gradient-norm": np.abs(2 * ERROR * X),
}


def export(document: Document, folder: Path, ending: str, *options: str) -> Path:
    path, out = folder / "d.bpdesk", folder / f"out.{ending}"
    save(document, path)
    assert main(["export", str(path), "-o", str(out), "-n", str(STEPS), *options]) == 0
    return out


@pytest.mark.parametrize("what", CLOSED)
def test_the_numbers_of_each_plot_follow_the_closed_form(what: str, tmp_path: Path) -> None:
    lines = export(one_weight(), tmp_path, "csv", "--what", what).read_text().splitlines()
    rows = [[float(cell) for cell in line.split(",")] for line in lines[1:]]
    closed = CLOSED[what]
    first = 1 if what == "batch-cost" else 0  # a batch's cost stands at the update that used it, as in a history
    assert [row[0] for row in rows] == K.tolist()[first:]
    assert np.allclose([row[1] for row in rows], closed[: len(rows)], rtol=1e-9, atol=1e-9 * np.abs(closed).max())


@pytest.mark.parametrize("what", [name for name in CLOSED if name != "batch-cost"])
def test_each_curve_lies_where_its_values_are(what: str, tmp_path: Path) -> None:
    options = "--what", what, "--axis", "linear", "--size", "900x600", "--no-legend"
    svg, pdf = export(one_weight(), tmp_path, "svg", *options), export(one_weight(), tmp_path, "pdf", *options)
    colour = QColor(LIGHT.backward if what == "cost" else LIGHT.curves[0])
    closed = CLOSED[what]
    for image in (svg_image(svg), pdf_image(pdf)):
        left, right = ends(image, colour)
        heights = np.array([np.mean(rows_of(image, round(left + (right - left) * k / STEPS), colour)) for k in range(STEPS + 1)])
        slope, offset = np.polyfit(closed, heights, 1)
        assert slope < 0
        assert np.abs(slope * closed + offset - heights).max() < 3


def test_on_a_log_axis_what_shrinks_geometrically_is_a_straight_line(tmp_path: Path) -> None:
    colour = QColor(LIGHT.curves[0])
    image = svg_image(export(one_weight(), tmp_path, "svg", "--what", "gradient-norm", "--axis", "log", "--size", "900x600", "--no-legend"))
    left, right = ends(image, colour)
    columns = np.linspace(left, right, STEPS + 1).round().astype(int)
    heights = np.array([np.mean(rows_of(image, column, colour)) for column in columns])
    slope, offset = np.polyfit(columns, heights, 1)
    assert slope > 0.1
    assert np.abs(slope * columns + offset - heights).max() < 3


def ends(image: QImage, colour: QColor) -> tuple[float, float]:
    """The columns of the first and the last point, without their radius."""
    columns = [x for x in range(image.width()) if rows_of(image, x, colour)]
    return columns[0] + 2.5, columns[-1] - 2.5


def rows_of(image: QImage, x: int, colour: QColor) -> list[int]:
    return [y for y in range(image.height()) if _distance(image.pixelColor(x, y), colour) < 120]


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


def test_the_test_cost_is_that_of_the_test_rows(tmp_path: Path) -> None:
    document = net("x -> y", biases=False, rows=[[1, 2]], test=[[3, 1]], learning_rate=0.1)
    lines = export(document, tmp_path, "csv", "--what", "test-cost").read_text().splitlines()
    assert lines[0] == "iteration,test_cost"
    start = document.network.edges[0].weight
    weights = 2 + (start - 2) * (1 - 2 * 0.1) ** K
    for line in lines[1:]:
        k, cost = line.split(",")
        assert float(cost) == pytest.approx((3 * weights[int(k)] - 1) ** 2, rel=1e-9)


def test_some_curves_can_be_asked_for_by_their_names(tmp_path: Path) -> None:
    document = net("x -> h1 h2 -> y", rows=[[1, 2]])
    for what, of, header in (
        ("weights", "x_h2,h1_y", "iteration,x_h2,h1_y"),
        ("biases", "h1.bias", "iteration,h1.bias"),
        ("gradients", "h1.bias,x_h1", "iteration,bias_gradient h1,weight_gradient x_h1"),
        ("activations", "x,y", "iteration,activation x,activation y"),
        ("deltas", "h2", "iteration,delta h2"),
    ):
        lines = export(document, tmp_path, "csv", "--what", what, "--of", of).read_text().splitlines()
        assert lines[0] == header
        assert len(lines) == STEPS + 2


def test_lines_text_and_legend_are_as_asked_for(tmp_path: Path) -> None:
    usual = export(one_weight(), tmp_path, "svg", "--what", "weights").read_text()
    assert usual.count(">w<") == 2  # the axis and the curve
    bare = export(one_weight(), tmp_path, "svg", "--what", "weights", "--no-legend", "--line", "3", "--text", "20").read_text()
    assert 'stroke-width="3"' in bare
    assert 'stroke-width="3"' not in usual
    assert "matrix(1.66667 0 0 1.66667" in bare  # 12 px, the usual size, as large as 20
    assert "matrix(1.66667" not in usual
    assert bare.count(">w<") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--what", "test-cost"], "there are no test rows, so there is no test cost"),
        (["--what", "gradients", "--of", "nobody"], 'no weight or bias is called "nobody"'),
        (["--what", "deltas", "--of", "a1"], 'no hidden or output node is called "a1"'),
        (["--what", "cost", "--of", "w"], "--of says nothing about cost"),
        (["--what", "derivation", "--of", "nobody"], 'no weight, bias or node is called "nobody"'),
        (["--what", "cost", "--line", "0"], "Lines are between"),
        (["--what", "cost", "--text", "1000"], "Text is between"),
        (["--what", "cost", "--line", "-3"], "not a number"),
        (["--what", "cost", "--size", "0x0mm"], "a picture is between 4.3 and 5291.6 mm"),
        (["--what", "cost", "--size", "9x9cm"], "not a size such as 960x600 or 90x60mm"),
        (["--what", "biases"], ""),
    ],
)
def test_what_cannot_be_plotted_is_refused_in_a_line(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(one_weight(), tmp_path / "d.bpdesk")
    status = main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "out.svg"), *options])
    captured = capsys.readouterr().err
    if said:
        assert status == 2
        assert said in captured
        assert captured.count("\n") == 1
        assert not (tmp_path / "out.svg").exists()
    else:
        assert status == 0
        assert "no biases" in (tmp_path / "out.svg").read_text()


def test_the_costs_bound_and_an_outputs_target_are_drawn_as_lines(tmp_path: Path) -> None:
    bounded = net("x -> y", rows=[[1, 0], [1, 1]], biases=False)  # the same input: the best answer is 0.5, the least cost 0.25
    assert ">bound<" in export(bounded, tmp_path, "svg", "--what", "cost").read_text()
    assert ">bound<" not in export(one_weight(), tmp_path, "svg", "--what", "cost").read_text()
    assert ">y<" in export(one_weight(), tmp_path, "svg", "--what", "activations").read_text()
