"""Entering an iteration of a run: the moment before it, with a place inside."""

from dataclasses import replace

import numpy as np

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Inside, Pace, begin, course, first_place, last_place
from bpdesk.training.run import Run

_NOTHING = np.zeros(0, np.int64)


def entered(run: Run, iteration: int, row: int, pace: Pace, *, at_begin: bool = False) -> Moment:
    """The moment after so many updates, inside the next iteration where the first move of that pace leads, or before that move."""
    moment = run.moment(iteration, row)
    place = _last_place(run, moment, pace)
    return replace(moment, inside=(begin if at_begin else first_place)(place.course, pace, place.after))


def entered_from_behind(run: Run, iteration: int, row: int, pace: Pace) -> Moment:
    """The moment after so many updates, inside the next iteration where all of it is reached."""
    moment = run.moment(iteration, row)
    return replace(moment, inside=_last_place(run, moment, pace))


def _last_place(run: Run, moment: Moment, pace: Pace) -> Inside:
    """The update is computed by the training kernel, from where the run computes it, so that its bits are the run's."""
    block = run.engine.advance(run.regime_at(moment.iteration), moment.state, 1, _NOTHING)
    after = run.program.by_parameter(block.state.parameters) if block.made else None
    return last_place(course(run.program, updates=after is not None), pace, after)
