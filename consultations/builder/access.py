"""Who may write a survey, and who may see it before the public does."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.permissions import page_permission_policy

from consultations.models import ConsultationPage
from consultations.models.pages import ConsultationQuerySet
from people.models import Organisation, User
from people.permissions import is_administrator
from questions.models import Question, Section


def access_survey(page_id: int, *, user: User) -> ConsultationPage:
    """Return the consultation whose survey this person may write: whoever may edit the page may write its survey.

    Raises:
        Http404: There is no such consultation, or none that this person may edit.
    """
    page = _consultation(page_id)
    if not page.permissions_for_user(user).can_edit():
        raise Http404
    return page


def access_begun_survey(page_id: int, *, user: User) -> ConsultationPage:
    """Return the consultation, as `access_survey` does, where somebody has begun to write its survey.

    Raises:
        Http404: As there; or there is no survey yet.
    """
    page = access_survey(page_id, user=user)
    if not hasattr(page, "survey"):
        raise Http404
    return page


def access_preview(page_id: int, *, user: User) -> ConsultationPage:
    """Return the consultation whose survey this person may look at: its editors and every partner's officers.

    Raises:
        Http404: There is no such consultation, or none that this person may read.
    """
    page = _consultation(page_id)
    if not (can_write(page, user=user) or can_read(page, user=user)):
        raise Http404
    return page


def can_write(page: ConsultationPage, *, user: User) -> bool:
    return bool(page.permissions_for_user(user).can_edit())


def can_read(page: ConsultationPage, *, user: User) -> bool:
    """Is this person an officer of the organisation that leads the consultation, or of a partner in it?"""
    organisations = Organisation.objects.of_officer(user)
    return ConsultationPage.objects.filter(pk=page.pk).read_by(organisations).exists()


def _consultation(page_id: int) -> ConsultationPage:
    page = (
        ConsultationPage.objects.filter(pk=page_id)
        .select_related("survey__questionnaire", "lead_organisation", "locked_by")
        .first()
    )
    if page is None:
        raise Http404
    return page


def section_of(page: ConsultationPage, section_id: int) -> Section:
    """Return a section of this consultation's survey.

    Raises:
        Http404: It is none of it.
    """
    return get_object_or_404(Section, pk=section_id, questionnaire__survey__consultation=page)


def question_of(page: ConsultationPage, question_id: int) -> Question:
    """Return a question of this consultation's survey, with all that its form shows.

    Raises:
        Http404: It is none of it.
    """
    mine = Question.objects.filter(section__questionnaire__survey__consultation=page)
    return get_object_or_404(mine.with_everything(), pk=question_id)


def readable_consultations(user: User) -> ConsultationQuerySet:
    """Keep the consultations this person reads as an officer, or may edit; administrators read all."""
    if is_administrator(user):
        return ConsultationPage.objects.all()
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    own = ConsultationPage.objects.read_by(Organisation.objects.of_officer(user))
    return ConsultationPage.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=editable.values("pk")))
