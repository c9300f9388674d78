"""What a board report reads: four statements, however many plans, actions and updates it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from actions.board import BoardLine, Change, Totals, add_up
from actions.models import Action, ActionPlan, BoardReport, DueChange, ProgressUpdate
from actions.models.due import due_before
from actions.standing import Status, is_overdue

#: What a line tells of its action besides what became of it, in its order.
TOLD: Final = ("reference", "title", "owner__name", "due_on", "due_words")
#: How an action stands of which nothing was ever said.
UNTOUCHED: Final = Status.NOT_STARTED.value


@dataclass(frozen=True, slots=True)
class Period:
    """`then` is the end of the day of the meeting before, `end` that of this meeting, or now if it is still to come."""

    then: datetime
    end: datetime
    previous: date
    today: date

    @classmethod
    def of(cls, report: BoardReport, *, at: datetime) -> Period:
        end = min(end_of(report.meeting_on), at)
        today = min(report.meeting_on, timezone.localdate(at))
        return cls(end_of(report.previous_meeting_on), end, report.previous_meeting_on, today)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One plan in a report: its themes in order, each with its lines."""

    plan: ActionPlan
    totals: Totals
    themes: Mapping[str, list[BoardLine]]


@dataclass(frozen=True, slots=True)
class Board:
    parts: list[PlanPart]
    totals: Totals
    period: Period


def end_of(day: date) -> datetime:
    """Return the moment at which a day of local time ends."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def read_board(report: BoardReport, *, at: datetime, only_published: bool) -> Board:
    """Read a report as it stands at `at`.

    Args:
        only_published: Leave out plans that the public may not read.
    """
    period = Period.of(report, at=at)
    plans = list(_plans(report, only_published=only_published))
    ids = [plan.pk for plan in plans]
    themes = _lines(ids, period)
    changes = {pk: [line.change for lines in themes[pk].values() for line in lines] for pk in ids}
    parts = [PlanPart(plan, add_up(changes[plan.pk]), themes[plan.pk]) for plan in plans]
    return Board(parts, add_up(chain.from_iterable(changes.values())), period)


def _plans(report: BoardReport, *, only_published: bool) -> list[ActionPlan]:
    """Return the plans of a report; drafts only of the body whose report it is."""
    plans = report.plans.select_related("lead_organisation").order_by("title", "pk")
    public = Q(published_at__isnull=False)
    return list(plans.filter(public if only_published else public | Q(lead_organisation=report.organisation_id)))


def _said(ids: list[int], period: Period) -> tuple[dict[int, str], dict[int, str], Mapping[int, int]]:
    """Return each action's last status before the period, its last one in it, and how often it was spoken of in it.

    To read all that was said is cheaper than to have the database pick the last of each: it sorts them either way.
    """
    is_since = ExpressionWrapper(Q(made_at__gte=period.then), output_field=BooleanField())
    updates = ProgressUpdate.objects.filter(action__plan__in=ids, made_at__lt=period.end).annotate(is_since=is_since)
    said = list(updates.order_by("made_at", "pk").values_list("action_id", "status", "is_since"))
    then = {action_id: status for action_id, status, is_since in said if not is_since}
    since = [(action_id, status) for action_id, status, is_since in said if is_since]
    return then, dict(since), Counter(action_id for action_id, _status in since)


def _lines(ids: list[int], period: Period) -> Mapping[int, Mapping[str, list[BoardLine]]]:
    """Return the actions of each plan by theme, both in their order."""
    then, last, updates = _said(ids, period)
    put_off = list(DueChange.objects.since(period.then, plan_ids=ids).values_list("action_id", "due_on", "changed_at"))
    due_then, due_now = due_before(put_off, period.then), due_before(put_off, period.end)
    found: dict[int, dict[str, list[BoardLine]]] = {pk: {} for pk in ids}
    for pk, plan_id, theme, is_added, reference, title, owner, due_on, due_words in _actions(ids, period):
        stood = then.get(pk, UNTOUCHED)
        now = last.get(pk, stood)
        due_was, due_on = due_then.get(pk, due_on), due_now.get(pk, due_on)
        was_late = not is_added and is_overdue(status=stood, due_on=due_was, today=period.previous)
        is_late = is_overdue(status=now, due_on=due_on, today=period.today)
        change = Change(None if is_added else stood, now, updates.get(pk, 0), was_late, is_late)
        line = BoardLine(reference, title, owner or "", due_on, due_words, change)
        found[plan_id].setdefault(theme, []).append(line)
    return found


def _actions(ids: list[int], period: Period) -> Iterable[tuple[Any, ...]]:
    is_added = ExpressionWrapper(Q(created_at__gte=period.then), output_field=BooleanField())
    actions = Action.objects.filter(plan__in=ids, created_at__lt=period.end).annotate(is_added=is_added)
    return actions.order_by("plan_id", "order", "pk").values_list("pk", "plan_id", "theme", "is_added", *TOLD)
