"""Wagtail's app of users, with our own screens."""

from wagtail.users.apps import WagtailUsersAppConfig


class EngageUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.viewsets.UserViewSet"
