"""Making, changing and publishing board reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from actions.errors import ChangedMeanwhile, Refusal
from actions.marks import mark_of
from actions.models import ActionPlan, BoardReport
from core.generation import raise_generation
from core.slugs import first_free
from people.models import Organisation, User


class NoPlans(Refusal):
    message = _("Choose at least one published plan: the public reads no others.")


@transaction.atomic
def save_report(
    *,
    report: BoardReport | None,
    title: str,
    organisation: Organisation,
    plans: Collection[ActionPlan],
    meeting_on: date,
    previous_meeting_on: date,
    introduction: str,
    by: User | None,
    at: datetime,
    seen: str | None = None,
) -> BoardReport:
    """Make a report, or change one; its address stays.

    Args:
        seen: The `mark_of` what the writer had read; None to ask nothing.

    Raises:
        ChangedMeanwhile: Somebody else wrote since.
    """
    if report is None:
        report = BoardReport(slug=_free_slug(title), created_by=by, created_at=at)
    elif seen is not None and seen != mark_of(BoardReport.objects.select_for_update().get(pk=report.pk)):
        raise ChangedMeanwhile
    report.title, report.organisation, report.introduction = title, organisation, introduction
    report.meeting_on, report.previous_meeting_on = meeting_on, previous_meeting_on
    report.save()
    report.plans.set(plans)
    raise_generation()
    return report


@transaction.atomic
def publish_report(*, report: BoardReport, at: datetime) -> None:
    """Let everybody read it.

    Raises:
        NoPlans: None of its plans is published.
    """
    if not report.plans.filter(published_at__isnull=False).exists():
        raise NoPlans
    report.published_at = at
    report.save(update_fields=["published_at"])
    raise_generation()


@transaction.atomic
def withdraw_report(*, report: BoardReport) -> None:
    """Take it off the public site; it is kept."""
    report.published_at = None
    report.save(update_fields=["published_at"])
    raise_generation()


@transaction.atomic
def remove_report(*, report: BoardReport) -> None:
    report.delete()
    raise_generation()


def _free_slug(title: str) -> str:
    stem = slugify(title)[:70] or "report"
    return first_free(stem, BoardReport.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
