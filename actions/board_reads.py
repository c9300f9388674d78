"""What a board report reads: four statements, however many plans, actions and updates it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from actions.board import BoardLine, Totals, add_up, overdue_pair
from actions.models import Action, ActionPlan, BoardReport, ProgressUpdate
from actions.standing import Status


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
    themes: list[tuple[str, list[BoardLine]]]


@dataclass(frozen=True, slots=True)
class Board:
    parts: list[PlanPart]
    totals: Totals
    period: Period

    @property
    def changed(self) -> list[tuple[PlanPart, list[BoardLine]]]:
        """What is news since the meeting before, by plan."""
        found = [
            (part, [line for _theme, lines in part.themes for line in lines if line.is_news]) for part in self.parts
        ]
        return [(part, lines) for part, lines in found if lines]


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
    since = _since(ids, period)
    then = _then(ids, period)
    by_plan = _lines(plans, period, since, then)
    parts = [PlanPart(plan, add_up(lines := by_plan[plan.pk]), _by_theme(lines)) for plan in plans]
    totals = add_up(line for lines in by_plan.values() for line in lines)
    return Board(parts, totals, period)


def _plans(report: BoardReport, *, only_published: bool) -> list[ActionPlan]:
    """Return the plans of a report; drafts only of the body whose report it is."""
    plans = report.plans.select_related("lead_organisation").order_by("title", "pk")
    public = Q(published_at__isnull=False)
    return list(plans.filter(public if only_published else public | Q(lead_organisation=report.organisation_id)))


def _since(ids: list[int], period: Period) -> dict[int, tuple[int, str]]:
    """Return for each action that was spoken of in the period how often, and its last status in it."""
    found: dict[int, tuple[int, str]] = {}
    updates = ProgressUpdate.objects.filter(action__plan__in=ids, made_at__gte=period.then, made_at__lt=period.end)
    for action_id, status in updates.order_by("made_at", "pk").values_list("action_id", "status"):
        found[action_id] = (found.get(action_id, (0, ""))[0] + 1, status)
    return found


def _then(ids: list[int], period: Period) -> dict[int, str]:
    """Return how each action stood at the end of the meeting before, where anything had been said of it."""
    newest = Window(RowNumber(), partition_by=F("action_id"), order_by=[F("made_at").desc(), F("pk").desc()])
    updates = ProgressUpdate.objects.filter(action__plan__in=ids, made_at__lt=period.then)
    return dict(updates.order_by().annotate(age=newest).filter(age=1).values_list("action_id", "status"))


def _lines(
    plans: list[ActionPlan], period: Period, since: Mapping[int, tuple[int, str]], then: Mapping[int, str]
) -> Mapping[int, list[BoardLine]]:
    slugs = {plan.pk: plan.slug for plan in plans}
    actions = Action.objects.filter(plan__in=list(slugs), created_at__lt=period.end).order_by("plan", "order", "pk")
    names = ("pk", "plan_id", "theme", "reference", "title", "owner__name", "due_on", "due_words", "created_at")
    found: dict[int, list[BoardLine]] = defaultdict(list)
    for pk, plan_id, theme, reference, title, owner, due_on, due_words, created_at in actions.values_list(*names):
        before = None if created_at >= period.then else then.get(pk, Status.NOT_STARTED.value)
        updates, last = since.get(pk, (0, ""))
        now = last or then.get(pk, Status.NOT_STARTED.value)
        was, is_now = overdue_pair(then=before, now=now, due_on=due_on, previous=period.previous, today=period.today)
        found[plan_id].append(
            BoardLine(
                pk,
                slugs[plan_id],
                theme,
                reference,
                title,
                owner or "",
                due_on,
                due_words,
                before,
                now,
                updates,
                was,
                is_now,
            )
        )
    return found


def _by_theme(lines: list[BoardLine]) -> list[tuple[str, list[BoardLine]]]:
    themes: dict[str, list[BoardLine]] = {}
    for line in lines:
        themes.setdefault(line.theme, []).append(line)
    return list(themes.items())
