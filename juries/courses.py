"""How juries stand, for many at once: their dates, their open calls and their answers, in two statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from juries.calls import calls_of
from juries.models import BodyAnswer, JuryPage
from juries.state import Course, State, state_of


def courses_of(juries: Collection[JuryPage]) -> dict[int, Course]:
    """Return the course of each jury by its number. Answers count once their recommendation is published."""
    ids = [jury.pk for jury in juries if jury.pk]
    asked = BodyAnswer.objects.filter(recommendation__jury__in=ids, recommendation__published_at__isnull=False)
    counts = {
        row["recommendation__jury"]: (row["asked"], row["answered"])
        for row in asked.order_by()
        .values("recommendation__jury")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    }
    calls = calls_of(ids)
    return {
        jury.pk: Course(
            starts_on=jury.starts_on,
            ends_on=jury.ends_on,
            report_on=jury.report_on,
            closed_on=jury.closed_on,
            call=calls.get(jury.pk),
            asked=counts.get(jury.pk, (0, 0))[0],
            answered=counts.get(jury.pk, (0, 0))[1],
        )
        for jury in juries
    }


def states_of(juries: Collection[JuryPage], *, at: datetime) -> dict[int, State]:
    """Return how each jury stands at the moment, by its number."""
    today = timezone.localdate(at)
    return {pk: state_of(course, at=at, today=today) for pk, course in courses_of(juries).items()}
