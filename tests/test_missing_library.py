"""Which failures are told as a missing library, and with which package."""

from bpdesk.missing_library import in_words

_TAIL = "cannot open shared object file: No such file or directory"


def test_the_package_is_named() -> None:
    words = in_words(ImportError(f"libxcb-cursor.so.0: {_TAIL}"))
    assert words is not None
    assert words.endswith("apt install libxcb-cursor0")


def test_a_library_of_unknown_package_is_named_all_the_same() -> None:
    words = in_words(ImportError(f"libstrange-2.so.7: {_TAIL}"))
    assert words is not None
    assert "libstrange-2.so.7 is missing" in words


def test_another_failure_is_none_of_ours() -> None:
    assert in_words(ImportError("cannot import name 'QtGui'")) is None
    assert in_words(ModuleNotFoundError("No module named 'PySide6'")) is None
