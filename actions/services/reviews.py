"""Annual reviews: freeze a plan, write a commentary, publish it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from actions.board_reads import end_of
from actions.errors import ChangedMeanwhile, Refusal
from actions.marks import mark_of
from actions.models import ActionPlan, DueChange, PlanReview, ProgressUpdate
from actions.models.due import due_before
from actions.snapshots import Frozen
from actions.standing import Status
from core.generation import raise_generation
from people.models import User


class NothingToFreeze(Refusal):
    message = _("The plan has no action yet, so there is nothing to review.")


class PlanNotPublished(Refusal):
    message = _("Publish the plan first: the public cannot read its review without it.")


@transaction.atomic
def freeze_plan(
    *, plan: ActionPlan, title: str, commentary: str, on: date, by: User | None, at: datetime
) -> PlanReview:
    """Take down every action of a plan as it stood at the end of `on`, or stands now if that day is not over.

    Raises:
        NothingToFreeze: The plan has no action.
    """
    snapshot = snapshot_of(plan, before=min(end_of(on), at))
    if not snapshot:
        raise NothingToFreeze
    return PlanReview.objects.create(
        plan=plan, title=title, taken_on=on, commentary=commentary, snapshot=snapshot, made_by=by, made_at=at
    )


@transaction.atomic
def write_commentary(*, review: PlanReview, title: str, commentary: str, seen: str | None = None) -> None:
    """Change what is said of it; what it froze stays.

    Args:
        seen: The `mark_of` what the writer had read; None to ask nothing.

    Raises:
        ChangedMeanwhile: Somebody else wrote since.
    """
    if seen is not None and seen != mark_of(PlanReview.objects.select_for_update().get(pk=review.pk)):
        raise ChangedMeanwhile
    review.title, review.commentary = title, commentary
    review.save(update_fields=["title", "commentary"])
    raise_generation()


@transaction.atomic
def publish_review(*, review: PlanReview, at: datetime) -> None:
    """Let everybody read it.

    Raises:
        PlanNotPublished: Its plan is a draft.
    """
    if not review.plan.is_published:
        raise PlanNotPublished
    review.published_at = at
    review.save(update_fields=["published_at"])
    raise_generation()


@transaction.atomic
def withdraw_review(*, review: PlanReview) -> None:
    review.published_at = None
    review.save(update_fields=["published_at"])
    raise_generation()


def snapshot_of(plan: ActionPlan, *, before: datetime) -> list[Frozen]:
    """Return every action of a plan with its date and the last word before a moment; two statements."""
    last = ProgressUpdate.objects.filter(action=OuterRef("pk"), made_at__lt=before).order_by("-made_at", "-pk")
    actions = plan.actions.filter(created_at__lt=before).select_related("owner")
    said = {name: Subquery(last.values(name)[:1]) for name in ("status", "text", "reason")}
    rows: Iterable[Any] = actions.annotate(**{f"last_{name}": one for name, one in said.items()})
    changes = DueChange.objects.since(before, plan_ids=[plan.pk]).values_list("action_id", "due_on", "changed_at")
    due_then = due_before(changes, before)
    due = {one.pk: due_then.get(one.pk, one.due_on) for one in rows}
    return [
        {
            "reference": one.reference,
            "theme": one.theme,
            "title": one.title,
            "what": one.what,
            "owner": one.owner.name if one.owner else "",
            "owner_role": one.owner_role,
            "due_on": found.isoformat() if (found := due[one.pk]) else "",
            "due_words": one.due_words,
            "status": one.last_status or Status.NOT_STARTED.value,
            "text": one.last_text or "",
            "reason": one.last_reason or "",
        }
        for one in rows
    ]
