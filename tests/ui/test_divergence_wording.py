"""Why a run ended is found and told for any network, settings and changes: nothing raises, and no learning rate is blamed for a change."""

from hypothesis import event, given
from hypothesis import strategies as st

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES, SOFTMAX
from bpdesk.model.run_record import Change
from bpdesk.training.divergence import divergence
from bpdesk.training.run import Run
from bpdesk.ui.divergence_wording import rate_to_try, title, told
from tests.builders import net
from tests.strategies import changes

_CALM = [name for name in ACTIVATION_NAMES if name != SOFTMAX]


@given(
    data=st.data(),
    seed=st.integers(0, 99),
    inside=st.sampled_from(_CALM),
    output=st.sampled_from(ACTIVATION_NAMES),
    cost=st.sampled_from(COST_NAMES),
    optimizer=st.sampled_from(OPTIMIZER_NAMES),
    rate=st.floats(0.0, 1e300),
    batch=st.none() | st.integers(1, 5),
)
def test_any_end_is_told(
    data: st.DataObject, seed: int, inside: str, output: str, cost: str, optimizer: str, rate: float, batch: int | None
) -> None:
    document = net(
        "x -> h1 h2 -> y1 y2", seed, activation=inside, output=output, cost=cost, optimizer=optimizer, learning_rate=rate, batch_size=batch
    )
    program = compile_document(document)
    assert isinstance(program, Program)
    made: tuple[Change, ...] = data.draw(changes(document.network, 8))
    run = Run(Engine(program), made)
    run.advance(20)
    event(f"ended {run.stop is not None}")
    if run.stop is None:
        return
    found = divergence(run)
    assert title(found)
    assert told(found, document).endswith((".", "!"))
    causes = {"rise": found.rise, "range": found.out_of_range, "rate": found.is_by_rate or None, "change": found.change}
    event(" ".join(cause for cause, known in causes.items() if known is not None))
    if found.change is not None:
        assert found.change in made
        assert rate_to_try(found) is None
