"""The catalogue's names and the kernel's codes belong together."""

from types import ModuleType

import pytest

from bpdesk.engine import activation_loops, cost_loops, optimizer_loops
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES

TABLES = [
    (ACTIVATION_NAMES, activation_loops.ACTIVATION_CODES, activation_loops),
    (COST_NAMES, cost_loops.COST_CODES, cost_loops),
    (OPTIMIZER_NAMES, optimizer_loops.OPTIMIZER_CODES, optimizer_loops),
]


@pytest.mark.parametrize(("names", "codes", "loops"), TABLES)
def test_every_name_has_a_code_of_its_own_and_every_code_a_name(names: tuple[str, ...], codes: dict[str, int], loops: ModuleType) -> None:
    assert set(names) == set(codes)
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(("names", "codes", "loops"), TABLES)
def test_codes_are_the_constants_that_the_loops_compare_with(names: tuple[str, ...], codes: dict[str, int], loops: ModuleType) -> None:
    for name in names:
        assert getattr(loops, name.removesuffix("_error").upper()) == codes[name]
