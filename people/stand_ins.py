"""Screens of the admin that officers get in place of Wagtail's: the same lists, kept to what is their organisation's.

Wagtail's own list everybody's tags, or everybody who ever locked or sent in a page. One stands in for everybody: the
site's history names nobody who is protected because of their age.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
    get_editable_page_ids_query,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.images.views.chooser import ImageChooseView
from wagtail.images.views.chooser import viewset as image_chooser
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageIndexView
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    Task,
    Workflow,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permissions import page_permission_policy

from people.models import User
from people.protection import hidden_people, without_protected

View = Callable[..., HttpResponse]
TAGS_SHOWN: Final = 10


def own_tags(user: Any) -> QuerySet[Tag]:
    """The tags on pictures and documents this person may choose."""
    marked = Q()
    for model, policy in ((get_image_model(), image_policy), (get_document_model(), document_policy)):
        ids = policy.instances_user_has_any_permission_for(user, ["choose", "change"]).values("pk")
        kind = ContentType.objects.get_for_model(model)
        marked |= Q(taggit_taggeditem_items__content_type=kind, taggit_taggeditem_items__object_id__in=ids)
    return Tag.objects.filter(marked).distinct().order_by("name")


def autocomplete(request: HttpRequest, **arguments: str) -> JsonResponse:
    term = request.GET.get("term", "")
    tags = own_tags(request.user).filter(name__istartswith=term)[:TAGS_SHOWN] if term else []
    return JsonResponse([tag.name for tag in tags], safe=False)


def browse_pages(request: HttpRequest) -> HttpResponse:
    """Open the page chooser where the officer's pages begin; Wagtail would open it beside the only page of a type."""
    root = page_permission_policy.explorable_root_instance(request.user) or Page.get_first_root_node()
    return BrowseView.as_view()(request, parent_page_id=root.pk)


def _own_pages(request: HttpRequest) -> QuerySet[Page]:
    return page_permission_policy.explorable_instances(request.user)


def _owners(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk__in=_own_pages(request).order_by().values("owner"))


def _editors(request: HttpRequest) -> QuerySet[User]:
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=_own_pages(request).values("pk"))
    return User.objects.filter(pk__in=edits.order_by().values("user"))


class OwnPageFilters(GenericPageFilterSet):
    owner = MultipleUserFilter(label=_("Owner"), queryset=_owners, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Edited by"), queryset=_editors, widget=CheckboxSelectMultiple)


class OwnPageViewSet(PageViewSet):
    """The explorer as it is, but for the names in its filters: of those who own and edit one's own pages."""

    model = Page
    name = "own_pages"
    filterset_class = OwnPageFilters


def _own_states(request: HttpRequest) -> QuerySet[WorkflowState]:
    return WorkflowState.objects.filter(
        base_content_type_id=get_default_page_content_type().pk, object_id__in=get_editable_page_ids_query(request)
    )


def _who_sent_in(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk__in=_own_states(request).values("requested_by")).order_by("email")


def _who_locked(request: HttpRequest) -> QuerySet[User]:
    own = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    return User.objects.filter(pk__in=own.values("locked_by")).order_by("email")


def _own_workflows(request: HttpRequest) -> QuerySet[Workflow]:
    return Workflow.objects.filter(pk__in=_own_states(request).values("workflow"))


def _own_tasks(request: HttpRequest) -> QuerySet[Task]:
    return Task.objects.filter(pk__in=_own_states(request).values("task_states__task"))


class OwnLockedFilters(LockedPagesReportFilterSet):
    locked_by = django_filters.ModelChoiceFilter(field_name="locked_by", queryset=_who_locked)


class OwnWorkflowFilters(WorkflowReportFilterSet):
    requested_by = django_filters.ModelChoiceFilter(field_name="requested_by", queryset=_who_sent_in)
    workflow = django_filters.ModelChoiceFilter(field_name="workflow", queryset=_own_workflows)


class OwnTaskFilters(WorkflowTasksReportFilterSet):
    workflow = django_filters.ModelChoiceFilter(field_name="workflow_state__workflow", queryset=_own_workflows)
    task = django_filters.ModelChoiceFilter(field_name="task", queryset=_own_tasks)


class UntaggedImageFilters(ImagesFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class UntaggedDocumentFilters(DocumentsFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class OwnImageChooseView(ImageChooseView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"popular_tags": own_tags(self.request.user)[:TAGS_SHOWN]}


class UnprotectedHistoryFilters(SiteHistoryReportFilterSet):
    def get_user_choices(self) -> QuerySet[User]:
        return without_protected(super().get_user_choices())


class UnprotectedHistoryView(LogEntriesView):
    """The site's history without what was done by, or to, the account of somebody protected because of their age."""

    filterset_class = UnprotectedHistoryFilters

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        hidden = hidden_people()
        entries = super().filter_queryset(queryset).exclude(user__in=hidden)
        if entries.model is not ModelLogEntry:
            return entries
        about = hidden.annotate(number=Cast("pk", CharField())).values("number")
        return entries.exclude(content_type=ContentType.objects.get_for_model(User), object_id__in=about)


def _both(name: str, view: Any, **options: Any) -> dict[str, View]:
    """A list has two addresses: the whole screen, and the rows alone for when one filters."""
    return {
        name: require_admin_access(view.as_view(**options)),
        f"{name}_results": require_admin_access(view.as_view(results_only=True, **options)),
    }


def _image_chooser() -> View:
    """Build the picture chooser as Wagtail's viewset builds its own."""
    return image_chooser.construct_view(
        OwnImageChooseView,
        icon=image_chooser.icon,
        page_title=image_chooser.page_title,
        search_tab_label=image_chooser.search_tab_label,
        creation_tab_label=image_chooser.creation_tab_label,
    )


FOR_EVERYBODY: Final[dict[str, View]] = _both("wagtailadmin_reports:site_history", UnprotectedHistoryView)
STAND_INS: Final[dict[str, View]] = {
    **_both("wagtailadmin_reports:locked_pages", LockedPagesView, filterset_class=OwnLockedFilters),
    **_both("wagtailadmin_reports:workflow", WorkflowView, filterset_class=OwnWorkflowFilters),
    **_both("wagtailadmin_reports:workflow_tasks", WorkflowTasksView, filterset_class=OwnTaskFilters),
    **_both("wagtailimages:index", ImageIndexView, filterset_class=UntaggedImageFilters),
    **_both("wagtaildocs:index", DocumentIndexView, filterset_class=UntaggedDocumentFilters),
    "wagtailadmin_explore_root": require_admin_access(OwnPageViewSet().index_view),
    "wagtailimages_chooser:choose": require_admin_access(_image_chooser()),
    "wagtailadmin_choose_page": require_admin_access(browse_pages),
    "wagtailadmin_tag_autocomplete": require_admin_access(autocomplete),
    "wagtailadmin_tag_model_autocomplete": require_admin_access(autocomplete),
}
