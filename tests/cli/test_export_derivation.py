"""`bpdesk export --what derivation`: the post's numbers are found in it, in every format; what it is about can be chosen."""

import re
from pathlib import Path

import pytest

from bpdesk.cli.main import main
from bpdesk.files.store import save
from tests.builders import net, one_weight
from tests.viewers import pdf_bitmaps, pdf_points, pdf_text

pytestmark = pytest.mark.usefixtures("qapp")


def export(folder: Path, ending: str, *options: str) -> Path:
    path, out = folder / "d.bpdesk", folder / f"out.{ending}"
    if not path.exists():
        save(one_weight(), path)
    assert main(["export", str(path), "-o", str(out), "--what", "derivation", *options]) == 0
    return out


def test_the_posts_first_step_is_worked_out_on_a4(tmp_path: Path) -> None:
    pdf = export(tmp_path, "pdf", "-n", "0")
    assert pdf_points(pdf) == pytest.approx((595, 842), abs=1)
    assert pdf_bitmaps(pdf) == []
    found = pdf_text(pdf)
    for number in ("−131.7", "33", "−363.5", "−8.595"):  # z, the cost 33 040, δ, the next weight
        assert number in found


def test_a_size_makes_one_page_of_it(tmp_path: Path) -> None:
    pdf = export(tmp_path, "pdf", "--size", "210x297mm", "-n", "0")
    assert pdf_points(pdf) == pytest.approx((595, 842), abs=1)
    assert "\f" not in pdf_text(pdf).rstrip("\f")
    assert "−8.595" in pdf_text(pdf)


def test_it_can_be_about_a_weight_a_bias_a_node_or_the_cost(tmp_path: Path) -> None:
    save(net("x1 -> h1 -> y", seed=1, rows=[[1, 1]]), tmp_path / "d.bpdesk")
    for of, said in (
        ("h1_y", "How the cost changes with"),
        ("h1.bias", "How the cost changes with"),
        ("h1", "Node"),
        ("cost", "The cost of the shown row"),
    ):
        assert said in export(tmp_path, "svg", "--of", of).read_text(encoding="utf-8")


def test_text_is_for_latex_and_markdown(tmp_path: Path) -> None:
    tex = export(tmp_path, "tex", "-n", "0").read_text(encoding="utf-8")
    assert tex.startswith(r"\documentclass")
    assert tex.rstrip().endswith(r"\end{document}")
    assert re.search(r"-8\.59[45]", tex)
    markdown = export(tmp_path, "md", "-n", "0", "--of", "w").read_text(encoding="utf-8")
    assert markdown.startswith("# ")
    assert "$$" in markdown


def test_a_column_of_a_book_holds_it_at_full_size_and_a_low_strip_makes_it_small(tmp_path: Path) -> None:
    column = export(tmp_path, "svg", "--of", "w", "--size", "85x300mm").read_text(encoding="utf-8")
    strip = export(tmp_path, "svg", "--of", "w", "--size", "85x30mm").read_text(encoding="utf-8")
    assert largest_text(column) > 3 * largest_text(strip)


def largest_text(svg: str) -> float:
    return max(float(size) * _scale(line) for line in svg.splitlines() for size in re.findall(r'font-size="([0-9.]+)', line))


def _scale(line: str) -> float:
    found = re.search(r'transform="matrix\(([0-9.]+)', line)
    return float(found[1]) if found else 1.0
