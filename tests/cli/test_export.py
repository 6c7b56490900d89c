"""`bpdesk export`: sizes, what is drawn, and what is refused. Looked at as pictures elsewhere: here their size and their bytes."""

import io
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bpdesk.cli.main import main
from bpdesk.files.examples import load_example
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.math_syntax import linear
from bpdesk.model.recipes import layered
from bpdesk.model.run_record import Change
from tests.builders import net, one_weight, with_run
from tests.cli.cases import document
from tests.viewers import inked as inked_share
from tests.viewers import pdf_bitmaps, pdf_fonts, pdf_image, pdf_points, pdf_text, svg_image

Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("qapp")


def exported(source: Document, folder: Path, *options: str) -> bytes:
    path, out = folder / "d.bpdesk", folder / "out.png"
    save(source, path)
    assert main(["export", str(path), "-o", str(out), *options]) == 0
    return out.read_bytes()


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("what", ["network", "cost", "weights"])
def test_a_picture_has_the_size_and_resolution_that_were_asked_for(what: str, tmp_path: Path) -> None:
    png = exported(one_weight(), tmp_path, "--what", what, "-n", "5", "--size", "640x480", "--dpi", "144")
    assert size_of(png) == (640, 480)
    assert QImage.fromData(png).dotsPerMeterX() == round(144 / 0.0254)


def test_a_plot_has_a_size_of_its_own_that_grows_with_the_resolution(tmp_path: Path) -> None:
    assert size_of(exported(one_weight(), tmp_path, "--what", "cost")) == (960, 600)
    assert size_of(exported(one_weight(), tmp_path, "--what", "cost", "--dpi", "192")) == (1920, 1200)


def test_the_network_is_as_large_as_it_is_drawn(tmp_path: Path) -> None:
    width, height = size_of(exported(one_weight(), tmp_path))
    twice = size_of(exported(one_weight(), tmp_path, "--dpi", "192"))
    assert twice in [(2 * width + x, 2 * height + y) for x in (0, 1) for y in (0, 1)]


@pytest.mark.parametrize("size", ["90x60mm", "120x80mm"])
@pytest.mark.parametrize("name", ["xor", "layered"])
def test_a_network_in_the_size_of_a_printed_figure_tells_all_its_numbers(name: str, size: str, tmp_path: Path) -> None:
    source = load_example(name)
    large, small = tmp_path / "large.pdf", tmp_path / "small.pdf"
    save(source, tmp_path / "d.bpdesk")
    for out, options in ((large, []), (small, ["--size", size, "--dpi", "300"])):
        assert main(["export", str(tmp_path / "d.bpdesk"), "--what", "network", "-n", "50", "-o", str(out), *options]) == 0
    told = [sorted(word for word in pdf_text(each).split() if word[-1].isdigit()) for each in (large, small)]
    assert told[0] == told[1]
    assert len(told[0]) >= len(source.network.edges) + 3 * sum(node.kind != "input" for node in source.network.nodes)


def test_a_large_network_in_a_small_figure_has_the_numbers_that_find_room(tmp_path: Path) -> None:
    save(layered((4, 8, 8, 3), "tanh", "linear", True, seed=3), tmp_path / "d.bpdesk")
    out = tmp_path / "small.pdf"
    assert main(["export", str(tmp_path / "d.bpdesk"), "--what", "network", "-o", str(out), "--size", "90x60mm", "--dpi", "300"]) == 0
    assert sum("." in word and word[-1].isdigit() for word in pdf_text(out).split()) >= 3


def test_a_terminal_shows_how_far_it_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    exported(one_weight(), tmp_path, "--what", "cost", "-n", "64")
    assert "100.0 %  64" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_network_is_not_enlarged_but_made_to_fit(tmp_path: Path, qapp: QApplication) -> None:
    large = QImage.fromData(exported(one_weight(), tmp_path, "--size", "3000x2000"))
    small = QImage.fromData(exported(one_weight(), tmp_path, "--size", "100x60"))
    assert inked(large)[0] < 1000
    assert 50 < inked(small)[0] <= 100


def inked(image: QImage) -> tuple[int, int]:
    """Width and height of what differs from the ground."""
    ground = image.pixel(0, 0)
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2) if image.pixel(x, y) != ground]
    across, down = [x for x, _ in places], [y for _, y in places]
    return max(across) - min(across), max(down) - min(down)


