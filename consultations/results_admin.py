"""Where the officers' screens meet Wagtail: addresses, menu, buttons on a consultation, lines in its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from consultations.access import may_read
from consultations.models import ConsultationPage
from consultations.views import officer, officer_events, officer_exports, officer_plans, officer_texts
from people.models import User
from people.permissions import is_administrator, organisations_of

urlpatterns: list[URLPattern | URLResolver] = [
    path("", officer.result_list, name="list"),
    path("<int:page_id>/", officer.result_detail, name="detail"),
    path("<int:page_id>/texts/", officer_texts.text_queue, name="texts"),
    path("<int:page_id>/texts/<int:answer_id>/", officer_texts.text_edit, name="text"),
    path("<int:page_id>/responses/", officer.response_list, name="responses"),
    path("<int:page_id>/responses/<int:response_id>/", officer.response_detail, name="response"),
    path("<int:page_id>/equality/", officer.equality, name="equality"),
    path("<int:page_id>/equality/<int:number>/", officer.equality_question, name="equality_question"),
    path("<int:page_id>/events/", officer_events.event_links, name="events"),
    path("<int:page_id>/plans/", officer_plans.plan_links, name="plans"),
    path("<int:page_id>/responses.csv", officer_exports.export_csv, name="csv"),
    path("<int:page_id>/responses.xlsx", officer_exports.export_xlsx, name="xlsx"),
]


class ResultsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request.user) or organisations_of(request.user).exists()


@hooks.register("register_admin_urls")
def officer_urls() -> list[URLPattern | URLResolver]:
    return [path("results/", include((urlpatterns, "officer_results")))]


@hooks.register("register_admin_menu_item")
def officer_menu_item() -> MenuItem:
    return ResultsMenuItem(_("Results"), reverse("officer_results:list"), icon_name="table", order=310)


@hooks.register("register_page_header_buttons")
def results_header_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def results_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: User) -> Iterator[Button]:
    consultation = page.specific_deferred
    if isinstance(consultation, ConsultationPage) and may_read(user, consultation):
        yield Button(_("Results"), reverse("officer_results:detail", args=[page.pk]), icon_name="table", priority=14)


@hooks.register("register_log_actions")
def register_release_actions(actions: Any) -> None:
    actions.register_action("consultations.release", _("Words published"), _("Published words of respondents"))
    actions.register_action("consultations.redact", _("Words shortened"), _("Published shortened words"))
    actions.register_action("consultations.withhold", _("Words withheld"), _("Withheld words of respondents"))
    actions.register_action("consultations.take_back", _("Decision undone"), _("Took back a decision on words"))
