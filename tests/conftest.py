"""For every test: a Qt without a screen, a traceback when the process crashes, and how long properties are looked for.

Fixtures of one folder live beside its tests. `HYPOTHESIS_PROFILE=thorough` looks for properties' exceptions much longer.
"""

import faulthandler
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
faulthandler.enable()

settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> Iterator[None]:
    """A window that a test has opened by the program's own ways is closed too: what many of them hold slows all that follows."""
    yield
    if "bpdesk.ui.main_window" in sys.modules:
        from tests.windows import close_all

        close_all()