def test_the_default_is_the_documents_position_computed_anew(tmp_path: Path) -> None:
    # The state says that nothing moved: a picture that read it would be that of the start.
    stands = with_run(one_weight(), 7, [Change(2, {"learning_rate": 0.01})])
    assert exported(stands, tmp_path) == exported(stands, tmp_path, "-n", "7") != exported(stands, tmp_path, "-n", "0")
    assert exported(one_weight(), tmp_path) == exported(one_weight(), tmp_path, "-n", "0")


def test_an_unfinished_network_is_drawn_with_dashes(tmp_path: Path, capsys: Captured) -> None:
    unfinished = replace(one_weight(), data=None)
    assert size_of(exported(unfinished, tmp_path))[0] > 100
    assert main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "x.png"), "--what", "cost"]) == 2
    assert "There is no training row" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


def test_what_diverges_is_drawn_up_to_there(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "p.png"
    assert main(["export", document("diverge_seed_rate"), "-o", str(out), "--what", "weights", "-n", "1000"]) == 1
    assert size_of(out.read_bytes()) == (960, 600)
    assert "stopped after iteration 432" in capsys.readouterr().err


def test_more_weights_than_a_plot_takes_are_told(tmp_path: Path, capsys: Captured) -> None:
    exported(net("a b c d e f g h i -> j k l m n o p q", rows=2), tmp_path, "--what", "weights", "-n", "2")
    assert capsys.readouterr().err == "bpdesk: the first 64 of 72 weights are drawn\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "x.gif"], "can't write .gif: it can be .png, .svg or .pdf"),
        (["-o", "x.csv"], "can't write .csv: it can be .png, .svg or .pdf"),
        (["-o", "x.csv", "--what", "derivation"], "can't write .csv: it can be .png, .svg, .pdf, .tex or .md"),
        (["-o", "x.gif", "--what", "cost"], "can't write .gif: it can be .png, .svg, .pdf or .csv"),
        (["-o", "x.svg", "--size", "0x100"], "A picture is between 16 and 20 000 px wide and high, not 0 × 100."),
        (["-o", "x.pdf", "--size", "100000x100"], "A picture is between 16 and 20 000 px wide and high, not 100 000 × 100."),
        (["-o", "no/folder/x.svg"], "there is no such file or folder"),
        (["-o", "no/folder/x.csv", "--what", "cost"], "there is no such file or folder"),
        (["-o", "x"], "can't write a file without an ending: it can be .png, .svg or .pdf"),
        (["-o", "x.png", "--size", "5x5"], "A picture is between 16 and 20 000 px wide and high, not 5 × 5."),
        (["-o", "x.png", "--size", "20000x20000"], "at most 100 000 000 pixels"),
        (["-o", "x.png", "--size", "99999999999x5"], "not a size such as 960x600"),
        (["-o", "x.png", "--size", "wide"], "not a size such as 960x600"),
        (["-o", "x.png", "--dpi", "1000000"], "The resolution is between 10 and 2400 dpi."),
        (["-o", "x.png", "--what", "loss"], "invalid choice: 'loss'"),
        (["-o", "no/folder/x.png"], "there is no such file or folder"),
    ],
)
def test_what_cant_be_drawn_is_refused_in_a_line(
    options: list[str], message: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", document("seed_20it"), *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["network", "cost", "weights"])
def test_shapes_are_as_many_inches_as_pixels_and_resolution_make(what: str, tmp_path: Path) -> None:
    asked = ("--what", what, "-n", "5", "--size", "600x400", "--dpi", "150")
    write_files(tmp_path, asked, ".svg", ".pdf")
    assert pdf_points(tmp_path / "out.pdf") == (4 * 72, 8 / 3 * 72)
    for image in (svg_image(tmp_path / "out.svg", 150), pdf_image(tmp_path / "out.pdf", 150)):
        assert (image.width(), image.height()) == (600, 400)


@pytest.mark.parametrize("what", ["network", "cost", "weights"])
def test_other_viewers_draw_the_same_as_the_png(what: str, tmp_path: Path) -> None:
    write_files(tmp_path, ("--what", what, "-n", "20", "--size", "900x600"), ".png", ".svg", ".pdf")
    ours = QImage(str(tmp_path / "out.png"))
    for other in (svg_image(tmp_path / "out.svg"), pdf_image(tmp_path / "out.pdf")):
        places = [(x, y) for x in range(0, 900, 3) for y in range(0, 600, 3)]
        apart = sum(abs(ours.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 100 for x, y in places)
        assert apart / len(places) < 0.01
        assert inked_share(other) == pytest.approx(inked_share(ours), rel=0.2)


@pytest.mark.parametrize("what", ["network", "cost", "weights"])
def test_a_vector_picture_holds_no_bitmap_and_its_fonts(what: str, tmp_path: Path) -> None:
    write_files(tmp_path, ("--what", what, "-n", "5"), ".svg", ".pdf")
    assert "<image" not in (tmp_path / "out.svg").read_text()
    assert pdf_bitmaps(tmp_path / "out.pdf") == []
    assert {line.split()[-5] for line in pdf_fonts(tmp_path / "out.pdf")} == {"yes"}


def test_the_text_of_a_plot_is_found(tmp_path: Path) -> None:
    write_files(tmp_path, ("--what", "weights", "-n", "20"), ".svg", ".pdf")
    found = pdf_text(tmp_path / "out.pdf")
    texts = svg_texts(tmp_path / "out.svg")
    for word in ("iteration", "w", "12", "−10", linear("W^{(L)}")):
        assert word in found
        assert word in texts


def test_the_values_of_a_network_are_found(tmp_path: Path) -> None:
    write_files(tmp_path, ("-n", "20"), ".svg", ".pdf")
    found = pdf_text(tmp_path / "out.pdf")
    texts = svg_texts(tmp_path / "out.svg")
    for word in ("5.7", "8.789", "50.10", "50.1", "−0.00195", linear("a^{(L-1)}"), linear("W^{(L)}")):
        assert word in found
        assert word in texts


def test_a_picture_says_what_it_is_of_whatever_the_title_holds(tmp_path: Path) -> None:
    titled = replace(one_weight(), title='5 < 6 & "7"')
    save(titled, tmp_path / "d.bpdesk")
    assert main(["export", str(tmp_path / "d.bpdesk"), "-o", str(tmp_path / "out.svg")]) == 0
    root = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert root.findtext("{http://www.w3.org/2000/svg}title") == '5 < 6 & "7": network'


def test_the_plot_of_a_run_can_be_vectors_too(tmp_path: Path) -> None:
    for ending in (".svg", ".pdf"):
        out = tmp_path / f"plot{ending}"
        assert main(["run", document("seed_20it"), "-n", "5", "--plot", str(out), "--quiet"]) == 0
    assert inked_share(svg_image(tmp_path / "plot.svg")) > 0.005
    assert pdf_text(tmp_path / "plot.pdf").count("iteration") == 2


def test_the_numbers_of_a_plot_are_those_of_the_history(tmp_path: Path) -> None:
    source = document("minibatch_10_by_3")
    assert main(["run", source, "-n", "6", "--history", str(tmp_path / "h.csv"), "--quiet"]) == 0
    for what in ("cost", "weights"):
        assert main(["export", source, "-n", "6", "--what", what, "-o", str(tmp_path / f"{what}.csv")]) == 0
    history = [line.split(",") for line in (tmp_path / "h.csv").read_text().splitlines()]
    cost = [line.split(",") for line in (tmp_path / "cost.csv").read_text().splitlines()]
    weights = [line.split(",") for line in (tmp_path / "weights.csv").read_text().splitlines()]
    biases = sum(name.endswith(".bias") for name in history[0])
    assert cost == [[row[0], row[1]] for row in history]
    assert weights == [[row[0], *row[3 : len(row) - biases]] for row in history]


def write_files(folder: Path, options: tuple[str, ...], *endings: str) -> None:
    save(load_example("one-weight"), folder / "d.bpdesk")
    for ending in endings:
        assert main(["export", str(folder / "d.bpdesk"), "-o", str(folder / f"out{ending}"), *options]) == 0


def svg_texts(path: Path) -> set[str | None]:
    return {element.text for element in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")}


def test_a_picture_may_go_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", document("seed_20it"), "-o", "-", "--size", "300x200"]) == 0
    assert size_of(capsysbinary.readouterr().out) == (300, 200)
