"""Rows of the ledger: plans, their actions, and what was said of them since."""

from actions.models.plans import Action, ActionPlan
from actions.models.updates import Evidence, ProgressUpdate

__all__ = ["Action", "ActionPlan", "Evidence", "ProgressUpdate"]
