"""Reads for the officers' screens: which consultations, which words wait for a decision, which responses are marked."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from consultations.findings import numbered
from consultations.models import Answer, ConsultationPage, EqualityTable, Response
from consultations.models.pages import ConsultationQuerySet
from consultations.result_pages import sections_of
from consultations.result_tables import CountTable, answer_keys, cut_table, feature_table
from consultations.services.releasing import AGREED
from people.equality_lists import LISTS, get_list
from people.models import User
from people.permissions import is_administrator, organisations_of
from questions.asked import Asked


class TextState(TextChoices):
    """How far the words of an answer have come."""

    WAITING = "waiting", _("Waiting for a decision")
    RELEASED = "released", _("Published")
    WITHHELD = "withheld", _("Withheld")
    NOT_AGREED = "not-agreed", _("Author does not agree")


class Mark(TextChoices):
    """Why a response is worth a second look. None of these makes it count less."""

    ANY = "any", _("Any mark")
    NO_PROOF = "no-proof", _("No proof of work")
    LATE = "late", _("Sent in the grace after closing")


def consultations_of(user: User) -> ConsultationQuerySet:
    """Return the consultations that ask something and that this person's bodies run; all for an administrator.

    Each carries `number_of_responses`.
    """
    rows: ConsultationQuerySet = ConsultationPage.objects.filter(survey__isnull=False)
    if not is_administrator(user):
        rows = rows.read_by(organisations_of(user))
    counted = (
        Response.objects.filter(consultation=OuterRef("pk"), withdrawn_at__isnull=True)
        .order_by()
        .values("consultation")
        .annotate(number=Count("pk"))
    )
    return rows.select_related("lead_organisation").annotate(
        number_of_responses=Coalesce(Subquery(counted.values("number")), 0)
    )


def texts(consultation: ConsultationPage, *, state: str, question_id: int | None = None) -> QuerySet[Answer]:
    """Return answers in respondents' own words that stand so, oldest first."""
    rows = Answer.objects.filter(response__consultation=consultation, response__withdrawn_at__isnull=True)
    rows = rows.exclude(text="").select_related("response", "question", "release").order_by("response_id", "pk")
    if question_id is not None:
        rows = rows.filter(question_id=question_id)
    agreed = Q(response__consent__in=AGREED)
    match state:
        case TextState.RELEASED:
            return rows.filter(agreed, release__is_withheld=False)
        case TextState.WITHHELD:
            return rows.filter(agreed, release__is_withheld=True)
        case TextState.NOT_AGREED:
            return rows.exclude(agreed)
    return rows.filter(agreed, release=None)


def count_texts(consultation: ConsultationPage) -> dict[str, int]:
    """Return how many words stand in each state, in one statement."""
    rows = Answer.objects.filter(response__consultation=consultation, response__withdrawn_at__isnull=True)
    agreed = Q(response__consent__in=AGREED)
    counts: dict[str, int] = rows.exclude(text="").aggregate(
        waiting=Count("pk", filter=agreed & Q(release=None)),
        released=Count("pk", filter=agreed & Q(release__is_withheld=False)),
        withheld=Count("pk", filter=agreed & Q(release__is_withheld=True)),
        not_agreed=Count("pk", filter=~agreed),
    )
    return {state.value: counts[state.value.replace("-", "_")] for state in TextState}


def responses(consultation: ConsultationPage, *, mark: str = "") -> QuerySet[Response]:
    """Return the responses that count, newest first, or those with a mark."""
    rows = Response.objects.filter(consultation=consultation).counted().order_by("-pk")
    no_proof = Q(has_proof=False, channel="online")
    match mark:
        case Mark.ANY:
            return rows.filter(no_proof | Q(is_late=True))
        case Mark.NO_PROOF:
            return rows.filter(no_proof)
        case Mark.LATE:
            return rows.filter(is_late=True)
    return rows


def numbered_questions(consultation: ConsultationPage) -> list[tuple[int, Asked]]:
    return [pair for _section, pairs in numbered(sections_of(consultation)) for pair in pairs]


def row_questions(consultation: ConsultationPage) -> list[tuple[int, Asked]]:
    """Return the questions whose answers stand in rows of responses: the age is told by table only."""
    apart = consultation.survey.age_question_id
    return [(number, asked) for number, asked in numbered_questions(consultation) if asked.id != apart]


def officer_equality(consultation: ConsultationPage) -> list[CountTable]:
    """Return who answered, in full: every code, nothing hidden."""
    found = EqualityTable.objects.filter(consultation=consultation, question=None)
    rows = {(row.list_version, row.feature): row for row in found}
    return [
        feature_table(feature, rows[version, feature.slug].counts, is_banded=False)
        for version in LISTS
        for feature in get_list(version).features
        if (version, feature.slug) in rows
    ]


def officer_cuts(consultation: ConsultationPage, asked: Asked, tally: Any) -> list[CountTable]:
    """Return one question by each characteristic, in full."""
    found = EqualityTable.objects.filter(consultation=consultation, question_id=asked.id)
    rows = {(row.list_version, row.feature): row.counts for row in found}
    tables = []
    for version in LISTS:
        for feature in get_list(version).features:
            counts = rows.get((version, feature.slug))
            if counts is not None:
                bands = feature.published_bands()
                keys = [key for key in answer_keys(tally) if key in counts]
                lines = [([key], [counts[key].get(band, 0) for band in bands]) for key in keys]
                tables.append(cut_table(asked, feature, bands, lines))
    return tables
