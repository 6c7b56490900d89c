"""Where no window can open, and where nothing is said about it."""

import pytest

from bpdesk.screen import why_no_window


def test_without_a_display_there_is_no_screen() -> None:
    words = why_no_window({}, "linux")
    assert words is not None
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in words


@pytest.mark.parametrize("environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_what_qt_was_told_to_use_is_trusted(environment: dict[str, str]) -> None:
    assert why_no_window(environment, "linux") is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_their_screen(platform: str) -> None:
    assert why_no_window({}, platform) is None
