"""Where the program begins: a command goes to the command line, anything else opens the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bpdesk import missing_library
from bpdesk.cli.arguments import COMMANDS, window_arguments
from bpdesk.cli.main import main as command_line
from bpdesk.cli.messages import DONE, INTERRUPTED, REFUSED, path_in_words, say, speak_utf8
from bpdesk.screen import why_no_window


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit status."""
    typed = list(sys.argv[1:] if argv is None else argv)
    if typed and typed[0] in COMMANDS:
        return command_line(typed)
    speak_utf8((sys.stdout, sys.stderr))
    try:
        arguments = window_arguments(typed)
        return _open_window(arguments.file, arguments.theme)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _open_window(file: str | None, theme: str | None) -> int:
    refused = None if file is None else _why_not(file)
    if refused is not None:
        say(refused)
        return REFUSED
    try:
        from bpdesk.ui.app import main as window
    except ImportError as failure:
        words = missing_library.in_words(failure)
        if words is None:
            raise
        say(words)
        return REFUSED
    refused = why_no_window()
    if refused is not None:
        say(refused)
        return REFUSED
    return window(None if file is None else Path(file), theme)


def _why_not(file: str) -> str | None:
    """Why that can't be opened: it is no command and no file. What is wrong inside a file is for the window to say."""
    try:
        path = Path(file)
        if path.is_dir():
            return f"{path_in_words(file)}: a folder, not a document"
        return None if path.exists() else f"{path_in_words(file)}: neither a command nor a file (see bpdesk --help)"
    except (OSError, ValueError):
        return f"{path_in_words(file)}: neither a command nor a file (see bpdesk --help)"


if __name__ == "__main__":
    sys.exit(main())
