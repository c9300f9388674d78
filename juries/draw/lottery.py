"""From weights to a lottery: exactly 1,000 panels, each as likely as any other, and who sits on which.

First the weights become whole numbers of panels that add up to 1,000: rounded down, the rest by largest remainder, then
one panel is exchanged for another as long as that brings the chances nearer to the exact ones. What remains is
measured and stands in the record. Then the places of each kind go to its members, always to those who have had fewest;
chance decides between equals. Two members of a kind therefore differ by at most one panel of the 1,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random, SystemRandom
from typing import Final

import numpy as np

from juries.draw.maximin import Chances
from juries.draw.panels import Counts
from juries.draw.problem import Kind, Problem

PANELS: Final = 1_000
#: Exchanges at most; each one brings the chances nearer, so that it ends by itself long before.
EXCHANGES: Final = 5_000


def how_often(chances: Chances, members: Sequence[int], *, total: int = PANELS) -> list[int]:
    """Return how often each panel stands in the lottery."""
    exact = np.array(chances.weights) * total
    often = np.floor(exact + 1e-9).astype(int)
    short = total - int(often.sum())
    often[np.argsort(-(exact - often), kind="stable")[:short]] += 1
    shares = np.array(chances.panels, dtype=float) / np.array(members, dtype=float)
    return _exchanged(often, shares, exact @ shares)


def _exchanged(often: np.ndarray, shares: np.ndarray, wanted: np.ndarray) -> list[int]:
    """Exchange one panel for another while that lowers the squares of what members of each kind are off."""
    likeness = shares @ shares.T
    own = np.diag(likeness)
    for _turn in range(EXCHANGES):
        pull = shares @ (often @ shares - wanted)
        change = 2 * (pull[None, :] - pull[:, None]) + own[None, :] + own[:, None] - 2 * likeness
        change[often == 0, :] = np.inf
        given, taken = np.unravel_index(int(np.argmin(change)), change.shape)
        if change[given, taken] > -1e-9:
            break
        often[given] -= 1
        often[taken] += 1
    return [int(number) for number in often]


def draw_up(
    problem: Problem, chances: Chances, people: Sequence[Kind], *, chance: Random | None = None
) -> list[list[int]]:
    """Return the lottery: 1,000 panels, in random order, each a sorted list of numbers of people."""
    chance = chance or SystemRandom()
    often = how_often(chances, problem.members)
    panels: list[Counts] = [one for one, times in zip(chances.panels, often, strict=True) for _ in range(times)]
    chance.shuffle(panels)
    seats = _Seats(problem, people, chance)
    return [seats.take(panel) for panel in panels]


class _Seats:
    """Who of each kind has had how many places."""

    def __init__(self, problem: Problem, people: Sequence[Kind], chance: Random) -> None:
        members: dict[Kind, list[int]] = {kind: [] for kind in problem.kinds}
        for number, kind in enumerate(people):
            members[kind].append(number)
        self.members = [members[kind] for kind in problem.kinds]
        self.had = [0] * len(people)
        self.chance = chance

    def take(self, panel: Counts) -> list[int]:
        seated: list[int] = []
        for members, places in zip(self.members, panel, strict=True):
            if places:
                order = sorted(members, key=lambda one: (self.had[one], self.chance.random()))
                seated += order[:places]
        for one in seated:
            self.had[one] += 1
        return sorted(seated)


def exact_chances(problem: Problem, chances: Chances, people: Sequence[Kind]) -> list[float]:
    """Return everybody's chance before rounding, in the order of the people."""
    shares = chances.expected() / np.array(problem.members, dtype=float)
    by_kind = {kind: float(share) for kind, share in zip(problem.kinds, shares, strict=True)}
    return [by_kind[kind] for kind in people]
