"""Make the demonstration's action plans, dated from today, and move them on when it is loaded again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import F

from actions.models import Action, ActionPlan, ProgressUpdate
from actions.services.updates import NewEvidence, add_update
from actions.standing import Status
from consultations.models import ConsultationPage, ConsultationPlan
from engage.demo.promises import PLANS, Plan, Promise
from engage.demo.publish import day_at
from people.models import Organisation


def place_plans(*, today: date, at: datetime) -> None:
    """Put every plan on the site, or move it with the calendar."""
    organisations = {one.slug: one for one in Organisation.objects.all()}
    for made_up in PLANS:
        place_plan(made_up, organisations, today=today, at=at)


def place_plan(made_up: Plan, organisations: dict[str, Organisation], *, today: date, at: datetime) -> ActionPlan:
    """Return the plan, made on first use; later it moves with the calendar, unless somebody has worked on it."""
    published_at = day_at(today, made_up.published, time(10))
    found = ActionPlan.objects.filter(slug=made_up.slug).first()
    if found is not None:
        _move(found, published_at=published_at)
        return found
    plan = ActionPlan.objects.create(
        slug=made_up.slug,
        title=made_up.title,
        summary=made_up.summary,
        introduction=made_up.about,
        lead_organisation=organisations[made_up.lead],
        contact_role=made_up.contact,
        starts_on=published_at.date(),
        published_at=published_at,
        created_at=published_at,
    )
    _promise(plan, made_up.promises, organisations, today=today)
    for lead, slug in made_up.answers:
        page = ConsultationPage.objects.get(slug=slug, lead_organisation__slug=lead)
        ConsultationPlan.objects.create(consultation=page, plan=plan, linked_at=at)
    return plan


def _promise(
    plan: ActionPlan, promises: Sequence[Promise], organisations: dict[str, Organisation], *, today: date
) -> None:
    for order, promise in enumerate(promises, start=1):
        action = Action.objects.create(
            plan=plan,
            order=order,
            reference=promise.reference,
            theme=promise.theme,
            title=promise.title,
            what=promise.what,
            owner=organisations[promise.owner] if promise.owner else None,
            owner_role=promise.role,
            due_on=today + timedelta(days=promise.due) if promise.due is not None else None,
            due_words=promise.due_words,
            success_measure=promise.measure,
            created_at=plan.created_at,
        )
        action.partners.set(organisations[slug] for slug in promise.partners)
        _say(action, promise, today=today)


def _say(action: Action, promise: Promise, *, today: date) -> None:
    for word in promise.said:
        add_update(
            action=action,
            status=Status(word.status),
            text=word.text,
            reason=word.reason,
            at=day_at(today, -word.days_ago, time(11, 30)),
            by=None,
            organisation=action.owner,
            evidence=[NewEvidence(word.evidence[0], url=word.evidence[1])] if word.evidence else (),
        )


def _move(plan: ActionPlan, *, published_at: datetime) -> None:
    """Move every date by as many days as the calendar went on."""
    if plan.published_at is None or ProgressUpdate.objects.filter(action__plan=plan, made_by__isnull=False).exists():
        return
    days = timedelta(days=(published_at.date() - plan.published_at.date()).days)
    if not days:
        return
    actions = Action.objects.filter(plan=plan)
    actions.filter(due_on__isnull=False).update(due_on=F("due_on") + days)
    actions.filter(last_update_at__isnull=False).update(last_update_at=F("last_update_at") + days)
    actions.update(created_at=F("created_at") + days)
    ProgressUpdate.objects.filter(action__plan=plan).update(made_at=F("made_at") + days)
    ActionPlan.objects.filter(pk=plan.pk).update(
        published_at=published_at, created_at=published_at, starts_on=published_at.date()
    )
