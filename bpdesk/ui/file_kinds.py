"""Which files are documents and which are tables, by the ends of their names."""

from pathlib import Path

ENDING = ".bpdesk"
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dat", ".data")


def is_called_table(path: Path) -> bool:
    return path.suffix.lower() in TABLE_ENDINGS
