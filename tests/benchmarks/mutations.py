"""Valid documents, tables and clipboards, mutated in their bytes and in their structure: each is taken, or refused with one message.

A script: `python -m tests.benchmarks.mutations [NUMBER] [SEED]`, so many of each kind (10 000). Prints how many were taken and the longest
single case in processor time, and the most memory that was in use. It ends with the first case that is neither taken nor refused
as it should be, which a traceback shows. No case gets more than a gigabyte.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bpdesk.assets import resource as shipped
from bpdesk.engine.program import compile_document
from bpdesk.files.faults import FormatError
from bpdesk.files.schema import read, write
from bpdesk.files.table import DELIMITERS, Layout, recognised
from bpdesk.files.table_columns import columns_of
from bpdesk.files.table_text import decoded
from bpdesk.model import drawing
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.importing import made_for, proposed, put_in
from bpdesk.model.network import Network
from bpdesk.model.refusal import Refusal
from bpdesk.ui.dataset.pasting import rows_of
from bpdesk.ui.network_table.columns import EDGE_COLUMNS, NODE_COLUMNS
from bpdesk.ui.network_table.pasting import cells_of, changes_of
from tests.benchmarks.holdings import memory_in_use
from tests.builders import net

_GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "canonical.bpdesk"
_TOKENS = (
    b"", b"[", b"]", b"{", b"}", b'"', b",", b":", b";", b"\t", b"\n", b"\r\n", b"\\", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    b"-", b"-0.0", b"5e-324", b"1e999", b"NaN", b"inf", b"null", b"true", b"5.0", b"1,5", b"1.5", b"=1+1", b"'", b"9" * 20_000,
    b"\xe2\x80\xae", b"[" * 2_000, b'{"a":' * 2_000,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, 10**400, 0.5, -0.0, 5e-324, 1e308, "", "x1", "w1", "\ud800", "\u202e", "a" * 300, [], {}, [[]],
    [None], {"id": "x1"}, float("nan"), float("inf"),
)  # fmt: skip
_MOST_COPIES = 20_000
_GIGABYTE = 1 << 30

Case = Callable[[random.Random], bytes]
Take = Callable[[bytes], Callable[[], None] | None]
"""What is left to be checked comes back; it isn't part of the time."""


@dataclass
class Outcome:
    """Of all cases of a kind."""

    taken: int = 0
    refused: int = 0
    longest: float = 0.0
    size_of_longest: int = 0


def documents() -> list[bytes]:
    """Each example, the format's sample, and tables that are read in pieces."""
    texts = [path.read_bytes() for path in sorted(shipped("examples").glob("*.bpdesk"))]
    document = net("x1 x2 -> h -> y", rows=1)
    table = np.random.default_rng(1).normal(size=(400, 3))
    large = replace(document, data=Dataset(("x1", "x2", "y"), Rows.of(table, 3), Rows.of(table[:300], 3)))
    return [*texts, _GOLDEN.read_bytes(), write(large).encode()]


def tables() -> list[bytes]:
    """Of each layout, with words, gaps, quotation marks and line breaks in cells."""
    chance = random.Random(1)
    found = []
    for delimiter in DELIMITERS:
        for decimal in (".", ",") if delimiter != "," else (".",):
            lines = [delimiter.join(("x 1", '"y ""z"""', "kind", '"two\nlines"'))]
            for _ in range(30):
                numbers = [f"{chance.gauss(0, 10):.3f}".replace(".", decimal) for _ in range(2)]
                lines.append(delimiter.join((*numbers, chance.choice(("a", "b", "'=c", "é")), chance.choice(("1", "", "NA", "-2")))))
            found.append("\n".join(lines).encode())
    wide = "\n".join(",".join(str(chance.randint(0, 16)) for _ in range(65)) for _ in range(60)).encode()
    return [*found, found[0].decode().encode("utf-16"), found[1].replace(b"\n", b"\r\n"), wide]


def mutated_bytes(samples: list[bytes]) -> Case:
    """One to three slips anywhere in one of them."""

    def case(chance: random.Random) -> bytes:
        text, copies = chance.choice(samples), chance.choice((0, 2, 3, 100, _MOST_COPIES))
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = _slip(text, chance, copies)
            copies = 2
        return text

    return case


def _slip(text: bytes, chance: random.Random, copies: int) -> bytes:
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.choice((0, 1, 2, 5, 40, 400)))
    passage = text[start:end]
    match chance.randrange(7):
        case 0:
            return text[:start] + chance.choice(_TOKENS) + text[end:]
        case 1:
            return text[:start] + chance.randbytes(chance.randint(1, 4)) + text[end:]
        case 2:
            return text[:start] + passage * copies + text[end:]
        case 3:
            return text[:start]
        case 4:
            return text[:start] + bytes(byte ^ 1 << chance.randrange(8) for byte in passage) + text[end:]
        case 5:
            other = chance.randint(0, len(text))
            return text[:other] + passage + text[other:]
    return text.decode("utf-8", "replace").encode("utf-16") if chance.random() < 0.1 else text * chance.choice((1, 2))


def mutated_values(samples: list[bytes]) -> Case:
    """One to three values of one of them replaced, taken away, put elsewhere, nested or repeated."""

    def case(chance: random.Random) -> bytes:
        whole = json.loads(chance.choice(samples))
        for slips_left in reversed(range(chance.choice((1, 1, 2, 3)))):
            # Copies are one and the same object: a later slip in it would be made in each of them.
            _change(whole, chance, 1 if slips_left else chance.choice((1, 100, 2_000)))
        return json.dumps(whole).encode("utf-8", "surrogatepass")

    return case


