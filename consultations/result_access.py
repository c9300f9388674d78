"""Who may look at results: everybody once the consultation has closed, before that those who run it."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404

from consultations.access import Visitor, access_consultation, may_edit, may_read
from consultations.errors import Refusal
from consultations.models import ConsultationPage
from consultations.models.pages import ConsultationQuerySet
from people.models import User


class ResultsNotYet(Refusal):
    """The consultation has not closed: only those who run it see how it goes. `consultation` is public itself."""

    def __init__(self, consultation: ConsultationPage) -> None:
        super().__init__("Results come after closing.")
        self.consultation = consultation


def are_public(consultation: ConsultationPage, *, at: datetime) -> bool:
    """Whether anybody may see the results: published, and closes_at <= at."""
    return consultation.live and consultation.closes_at is not None and consultation.closes_at <= at


def access_results(organisation_slug: str, slug: str, *, user: Visitor, at: datetime) -> ConsultationPage:
    """Return the consultation whose results this person may see.

    Raises:
        Http404: There is none, or it is not published and this person does not run it.
        ResultsNotYet: It has not closed, and this person does not run it.
    """
    consultation = access_consultation(organisation_slug, slug, user=user, at=at)
    if not hasattr(consultation, "survey"):
        raise Http404
    if are_public(consultation, at=at) or may_read(user, consultation):
        return consultation
    raise ResultsNotYet(consultation)


def access_officer_results(page_id: int, *, user: User) -> ConsultationPage:
    """Return the consultation to somebody of a body that runs it, or an administrator.

    Raises:
        Http404: There is none that asks anything, or this person belongs to none of its bodies.
    """
    consultation = _of_officers().filter(pk=page_id).first()
    if consultation is None or not may_read(user, consultation):
        raise Http404
    return consultation


def access_release(page_id: int, *, user: User) -> ConsultationPage:
    """Return the consultation to somebody who may decide what is published of it.

    Raises:
        Http404: As above, or this person may only read.
    """
    consultation = access_officer_results(page_id, user=user)
    if not may_edit(user, consultation):
        raise Http404
    return consultation


def _of_officers() -> ConsultationQuerySet:
    return ConsultationPage.objects.filter(survey__isnull=False).select_related(
        "lead_organisation", "survey__questionnaire"
    )
