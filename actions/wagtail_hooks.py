"""What the ledger adds to the Wagtail admin: its screens, a way to them, its lines in the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from actions.access import may_enter
from actions.services.plans import PUBLISHED, REMOVED, TAKEN_BACK


class PromisesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)


@hooks.register("register_admin_urls")
def plan_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("actions.urls_desk")), path("plans/", include("actions.urls_officer"))]


@hooks.register("register_admin_menu_item")
def plans_menu_item() -> MenuItem:
    return PromisesItem(_("Promises"), reverse("officer_plans:list"), icon_name="list-ul", order=320)


@hooks.register("register_admin_menu_item")
def board_menu_item() -> MenuItem:
    return PromisesItem(
        _("Board reports"), reverse("ledger_desk:reports"), name="board-reports", icon_name="doc-full", order=321
    )


@hooks.register("register_log_actions")
def register_plan_actions(actions: Any) -> None:
    actions.register_action(PUBLISHED, _("Plan published"), _("Published the plan"))
    actions.register_action(TAKEN_BACK, _("Plan taken back"), _("Made the plan a draft again"))
    actions.register_action(REMOVED, _("Action taken out"), _("Took an action out of the plan"))
