"""Where the builder meets Wagtail: its addresses, the buttons that lead to it, its line in a page's history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from consultations.builder.access import can_read, can_write
from consultations.models import ConsultationPage
from consultations.services.survey import LOG_ACTION
from people.models import User


@hooks.register("register_admin_urls")
def builder_urls() -> list[URLPattern | URLResolver]:
    return [path("consultations/", include("consultations.builder.urls"))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Page, user: User) -> Iterator[Button]:
    """Offer the survey to whoever may edit the consultation, its preview to whoever may only read it."""
    consultation = page.specific_deferred
    if not isinstance(consultation, ConsultationPage):
        return
    if can_write(consultation, user=user):
        yield Button(_("Survey"), reverse("builder:survey", args=[page.pk]), icon_name="form", priority=12)
    elif can_read(consultation, user=user):
        yield Button(_("Preview survey"), reverse("builder:preview", args=[page.pk]), icon_name="view", priority=12)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class SurveyEdited(LogFormatter):
        label = _("Survey edited")

        def format_message(self, log_entry: Any) -> str:
            what = log_entry.data.get("what") if isinstance(log_entry.data, dict) else ""
            return f"{self.label}: {what}" if what else str(self.label)
