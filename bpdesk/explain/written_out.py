"""Long sums of a page with all their terms, where a reader wants them: a hundred more at most, and how many still follow."""

from __future__ import annotations

from dataclasses import replace

from bpdesk.explain.derivation import Derivation, Line
from bpdesk.explain.formula import Call, Expression, Fraction, More, Negative, Power, Product, Sum
from bpdesk.explain.page import Page, Section

MOST = 100


def page_written_out(page: Page) -> Page:
    """With the terms in that the page leaves out."""
    return replace(page, sections=tuple(map(_section, page.sections)))


def leaves_out(page: Page) -> bool:
    """Whether it has sums with terms that could be written out."""
    derivations = (item for section in page.sections for item in section.items if isinstance(item, Derivation))
    return any(_holds_more(line.expression) for derivation in derivations for line in derivation.lines)


def _section(section: Section) -> Section:
    return replace(section, items=tuple(_derivation(item) if isinstance(item, Derivation) else item for item in section.items))


def _derivation(derivation: Derivation) -> Derivation:
    if not any(_holds_more(line.expression) for line in derivation.lines):
        return derivation
    return replace(derivation, lines=tuple(Line(_expression(line.expression), line.in_numbers) for line in derivation.lines))


def _expression(expression: Expression) -> Expression:
    if isinstance(expression, Sum):
        return Sum(tuple(term for each in expression.terms for term in _terms(each)))
    if isinstance(expression, Product):
        return Product(tuple(map(_expression, expression.factors)))
    if isinstance(expression, Negative):
        return Negative(_expression(expression.of))
    if isinstance(expression, Fraction):
        return Fraction(_expression(expression.above), _expression(expression.below))
    if isinstance(expression, Power):
        return Power(_expression(expression.base), expression.exponent)
    if isinstance(expression, Call):
        return Call(expression.function, _expression(expression.argument))
    return expression


def _terms(term: Expression) -> tuple[Expression, ...]:
    """What stands for a term of a sum."""
    if not isinstance(term, More) or not term.terms:
        return (_expression(term),)
    last = term.terms[-1]
    beyond = last.count if isinstance(last, More) else 0
    if len(term.terms) - bool(beyond) <= MOST:
        return term.terms
    shown, left = term.terms[:MOST], term.terms[MOST:]
    return (*shown, More(len(left) - bool(beyond) + beyond, Sum(left).value))


def _holds_more(expression: Expression) -> bool:
    if isinstance(expression, More):
        return bool(expression.terms)
    if isinstance(expression, Sum):
        return any(map(_holds_more, expression.terms))
    if isinstance(expression, Product):
        return any(map(_holds_more, expression.factors))
    if isinstance(expression, Fraction):
        return _holds_more(expression.above) or _holds_more(expression.below)
    if isinstance(expression, Negative):
        return _holds_more(expression.of)
    if isinstance(expression, Power):
        return _holds_more(expression.base)
    return isinstance(expression, Call) and _holds_more(expression.argument)
