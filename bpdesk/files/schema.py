"""Document ↔ text of a file, both ways. Where the text comes from and goes to is `store`'s concern."""

from bpdesk.files.faults import FormatError
from bpdesk.files.reading import read
from bpdesk.files.writing import encoded, write

__all__ = ["FormatError", "encoded", "read", "write"]
