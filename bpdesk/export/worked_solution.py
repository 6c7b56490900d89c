"""A page as a file of its own: a LaTeX document, or Markdown. As PDF the window paints it."""

from __future__ import annotations

from bpdesk.explain.page import Page
from bpdesk.explain.writing import section_latex, section_markdown, words_latex

_PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\begin{document}
"""


def latex_document(page: Page, digits: int) -> str:
    """A document that LaTeX sets as it is."""
    parts = [_PREAMBLE + rf"\section*{{{words_latex(page.heading)}}}"]
    for section in page.sections:
        if section.heading:
            parts.append(rf"\subsection*{{{words_latex(section.heading)}}}")
        parts.append(section_latex(section, digits))
    return "\n\n".join((*parts, r"\end{document}")) + "\n"


def markdown_document(page: Page, digits: int) -> str:
    """Markdown with formulas between $$, as most readers take them."""
    parts = [f"# {page.heading}"]
    for section in page.sections:
        if section.heading:
            parts.append(f"## {section.heading}")
        parts.append(section_markdown(section, digits))
    return "\n\n".join(parts) + "\n"
