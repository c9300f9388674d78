"""The fairest chances: the distribution over panels that gives the least likely person the best chance.

Column generation. A linear programme finds the fairest distribution over the panels known so far; its prices say who
is short of chances; the panel with most of those is looked for and added. What that panel is worth bounds from above
what any distribution can reach, so the search knows how far it may still be from the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np

from juries.draw.panels import Counts, Infeasible, PanelFinder, add_row, quiet_solver
from juries.draw.problem import Problem

#: The search stops when the least chance is this close to the upper bound, as a share of it.
CLOSE: Final = 0.01
#: Panels found at the start by weights that fall for who has been chosen.
WARM_UP: Final = 60
AT_MOST: Final = 3_000
#: How much of the best prices so far goes into the next search: it keeps the prices from jumping.
SMOOTHING: Final = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is. `least` and `bound` are chances: what is reached, and what cannot be exceeded."""

    panels: tuple[Counts, ...]
    least: float = 0.0
    bound: float = 1.0


#: Told after each panel; it may raise to end the search.
Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Chances:
    """A distribution over panels.

    Attributes:
        never: Numbers of the kinds that no panel that meets the targets can hold.
    """

    panels: tuple[Counts, ...]
    weights: tuple[float, ...]
    least: float
    bound: float
    never: tuple[int, ...]

    def expected(self) -> np.ndarray:
        """Return how many people of each kind a panel has on average."""
        return np.array(self.weights) @ np.array(self.panels, dtype=float)


def unwatched(progress: Progress) -> None:
    return None


def fairest(
    problem: Problem, *, known: Iterable[Counts] = (), watch: Watch = unwatched, close: float = CLOSE
) -> Chances:
    """Find the fairest chances. `known` are panels that an earlier search found.

    Raises:
        Infeasible: No panel meets every target.
    """
    if problem.pool < problem.size or problem.size < 1:
        raise Infeasible
    finder = PanelFinder(problem)
    panels = dict.fromkeys(panel for panel in known if problem.is_met_by(panel))
    never = _warm_up(finder, panels, watch)
    return _Search(finder, panels, never, watch).run(close)


def _warm_up(finder: PanelFinder, panels: dict[Counts, None], watch: Watch) -> tuple[int, ...]:
    """Find panels by falling weights until there are some, then one for each kind that no panel holds yet."""
    members = np.array(finder.problem.members, dtype=float)
    places = np.array(list(panels), dtype=float).reshape(-1, len(members)).sum(axis=0)
    while len(panels) < WARM_UP:
        before = len(panels)
        found = finder.best(_short_of(places, members)).counts
        panels[found] = None
        places += np.array(found)
        watch(Progress(tuple(panels)))
        if len(panels) == before:
            break
    return tuple(_uncovered(finder, panels, places, watch))


def _short_of(places: np.ndarray, members: np.ndarray) -> np.ndarray:
    """Return weights that halve with every place a member has had more than the average."""
    had = places / members
    spread = float(places.sum() / members.sum()) or 1.0
    return np.asarray(np.exp2(np.clip(-had / spread, -30, 0)) / np.sqrt(members))


def _uncovered(finder: PanelFinder, panels: dict[Counts, None], places: np.ndarray, watch: Watch) -> Iterator[int]:
    """Find a panel for each kind that has none; yield the kinds for which there is none."""
    for number in range(len(places)):
        if places[number]:
            continue
        missing = (places == 0) * 1e-3
        missing[number] = 1.0
        found = finder.best(missing).counts
        if not found[number]:
            yield number
            continue
        panels[found] = None
        places += np.array(found)
        watch(Progress(tuple(panels)))


class _Search:
    """The linear programme with a column for each panel, warm from one panel to the next.

    Columns: the least chance first, then a weight for each panel. Rows: the weights add up to one; then for each kind
    that can be chosen, its places are at least its members times the least chance.
    """

    def __init__(self, finder: PanelFinder, panels: dict[Counts, None], never: tuple[int, ...], watch: Watch) -> None:
        self.finder, self.panels, self.never, self.watch = finder, panels, never, watch
        self.members = np.array(finder.problem.members, dtype=float)
        self.kinds = np.array([t for t in range(len(self.members)) if t not in set(never)], dtype=np.int32)
        self.solver = quiet_solver()
        self.solver.addVars(1, np.zeros(1), np.ones(1))
        add_row(self.solver, 1.0, 1.0, [])
        for kind in self.kinds:
            add_row(self.solver, 0.0, highspy.kHighsInf, [0], [-self.members[kind]])
        self.solver.changeColCost(0, 1.0)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for panel in panels:
            self._add(panel)

    def _add(self, panel: Counts) -> None:
        counts = np.array(panel, dtype=float)[self.kinds]
        held = np.flatnonzero(counts)
        rows = np.concatenate([[0], held + 1]).astype(np.int32)
        values = np.concatenate([[1.0], counts[held]])
        self.solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, values)

    def run(self, close: float) -> Chances:
        bound, least, steady = 1.0, 0.0, np.zeros(len(self.members))
        while len(self.panels) < AT_MOST:
            least, prices = self._solve()
            mixed = SMOOTHING * steady + (1 - SMOOTHING) * prices if steady.any() else prices
            added = False
            for tried in (mixed, prices):
                found = self.finder.best(tried)
                if found.bound < bound:
                    bound, steady = found.bound, tried
                if float(prices @ np.array(found.counts)) > least * (1 + 1e-9) and found.counts not in self.panels:
                    self.panels[found.counts] = None
                    self._add(found.counts)
                    added = True
                    break
            self.watch(Progress(tuple(self.panels), least, bound))
            if bound - least <= close * bound or not added:
                break
        return self._chances(least, bound)

    def _solve(self) -> tuple[float, np.ndarray]:
        """Return the least chance over the panels so far, and the price of a place for each kind."""
        self.solver.run()
        prices = np.zeros(len(self.members))
        duals = np.abs(np.array(self.solver.getSolution().row_dual[1:]))
        total = float(duals @ self.members[self.kinds]) or 1.0
        prices[self.kinds] = duals / total
        return float(self.solver.getInfo().objective_function_value), prices

    def _chances(self, least: float, bound: float) -> Chances:
        weights = np.clip(np.array(self.solver.getSolution().col_value[1:]), 0.0, None)
        panels = tuple(self.panels)[: len(weights)]
        weights = weights / weights.sum()
        return Chances(panels, tuple(weights.tolist()), least, max(bound, least), self.never)
