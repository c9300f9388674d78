"""Finding one panel: whole numbers of each kind that meet every target and have the most weight (HiGHS)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np

from juries.draw.problem import Problem

#: How many people of each kind sit on a panel, in the order of the kinds.
Counts = tuple[int, ...]
#: What a panel may fall short of the best, as a share of it.
GAP: Final = 1e-4


class Infeasible(Exception):
    """No panel meets every target."""


@dataclass(frozen=True, slots=True)
class Found:
    """A panel, and a weight that no panel exceeds."""

    counts: Counts
    bound: float


def quiet_solver() -> Any:
    """Return a solver that prints nothing, keeps to one core and finds the same each time."""
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("parallel", "off"), ("random_seed", 1), ("mip_rel_gap", GAP)):
        solver.setOptionValue(option, value)
    return solver


class PanelFinder:
    """The same search again and again, with other weights each time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solver = quiet_solver()
        number = len(problem.kinds)
        self.columns = np.arange(number, dtype=np.int32)
        members = np.array(problem.members, dtype=float)
        self.solver.addVars(number, np.zeros(number), members)
        whole = np.full(number, highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(number, self.columns, whole)
        add_row(self.solver, problem.size, problem.size, list(range(number)))
        for target, row in zip(problem.targets, problem.rows(), strict=True):
            add_row(self.solver, target.at_least, target.at_most, row)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def best(self, weights: Sequence[float] | np.ndarray) -> Found:
        """Return the panel with the most weight.

        Raises:
            Infeasible: No panel meets every target.
        """
        costs = np.asarray(weights, dtype=float)
        scale = float(np.abs(costs).max()) or 1.0
        self.solver.changeColsCost(len(costs), self.columns, costs / scale)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Infeasible
        counts = np.rint(self.solver.getSolution().col_value[: len(costs)]).astype(int)
        return Found(tuple(counts.tolist()), float(self.solver.getInfo().mip_dual_bound) * scale)


def add_row(solver: Any, lower: float, upper: float, columns: Sequence[int], values: Sequence[float] = ()) -> None:
    indices = np.array(columns, dtype=np.int32)
    numbers = np.array(values, dtype=float) if len(values) else np.ones(len(columns))
    solver.addRow(float(lower), float(upper), len(indices), indices, numbers)
