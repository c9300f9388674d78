"""The juries for programs: JSON beside the consultations, described by /api/openapi.json. Nothing private is here."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Path, Router, Schema
from ninja import Status as Answer

from consultations.api import Refusal
from juries.courses import states_of
from juries.models import JuryPage
from juries.reads import bodies_of
from juries.recommendation_reads import RecommendationCard, recommendation_cards
from juries.state import State

router = Router(tags=["juries"])

StateName = StrEnum("StateName", {state.name: state.value for state in State})  # type: ignore[misc]


class JuryOut(Schema):
    id: int
    title: str
    summary: str
    question: str
    state: StateName
    starts_on: date | None
    ends_on: date | None
    report_on: date | None
    jurors: int | None
    organisation: str
    url: str


class BodyAnswerOut(Schema):
    organisation: str
    answer: str = Field(description="“accept”, “part”, “reject”, or nothing while it is unanswered.")
    reasons: str
    due_on: date
    answered_at: datetime | None
    days_late: int = Field(description="Days since the last day in time, while it is unanswered.")


class RecommendationOut(Schema):
    number: int
    title: str
    text: str
    theme: str
    url: str
    answers: list[BodyAnswerOut]


class JuryDetail(JuryOut):
    called_by: list[str] = Field(description="The bodies that called the jury, the lead first.")
    place: str
    closed_on: date | None
    recommendations: list[RecommendationOut]


class JuryList(Schema):
    count: int
    items: list[JuryOut]


@router.get("/juries", response=JuryList, operation_id="list_juries", summary="All citizens’ juries")
def list_juries(request: HttpRequest) -> Any:
    """Every public jury, the latest first."""
    found = list(_public().order_by("-starts_on", "-pk"))
    states = states_of(found, at=timezone.now())
    return {"count": len(found), "items": [_item(request, jury, states[jury.pk]) for jury in found]}


@router.get(
    "/juries/{jury_id}",
    response={200: JuryDetail, 404: Refusal, 422: Refusal},
    operation_id="get_jury",
    summary="One jury with its recommendations and how each body answered",
)
def get_jury(request: HttpRequest, jury_id: Annotated[int, Path(ge=1)]) -> Any:
    """Everything of one jury that a list leaves out."""
    at = timezone.now()
    jury = _public().filter(pk=jury_id).first()
    if jury is None:
        return Answer(404, {"error": _("There is no public jury with this number.")})
    cards = recommendation_cards(jury, base=jury.get_url() or "", at=at)
    return _item(request, jury, states_of([jury], at=at)[jury.pk]) | {
        "called_by": bodies_of(jury),
        "place": jury.place,
        "closed_on": jury.closed_on,
        "recommendations": [_recommendation(request, card) for card in cards],
    }


def _public() -> Any:
    return JuryPage.objects.live().public().select_related("lead_organisation", "locale")


def _item(request: HttpRequest, jury: JuryPage, state: State) -> dict[str, Any]:
    return {
        "id": jury.pk,
        "title": jury.title,
        "summary": jury.summary,
        "question": jury.question,
        "state": state.value,
        "starts_on": jury.starts_on,
        "ends_on": jury.ends_on,
        "report_on": jury.report_on,
        "jurors": jury.jurors_number,
        "organisation": jury.lead_organisation.name,
        "url": request.build_absolute_uri(jury.get_url() or "/"),
    }


def _recommendation(request: HttpRequest, card: RecommendationCard) -> dict[str, Any]:
    return {
        "number": card.number,
        "title": card.title,
        "text": card.text,
        "theme": card.theme,
        "url": request.build_absolute_uri(card.url),
        "answers": [
            {
                "organisation": answer.body,
                "answer": answer.verdict,
                "reasons": answer.reasons,
                "due_on": answer.due_on,
                "answered_at": answer.answered_at,
                "days_late": answer.days_late,
            }
            for answer in card.answers
        ],
    }
