"""Make the demonstration's plan of the peer challenge: actions in every state, two reviews, a report, followers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from actions.digest import digest_moment
from actions.models import Action, ActionPlan, DigestRun, Follow, Follower
from actions.services.board import publish_report, save_report
from actions.services.following import follower_key
from actions.services.reviews import freeze_plan, publish_review
from actions.services.updates import add_update
from actions.standing import Status
from core.sealing import seal
from engage.demo.peer_words import (
    FOLLOWERS,
    INTRODUCTION,
    REPORT_TITLE,
    REPORT_WORDS,
    REVIEWS,
    SLUG,
    SUMMARY,
    THEMES,
    TITLE,
    Promise,
)
from engage.demo.publish import day_at
from people.models import Organisation

BEGAN = 400
#: The meeting of the report is so many days ahead, the one before so many days ago.
MEETING, PREVIOUS = 7, 84
#: In the first review this action was due so many days earlier; one that was in it is gone; one came after it.
PUT_OFF, EARLIER = "8", 120
ADDED, ADDED_DAYS_AGO = "19", 200


def place_peer_challenge(*, today: date, at: datetime) -> ActionPlan:
    """Return the plan, made on first use with all that was said of it."""
    found = ActionPlan.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    county = Organisation.objects.get(slug="county")
    began = day_at(today, -BEGAN, time(9))
    plan = ActionPlan.objects.create(
        title=TITLE,
        slug=SLUG,
        summary=SUMMARY,
        introduction=INTRODUCTION,
        lead_organisation=county,
        contact_role="Policy team",
        starts_on=today - timedelta(days=BEGAN),
        published_at=began,
        created_at=began,
    )
    _place_actions(plan, today=today)
    _place_reviews(plan, today=today)
    _place_report(plan, county, today=today, at=at)
    _place_followers(plan, today=today, at=at)
    return plan


def _place_actions(plan: ActionPlan, *, today: date) -> None:
    bodies = {body.slug: body for body in Organisation.objects.all()}
    told: list[tuple[int, Action, str, str]] = []
    for order, (theme, promise) in enumerate(_promises(), start=1):
        days = ADDED_DAYS_AGO if promise.reference == ADDED else BEGAN
        action = Action.objects.create(
            plan=plan,
            reference=promise.reference,
            order=order,
            theme=theme,
            title=promise.title,
            what=promise.what,
            owner=bodies.get(promise.owner),
            owner_role=promise.role,
            due_on=None if promise.due is None else today + timedelta(days=promise.due),
            due_words=promise.due_words,
            created_at=day_at(today, -days, time(9)),
        )
        told += [(day, action, status, words) for day, status, words in promise.course]
    for day, action, status, words in sorted(told, key=lambda one: -one[0]):
        text, _sign, reason = words.partition("|")
        moment = day_at(today, -day, time(11))
        add_update(
            action=action,
            status=Status(status),
            text=text,
            reason=reason,
            at=moment,
            by=None,
            organisation=action.owner or plan.lead_organisation,
        )


def _promises() -> Iterator[tuple[str, Promise]]:
    for theme, promises in THEMES:
        for promise in promises:
            yield theme, promise


def _place_reviews(plan: ActionPlan, *, today: date) -> None:
    """Freeze the plan twice; between the two one action is put off and one is taken out."""
    put_off = plan.actions.get(reference=PUT_OFF)
    due_on = put_off.due_on
    assert due_on is not None  # noqa: S101
    began = day_at(today, -BEGAN, time(9))
    plan.actions.filter(pk=put_off.pk).update(due_on=due_on - timedelta(days=EARLIER))
    gone = Action.objects.create(
        plan=plan, reference="36", order=99, title="A newsletter on paper", theme=THEMES[3][0], created_at=began
    )
    for number, (days, title, commentary) in enumerate(REVIEWS):
        if number:
            gone.delete()
            plan.actions.filter(pk=put_off.pk).update(due_on=due_on)
        moment = day_at(today, -days, time(17))
        review = freeze_plan(
            plan=plan, title=title, commentary=commentary, on=today - timedelta(days=days), by=None, at=moment
        )
        publish_review(review=review, at=moment)


def _place_report(plan: ActionPlan, county: Organisation, *, today: date, at: datetime) -> None:
    report = save_report(
        report=None,
        title=REPORT_TITLE,
        organisation=county,
        plans=ActionPlan.objects.published().filter(lead_organisation=county) | ActionPlan.objects.filter(pk=plan.pk),
        meeting_on=today + timedelta(days=MEETING),
        previous_meeting_on=today - timedelta(days=PREVIOUS),
        introduction=REPORT_WORDS,
        by=None,
        at=at,
    )
    publish_report(report=report, at=at)


def _place_followers(plan: ActionPlan, *, today: date, at: datetime) -> None:
    """Have some people follow it; the digest of this week is out, so that nobody is written to at once."""
    action = plan.actions.get(reference="19")
    for number, email in enumerate(FOLLOWERS):
        since = day_at(today, -100 + number, time(18))
        follower = Follower.objects.create(key=follower_key(email), content=seal({"email": email}), kept_from=since)
        what = {"action": action} if number == 1 else {"plan": plan}
        Follow.objects.create(follower=follower, asked_at=since, confirmed_at=since, **what)
    until = digest_moment(at, zone=ZoneInfo(settings.TIME_ZONE))
    DigestRun.objects.get_or_create(until=until, defaults={"since": until - timedelta(days=7), "finished_at": at})
