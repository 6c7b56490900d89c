"""A text to a document. Each part of the format has its own `…_reading` beside this file."""

from collections.abc import Mapping
from types import MappingProxyType

from bpdesk.files.data_reading import read_data
from bpdesk.files.json_text import parse
from bpdesk.files.limits import DEEPEST_VIEW, FORMAT, LONGEST_TITLE, VERSION
from bpdesk.files.network_reading import read_network
from bpdesk.files.part import Part
from bpdesk.files.run_reading import read_run
from bpdesk.files.training_reading import read_settings
from bpdesk.model.document import Document, Json
from bpdesk.model.run_record import training_with
from bpdesk.model.settings import Training
from bpdesk.text import tr

_REQUIRED = ("format", "version", "nodes", "edges")
_OPTIONAL = ("title", "notes", "data", "training", "run", "view")


def read(content: str | bytes) -> Document:
    """The document that the text of a file holds; FormatError when it holds none."""
    whole = Part(parse(content))
    _check_version(whole)
    fields = whole.fields(_REQUIRED, _OPTIONAL)
    network = read_network(fields["nodes"], fields["edges"])
    training = training_with(Training(), read_settings(fields["training"])) if "training" in fields else Training()
    return Document(
        title=fields["title"].text(LONGEST_TITLE) if "title" in fields else "",
        notes=fields["notes"].text(breaks=True) if "notes" in fields else "",
        network=network,
        data=read_data(fields["data"], network) if "data" in fields else None,
        training=training,
        run=read_run(fields["run"], network, training) if "run" in fields else None,
        view=_read_view(fields["view"]) if "view" in fields else MappingProxyType({}),
    )


def _check_version(whole: Part) -> None:
    """Before all else: what a newer version holds is not to be judged by this one."""
    format_name, version = whole.field("format"), whole.field("version")
    if format_name.value != FORMAT:
        raise format_name.fault(tr("not “{format}”", format=FORMAT))
    if isinstance(version.value, int) and version.value > VERSION:
        raise version.fault(tr("made by a newer bpdesk"))
    version.whole(1)


def _read_view(part: Part) -> Mapping[str, Json]:
    return _kept_object(part, DEEPEST_VIEW)


def _kept_object(part: Part, levels: int) -> Mapping[str, Json]:
    kept = {}
    for key, entry in part.entries():
        entry.check_characters(key)
        kept[key] = _kept(entry, levels - 1)
    return MappingProxyType(kept)


def _kept(part: Part, levels: int) -> Json:
    """Anything that JSON has, kept as it is."""
    if isinstance(part.value, (dict, list)) and not levels:
        raise part.fault(tr("nested deeper than the format has"))
    match part.value:
        case dict():
            return _kept_object(part, levels)
        case list():
            return tuple(_kept(item, levels - 1) for item in part.items())
        case str():
            return part.text()
        case bool() | None:
            return part.value
        case int():
            part.number()
            return part.value
    return part.number()
