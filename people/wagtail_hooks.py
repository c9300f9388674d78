"""What this app adds to the Wagtail admin: the walls between organisations, partner bodies, the log of looks."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from people.access_log import LOOK
from people.admin_api import keep_to_own
from people.material import may_read_document
from people.permissions import is_administrator
from people.stand_ins import OwnPageViewSet
from people.viewsets import CommunityViewSet, DeletePeople, GiveRole, OrganisationViewSet, SwitchPeople


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages: PageQuerySet[Page], request: HttpRequest) -> PageQuerySet[Page]:
    own = page_permission_policy.explorable_instances(request.user)
    return pages.filter(pk__in=own.values_list("pk", flat=True))


@hooks.register("construct_admin_api", order=100)
def narrow_admin_api(router: WagtailAPIRouter) -> None:
    keep_to_own(router)


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    if not is_administrator(request.user):
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("before_serve_document")
def keep_drafts_in(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer as if a file were not there until something that is published carries it."""
    if not may_read_document(request.user, document):
        raise Http404


@hooks.register("register_log_actions")
def register_look(actions: Any) -> None:
    @actions.register_action(LOOK)
    class Looked(LogFormatter):
        label = _("Looked at personal data")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what", "") if isinstance(log_entry.data, dict) else ""
            return f"{self.label}: {what}" if what else str(self.label)


@hooks.register("register_admin_viewset")
def register_people() -> list[ViewSet]:
    return [OrganisationViewSet(), CommunityViewSet(), OwnPageViewSet()]


@hooks.register("construct_homepage_summary_items")
def count_own_alone(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail counts every page below the one where an officer's pages begin, other organisations' drafts too."""
    if not is_administrator(request.user):
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


for action in (GiveRole, DeletePeople, SwitchPeople):
    hooks.register("register_bulk_action", action, order=10)  # after Wagtail's own, in their place
