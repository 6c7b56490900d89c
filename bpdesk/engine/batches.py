"""Which rows an epoch takes in which order, as the file format defines it."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from numpy.random import PCG64, SeedSequence

from bpdesk.engine.regime import Regime

Order = npt.NDArray[np.int64]


def shuffles(regime: Regime) -> bool:
    """Whether each epoch has an order of its own; the whole set at once is always taken in order."""
    return regime.training.shuffle and regime.training.batch_size is not None


@lru_cache(maxsize=4)
def epoch_order(seed: int, epoch: int, rows: int) -> Order:
    """The shuffled order of that epoch's rows, shape `(rows,)`, to read. The last ones are kept: each block of an epoch asks for them."""
    order = np.argsort(PCG64(SeedSequence([seed, epoch])).random_raw(rows), kind="stable").astype(np.int64)
    order.flags.writeable = False
    return order


def orders(regime: Regime, epoch: int, epochs: int, rows: int) -> Order:
    """The orders of the epochs from `epoch` on, shape `(epochs, rows)`, or one line that serves them all."""
    if not shuffles(regime):
        return np.arange(rows, dtype=np.int64).reshape(1, rows)
    return np.stack([epoch_order(regime.training.seed, epoch + ahead, rows) for ahead in range(epochs)])


def place_after(position: int, count: int, batch: int, rows: int) -> tuple[int, int]:
    """How many epochs begin within `count` ≥ 1 iterations from a place in an epoch, and the place after them."""
    left = -(-(rows - position) // batch)
    if count <= left:
        return 0, min(position + count * batch, rows)
    per_epoch = -(-rows // batch)
    whole, more = divmod(count - left - 1, per_epoch)
    return whole + 1, min((more + 1) * batch, rows)
