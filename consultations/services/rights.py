"""Who edits which consultation: rights hang on the tree, an organisation's on its shelf, a guest's on one page."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, Page
from wagtail.signals import page_published

from consultations.errors import Refusal
from consultations.models import ConsultationIndexPage, ConsultationPage, ConsultationPartner, ShelfPage
from people.models import Organisation
from people.roles import PAGE_WORK
from people.services import grant_pages

#: What an invited partner's officers do on the one page they are invited to.
GUEST_WORK = ("change_page",)


class NoDatabaseYet(Refusal):
    """There is no page of the consultation database to put a shelf under."""

    public_message = _("Make the page of the consultation database first, below the home page.")


@transaction.atomic
def open_shelf(organisation: Organisation) -> ShelfPage:
    """Return the organisation's shelf, made and opened to its officers if it was not there.

    Raises:
        NoDatabaseYet: The consultation database has no page yet.
    """
    shelf = ShelfPage.objects.filter(organisation=organisation).first()
    if shelf is None:
        index = ConsultationIndexPage.objects.first()
        if index is None:
            raise NoDatabaseYet
        shelf = index.add_child(
            instance=ShelfPage(title=organisation.name, slug=organisation.slug, organisation=organisation)
        )
    grant_shelf(shelf)
    return shelf


def open_shelf_where_possible(organisation: Organisation) -> None:
    """Open the shelf of a new organisation; before there is a database to put it in, leave that for later."""
    with suppress(NoDatabaseYet):
        open_shelf(organisation)


@transaction.atomic
def grant_shelf(shelf: ShelfPage) -> None:
    """Let the organisation's officers, and nobody else's, write on its shelf."""
    officers = shelf.organisation.officers
    _foreign_officers(shelf, keep=[officers.pk]).delete()
    grant_pages(group=officers, page=shelf, codenames=PAGE_WORK)


@transaction.atomic
def sync_partner_rights(consultation: ConsultationPage) -> None:
    """Make the rights on this page those of its partners as they stand: invited ones edit it, the others only read.

    The lead organisation's right comes from its shelf. Repeating it changes nothing.
    """
    invited = ConsultationPartner.objects.filter(consultation=consultation, can_edit=True)
    groups = list(Group.objects.filter(organisation__consultations_joined__in=invited).distinct())
    _foreign_officers(consultation, keep=[group.pk for group in groups]).delete()
    for group in groups:
        grant_pages(group=group, page=consultation, codenames=GUEST_WORK)


def _foreign_officers(page: Page, *, keep: list[int]) -> QuerySet[Any]:
    return GroupPagePermission.objects.filter(page_id=page.pk, group__organisation__isnull=False).exclude(
        group_id__in=keep
    )


def follow_publishing() -> None:
    """Have invitations follow every publication, by the clock too: Wagtail says so by a signal of its own."""
    page_published.connect(_sync_published, sender=ConsultationPage, dispatch_uid="consultations.partner_rights")


def _sync_published(instance: ConsultationPage, **about: Any) -> None:
    sync_partner_rights(instance)
