"""What the forums add to the admin: the desk of officers and administrators, a way to it, lines in the history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from forums.reads.keeping import led_communities
from forums.services.keeping import KEPT
from forums.views import desk
from people.permissions import is_administrator, organisations_of

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.forums, name="list"),
    path("make/", desk.make, name="make"),
    path("asked/", desk.asked, name="asked"),
    path("openings/", desk.openings, name="openings"),
    path("appeals/", desk.appeals, name="appeals"),
]


class ForumsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        return is_administrator(user) or organisations_of(user).exists() or led_communities(user).exists()


@hooks.register("register_admin_urls")
def forum_urls() -> list[URLPattern | URLResolver]:
    return [path("forums/", include((urlpatterns, "officer_forums")))]


@hooks.register("register_admin_menu_item")
def forums_menu_item() -> MenuItem:
    return ForumsItem(_("Forums"), reverse("officer_forums:list"), icon_name="comment", order=317)


@hooks.register("register_log_actions")
def register_kept(actions: Any) -> None:
    @actions.register_action(KEPT)
    class Kept(LogFormatter):
        label = _("Forum kept")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what", "") if isinstance(log_entry.data, dict) else ""
            return f"{self.label}: {what}"
