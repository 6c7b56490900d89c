"""`bpdesk export`: a picture of the network, of a plot or a chart; of cost and weights also the numbers behind it."""

import argparse

from bpdesk.cli import pictures
from bpdesk.cli.interruption import Interruption
from bpdesk.cli.loading import begin_walk, can_run, load_document
from bpdesk.cli.messages import DONE, INTERRUPTED
from bpdesk.cli.outputs import PICTURE_ENDINGS, check_targets, deliver, ending_of
from bpdesk.model.document import Document

_TABLE = ".csv"


def do(arguments: argparse.Namespace) -> int:
    ending = ending_of(arguments.out, (*PICTURE_ENDINGS, _TABLE) if arguments.what in ("cost", "weights") else PICTURE_ENDINGS)
    check_targets(arguments.file, [arguments.out])
    with Interruption() as interruption:
        document = load_document(arguments.file)
        size = pictures.Size(arguments.size, arguments.dpi)
        pictures.check(size)
        if arguments.what == "network" and arguments.iterations is None and not can_run(document):
            deliver(arguments.out, pictures.network(document, None, size, ending))
            return DONE
        return _draw_computed(arguments, document, size, ending, interruption)


def _draw_computed(arguments: argparse.Namespace, document: Document, size: pictures.Size, ending: str, interruption: Interruption) -> int:
    """Compute from the start to the iteration that is drawn."""
    walk = begin_walk(document, arguments.file)
    from bpdesk.cli.exporting import Exporting
    from bpdesk.cli.running import status_of, tell_divergence
    from bpdesk.training.walk import walk_to

    exporting = Exporting(arguments, document, walk, size, ending)
    wanted = arguments.iterations if arguments.iterations is not None else document.run.iteration if document.run else 0
    walk_to(walk, wanted, lambda: interruption.asked, exporting.listeners)
    tell_divergence(walk, arguments.file)
    exporting.finish()
    return INTERRUPTED if interruption.asked else status_of(walk)
