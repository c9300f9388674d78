"""Which jury somebody may see: what is not theirs is answered as if it were not there."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from wagtail.models import Page

from juries.models import BodyAnswer, JuryPage, Recommendation, ResidentQuestion, SessionPage
from people.permissions import is_administrator, organisations_of


def public_jury(shelf: str, jury: str) -> JuryPage:
    """Return the published jury at this address.

    Raises:
        Http404: There is none, or it is kept for some.
    """
    found = JuryPage.objects.live().public().filter(slug=jury, url_path__endswith=f"/{shelf}/{jury}/")
    page = found.select_related("lead_organisation", "locale").first()
    if page is None:
        raise Http404
    return page


def public_session(shelf: str, jury: str, session: str) -> tuple[JuryPage, SessionPage]:
    """Return a published jury and one of its published sessions.

    Raises:
        Http404: There is none.
    """
    page = public_jury(shelf, jury)
    found = SessionPage.objects.live().public().child_of(page).filter(slug=session).first()
    if found is None:
        raise Http404
    return page, found


def kept_juries(user: Any) -> QuerySet[JuryPage]:
    """Return the juries that organisations of this person lead; all for administrators."""
    found = JuryPage.objects.select_related("lead_organisation")
    if is_administrator(user):
        return found
    return found.filter(lead_organisation__in=organisations_of(user))


def access_jury(pk: int, *, user: Any) -> JuryPage:
    """Return a jury this person looks after.

    Raises:
        Http404: There is none, or another organisation leads it.
    """
    jury = kept_juries(user).filter(pk=pk).first()
    if jury is None:
        raise Http404
    return jury


def stays(page: Page) -> bool:
    """Whether a jury in or below this page owes the public to stay: it published a recommendation or a draw."""
    juries = JuryPage.objects.descendant_of(page, inclusive=True)
    published = Q(recommendations__published_at__isnull=False) | Q(recruitment__draws__publication__isnull=False)
    return juries.filter(published).exists()


def access_recommendation(jury_id: int, pk: int, *, user: Any) -> Recommendation:
    """Return a recommendation, a draft too, of a jury this person looks after.

    Raises:
        Http404: There is none, or another organisation leads its jury.
    """
    jury = access_jury(jury_id, user=user)
    row = Recommendation.objects.filter(jury=jury, pk=pk).first()
    if row is None:
        raise Http404
    row.jury = jury
    return row


def access_resident_question(jury_id: int, pk: int, *, user: Any) -> ResidentQuestion:
    """Return what a resident asked a jury this person looks after.

    Raises:
        Http404: There is none, or another organisation leads its jury.
    """
    jury = access_jury(jury_id, user=user)
    found = ResidentQuestion.objects.of_jury(jury).select_related("session").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def owed_by(user: Any) -> QuerySet[BodyAnswer]:
    """Return the answers that organisations of this person owe or gave, to what everybody can read."""
    found = BodyAnswer.objects.owed_by(user).filter(
        recommendation__published_at__isnull=False, recommendation__jury__live=True
    )
    return found.select_related("organisation", "recommendation__jury__locale")


def access_answer(pk: int, *, user: Any) -> BodyAnswer:
    """Return an answer that an organisation of this person owes or gave.

    Raises:
        Http404: There is none, or it is another organisation's.
    """
    answer = owed_by(user).filter(pk=pk).first()
    if answer is None:
        raise Http404
    return answer
