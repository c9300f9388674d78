"""Make the demonstration's consultations and outcomes, dated from today, and move them on when it is loaded again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Page

from consultations.lawful import holiday_within
from consultations.models import (
    Area,
    Audience,
    ConsultationPage,
    ConsultationPartner,
    OutcomePage,
    ShelfPage,
    Survey,
    Topic,
)
from consultations.services.rights import sync_partner_rights
from engage.demo.shapes import Consultation, Outcome
from engage.demo.survey import write_survey
from people.models import CommunityOfInterest, Organisation
from questions.models import Question


def day_at(today: date, days: int, clock: time) -> datetime:
    """Return the moment `days` from today at this time of the local clock."""
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), clock))


def _working_day(day: date) -> date:
    """Return the day, or the Monday after it: no board meets at the weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def place_consultation(plan: Consultation, *, today: date) -> ConsultationPage:
    """Return the consultation, made on first use, moved with the calendar later unless somebody has edited it."""
    page = ConsultationPage.objects.filter(slug=plan.slug, lead_organisation__slug=plan.lead).first()
    if page is not None:
        _move_dates(page, plan, today=today)
        return page
    page = ShelfPage.objects.get(organisation__slug=plan.lead).add_child(
        instance=ConsultationPage(title=plan.title, slug=plan.slug, live=False, **_words(plan), **_dates(plan, today))
    )
    _sort(page, plan)
    for slug, can_edit in plan.partners:
        page.partners.add(ConsultationPartner(organisation=Organisation.objects.get(slug=slug), can_edit=can_edit))
    page.save()
    if plan.survey:
        _write_survey(page, plan)
    revision = page.save_revision()
    if not plan.is_draft:
        revision.publish()
        _publish_on(page, min(day_at(today, plan.opens - 7, time(9)), day_at(today, -2, time(9))))
    page.refresh_from_db()
    sync_partner_rights(page)
    return page


def _write_survey(page: ConsultationPage, plan: Consultation) -> None:
    questionnaire = write_survey(plan, at=(page.opens_at or timezone.now()) - timedelta(days=7))
    age = plan.age_question
    asked = Question.objects.get(section__questionnaire=questionnaire, text=age.text) if age else None
    Survey.objects.create(consultation=page, questionnaire=questionnaire, age_question=asked)


def _words(plan: Consultation) -> dict[str, object]:
    return {
        "summary": plan.summary,
        "body": plan.body,
        "decision": plan.decision,
        "decided_by": plan.decided_by,
        "can_change": plan.can_change,
        "cannot_change": plan.cannot_change,
        "equality_analysis": plan.equality,
        "contact_role": plan.contact,
        "contact_email": f"{plan.slug}@{plan.lead}.example",
        "other_ways": plan.other_ways,
        "minutes_to_answer": plan.minutes,
        "is_for_young_people": plan.is_for_young_people,
    }


def _dates(plan: Consultation, today: date) -> dict[str, object]:
    reason = plan.period_reason
    if not reason and holiday_within(today + timedelta(days=plan.opens), today + timedelta(days=plan.closes)):
        reason = "It meets a holiday, so it stays open longer than the six weeks we usually give."
    return {
        "opens_at": day_at(today, plan.opens, time(9)),
        "closes_at": day_at(today, plan.closes, time(23, 59)),
        "decided_on": _working_day(today + timedelta(days=plan.closes + plan.decided_days_after_closing)),
        "equality_analysis_on": today + timedelta(days=plan.opens - 21) if plan.equality else None,
        "period_reason": reason,
    }


def _sort(page: ConsultationPage, plan: Consultation) -> None:
    page.topics.set(Topic.objects.filter(slug__in=plan.topics))
    page.areas.set(Area.objects.filter(slug__in=plan.areas))
    page.audiences.set(Audience.objects.filter(slug__in=plan.audiences))
    page.communities.set(CommunityOfInterest.objects.filter(slug__in=plan.communities))


def _move_dates(page: ConsultationPage, plan: Consultation, *, today: date) -> None:
    dates = _dates(plan, today)
    is_ours = not page.revisions.filter(user__isnull=False).exists()
    if not is_ours or page.opens_at == dates["opens_at"]:
        return
    for name, value in dates.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if page.live:
        revision.publish()


def place_outcome(page: ConsultationPage, outcome: Outcome) -> None:
    """Publish the outcome under its consultation on first use."""
    if OutcomePage.objects.child_of(page).exists() or page.closes_at is None:
        return
    record: list[tuple[str, object]] = [("text", outcome.record)] if outcome.record else []
    record += [("result", {"question": number, "remark": remark}) for number, remark in outcome.cites]
    child = OutcomePage(
        title="Outcome",
        slug="outcome",
        we_asked=outcome.we_asked,
        you_said=outcome.you_said,
        we_did=outcome.we_did,
        decided_by=outcome.decided_by,
        decided_on=_working_day(timezone.localtime(page.closes_at).date() + timedelta(days=outcome.days_after_closing)),
        record=record,
        live=False,
    )
    page.add_child(instance=child).save_revision().publish()
    _publish_on(child, day_at(child.decided_on or page.closes_at.date(), 1, time(10)))


def _publish_on(page: Page, moment: datetime) -> None:
    """Say when it would have been published, had the demonstration been here then."""
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