def _change(whole: Any, chance: random.Random, copies: int) -> None:
    places = list(_places(whole))
    if not places:
        return
    holder, key = chance.choice(places)
    other = json.loads(json.dumps(chance.choice(places)[0]))
    match chance.randrange(6):
        case 0:
            holder[key] = chance.choice(_VALUES)
        case 1:
            del holder[key]
        case 2:
            holder[key] = other
        case 3:
            for _ in range(chance.choice((1, 5, 60))):
                holder[key] = [holder[key]] if chance.random() < 0.5 else {"a": holder[key]}
        case 4 if isinstance(holder, list) and len(json.dumps(holder[key])) < 200:
            holder[key:key] = [holder[key]] * copies
        case _ if isinstance(holder, list):
            chance.shuffle(holder)
        case _:
            holder[chance.choice(("", "id", "edges", "iteration", "\u202e", "a" * 300))] = chance.choice(_VALUES)


def _places(value: Any) -> Any:
    """Each place in a JSON value: what holds it, and its key or index there."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, (dict, list)):
            yield from _places(inner)


def take_document(content: bytes) -> Callable[[], None]:
    """As it is opened; then it is saved, and opened again."""
    document = read(content)
    compile_document(document)

    def check() -> None:
        text = write(document)
        assert write(read(text)) == text

    return check


def take_table(content: bytes) -> Callable[[], None]:
    """As it is recognised, in a new network and in one that is there, and under a layout that it doesn't have."""
    text = decoded(content)
    layout = recognised(text)
    made: list[Document] = []
    for each in (layout, Layout(";" if layout.delimiter == "," else ",", ",", not layout.header)):
        columns = columns_of(text, each)
        assert len({len(column) for column in columns}) == 1
        assert all(column.numbers is None or not np.isinf(column.numbers).any() for column in columns)
        for take in (_into_new, _into_old):
            made += take(columns)

    def check() -> None:
        for document in made:
            assert read(write(document)) == document

    return check


def _into_new(columns: Any) -> list[Document]:
    try:
        return [made_for(columns, proposed(columns, Network()), (4,), "title", 1)]
    except Refusal:
        return []


def _into_old(columns: Any) -> list[Document]:
    document = net("x1 x2 -> h -> y", rows=3)
    try:
        return [put_in(document, columns, proposed(columns, document.network), "train", replaces=True)]
    except Refusal:
        return []


def take_rows(content: bytes) -> None:
    """As they are pasted into the table of data."""
    assert not np.isinf(rows_of(content.decode("utf-8", "replace"), 4)).any()


def take_parts(content: bytes) -> None:
    """As they are pasted into the table of nodes and that of connections."""
    cells = cells_of(content.decode("utf-8", "replace"))
    ids = [f"h{place}" for place in range(40)]
    for columns in (NODE_COLUMNS, EDGE_COLUMNS):
        changes_of(cells, [column for column in columns if column.is_pasted], ids, lambda _id, _column: 0.5)


def take_network(content: bytes) -> Callable[[], None]:
    """As it is pasted onto the canvas."""
    fragment = read(content.decode("utf-8", "replace"))
    document: Document = drawing.paste(net("x1 x2 -> h -> y", rows=3), fragment, (10.0, 10.0))[0]

    def check() -> None:
        assert read(write(document)) == document

    return check


def measured(case: Case, take: Take, number: int, chance: random.Random) -> Outcome:
    """So many cases, one after the other."""
    outcome = Outcome()
    for _ in range(number):
        content = case(chance)
        begun = time.process_time()
        message, check = _taken(content, take)
        taken = time.process_time() - begun
        if check is not None:
            check()
        assert message is None or message.replace("\N{NARROW NO-BREAK SPACE}", " ").isprintable(), message
        outcome.taken, outcome.refused = outcome.taken + (message is None), outcome.refused + (message is not None)
        if taken > outcome.longest:
            outcome.longest, outcome.size_of_longest = taken, len(content)
    return outcome


def _taken(content: bytes, take: Take) -> tuple[str | None, Callable[[], None] | None]:
    """The message, None where it was taken; and what is left to be checked."""
    try:
        return None, take(content)
    except UnicodeError:
        raise
    except (FormatError, Refusal, ValueError) as refusal:
        return str(refusal), None


def main(number: int, seed: int) -> None:
    written, foreign = documents(), tables()
    kinds: list[tuple[str, Case, Take]] = [
        ("documents, bytes", mutated_bytes(written), take_document),
        ("documents, values", mutated_values(written), take_document),
        ("tables", mutated_bytes(foreign), take_table),
        ("rows pasted", mutated_bytes(foreign), take_rows),
        ("nodes and connections pasted", mutated_bytes(foreign), take_parts),
        ("networks pasted, values", mutated_values(written), take_network),
    ]
    most = int(memory_in_use()) * (1 << 20) + _GIGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    sys.stdout.write("| what | taken | refused | longest case (processor time) |\n|---|---|---|---|\n")
    for name, case, take in kinds:
        outcome = measured(case, take, number, random.Random(seed))
        longest = f"{1e3 * outcome.longest:.0f} ms, of {outcome.size_of_longest:,} bytes"
        sys.stdout.write(f"| {name} | {outcome.taken:,} | {outcome.refused:,} | {longest} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"At most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB in use.\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
