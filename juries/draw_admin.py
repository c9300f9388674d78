"""Where call and draw meet Wagtail: addresses of the officers' screens, the button on a jury, lines in history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from juries.access import kept_juries
from juries.models import JuryPage
from juries.services.calling import CALLED
from juries.views import officer_call, officer_draws, officer_pool
from people.models import User

urlpatterns: list[URLPattern | URLResolver] = [
    path("", officer_call.overview, name="overview"),
    path("call/", officer_call.call_form, name="call"),
    path("close/", officer_call.close_now, name="close"),
    path("targets/", officer_call.targets, name="targets"),
    path("pool/", officer_pool.pool, name="pool"),
    path("paper/", officer_pool.paper, name="paper"),
    path("drawn/", officer_pool.drawn, name="drawn"),
    path("draws/start/", officer_draws.start, name="start"),
    path("draws/<int:number>/", officer_draws.draw_detail, name="draw"),
    path("draws/<int:number>/state.json", officer_draws.draw_state, name="state"),
    path("draws/<int:number>/observer/", officer_draws.observer, name="observer"),
]


@hooks.register("register_admin_urls")
def draw_urls() -> list[URLPattern | URLResolver]:
    return [path("juries/<int:page_id>/recruitment/", include((urlpatterns, "officer_draw")))]


@hooks.register("register_page_header_buttons")
def draw_header_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def draw_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: User) -> Iterator[Button]:
    jury = page.specific_deferred
    if isinstance(jury, JuryPage) and kept_juries(user).filter(pk=jury.pk).exists():
        address = reverse("officer_draw:overview", args=[page.pk])
        yield Button(_("Call and draw"), address, icon_name="group", priority=16)


@hooks.register("register_log_actions")
def register_call(actions: Any) -> None:
    @actions.register_action(CALLED)
    class CallFormatter(LogFormatter):
        label = _("Call for jurors and draw")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what") if isinstance(log_entry.data, dict) else ""
            return str(what or self.label)
