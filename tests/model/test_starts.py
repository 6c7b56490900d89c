"""Going from one start of a network to another one."""

from dataclasses import replace

from bpdesk.model import drawing
from bpdesk.model.initializers import Initializer
from bpdesk.model.new_start import draw_start
from bpdesk.model.run_looks import hidden_runs, places, with_hidden
from bpdesk.model.run_record import Branch
from bpdesk.model.runs import rename_run
from bpdesk.model.settings import Training
from bpdesk.model.starts import with_start_of
from tests.builders import net, with_run


def test_another_start_brings_its_numbers_settings_and_runs_and_leaves_the_looks() -> None:
    first = with_hidden(rename_run(with_run(net("x -> h -> y"), 4, (), [Branch("run 2", 9)]), "run 1", "slow"), "run 2", True)
    second = draw_start(first, Initializer(), 7, resets_biases=True)
    second = replace(drawing.move(second, {"h": (1.0, 2.0)}), training=Training(learning_rate=0.5), title="after")
    assert first.run is not None
    back = with_start_of(second, first, replace(first.run, name="the lesson"))
    assert [edge.weight for edge in back.network.edges] == [edge.weight for edge in first.network.edges]
    assert [node.bias for node in back.network.nodes] == [node.bias for node in first.network.nodes]
    assert back.training == first.training
    assert back.run == replace(first.run, name="the lesson")
    assert (back.title, back.network.node_by_id["h"].position) == ("after", (1.0, 2.0))
    assert places(back) == {"the lesson": places(first)["slow"], "run 2": places(first)["run 2"]}
    assert hidden_runs(back) == {"run 2"}
