"""Find what somebody may see, or answer 404: strangers and outsiders are told the same.

Every room looks consultations, drafts and receipts up through these.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from consultations.errors import ConsultationClosed, ConsultationPlanned
from consultations.models import ConsultationPage, ConsultationPartner, Draft, Response
from consultations.tokens import account_key, hash_token
from people.models import User
from people.permissions import is_administrator, is_officer_of, organisations_of

Visitor = User | AnonymousUser


def access_consultation(organisation_slug: str, slug: str, *, user: Visitor, at: datetime) -> ConsultationPage:
    """Return the consultation at this address: published ones to everybody, others to who may read them.

    Raises:
        Http404: There is none, or it is not published and this person is no officer of a body that runs it.
    """
    page = _find(organisation_slug, slug)
    if page.live or may_read(user, page):
        return page
    raise Http404


def access_open_consultation(organisation_slug: str, slug: str, *, user: Visitor, at: datetime) -> ConsultationPage:
    """Return a published consultation that takes answers at this moment and has questions to ask.

    Raises:
        Http404: There is none here that is published and asks anything.
        ConsultationPlanned: It opens later.
        ConsultationClosed: It has closed.
    """
    page = find_published(organisation_slug, slug)
    if page.window is None or not hasattr(page, "survey"):
        raise Http404
    if at < page.window.opens_at:
        raise ConsultationPlanned
    if not page.window.contains(at):
        raise ConsultationClosed
    return page


def find_published(organisation_slug: str, slug: str) -> ConsultationPage:
    """Return the published consultation at this address, whatever the clock says.

    Raises:
        Http404: There is none.
    """
    page = _find(organisation_slug, slug)
    if not page.live:
        raise Http404
    return page


def access_managed_consultation(organisation_slug: str, slug: str, *, user: Visitor) -> ConsultationPage:
    """Return the consultation to an officer who may edit it.

    Raises:
        Http404: There is none, or this person may not edit it.
    """
    page = _find(organisation_slug, slug)
    if not may_edit(user, page):
        raise Http404
    return page


def may_read(user: Visitor, consultation: ConsultationPage) -> bool:
    """Whether this person sees its unpublished side: an officer of any body that runs it, or an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if is_administrator(user) or is_officer_of(user, consultation.lead_organisation):
        return True
    return _partners(consultation).filter(organisation__in=organisations_of(user)).exists()


def may_edit(user: Visitor, consultation: ConsultationPage) -> bool:
    """Whether this person may act for it: an officer of the lead or of an invited partner, or an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if is_administrator(user) or is_officer_of(user, consultation.lead_organisation):
        return True
    return _partners(consultation).filter(organisation__in=organisations_of(user), can_edit=True).exists()


def _partners(consultation: ConsultationPage) -> QuerySet[ConsultationPartner]:
    """The partners that stand: the page itself may be an unpublished revision, whose rows are only in memory."""
    return ConsultationPartner.objects.filter(consultation_id=consultation.pk)


def find_draft(token: str) -> Draft | None:
    """Return the unfinished answers behind a private link, if there are any."""
    return Draft.objects.with_consultation().filter(token_hash=hash_token(token)).first()


def access_response(token: str) -> Response:
    """Return the response behind a receipt's link.

    Raises:
        Http404: No response is kept under it.
    """
    response = Response.objects.with_consultation().filter(token_hash=hash_token(token)).first()
    if response is None:
        raise Http404
    return response


def is_held_by(held: Draft | Response, *, user: Visitor) -> bool:
    """Whether the link may be used by this person: always, but for paper entries and those bound to an account.

    Paper stays with officers who may edit the consultation: a link that leaks from a screen opens nothing.
    """
    if held.channel == Draft.Channel.PAPER:
        return may_edit(user, held.consultation)
    if held.is_for_account:
        return isinstance(user, User) and held.is_for_account == account_key(
            consultation_id=held.consultation_id, user_id=user.pk
        )
    return True


def _find(organisation_slug: str, slug: str) -> ConsultationPage:
    """Return the page at `/consultations/<shelf>/<slug>/`, published or not.

    A page that Wagtail keeps private is not found either: these addresses ask for no password of a page.
    """
    if "\x00" in organisation_slug or "\x00" in slug:
        raise Http404
    page = (
        ConsultationPage.objects.public()
        .select_related("lead_organisation", "survey__questionnaire")
        .filter(slug=slug, lead_organisation__shelf__slug=organisation_slug)
        .order_by("path")
        .first()
    )
    if page is None:
        raise Http404
    return page
