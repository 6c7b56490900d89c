"""The catalogue's names and the kernel's codes belong together."""

import pytest

from bpdesk.engine import kernel
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES

TABLES = [(ACTIVATION_NAMES, kernel.ACTIVATION_CODES), (COST_NAMES, kernel.COST_CODES), (OPTIMIZER_NAMES, kernel.OPTIMIZER_CODES)]


@pytest.mark.parametrize(("names", "codes"), TABLES)
def test_every_name_has_a_code_of_its_own_and_every_code_a_name(names: tuple[str, ...], codes: dict[str, int]) -> None:
    assert set(names) == set(codes)
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(("names", "codes"), TABLES)
def test_codes_are_the_constants_that_the_loops_compare_with(names: tuple[str, ...], codes: dict[str, int]) -> None:
    for name in names:
        assert getattr(kernel, "_" + name.removesuffix("_error").upper()) == codes[name]
