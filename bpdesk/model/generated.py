"""Data made by a seeded generator, each a table of inputs and targets. The same seed gives the same rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bpdesk.model.dataset import Array

Random = np.random.Generator
Made = tuple[Array, Array]
"""Inputs `(rows, inputs)` and targets `(rows, outputs)`."""

_DECIMALS = 3
_PER_CLASS = 100


def truth_table(wanted: Callable[[int, int], int]) -> Made:
    """The four rows of two bits."""
    rows = [(one, other) for one in (0, 1) for other in (0, 1)]
    return np.array(rows, np.float64), np.array([[wanted(*row)] for row in rows], np.float64)


def moons(random: Random) -> Made:
    """Two half circles that reach into one another, with noise."""
    angle = random.uniform(0, np.pi, (2, _PER_CLASS))
    upper = np.column_stack((np.cos(angle[0]), np.sin(angle[0])))
    lower = np.column_stack((1 - np.cos(angle[1]), 0.5 - np.sin(angle[1])))
    return _two_classes(random, upper, lower, 0.1)


def circles(random: Random) -> Made:
    """A circle within another, with noise."""
    angle = random.uniform(0, 2 * np.pi, (2, _PER_CLASS))
    inner, outer = (radius * np.column_stack((np.cos(each), np.sin(each))) for radius, each in zip((0.5, 1.2), angle, strict=True))
    return _two_classes(random, inner, outer, 0.08)


def spirals(random: Random) -> Made:
    """Two arms of one and a half turns each, with a little noise."""
    way = np.sqrt(random.uniform(0.02, 1, (2, _PER_CLASS)))
    arms = [
        each[:, None] * np.column_stack((np.cos(3 * np.pi * each + turn), np.sin(3 * np.pi * each + turn)))
        for each, turn in zip(way, (0, np.pi), strict=True)
    ]
    return _two_classes(random, arms[0], arms[1], 0.015)


def gaussians(random: Random) -> Made:
    """Three round clouds that touch, a class each."""
    centres = np.array([(-1.2, -0.7), (1.2, -0.7), (0.0, 1.3)])
    kind = np.repeat(np.arange(3), _PER_CLASS)
    points = centres[kind] + random.normal(0, 0.5, (len(kind), 2))
    order = random.permutation(len(kind))
    return np.round(points[order], _DECIMALS), np.eye(3)[kind[order]]


def sine(random: Random) -> Made:
    """One period of a sine, with noise."""
    x = np.sort(random.uniform(-np.pi, np.pi, 80))
    return _curve(x, np.sin(x) + random.normal(0, 0.05, len(x)))


def line(random: Random) -> Made:
    """y = 2x + 1 with noise."""
    x = np.sort(random.uniform(-2, 2, 60))
    return _curve(x, 2 * x + 1 + random.normal(0, 0.3, len(x)))


def _curve(x: Array, y: Array) -> Made:
    return np.round(x, _DECIMALS)[:, None], np.round(y, _DECIMALS)[:, None]


def _two_classes(random: Random, zeros: Array, ones: Array, noise: float) -> Made:
    points = np.concatenate((zeros, ones)) + random.normal(0, noise, (len(zeros) + len(ones), 2))
    kind = np.repeat((0.0, 1.0), (len(zeros), len(ones)))
    order = random.permutation(len(kind))
    return np.round(points[order], _DECIMALS), kind[order][:, None]
