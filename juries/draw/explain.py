"""When no panel meets every target: the smallest change to the targets after which one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np

from juries.draw.panels import add_row, quiet_solver
from juries.draw.problem import Problem, Target

#: Of all smallest changes one is sought that leaves what is wanted of many alone: a shift costs a little more there.
EVEN: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Change:
    """One target as it is and as it would have to be. Counts are of those still to be drawn."""

    target: Target
    at_least: int
    at_most: int


def smallest_change(problem: Problem) -> list[Change] | None:
    """Return what to change, as few places as possible; empty: nothing; None: the pool is smaller than the panel."""
    if problem.pool < problem.size or problem.size < 1:
        return None
    solver = _relaxed(problem)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    number, targets = len(problem.kinds), len(problem.targets)
    slack = np.rint(solver.getSolution().col_value[number:]).astype(int)
    lower, raised = slack[:targets].tolist(), slack[targets:].tolist()
    rows = zip(problem.targets, lower, raised, strict=True)
    return [Change(one, one.at_least - down, one.at_most + up) for one, down, up in rows if down or up]


def _relaxed(problem: Problem) -> Any:
    """Columns: people of each kind, then by how much each target falls short, then by how much it is exceeded."""
    solver = quiet_solver()
    kinds, targets = len(problem.kinds), len(problem.targets)
    columns = kinds + 2 * targets
    upper = np.concatenate([np.array(problem.members, dtype=float), np.full(2 * targets, highspy.kHighsInf)])
    solver.addVars(columns, np.zeros(columns), upper)
    every = np.arange(columns, dtype=np.int32)
    solver.changeColsIntegrality(columns, every, np.full(columns, highspy.HighsVarType.kInteger))
    costs = [1 + EVEN * max(one.at_most, 0) / max(problem.size, 1) for one in problem.targets]
    solver.changeColsCost(columns, every, np.array([0.0] * kinds + costs + costs))
    add_row(solver, problem.size, problem.size, list(range(kinds)))
    for place, (target, row) in enumerate(zip(problem.targets, problem.rows(), strict=True)):
        ones, short, over = [1.0] * len(row), kinds + place, kinds + targets + place
        add_row(solver, target.at_least, highspy.kHighsInf, [*row, short], [*ones, 1.0])
        add_row(solver, -highspy.kHighsInf, target.at_most, [*row, over], [*ones, -1.0])
    return solver
