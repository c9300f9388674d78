"""Rows of the ledger: plans, their actions, what was said of them since, and who follows, reports and reviews."""

from actions.models.board import BoardReport
from actions.models.chasers import Chaser
from actions.models.due import DueChange
from actions.models.following import DigestRun, Follow, Follower
from actions.models.imports import ImportDraft
from actions.models.plans import Action, ActionPlan
from actions.models.reviews import FrozenReview, PlanReview
from actions.models.updates import Evidence, ProgressUpdate

__all__ = [
    "Action",
    "ActionPlan",
    "BoardReport",
    "Chaser",
    "DigestRun",
    "DueChange",
    "Evidence",
    "Follow",
    "Follower",
    "FrozenReview",
    "ImportDraft",
    "PlanReview",
    "ProgressUpdate",
]
