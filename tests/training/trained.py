"""Training one linear neuron `y = w·x + b` under squared error, in plain Python from the file format's section 2."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bpdesk.model.settings import Training

Row = tuple[float, float]


def epoch_order(seed: int, epoch: int, rows: int) -> list[int]:
    """The order of that epoch's rows, as the format gives it."""
    raw = np.random.PCG64(np.random.SeedSequence([seed, epoch])).random_raw(rows)
    return [int(row) for row in np.argsort(raw, kind="stable")]


@dataclass
class Neuron:
    """Its parameters `w` and `b`, the optimizer's memory, and where it stands in its epoch. `step` makes one iteration."""

    rows: Sequence[Row]
    training: Training
    parameters: dict[str, float]
    frozen: dict[str, bool] = field(default_factory=lambda: {"w": False, "b": False})
    memory: dict[str, dict[str, float]] = field(default_factory=dict)
    steps: int = 0
    epoch: int = 0
    left: list[int] = field(default_factory=list)
    begun: bool = False
    batches: list[list[int]] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def change(self, training: Training) -> None:
        """Other settings from the next iteration on."""
        if training.optimizer.name != self.training.optimizer.name:
            self.memory, self.steps = {}, 0
        batching = ("batch_size", "shuffle", "seed")
        if any(getattr(training, name) != getattr(self.training, name) for name in batching):
            self.left = []
        self.training = training

    def step(self) -> None:
        batch = self._next_batch()
        errors = [(self.parameters["w"] * x + self.parameters["b"] - y, x) for x, y in (self.rows[row] for row in batch)]
        w = self.parameters["w"]
        penalty = self.training.l1 * abs(w) + self.training.l2 / 2 * w * w
        self.costs.append(sum(error**2 for error, _ in errors) / len(batch) + penalty)
        self.batches.append(batch)
        sign = math.copysign(1.0, w) if w else 0.0
        gradients = {
            "w": sum(2 * error * x for error, x in errors) / len(batch) + self.training.l1 * sign + self.training.l2 * w,
            "b": sum(2 * error for error, _ in errors) / len(batch),
        }
        self.steps += 1
        for name, gradient in gradients.items():
            if not self.frozen[name]:
                self.parameters[name] += self._move(name, gradient)

    def _next_batch(self) -> list[int]:
        size, rows = self.training.batch_size, len(self.rows)
        if not self.left:
            self.epoch += self.begun
            shuffled = self.training.shuffle and size is not None
            self.left = epoch_order(self.training.seed, self.epoch, rows) if shuffled else list(range(rows))
        self.begun = True
        taken = rows if size is None else size
        batch, self.left = self.left[:taken], self.left[taken:]
        return batch

    def _move(self, name: str, g: float) -> float:
        """What the optimizer adds to the parameter, at its gradient g."""
        rate, optimizer = self.training.learning_rate, self.training.optimizer
        setting: Mapping[str, float] = optimizer.settings
        old = {slot: self.memory.setdefault(slot, {}).get(name, 0.0) for slot in "vsm"}
        if optimizer.name == "gradient_descent":
            return -rate * g
        if optimizer.name == "momentum":
            v = self.memory["v"][name] = setting["momentum"] * old["v"] - rate * g
            return v
        if optimizer.name == "nesterov":
            v = self.memory["v"][name] = setting["momentum"] * old["v"] + g
            return -rate * (g + setting["momentum"] * v)
        if optimizer.name in ("adagrad", "rmsprop"):
            decay = setting.get("decay")
            s = old["s"] + g * g if decay is None else decay * old["s"] + (1 - decay) * g * g
            self.memory["s"][name] = s
            return -rate * g / (math.sqrt(s) + setting["epsilon"])
        beta1, beta2 = setting["beta1"], setting["beta2"]
        m = self.memory["m"][name] = beta1 * old["m"] + (1 - beta1) * g
        v = self.memory["v"][name] = beta2 * old["v"] + (1 - beta2) * g * g
        return -rate * (m / (1 - beta1**self.steps)) / (math.sqrt(v / (1 - beta2**self.steps)) + setting["epsilon"])
