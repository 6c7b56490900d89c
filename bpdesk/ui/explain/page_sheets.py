"""A page laid out for paper: its title, its sections, or item by item, every formula typeset."""

from __future__ import annotations

from bpdesk.explain.page import Page, Section
from bpdesk.explain.printing import linear_name
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.section_sheet import add_words, section_sheet
from bpdesk.ui.explain.sheet import Sheet

BETWEEN_SECTIONS = 18.0
_TITLE_SIZE = 17


def sheets(what: Page | Section, digits: int, width: float) -> list[Sheet]:
    """A section, or the title of a page and a sheet for each of its sections."""
    if isinstance(what, Section):
        return [_laid_out(what, digits, width, Typesetter())]
    return [_title(what, width), *(_laid_out(section, digits, width, Typesetter()) for section in what.sections)]


def pieces(page: Page, digits: int, width: float, typesetter: Typesetter | None = None) -> list[Sheet]:
    """The title, then every item as a sheet of its own; a heading stays with the item below it."""
    setter = typesetter or Typesetter()
    found = [_title(page, width)]
    for section in page.sections:
        for place, item in enumerate(section.items):
            heading = section.heading if place == 0 else ""
            piece = _laid_out(Section(section.name, heading, (item,)), digits, width, setter)
            piece.height += BETWEEN_SECTIONS / 2 if place == len(section.items) - 1 else 0.0
            found.append(piece)
    return found


def _title(page: Page, width: float) -> Sheet:
    sheet = Sheet()
    add_words(sheet, f"{page.heading} {linear_name(page.symbol)}".strip(), width, fonts.font(_TITLE_SIZE, fonts.SEMIBOLD), "text")
    sheet.height += BETWEEN_SECTIONS / 2
    return sheet


def _laid_out(section: Section, digits: int, width: float, typesetter: Typesetter) -> Sheet:
    """With all its formulas typeset: the first time says which are due; a wide one may ask for itself smaller."""
    sheet = section_sheet(section, digits, width, typesetter)
    while typesetter.is_due:
        typesetter.do_all()
        sheet = section_sheet(section, digits, width, typesetter)
    return sheet
