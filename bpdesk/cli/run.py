"""`bpdesk run`: train from the start, print the result, and write what else is asked for."""

import argparse

from bpdesk.cli.interruption import Interruption
from bpdesk.cli.loading import begin_walk, load_document
from bpdesk.cli.outputs import PICTURE_ENDINGS, check_targets, ending_of


def do(arguments: argparse.Namespace) -> int:
    check_targets(arguments.file, (arguments.history, arguments.plot, arguments.save), may_replace=arguments.save)
    if arguments.plot is not None:
        ending_of(arguments.plot, PICTURE_ENDINGS)
    with Interruption() as interruption:
        document = load_document(arguments.file)
        walk = begin_walk(document, arguments.file)
        from bpdesk.cli.running import Running  # loads the engine: Ctrl+C is listened for by now, and files that can't run are refused

        return Running(arguments, document, walk).run(interruption)
