"""Who edits what, where the screens of the admin meet the tree."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from consultations.models import ConsultationPage, ShelfPage
from consultations.services.rights import sync_partner_rights
from people.permissions import is_administrator


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def follow_invitations(request: HttpRequest, page: Page) -> None:
    """Whoever is invited may begin, and whoever is no longer may not go on, as soon as the page says so."""
    if isinstance(page, ConsultationPage):
        sync_partner_rights(page)


@hooks.register("before_edit_page")
def keep_shelves(request: HttpRequest, page: Page) -> None:
    """A shelf bears its organisation's name, address and rights: administrators look after it."""
    if isinstance(page, ShelfPage) and not is_administrator(request.user):
        raise PermissionDenied
