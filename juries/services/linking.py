"""Joining a jury to the plans, and a recommendation to the actions, that answer it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from actions.models import Action, ActionPlan
from core.generation import raise_generation
from juries.errors import NotOfThisJury
from juries.models import JuryPage, JuryPlan, Recommendation, RecommendationAction


def plans_for(user: Any) -> QuerySet[ActionPlan]:
    """Return the plans this person may join a jury to: published ones, and drafts of their own organisations."""
    return ActionPlan.objects.read_by(user).order_by("title")


@transaction.atomic
def link_plan(*, jury: JuryPage, plan: ActionPlan) -> JuryPlan:
    """Say that this plan answers the jury."""
    link, _is_new = JuryPlan.objects.get_or_create(jury=jury, plan=plan)
    raise_generation()
    return link


@transaction.atomic
def unlink_plan(*, jury: JuryPage, plan: ActionPlan) -> None:
    """Take it back, with every action of it that answers a recommendation of this jury."""
    JuryPlan.objects.filter(jury=jury, plan=plan).delete()
    RecommendationAction.objects.filter(recommendation__jury=jury, action__plan=plan).delete()
    raise_generation()


@transaction.atomic
def link_actions(*, recommendation: Recommendation, actions: list[Action]) -> None:
    """Make these the actions that answer the recommendation, and no others.

    Raises:
        NotOfThisJury: One of them is in no plan of the jury.
    """
    plans = set(JuryPlan.objects.filter(jury=recommendation.jury_id).values_list("plan_id", flat=True))
    if any(action.plan_id not in plans for action in actions):
        raise NotOfThisJury
    ids = [action.pk for action in actions]
    RecommendationAction.objects.filter(recommendation=recommendation).exclude(action__in=ids).delete()
    RecommendationAction.objects.bulk_create(
        (RecommendationAction(recommendation=recommendation, action_id=pk) for pk in ids), ignore_conflicts=True
    )
    raise_generation()
