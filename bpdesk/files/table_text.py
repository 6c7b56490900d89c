"""Bytes of a foreign table to text: which encoding they are in, and whether they are text at all."""

import codecs
import re

from bpdesk.files.faults import FormatError
from bpdesk.text import tr

_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PIECE = 100_000
"""Characters that are looked at before another thread has its turn."""
_WESTERN = "cp1252"


def decoded(data: bytes) -> str:
    """The text of UTF-8 or UTF-16 with or without a byte-order mark, else of a Western European code page; FormatError for no text."""
    text = _decoded(data)
    for start in range(0, len(text), _PIECE):
        found = _NO_TEXT.search(text, start, start + _PIECE)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            raise FormatError(tr("line {n}", n=line), tr("not text: this is a binary file"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), None) or _guessed(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        if encoding != "utf-8-sig":
            raise FormatError("", tr("not text: damaged {encoding}", encoding=encoding.upper())) from failure
    return data.decode(_WESTERN, errors="replace")


def _guessed(data: bytes) -> str:
    """UTF-16 without a mark has a zero in every second byte of plain letters and digits."""
    sample = data[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.9 * len(zeros):
            return encoding
    return "utf-8-sig"
