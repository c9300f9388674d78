"""The admin's own API: pictures and documents kept to those the person may choose, pages without a way to publish."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.permissions import permission_policy as image_policy

ACTIONS = ["change", "choose"]


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        own = image_policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
        return super().get_queryset().filter(pk__in=own.values("pk"))


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        own = document_policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
        return super().get_queryset().filter(pk__in=own.values("pk"))


class Pages(PagesAdminAPIViewSet):
    # Wagtail's own publishing here goes past `Page.publish`, which is where a page that is not ready is refused. The
    # screens of the admin do not use it.
    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name != "publish"}


def keep_to_own(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", Pages)
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
