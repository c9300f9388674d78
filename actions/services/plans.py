"""Writing a plan: making, publishing, taking back; its actions, their order, and taking one out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from wagtail.log_actions import log

from actions.errors import ActionHasHistory, ChangedMeanwhile, PlanEmpty, ReferenceTaken
from actions.marks import WORDS_OF_ACTION, WORDS_OF_PLAN, mark_of
from actions.models import Action, ActionPlan, DueChange
from core.generation import raise_generation
from people.models import Organisation, User

PUBLISHED: Final = "actions.publish"
TAKEN_BACK: Final = "actions.take_back"
REMOVED: Final = "actions.remove"


@transaction.atomic
def create_plan(*, fields: Mapping[str, Any], by: User | None, at: datetime) -> ActionPlan:
    """Make a plan as a draft; its address comes from its title."""
    plan = ActionPlan(**fields, created_by=by, created_at=at)
    plan.slug = free_slug(plan.title)
    plan.save()
    log(plan, "wagtail.create", user=by)
    return plan


@transaction.atomic
def save_plan(*, plan: ActionPlan, by: User, seen: str | None = None) -> None:
    """Keep what was changed about a plan. Its address stays: others link to it.

    Args:
        seen: The `mark_of` what the writer had read; None to ask nothing.

    Raises:
        ChangedMeanwhile: Somebody else wrote since.
    """
    stands = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if seen is not None and seen != mark_of(stands):
        raise ChangedMeanwhile
    plan.save(update_fields=WORDS_OF_PLAN)
    log(plan, "wagtail.edit", user=by)
    raise_generation()


@transaction.atomic
def publish_plan(*, plan: ActionPlan, by: User | None, at: datetime) -> None:
    """Let everybody read a plan. Published already, it stays so from when it was.

    Raises:
        PlanEmpty: It promises nothing yet.
    """
    locked = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if not locked.actions.exists():
        raise PlanEmpty
    if locked.published_at is None:
        ActionPlan.objects.filter(pk=plan.pk).update(published_at=at)
        log(plan, PUBLISHED, user=by)
        raise_generation()
    plan.published_at = locked.published_at or at


@transaction.atomic
def take_back_plan(*, plan: ActionPlan, by: User) -> None:
    """Make a plan a draft again: what was said of its actions is kept."""
    if ActionPlan.objects.filter(pk=plan.pk, published_at__isnull=False).update(published_at=None):
        log(plan, TAKEN_BACK, user=by)
        raise_generation()
    plan.published_at = None


@transaction.atomic
def add_action(
    *, plan: ActionPlan, fields: Mapping[str, Any], partners: Collection[Organisation] = (), at: datetime
) -> Action:
    """Put one more action at the end of a plan.

    Raises:
        ReferenceTaken: Another action was given this reference meanwhile.
    """
    _hold(plan.pk, reference=fields["reference"])
    last = plan.actions.aggregate(last=Max("order"))["last"]
    action = Action.objects.create(plan=plan, **fields, order=(last or 0) + 1, created_at=at)
    action.partners.set(partners)
    raise_generation()
    return action


@transaction.atomic
def save_action(
    *, action: Action, partners: Collection[Organisation], by: User, at: datetime, seen: str | None = None
) -> None:
    """Keep what was changed about an action; what was said of it is not touched.

    Args:
        seen: As in `save_plan`.

    Raises:
        ChangedMeanwhile: Somebody else wrote since.
        ReferenceTaken: Another action was given this reference meanwhile.
    """
    _hold(action.plan_id, reference=action.reference, of=action.pk)
    stands = Action.objects.select_for_update().get(pk=action.pk)
    if seen is not None and seen != mark_of(stands):
        raise ChangedMeanwhile
    if stands.due_on != action.due_on:
        DueChange.objects.create(action=action, due_on=stands.due_on, changed_at=at)
    action.save(update_fields=WORDS_OF_ACTION)
    action.partners.set(partners)
    log(action.plan, "wagtail.edit", user=by)
    raise_generation()


def _hold(plan_id: int, *, reference: str, of: int | None = None) -> None:
    """Hold the plan, so that no two actions get one reference or one place.

    Raises:
        ReferenceTaken: Another action than `of` has it.
    """
    ActionPlan.objects.select_for_update().get(pk=plan_id)
    others = Action.objects.filter(plan=plan_id, reference=reference)
    if (others if of is None else others.exclude(pk=of)).exists():
        raise ReferenceTaken


@transaction.atomic
def place_action(*, action: Action, place: int) -> None:
    """Move an action to a place in its plan, the first being 1; past the ends, to the end."""
    ActionPlan.objects.select_for_update().get(pk=action.plan_id)
    rows = list(Action.objects.filter(plan=action.plan_id).order_by("order", "pk").only("pk", "order"))
    moved = next(row for row in rows if row.pk == action.pk)
    rows.remove(moved)
    rows.insert(min(max(place - 1, 0), len(rows)), moved)
    changed = []
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            changed.append(row)
    Action.objects.bulk_update(changed, ["order"], batch_size=500)
    raise_generation()


def place_of(action: Action) -> int:
    """Return where an action stands in its plan, the first being 1."""
    pks = list(Action.objects.filter(plan=action.plan_id).order_by("order", "pk").values_list("pk", flat=True))
    return pks.index(action.pk) + 1


@transaction.atomic
def remove_action(*, action: Action, by: User) -> None:
    """Take an action out of its plan.

    Raises:
        ActionHasHistory: Something was said of it: promises do not vanish.
    """
    locked = Action.objects.select_for_update().get(pk=action.pk)
    if locked.updates.exists():
        raise ActionHasHistory
    log(action.plan, REMOVED, user=by, data={"reference": locked.reference})
    locked.delete()
    raise_generation()


def free_slug(title: str) -> str:
    """Return an address that no plan has yet, made of the title."""
    base = slugify(title)[:70].strip("-") or "plan"
    taken = set(ActionPlan.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(name for number in range(2, len(taken) + 3) if (name := f"{base}-{number}") not in taken)
