"""Each mistake in a plain sentence, translated when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bpdesk.explain.hand.mistake import Mistake, Wrong
from bpdesk.text import tr


def sentence(wrong: Wrong) -> str:
    """With the name of what the mistake was made at."""
    return _SENTENCES[wrong.mistake]().format(of=wrong.of)


_SENTENCES: Mapping[Mistake, Callable[[], str]] = {
    Mistake.SIGN: lambda: tr("The size is right, the sign is wrong."),
    Mistake.NO_BIAS: lambda: tr("The bias is missing in the sum."),
    Mistake.BIAS_SUBTRACTED: lambda: tr("The bias is subtracted: it is added to the sum."),
    Mistake.NO_TERM: lambda: tr("The term that comes from {of} is missing in the sum."),
    Mistake.NO_WEIGHTS_IN: lambda: tr("The weights are missing: each value that comes in is multiplied by its weight."),
    Mistake.Z_FOR_A: lambda: tr("Here z of the nodes before is taken: what goes on is their activation, a."),
    Mistake.SWAPPED: lambda: tr("The two weights are swapped: each belongs to the other value."),
    Mistake.TRANSPOSED_FORWARD: lambda: tr("The weight matrix is taken the wrong way round: going forward it isn't transposed."),
    Mistake.NO_ACTIVATION: lambda: tr("This is z: the activation function is still to be applied."),
    Mistake.ACTIVATION_ALREADY: lambda: tr("This is a already: what is asked for is z, before the activation function."),
    Mistake.SLOPE_FOR_VALUE: lambda: tr("This is the slope f′(z): what is asked for is the value f(z)."),
    Mistake.FLIPPED: lambda: tr("This is f of −z: the sign of z, or of the exponent, is lost."),
    Mistake.NO_SHARE: lambda: tr("This is the exponential alone: softmax divides it by the sum over all outputs."),
    Mistake.OTHER_VALUE: lambda: tr("This is the value of {of}."),
    Mistake.HALF_COST: lambda: tr("Half of it: this cost has no ½ in front, or has it once only."),
    Mistake.DOUBLE_COST: lambda: tr("Twice as much: there is one factor 2 too many, or a ½ is missing."),
    Mistake.NO_SQUARE: lambda: tr("The difference a − y is still to be squared."),
    Mistake.OTHER_LOGARITHM: lambda: tr("This is with another logarithm: ln is meant, to the base e."),
    Mistake.SUM_OF_OUTPUTS: lambda: tr("This is the sum over the outputs: this cost is their mean."),
    Mistake.ONE_OUTPUT: lambda: tr("This is what {of} adds alone: all outputs count."),
    Mistake.BATCH_COST: lambda: tr("This is the cost of the batch: what is asked for is that of the shown row."),
    Mistake.NO_SLOPE: lambda: tr("The slope f′(z) of {of} is missing."),
    Mistake.NO_OUTPUT_SLOPE: lambda: tr("The slope f′(z) of the outputs is missing, where the way back begins."),
    Mistake.NO_SLOPE_OF: lambda: tr("The slope f′(z) of {of} is missing on the way back."),
    Mistake.NO_SLOPE_ANYWHERE: lambda: tr("The slopes f′(z) are missing on the way back."),
    Mistake.SLOPE_AT_A: lambda: tr("The slope is taken at a: f′ is taken at z."),
    Mistake.SLOPE_OF_Z_FORM: lambda: tr("z is put where a belongs in the slope: it is written with a = f(z)."),
    Mistake.EXTRA_SLOPE: lambda: tr("The slope of the output is multiplied in once more: with this cost it cancels, and δ is a − y."),
    Mistake.NO_CROSS_TERMS: lambda: tr("Only a(1 − a) is taken: with softmax each output depends on all z, so all outputs have a term."),
    Mistake.HALF: lambda: tr("Half of it: this cost has no ½ in front that would take a factor 2 away."),
    Mistake.HALVED_TWICE: lambda: tr("Half of it: the ½ of this cost is used up by the 2 that differentiating brings."),
    Mistake.DOUBLE: lambda: tr("Twice as much: there is one factor 2 too many for this cost."),
    Mistake.ERROR_ALONE: lambda: tr("This is a − y alone: the other factors of the cost's derivative and of the slope are missing."),
    Mistake.NO_MEAN_OF_OUTPUTS: lambda: tr("This cost is the mean over the outputs: divide by their number."),
    Mistake.UPDATED_WEIGHT: lambda: tr(
        "This goes back through weights that are already updated. All are updated together, so the old ones count here."
    ),
    Mistake.ONE_PATH: lambda: tr("Only the way through {of} is counted: the errors that come back along all ways are added."),
    Mistake.NO_PATH: lambda: tr("The way through {of} is missing in the sum."),
    Mistake.NO_OWN_TARGET: lambda: tr("What the node's own target adds is missing: it is an output that feeds on."),
    Mistake.OWN_TARGET_ALONE: lambda: tr("Only the node's own target is counted: what comes back from the nodes that it feeds is missing."),
    Mistake.NO_WEIGHTS_BACK: lambda: tr("The weights are missing on the way back: each δ comes back through its weight."),
    Mistake.TRANSPOSED_BACK: lambda: tr("The weight matrix is taken the wrong way round: going back it is transposed, Wᵀδ."),
    Mistake.MEAN_TOO_EARLY: lambda: tr("This is divided by the number of samples: δ is one sample's, the mean is taken of the gradients."),
    Mistake.OTHER_DELTA: lambda: tr("This is the δ of {of}."),
    Mistake.NO_MEAN: lambda: tr("This is the sum over the batch: the cost is the mean, so divide by the number of samples."),
    Mistake.MEAN_TWICE: lambda: tr("This is divided by the number of samples twice."),
    Mistake.ONE_SAMPLE: lambda: tr("This is from the shown row alone: the gradient is the mean over the batch."),
    Mistake.PRODUCT_OF_MEANS: lambda: tr("This is the mean of δ times the mean of the values: it is the mean of their products."),
    Mistake.NO_PENALTY: lambda: tr("The term of the regularisation is missing."),
    Mistake.PENALTY_TWICE: lambda: tr("The term of the regularisation is too large: of (l2/2) w² the derivative is l2 · w, without a 2."),
    Mistake.NO_INPUT: lambda: tr("This is δ alone: the value that comes in along the edge is missing as a factor."),
    Mistake.NO_DELTA: lambda: tr("This is the value that comes in alone: δ is missing as a factor."),
    Mistake.Z_FOR_INPUT: lambda: tr("The z of the node before is taken: the weight multiplies its activation, a."),
    Mistake.OWN_ACTIVATION: lambda: tr("The activation of {of} is taken: the value that comes in counts, from the beginning of the edge."),
    Mistake.BIAS_TIMES_INPUT: lambda: tr("Here δ is multiplied by the value of {of}: a bias is added as it is, its gradient is δ."),
    Mistake.OTHER_GRADIENT: lambda: tr("This is the gradient of {of}: the indices are mixed up."),
    Mistake.STEP_FOR_GRADIENT: lambda: tr("This is the step: the learning rate is no part of the gradient."),
    Mistake.NEW_FOR_GRADIENT: lambda: tr("This is the value after the update: what is asked for is the gradient."),
    Mistake.ADDED: lambda: tr("The step goes uphill: it is subtracted, W ← W − η ∂C/∂W. A gradient with the wrong sign does the same."),
    Mistake.NO_RATE: lambda: tr("The learning rate is missing in the step."),
    Mistake.STEP_ALONE: lambda: tr("This is the step alone: it is added to the old value, W ← W − η ∂C/∂W."),
    Mistake.GRADIENT_ALONE: lambda: tr("This is the gradient ∂C/∂W: the new value is W − η ∂C/∂W."),
    Mistake.NO_STEP: lambda: tr("This is the value before the step."),
    Mistake.NO_MEMORY: lambda: tr("The optimizer's memory is left out: it goes on from the last iteration."),
    Mistake.PLAIN_STEP: lambda: tr("This is a step of plain gradient descent: here the optimizer makes it."),
    Mistake.NO_CORRECTION: lambda: tr("The means are taken as they are: Adam divides them by 1 − βᵗ first."),
    Mistake.NO_ROOT: lambda: tr("The root of the mean square is missing below the step."),
    Mistake.FROZEN: lambda: tr("It is frozen: steps leave it as it is."),
    Mistake.OTHER_PARAMETER: lambda: tr("This is the new value of {of}: the indices are mixed up."),
}  # fmt: skip
