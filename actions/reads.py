"""What the public pages of the ledger read, each in a constant number of statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise

from actions import ledger, words
from actions.ledger import NOBODY, Counts, Line, Wanted
from actions.models import Action, ActionPlan, ProgressUpdate
from actions.models.plans import ActionQuerySet
from actions.origins import Origin, origins_of_actions
from actions.pictures import TAGS
from actions.standing import Status

ACTIONS_A_PAGE = 50
UPDATES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One action as the public reads it."""

    action: Action
    tag: str
    status: str | Promise
    late: str
    silent: str
    due: str
    owner: str
    heard: str
    origins: list[Origin] = field(default_factory=list)


def counts_of_plans(plan_ids: Collection[int], *, today: date) -> dict[int, Counts]:
    """Return how the actions of each plan stand; one statement. A plan without an action is there with zeros."""
    parts: dict[int, list[Counts]] = {pk: [] for pk in plan_ids}
    for plan_id, counts in _counted(Action.objects.filter(plan__in=plan_ids), today=today):
        parts[plan_id].append(counts)
    return {pk: ledger.together(found) for pk, found in parts.items()}


def counts_in_public(*, today: date) -> Counts:
    """Return how everything that is promised in public stands; one statement."""
    return ledger.together(counts for _plan, counts in _counted(Action.objects.published(), today=today))


def _counted(found: ActionQuerySet, *, today: date) -> Iterator[tuple[int, Counts]]:
    """Yield, plan by plan and status by status, how many there are."""
    silent = Action.objects.silent_on(today).values("pk")
    overdue = Action.objects.overdue_on(today).values("pk")
    rows = (
        found.order_by()
        .values_list("plan_id", "status")
        .annotate(
            number=Count("pk"),
            overdue=Count("pk", filter=Q(pk__in=overdue)),
            silent=Count("pk", filter=Q(pk__in=silent)),
        )
    )
    for plan_id, status, number, late, quiet in rows:
        statuses = {one: number if one.value == status else 0 for one in Status}
        yield plan_id, Counts(statuses, overdue=late, silent=quiet)


def lines_of(plan: ActionPlan, *, today: date) -> list[Line]:
    """Return a line for every action of the plan, in its order; one statement without the actions' words."""
    rows = plan.actions.values_list(
        "pk", "theme", "status", "owner__name", "owner__slug", "due_on", "last_update_at", "created_at"
    )
    return [
        ledger.line(
            pk=pk,
            theme=theme,
            status=status,
            owner=owner,
            owner_slug=slug,
            due_on=due_on,
            word_on=_word_on(plan, last, created),
            today=today,
        )
        for pk, theme, status, owner, slug, due_on, last, created in rows
    ]


def _word_on(plan: ActionPlan, last_update_at: datetime | None, created_at: datetime) -> date | None:
    return words.word_on(Action(plan=plan, last_update_at=last_update_at, created_at=created_at).word_at())


def page_of(lines: Sequence[Line], number: Any) -> Page[Line]:
    """Return one page of lines, themes together."""
    return Paginator(ledger.by_theme(lines), ACTIONS_A_PAGE).get_page(number)


def themes_on(page: Iterable[Line], plan: ActionPlan, *, at: datetime) -> list[tuple[str, list[Shown]]]:
    """Return the actions on one page by theme, each read in full; two statements and those of the rooms above."""
    lines = list(page)
    found = plan.actions.select_related("owner").in_bulk([one.pk for one in lines])
    origins = origins_of_actions(list(found))
    themes: dict[str, list[Shown]] = {}
    for one in lines:
        action = found.get(one.pk)
        if action is not None:
            action.plan = plan
            themes.setdefault(one.theme, []).append(show(action, origins, at=at))
    return list(themes.items())


def show(action: Action, origins: Mapping[int, list[Origin]], *, at: datetime) -> Shown:
    """Return an action with all that is said of it today."""
    today = timezone.localdate(at)
    status = Status(action.status)
    heard = words.word_on(action.last_update_at)
    return Shown(
        action=action,
        tag=TAGS[status],
        status=status.label,
        late=words.say_late(action, today=today),
        silent=words.say_silent(action, today=today),
        due=words.say_due(action, today=today),
        owner=words.say_owner(action),
        heard=words.say_date(heard, today=today) if heard else "",
        origins=origins.get(action.pk, []),
    )


def history(action: Action, number: Any) -> Page[ProgressUpdate]:
    """Return what was said of an action, the newest first, with its evidence: four statements."""
    updates = action.updates.select_related("organisation").prefetch_related("evidence__document")
    return Paginator(updates.order_by("-made_at", "-pk"), UPDATES_A_PAGE).get_page(number)


def told(updates: Iterable[ProgressUpdate]) -> list[tuple[ProgressUpdate, str]]:
    """Return each update with the look of its status."""
    return [(update, TAGS[Status(update.status)]) for update in updates]


def newest_updates(plan: ActionPlan, *, at_most: int) -> list[ProgressUpdate]:
    """Return what was last said of a plan's actions, the newest first."""
    updates = ProgressUpdate.objects.filter(action__plan=plan).select_related(
        "action__plan__lead_organisation", "organisation"
    )
    return list(updates.order_by("-made_at", "-pk")[:at_most])


def choices(lines: Sequence[Line]) -> dict[str, list[tuple[str, str | Promise]]]:
    """Return what the filters of a plan offer: only what some action of it has, themes in the plan's order."""
    statuses = {one.status for one in lines}
    owners = {one.owner_slug: one.owner for one in lines}
    named = sorted(((slug, name) for slug, name in owners.items() if slug != NOBODY), key=lambda pair: pair[1])
    return {
        "statuses": [(one.value, one.label) for one in Status if one.value in statuses],
        "owners": [*named, *([(NOBODY, "")] if NOBODY in owners else [])],
        "themes": [(theme, theme) for theme in dict.fromkeys(one.theme for one in lines) if theme],
    }


def wanted_in(asked: Mapping[str, str]) -> Wanted:
    """Read what the address of a plan's page asks for; what it does not know narrows nothing."""
    return Wanted(
        status=asked.get("status", "") if asked.get("status") in Status.values else "",
        owner=asked.get("owner", "")[:80],
        theme=asked.get("theme", "")[:200],
        is_overdue=asked.get("overdue") == "1",
        is_silent=asked.get("silent") == "1",
    )
