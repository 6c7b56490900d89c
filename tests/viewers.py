"""Viewers that aren't Qt, for pictures: librsvg and poppler, as in README's packages for the tests."""

import subprocess
from pathlib import Path

from PySide6.QtGui import QImage


def svg_image(svg: Path, dpi: int = 96) -> QImage:
    """The picture as rsvg-convert draws it."""
    png = svg.with_name(f"{svg.stem}.by-rsvg.png")
    _run("rsvg-convert", "-d", str(dpi), "-p", str(dpi), "-o", str(png), str(svg))
    return _opened(png)


def pdf_image(pdf: Path, dpi: int = 96) -> QImage:
    """The page as pdftoppm draws it."""
    png = pdf.with_name(f"{pdf.stem}.by-poppler.png")
    _run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(pdf), str(png.with_suffix("")))
    return _opened(png)


def pdf_text(pdf: Path) -> str:
    """All text that pdftotext finds."""
    return _run("pdftotext", "-layout", str(pdf), "-")


def pdf_bitmaps(pdf: Path) -> list[str]:
    """A line for each bitmap inside."""
    return _run("pdfimages", "-list", str(pdf)).splitlines()[2:]


def pdf_fonts(pdf: Path) -> list[str]:
    """A line for each font, as `Inter-Regular CID TrueType Identity-H yes no yes 11 0`."""
    return _run("pdffonts", str(pdf)).splitlines()[2:]


def pdf_points(pdf: Path) -> tuple[float, float]:
    """Width and height of the page, 72 to the inch."""
    words = next(line for line in _run("pdfinfo", str(pdf)).splitlines() if line.startswith("Page size")).split()
    return float(words[2]), float(words[4])


def inked(image: QImage) -> float:
    """The share of the picture that differs from its corner."""
    ground = image.pixel(0, 0)
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    return sum(image.pixel(x, y) != ground for x, y in places) / len(places)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=60, encoding="utf-8").stdout


def _opened(path: Path) -> QImage:
    image = QImage(str(path))
    assert not image.isNull()
    return image
