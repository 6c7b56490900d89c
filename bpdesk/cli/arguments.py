"""What can be typed after `bpdesk`. A new command is one entry of `COMMANDS` and the function that adds its arguments."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bpdesk import __version__
from bpdesk.cli.messages import REFUSED, write_error
from bpdesk.files.faults import quoted
from bpdesk.text import one_line

MOST_ITERATIONS = 2**53
"""A whole number up to here is the same as a double, which is what others read the files with."""
PLOTS = ("cost", "batch-cost", "test-cost", "weights", "biases", "gradients", "activations", "deltas", "gradient-norm")
PICTURES = ("network", *PLOTS, "landscape", "regions", "derivation")

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_SIZE = re.compile(r"([0-9]{1,9})[xX×]([0-9]{1,9})")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_MILLIMETRES = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)[xX×]([0-9]{1,6}(?:\.[0-9]{1,6})?)mm")


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and takes no abbreviated options."""

    def __init__(self, prog: str, description: str, epilog: str | None = None, usage: str | None = None) -> None:
        super().__init__(
            prog, usage, description, epilog, allow_abbrev=False, add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        self.add_argument("-h", "--help", action="help", help="show this and end")

    def error(self, message: str) -> NoReturn:
        write_error(f"{self.prog}: {one_line(message, 500)} (see {self.prog} --help)\n")
        raise SystemExit(REFUSED)


@dataclass(frozen=True)
class Command:
    """A first argument that stands for a command: what it does in a line, and its arguments."""

    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]


def command_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed after the name of a command, which is `argv[0]`."""
    command = COMMANDS[argv[0]]
    parser = Parser(f"bpdesk {argv[0]}", command.summary)
    command.add_arguments(parser)
    return parser.parse_args(argv[1:])


def window_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed to open the window: `file`, None for none, and `theme`, None for the system's."""
    commands = "\n".join(f"  {name:<10} {command.summary}" for name, command in COMMANDS.items())
    parser = Parser(
        "bpdesk",
        "Draw a neural network, step through backpropagation, see every number.\nWithout a command it opens the window.",
        epilog=f"commands, which need no screen:\n{commands}\n\n`bpdesk COMMAND --help` tells more of each.",
        usage="bpdesk [--theme light|dark] [FILE]\n       bpdesk COMMAND …",
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="the document to open")
    parser.add_argument("--theme", choices=("light", "dark"), help="the window's colours; without it those of the system")
    parser.add_argument("--version", action="version", version=f"bpdesk {__version__}", help="show the version and end")
    return parser.parse_args(argv)


def _add_run(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument("-n", metavar="N", required=True, type=_whole(0), dest="iterations", help="how many iterations to run")
    parser.add_argument("--every", metavar="E", type=_whole(1), default=1, help="write each E-th row of the history (default: 1)")
    parser.add_argument("--history", metavar="OUT.csv", help="write cost and parameters after each iteration")
    parser.add_argument("--plot", metavar="OUT.png", help="draw the cost above the weights, as .png, .svg or .pdf")
    parser.add_argument("--save", metavar="OUT.bpdesk", help="write the document with its run at iteration N")
    parser.add_argument("--quiet", action="store_true", help="leave out the progress bar and the summary")
    _add_standard_note(parser)


def _add_trace(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument("-k", metavar="K", type=_whole(1), default=1, dest="iteration", help="the iteration (default: 1)")
    _add_out(parser, "OUT.json", "where to write it (default: standard output)")


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument(
        "-o",
        metavar="OUT.png",
        required=True,
        dest="out",
        help="where to write it: .png, .svg or .pdf; .csv for the numbers of a plot or a chart; .tex or .md for a derivation",
    )
    parser.add_argument("--what", metavar="WHAT", choices=PICTURES, default="network", help=f"{', '.join(PICTURES)} (default: network)")
    parser.add_argument(
        "--of",
        metavar="NAME[,NAME]",
        help="landscape: one or two parameters, as in w or w,h1.bias; regions: a hidden or output node; derivation: a parameter, "
        "a node or cost, else the whole iteration; weights, biases, gradients, activations, deltas: which of them",
    )
    parser.add_argument("-n", metavar="N", type=_whole(0), dest="iterations", help="at which iteration (default: the document's)")
    parser.add_argument(
        "--size",
        metavar="WxH",
        type=_size,
        help="width and height in pixels, as in 960x600, or in millimetres, as in 90x60mm; SVG and PDF are W/D x H/D inches",
    )
    parser.add_argument("--dpi", metavar="D", type=_whole(1), default=96, help="scale of text and lines; 96 (default) is 100 %%")
    parser.add_argument("--axis", choices=("linear", "log"), help="the value axis of a plot (default: log for costs above 0, else linear)")
    parser.add_argument("--background", choices=("white", "transparent"), default="white", help="what it is drawn on (default: white)")
    parser.add_argument("--title", metavar="TITLE", default="", help="a title above the picture")
    parser.add_argument("--line", metavar="PX", type=_number, help="width of a plot's lines, in pixels at 96 dpi (default: 1.5)")
    parser.add_argument("--text", metavar="PX", type=_number, help="size of the numbers at axes, in pixels at 96 dpi (default: 12)")
    parser.add_argument("--no-legend", action="store_true", help="leave out the names of a plot's curves")
    _add_standard_note(parser)


def _add_examples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="the example to write; without it they are listed")
    _add_out(parser, "OUT.bpdesk", "where to write it (default: standard output)")


COMMANDS: Mapping[str, Command] = {
    "run": Command("Train from the start and print the cost and every parameter.", _add_run),
    "trace": Command("Write every quantity of one iteration as JSON.", _add_trace),
    "check": Command("Hold each derivative of the cost against a finite difference.", _add_check),
    "export": Command("Draw the network, a plot, the landscape, the regions or a derivation as PNG, SVG or PDF.", _add_export),
    "examples": Command("List the built-in documents, or write one.", _add_examples),
}


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a document, as in XOR.bpdesk")


def _add_out(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    parser.add_argument("-o", metavar=name, dest="out", help=meaning)


def _add_standard_note(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "- as OUT is standard output."


def _whole(least: int) -> Callable[[str], int]:
    def read(typed: str) -> int:
        if not _WHOLE.fullmatch(typed):
            raise argparse.ArgumentTypeError(f"not a whole number: {quoted(typed)}")
        value = int(typed)
        if value < least:
            raise argparse.ArgumentTypeError(f"at least {least}, not {typed}")
        if value > MOST_ITERATIONS:
            raise argparse.ArgumentTypeError(f"at most {MOST_ITERATIONS}, not {typed}")
        return value

    return read


def _size(typed: str) -> tuple[float, float, str]:
    """Width, height and their unit, `px` or `mm`."""
    found, unit = _SIZE.fullmatch(typed), "px"
    if not found:
        found, unit = _MILLIMETRES.fullmatch(typed), "mm"
    if not found:
        raise argparse.ArgumentTypeError(f"not a size such as 960x600 or 90x60mm: {quoted(typed)}")
    return float(found[1]), float(found[2]), unit


def _number(typed: str) -> float:
    if not _NUMBER.fullmatch(typed):
        raise argparse.ArgumentTypeError(f"not a number: {quoted(typed)}")
    return float(typed)
