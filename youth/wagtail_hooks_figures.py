"""What the figures add to the admin: the screens of officers, a way to them, lines in the history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from youth.figures_reads import may_bring
from youth.services.figures import PUT_BACK, TAKEN_DOWN, TAKEN_IN
from youth.views import figures

urlpatterns: list[URLPattern | URLResolver] = [
    path("", figures.manage_list, name="list"),
    path("bring/", figures.manage_bring, name="bring"),
    path("take-in/", figures.manage_take_in, name="take_in"),
    path("<int:pk>/take-down/", figures.manage_take_down, name="take_down"),
]


class FiguresItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_bring(request.user).exists()


@hooks.register("register_admin_urls")
def figure_urls() -> list[URLPattern | URLResolver]:
    return [path("youth/figures/", include((urlpatterns, "youth_figures")))]


@hooks.register("register_admin_menu_item")
def figures_menu_item() -> MenuItem:
    return FiguresItem(_("Youth figures"), reverse("youth_figures:list"), icon_name="table", order=319)


@hooks.register("register_log_actions")
def register_figure_actions(actions: Any) -> None:
    actions.register_action(TAKEN_IN, _("Figures brought"), _("Brought figures about young people"))
    actions.register_action(TAKEN_DOWN, _("Figure taken down"), _("Took a figure about young people down"))
    actions.register_action(PUT_BACK, _("Figure put back"), _("Put a figure about young people back"))
