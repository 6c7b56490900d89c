"""A page as text that leaves the program: LaTeX without colours, Markdown with LaTeX in it, or plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.page import Page, Section, Words
from bpdesk.explain.printing import Token, Tokens, in_symbols, latex, linear_name, text
from bpdesk.explain.shown_numbers import number_tex

_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "_": r"\_", "^": r"\^{}", "~": r"\~{}"} | {c: f"\\{c}" for c in "%#&$"}
_SIGNS = {
    "∂": r"$\partial$", "δ": r"$\delta$", "η": r"$\eta$", "−": "$-$", "½": r"$\frac{1}{2}$", "·": r"$\cdot$", "→": r"$\to$", "′": "$'$",
    "✓": r"$\checkmark$", "×": r"$\times$", "Σ": r"$\sum$", "\N{NARROW NO-BREAK SPACE}": r"\,", "“": "``", "”": "''", "…": r"\ldots{}",
}  # fmt: skip
_SIGNS_OF_SUMS = ("+", "−")
_SHORTEST_LINE, _LONGEST_LINE = 24, 64
_SMALL = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))


def derivation_latex(derivation: Derivation, digits: int) -> str:
    """An `aligned` environment: the left side, and one line for each form and the result."""
    left, relation = latex(in_symbols(derivation.left)), derivation.relation_token.tex
    printed, result = derivation.printed(digits), derivation.result(digits)
    rows = [" \\\\\n &\\qquad {} ".join(map(latex, _broken(row))) for row in printed]
    if not printed or text(printed[-1]) != result:
        rows.append(number_tex(result))
    signs = [relation, *["="] * (len(rows) - 1)]
    lines = [f"{left if place == 0 else ''} &{sign} {row}" for place, (sign, row) in enumerate(zip(signs, rows, strict=True))]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _broken(row: Tokens) -> list[Tokens]:
    """A long line parted before its signs, so that it fits on a page."""
    lines: list[Tokens] = [()]
    for token in row:
        is_sign = token.kind == "operator" and token.plain in _SIGNS_OF_SUMS
        if is_sign and len(text(lines[-1])) > _SHORTEST_LINE and len(text((*lines[-1], *_term(row, token)))) > _LONGEST_LINE:
            lines.append(())
        lines[-1] += (token,)
    return lines


def _term(row: Tokens, sign: Token) -> Tokens:
    """The sign with what it adds."""
    begins = next(place for place, token in enumerate(row) if token is sign)
    ends = (place for place in range(begins + 1, len(row)) if row[place].kind == "operator" and row[place].plain in _SIGNS_OF_SUMS)
    return row[begins : next(ends, len(row))]


def section_latex(section: Section, digits: int) -> str:
    """Displayed formulas with the sentences between them."""
    return _displayed(section, digits, ("\\[", "\\]"), words_latex)


def section_markdown(section: Section, digits: int) -> str:
    """As `section_latex`, with $$ around formulas."""
    return _displayed(section, digits, ("$$", "$$"), _markdown_words)


def _displayed(section: Section, digits: int, around: tuple[str, str], said: Callable[[str], str]) -> str:
    parts = []
    for item in section.items:
        if isinstance(item, Words):
            parts += [said(each) for each in (item.text, item.more) if each]
            continue
        formulas = (item.definition, derivation_latex(item, digits)) if item.definition else (derivation_latex(item, digits),)
        parts += [f"{around[0]}\n{formula}\n{around[1]}" for formula in formulas]
    return "\n\n".join(parts)


def section_text(section: Section, digits: int) -> str:
    """Plain lines."""
    lines = [section.heading] if section.heading else []
    for item in section.items:
        if isinstance(item, Words):
            lines += [each for each in (item.text, item.more) if each]
            continue
        left = linear_name(item.left.tex)
        rows = [text(row) for row in item.printed(digits)]
        shown = item.result(digits)
        rows += [] if rows and rows[-1] == shown else [shown]
        lines += [f"{left} {item.relation} {row}" if place == 0 else f"  = {row}" for place, row in enumerate(rows)]
    return "\n".join(lines)


def page_text(page: Page, digits: int) -> str:
    """The whole page as plain lines."""
    title = f"{page.heading} {linear_name(page.symbol)}"
    return "\n\n".join((title, *(section_text(section, digits) for section in page.sections))) + "\n"


def page_latex(page: Page, digits: int) -> str:
    """The whole page as LaTeX to be put into a document that uses amsmath."""
    return _page(page, ((words_latex(section.heading), section_latex(section, digits)) for section in page.sections))


def _page(page: Page, sections: Iterable[tuple[str, str]]) -> str:
    title = f"\\subsection*{{{words_latex(page.heading)} ${page.symbol}$}}"
    parts = (f"\\paragraph{{{heading}}}\n{body}" if heading else body for heading, body in sections)
    return "\n\n".join((title, *parts)) + "\n"


def words_latex(words: str) -> str:
    """A sentence as LaTeX text."""
    written = ""
    for char in words:
        if char in _SMALL:
            written += f"$_{_SMALL[char]}$"
        elif char in _RAISED:
            written += f"$^{{{_RAISED[char]}}}$"
        else:
            written += _SIGNS.get(char) or _SPECIAL.get(char, char)
    return written


def _markdown_words(words: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_#$<>[]" else char for char in words)
