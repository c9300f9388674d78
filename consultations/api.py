"""The consultations for programs: JSON over the same filters as the finder, described by /api/openapi.json.

Open data: no key, no account, nothing to write. Everything here is on the public pages too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja import Status as Answer
from ninja.errors import ValidationError

from actions.api import router as plans_router
from consultations.cards import Card, cards
from consultations.catalogue import Catalogue, shelf
from consultations.filters import Filters, read
from consultations.finding import Found, find, known_values
from consultations.models import ConsultationPage, OutcomePage
from consultations.status import Status

api = NinjaAPI(
    title="Consultations",
    version="1",
    description="What the partnership asks, has asked and will ask its residents. Nothing private is here.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="consultations:api",
)
api.add_router("", plans_router)
PER_PAGE = 20
MAX_PER_PAGE = 100


class Sort(StrEnum):
    CLOSING = "closing"
    NEWEST = "newest"
    TITLE = "title"
    RELEVANCE = "relevance"


StatusName = StrEnum("StatusName", {status.name: status.value for status in Status})  # type: ignore[misc]


class Asking(Schema):
    """The parameters of the finder; those that may be repeated mean any of their values."""

    q: str = Field("", max_length=200, description="Words to look for; all of them must be there.")
    status: list[StatusName] = Field([], description="How it stands; “closed” is every one that has closed.")
    topic: list[str] = Field([], description="Slugs of topics.")
    area: list[str] = Field([], description="Slugs of areas.")
    audience: list[str] = Field([], description="Slugs of audiences or of communities of interest.")
    organisation: list[str] = Field([], description="Slugs of organisations that lead or are partners.")
    from_: date | None = Field(None, alias="from", description="Takes responses on this day or later.")
    to: date | None = Field(None, description="Takes responses on this day or earlier.")
    sort: Sort | None = Field(None, description="By default “relevance” where there are words, else “closing”.")
    page: int = Field(1, ge=1, le=999_999, description="Which page, from 1.")
    per_page: int = Field(PER_PAGE, ge=1, le=MAX_PER_PAGE, description="How many on a page, at most 100.")


class SubjectOut(Schema):
    slug: str
    name: str


class ConsultationOut(Schema):
    id: int
    title: str
    summary: str
    status: StatusName
    opens_at: datetime | None
    closes_at: datetime | None
    minutes_to_answer: int | None
    url: str
    organisations: list[SubjectOut] = Field(description="The lead first.")
    topics: list[SubjectOut]
    areas: list[SubjectOut]
    audiences: list[SubjectOut] = Field(description="Audiences and communities of interest.")


class ConsultationDetail(ConsultationOut):
    decision: str
    decided_by: str
    decided_on: date | None
    can_change: str
    cannot_change: str
    period_reason: str
    equality_analysis_on: date | None
    equality_analysis: str
    outcome_url: str | None


class ConsultationList(Schema):
    count: int = Field(description="How many were found in all.")
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")
    items: list[ConsultationOut]


class ProblemOut(Schema):
    parameter: str
    message: str


class Refusal(Schema):
    error: str
    problems: list[ProblemOut] = []


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer parameters of the wrong shape in the same words as those that are unknown."""
    problems = [{"parameter": named(one["loc"]), "message": str(one["msg"])} for one in error.errors]
    return api.create_response(request, refusal(problems), status=422)


def named(place: Sequence[str | int]) -> str:
    """Return the parameter of a place such as ("query", "asking", "status", 0)."""
    return next((str(part) for part in reversed(place) if isinstance(part, str)), "")


def refusal(problems: list[dict[str, str]]) -> dict[str, Any]:
    return {"error": _("Some parameters cannot be used."), "problems": problems}


@api.get(
    "/consultations",
    response={200: ConsultationList, 422: Refusal},
    operation_id="list_consultations",
    summary="Find consultations",
)
def list_consultations(request: HttpRequest, asking: Annotated[Asking, Query(...)]) -> Any:
    """One page of what the filters let through. Follow “next” until it is null."""
    at = timezone.now()
    catalogue = shelf.catalogue()
    filters, problems = read(request.GET, known_values(catalogue))
    if problems:
        return Answer(422, refusal([{"parameter": one.name, "message": one.message} for one in problems]))
    found = find(catalogue, filters, at=at)
    pages = max(1, -(-found.total // asking.per_page))
    shown = cards(found, found.on_page(filters.page, asking.per_page), at=at)
    return {
        "count": found.total,
        "page": filters.page,
        "pages": pages,
        "next": address(request, filters, asking.per_page, filters.page + 1) if filters.page < pages else None,
        "previous": address(request, filters, asking.per_page, min(filters.page - 1, pages))
        if filters.page > 1
        else None,
        "items": [item(request, found, card) for card in shown],
    }


@api.get(
    "/consultations/{consultation_id}",
    response={200: ConsultationDetail, 404: Refusal, 422: Refusal},
    operation_id="get_consultation",
    summary="One consultation",
)
def get_consultation(request: HttpRequest, consultation_id: Annotated[int, Path(ge=1)]) -> Any:
    """Everything of one consultation that a list leaves out."""
    at = timezone.now()
    catalogue = shelf.catalogue()
    number = catalogue.places.get(consultation_id)
    found = find(catalogue, Filters(), at=at)
    shown = cards(found, [] if number is None else [number], at=at)
    if not shown:
        return Answer(404, {"error": _("There is no public consultation with this number.")})
    return item(request, found, shown[0]) | detail(request, shown[0])


def item(request: HttpRequest, found: Found, card: Card) -> dict[str, Any]:
    """Return what a list says of one consultation."""
    catalogue: Catalogue = found.catalogue
    return {
        "id": card.pk,
        "title": card.title,
        "summary": card.summary,
        "status": card.status.value,
        "opens_at": card.opens_at,
        "closes_at": card.closes_at,
        "minutes_to_answer": card.minutes_to_answer,
        "url": request.build_absolute_uri(card.url),
        "organisations": [asdict(body) for body in card.organisations],
        "topics": [asdict(one) for one in catalogue.subjects("topic", card.number)],
        "areas": [asdict(one) for one in catalogue.subjects("area", card.number)],
        "audiences": [asdict(one) for one in catalogue.subjects("audience", card.number)],
    }


def detail(request: HttpRequest, card: Card) -> dict[str, Any]:
    page = ConsultationPage.objects.get(pk=card.pk)
    outcome = OutcomePage.objects.live().public().filter(consultation_id=page.pk).first()
    return {
        "decision": page.decision,
        "decided_by": page.decided_by,
        "decided_on": page.decided_on,
        "can_change": page.can_change,
        "cannot_change": page.cannot_change,
        "period_reason": page.period_reason,
        "equality_analysis_on": page.equality_analysis_on,
        "equality_analysis": page.equality_analysis,
        "outcome_url": request.build_absolute_uri(outcome.get_url(request)) if outcome else None,
    }


def address(request: HttpRequest, filters: Filters, per_page: int, page: int) -> str:
    """Return the absolute address of another page of the same list."""
    query = replace(filters, page=page).query()
    extra = f"per_page={per_page}" if per_page != PER_PAGE else ""
    whole = "&".join(part for part in (query, extra) if part)
    return request.build_absolute_uri(f"{request.path}?{whole}" if whole else request.path)
