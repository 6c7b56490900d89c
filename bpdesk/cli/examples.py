"""`bpdesk examples`: the built-in documents, listed or written."""

import argparse

from bpdesk.cli.messages import DONE, Refusal
from bpdesk.cli.outputs import STANDARD, deliver, write_line
from bpdesk.files.examples import load_example, names, title
from bpdesk.files.faults import quoted
from bpdesk.files.schema import write


def do(arguments: argparse.Namespace) -> int:
    if arguments.name is None:
        if arguments.out is not None:
            raise Refusal("-o needs the name of an example before it")
        _list()
    elif arguments.name in names():
        deliver(arguments.out or STANDARD, write(load_example(arguments.name)).encode())
    else:
        raise Refusal(f"no example is called {quoted(arguments.name)}; there are {', '.join(names())}")
    return DONE


def _list() -> None:
    widest = max(map(len, names()))
    write_line("\n".join(f"{name:<{widest}}  {title(name)}" for name in names()))
