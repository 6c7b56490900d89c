"""`bpdesk export`: a picture of the network, a plot, a chart or a derivation; also a plot's numbers and a derivation's LaTeX."""

import argparse

from bpdesk.cli import pictures
from bpdesk.cli.derivation import TEXT_ENDINGS
from bpdesk.cli.interruption import Interruption
from bpdesk.cli.loading import begin_walk, can_run, load_document
from bpdesk.cli.messages import DONE, INTERRUPTED, Refusal
from bpdesk.cli.outputs import PICTURE_ENDINGS, check_targets, deliver, ending_of
from bpdesk.cli.progress import Progress
from bpdesk.model.document import Document

_WITHOUT_NAMES = ("network", "cost", "batch-cost", "test-cost", "gradient-norm")


def do(arguments: argparse.Namespace) -> int:
    ending = ending_of(arguments.out, _endings(arguments.what))
    check_targets(arguments.file, [arguments.out])
    if arguments.of is not None and arguments.what in _WITHOUT_NAMES:
        raise Refusal(f"--of says nothing about {arguments.what}")
    with Interruption() as interruption:
        document = load_document(arguments.file)
        look = _look(arguments)
        if ending in PICTURE_ENDINGS:
            pictures.check(look)
        if arguments.what == "network" and arguments.iterations is None and not can_run(document):
            deliver(arguments.out, pictures.network(document, None, look, ending))
            return DONE
        return _draw_computed(arguments, document, look, ending, interruption)


def _draw_computed(arguments: argparse.Namespace, document: Document, look: pictures.Look, ending: str, interruption: Interruption) -> int:
    """Compute from the start to the iteration that is drawn."""
    walk = begin_walk(document, arguments.file)
    from bpdesk.cli.exporting import Exporting
    from bpdesk.cli.of_run import OfRun, is_of_run
    from bpdesk.cli.running import status_of, tell_divergence

    if is_of_run(arguments.what, arguments.of):
        exporting: OfRun | Exporting = OfRun(arguments, document, walk.engine, look, ending, interruption)
    else:
        exporting = Exporting(arguments, document, walk, look, ending, interruption)
    wanted = arguments.iterations if arguments.iterations is not None else document.run.iteration if document.run else 0
    progress = Progress(wanted)
    exporting.compute(wanted, progress.show)
    progress.clear()
    tell_divergence(exporting, arguments.file)
    exporting.finish()
    return INTERRUPTED if interruption.asked else status_of(exporting)


def _endings(what: str) -> tuple[str, ...]:
    """What it can be written as."""
    others = {"network": (), "derivation": TEXT_ENDINGS}
    return (*PICTURE_ENDINGS, *others.get(what, (pictures.TABLE,)))


def _look(asked: argparse.Namespace) -> pictures.Look:
    return pictures.Look(
        None if asked.size is None else pictures.pixels_of(asked.size, asked.dpi),
        asked.size[:2] if asked.size is not None and asked.size[2] == "mm" else None,
        asked.dpi,
        asked.line,
        asked.text,
        asked.title,
        has_legend=not asked.no_legend,
        is_transparent=asked.background == "transparent",
        is_logarithmic=None if asked.axis is None else asked.axis == "log",
    )
