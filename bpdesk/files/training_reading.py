"""Training settings out of a file, whole or as a part of a change. A new setting is one more entry of `_READERS`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bpdesk.files.limits import HIGHEST_SEED
from bpdesk.files.part import Part
from bpdesk.model.catalogue import COST_NAMES, OPTIMIZER_NAMES, optimizer_entry
from bpdesk.model.run_record import SettingValue
from bpdesk.model.settings import Optimizer
from bpdesk.text import tr


def read_settings(part: Part) -> Mapping[str, SettingValue]:
    """The settings that are given, by their names in `Training`."""
    fields = part.fields((), _READERS)
    return MappingProxyType({name: read(fields[name]) for name, read in _READERS.items() if name in fields})


def _cost(part: Part) -> str:
    return part.choice(COST_NAMES)


def _optimizer(part: Part) -> Optimizer:
    entry = optimizer_entry(part.field("name").choice(OPTIMIZER_NAMES))
    fields = part.fields(("name",), [setting.name for setting in entry.settings])
    given = {setting.name: fields[setting.name].number() for setting in entry.settings if setting.name in fields}
    for setting in entry.settings:
        if setting.name in given and not setting.allows(given[setting.name]):
            raise fields[setting.name].fault(tr("not {range}", range=setting.range_text))
    return Optimizer.of(entry.name, **given)


def _batch_size(part: Part) -> int | None:
    return None if part.value is None else part.whole(1)


def _seed(part: Part) -> int:
    return part.whole(0, HIGHEST_SEED)


_READERS: Mapping[str, Callable[[Part], SettingValue]] = {
    "cost": _cost,
    "optimizer": _optimizer,
    "learning_rate": Part.number_from_zero,
    "batch_size": _batch_size,
    "shuffle": Part.flag,
    "seed": _seed,
    "l1": Part.number_from_zero,
    "l2": Part.number_from_zero,
}
