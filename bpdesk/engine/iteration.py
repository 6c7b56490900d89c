"""The iteration that follows a moment, for looking at: its samples one by one, and what the update makes of parameters and memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from bpdesk.engine.moment import Moment, RowPass
from bpdesk.model.run_record import ByParameter

Memory = Mapping[str, ByParameter]


@dataclass(frozen=True, eq=False)
class Iteration:
    """All of one iteration. Of a large batch only the first samples are held, and of the others those that stand `at_kinks`.

    `memory` is the optimizer's before the update (by slot: v, s, m) and `steps` how many updates it has seen; `after` and `memory_after`
    are None where the update would not be finite and is not made.
    """

    moment: Moment
    samples: tuple[RowPass, ...]
    memory: Memory
    steps: int
    after: ByParameter | None
    memory_after: Memory | None
    at_kinks: tuple[RowPass, ...] = ()
