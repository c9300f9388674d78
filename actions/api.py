"""The ledger for programs: JSON of what its public pages say. The site's API carries these under /api/plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja import Path as InPath
from ninja import Status as Answer

from actions import reads, words
from actions.ledger import Counts
from actions.models import Action, ActionPlan
from actions.origins import Origin, origins_of_actions, origins_of_plans
from actions.standing import Status, is_overdue, is_silent

router = Router(tags=["plans"])
PER_PAGE = 20
MAX_PER_PAGE = 100

ActionStatus = StrEnum("ActionStatus", {status.name: status.value for status in Status})  # type: ignore[misc]


class PageAsked(Schema):
    page: int = Field(1, ge=1, le=999_999, description="Which page, from 1.")
    per_page: int = Field(PER_PAGE, ge=1, le=MAX_PER_PAGE, description="How many on a page, at most 100.")


class BodyOut(Schema):
    slug: str
    name: str


class OriginOut(Schema):
    """What is answered."""

    label: str
    of: str
    url: str


class CountsOut(Schema):
    total: int
    statuses: dict[str, int] = Field(description="How many actions have each status, zeros kept.")
    overdue: int = Field(description="Past the last day in time and not finished.")
    silent: int = Field(description="Not finished, and nothing said for three months.")


class PlanOut(Schema):
    slug: str
    title: str
    summary: str
    lead: BodyOut
    published_at: datetime
    starts_on: date | None
    ends_on: date | None
    url: str
    feed_url: str
    answers: list[OriginOut]
    counts: CountsOut


class ActionOut(Schema):
    reference: str
    theme: str
    title: str
    what: str
    owner: BodyOut | None
    owner_role: str
    due_on: date | None
    due_words: str
    status: ActionStatus
    is_overdue: bool
    is_silent: bool
    last_update_at: datetime | None
    url: str
    answers: list[OriginOut]


class PlanList(Schema):
    count: int = Field(description="How many there are in all.")
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")
    items: list[PlanOut]


class ActionList(PlanList):
    items: list[ActionOut]  # type: ignore[assignment]


class PlanDetail(PlanOut):
    introduction: str
    actions: ActionList = Field(description="One page of its actions, in the plan's order.")


class NotThere(Schema):
    error: str


@router.get("/plans", response=PlanList, operation_id="list_plans", summary="Action plans")
def list_plans(request: HttpRequest, asked: Annotated[PageAsked, Query(...)]) -> Any:
    """One page of the published plans, the newest first, each with how its actions stand."""
    found = ActionPlan.objects.published().select_related("lead_organisation").order_by("-published_at", "pk")
    page = Paginator(found, asked.per_page).get_page(asked.page)
    pks = [plan.pk for plan in page]
    counts = reads.counts_of_plans(pks, today=timezone.localdate(timezone.now()))
    origins = origins_of_plans(pks)
    items = [plan_out(request, plan, counts[plan.pk], origins.get(plan.pk, [])) for plan in page]
    return around(request, page, asked, items if asked.page <= page.paginator.num_pages else [])


@router.get(
    "/plans/{slug}", response={200: PlanDetail, 404: NotThere}, operation_id="get_plan", summary="One action plan"
)
def get_plan(
    request: HttpRequest, slug: Annotated[str, InPath(max_length=80)], asked: Annotated[PageAsked, Query(...)]
) -> Any:
    """One plan with a page of its actions. Follow “next” in “actions” until it is null."""
    today = timezone.localdate(timezone.now())
    found = ActionPlan.objects.published().select_related("lead_organisation")
    plan = None if "\x00" in slug else found.filter(slug=slug).first()
    if plan is None:
        return Answer(404, {"error": _("There is no published plan with this name.")})
    counts = reads.counts_of_plans([plan.pk], today=today)[plan.pk]
    page = Paginator(plan.actions.select_related("owner"), asked.per_page).get_page(asked.page)
    rows = actions_out(request, plan, list(page), today=today) if asked.page <= page.paginator.num_pages else []
    origins = origins_of_plans([plan.pk]).get(plan.pk, [])
    return plan_out(request, plan, counts, origins) | {
        "introduction": plan.introduction,
        "actions": around(request, page, asked, rows),
    }


def plan_out(request: HttpRequest, plan: ActionPlan, counts: Counts, origins: Sequence[Origin]) -> dict[str, Any]:
    address = request.build_absolute_uri(plan.get_absolute_url())
    return {
        "slug": plan.slug,
        "title": plan.title,
        "summary": plan.summary,
        "lead": {"slug": plan.lead_organisation.slug, "name": plan.lead_organisation.name},
        "published_at": plan.published_at,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "url": address,
        "feed_url": f"{address}feed/",
        "answers": answers(request, origins),
        "counts": {
            "total": counts.total,
            "statuses": {status.value: number for status, number in counts.statuses.items()},
            "overdue": counts.overdue,
            "silent": counts.silent,
        },
    }


def actions_out(
    request: HttpRequest, plan: ActionPlan, actions: Sequence[Action], *, today: date
) -> list[dict[str, Any]]:
    origins = origins_of_actions([action.pk for action in actions])
    for action in actions:
        action.plan = plan
    return [action_out(request, action, origins.get(action.pk, []), today=today) for action in actions]


def action_out(request: HttpRequest, action: Action, origins: Sequence[Origin], *, today: date) -> dict[str, Any]:
    heard = words.word_on(action.word_at())
    names = ("reference", "theme", "title", "what", "owner_role", "due_on", "due_words", "status", "last_update_at")
    return {name: getattr(action, name) for name in names} | {
        "owner": {"slug": action.owner.slug, "name": action.owner.name} if action.owner else None,
        "is_overdue": is_overdue(status=action.status, due_on=action.due_on, today=today),
        "is_silent": is_silent(status=action.status, word_on=heard, today=today),
        "url": request.build_absolute_uri(action.get_absolute_url()),
        "answers": answers(request, origins),
    }


def answers(request: HttpRequest, origins: Sequence[Origin]) -> list[dict[str, str]]:
    return [asdict(one) | {"url": request.build_absolute_uri(one.url)} for one in origins]


def around(request: HttpRequest, page: Page[Any], asked: PageAsked, items: Sequence[Any]) -> dict[str, Any]:
    """Return what stands around one page of a list. A page past the last is empty and leads back."""
    pages = page.paginator.num_pages
    return {
        "count": page.paginator.count,
        "page": asked.page,
        "pages": pages,
        "next": address(request, asked, asked.page + 1) if asked.page < pages else None,
        "previous": address(request, asked, min(asked.page - 1, pages)) if asked.page > 1 else None,
        "items": items,
    }


def address(request: HttpRequest, asked: PageAsked, page: int) -> str:
    size = f"&per_page={asked.per_page}" if asked.per_page != PER_PAGE else ""
    return request.build_absolute_uri(f"{request.path}?page={page}{size}")
