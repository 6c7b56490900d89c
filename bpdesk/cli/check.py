"""`bpdesk check`: each derivative of the cost at the start against a finite difference."""

import argparse

from bpdesk.cli.loading import begin_walk, load_document
from bpdesk.cli.messages import DONE, FAILED, path_in_words, say
from bpdesk.cli.outputs import write_line
from bpdesk.engine.gradient_check import Comparison, GradientCheck, Verdict, check_gradient
from bpdesk.engine.program import Program

_HEADINGS = ("parameter", "derivative", "difference", "relative", "verdict")


def do(arguments: argparse.Namespace) -> int:
    walk = begin_walk(load_document(arguments.file), arguments.file)
    found = check_gradient(walk.engine, walk.regime, walk.state.parameters)
    if not found.comparisons and not found.holds:
        say(f"{path_in_words(arguments.file)}: the cost at the start is {found.cost!r}: there are no differences to compare with")
        return FAILED
    write_line("\n".join([*_table(walk.engine.program, found), _in_words(found)]))
    return DONE if found.holds else FAILED


def _table(program: Program, found: GradientCheck) -> list[str]:
    names = [*program.edge_ids, *(f"{node}.bias" for node in program.biased_ids)]
    lines = [_HEADINGS, *(_cells(names, comparison) for comparison in found.comparisons)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]


def _cells(names: list[str], comparison: Comparison) -> tuple[str, ...]:
    numbers = (repr(comparison.derivative), repr(comparison.difference), f"{comparison.relative:.1e}")
    return (names[comparison.parameter], *numbers, comparison.verdict.value)


def _in_words(found: GradientCheck) -> str:
    whole = len(found.comparisons)
    parts = [f"{found.number_of(Verdict.AGREES)} of {whole} derivatives agree"]
    for verdict, words in ((Verdict.KINK, "at a kink of the cost"), (Verdict.DIFFERS, "differ"), (Verdict.NOT_FINITE, "not finite")):
        if found.number_of(verdict):
            parts.append(f"{found.number_of(verdict)} {words}")
    return ", ".join(parts)
