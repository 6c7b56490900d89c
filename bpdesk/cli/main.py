"""From what was typed to a command and its exit status. Each command is a function `arguments → exit status` in a file of its own."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from bpdesk.cli.arguments import command_arguments
from bpdesk.cli.messages import DONE, INTERRUPTED, REFUSED, CutShort, ReaderGone, Refusal, say, speak_utf8
from bpdesk.files.faults import FileError, FormatError


def main(argv: Sequence[str]) -> int:
    """Do the command `argv[0]`; its exit status."""
    speak_utf8((sys.stdout, sys.stderr))
    try:
        arguments = command_arguments(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    return _done(argv[0], arguments)


def _done(command: str, arguments: argparse.Namespace) -> int:
    try:
        # Imported by name, so that listing the examples doesn't wait for the engine.
        status: int = import_module(f"bpdesk.cli.{command}").do(arguments)
    except (Refusal, FileError, FormatError) as failure:
        say(str(failure))
        return REFUSED
    except CutShort as interruption:
        say(str(interruption))
        return INTERRUPTED
    except ReaderGone:
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status
