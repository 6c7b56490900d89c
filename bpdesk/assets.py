"""Finds what comes with the program: beside the package in a wheel, above it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a resource, as in `resource("examples", "xor.bpdesk")`.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError(f"no resources beside {_PACKAGE}")
