"""Where the officers' screens meet Wagtail: addresses, menu, the button on a jury, shelves, lines in history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from juries.access import kept_juries, stays
from juries.models import JuryIndexPage, JuryPage, JuryShelfPage
from juries.services.answering import ANSWERED
from juries.services.recommending import PUBLISHED
from juries.services.residents import DECIDED
from juries.services.rights import open_all_shelves
from juries.views import officer, officer_answers, officer_questions, officer_recommendations
from people.models import User
from people.permissions import is_administrator, organisations_of

urlpatterns: list[URLPattern | URLResolver] = [
    path("", officer.juries, name="list"),
    path("answers/", officer_answers.answers, name="answers"),
    path("answers/<int:answer_id>/", officer_answers.answer, name="answer"),
    path("<int:page_id>/", officer.jury, name="jury"),
    path("<int:page_id>/questions/", officer_questions.questions, name="questions"),
    path("<int:page_id>/recommendations/add/", officer_recommendations.add, name="recommendation_add"),
    path(
        "<int:page_id>/recommendations/<int:recommendation_id>/",
        officer_recommendations.recommendation,
        name="recommendation",
    ),
]


class JuriesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request.user) or organisations_of(request.user).exists()


@hooks.register("register_admin_urls")
def jury_urls() -> list[URLPattern | URLResolver]:
    return [path("juries/", include((urlpatterns, "officer_juries")))]


@hooks.register("register_admin_menu_item")
def juries_menu_item() -> MenuItem:
    return JuriesItem(gettext_lazy("Juries"), reverse("officer_juries:list"), icon_name="group", order=315)


@hooks.register("register_page_header_buttons")
def jury_header_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def jury_listing_button(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from _button(page, user)


def _button(page: Page, user: User) -> Iterator[Button]:
    jury = page.specific_deferred
    if isinstance(jury, JuryPage) and kept_juries(user).filter(pk=jury.pk).exists():
        address = reverse("officer_juries:jury", args=[page.pk])
        yield Button(_("Recommendations and answers"), address, icon_name="group", priority=15)


@hooks.register("before_edit_page")
def keep_jury_shelves(request: HttpRequest, page: Page) -> None:
    """A shelf bears its organisation's name, address and rights: administrators look after it."""
    if isinstance(page, JuryShelfPage) and not is_administrator(request.user):
        raise PermissionDenied


@hooks.register("before_delete_page")
def keep_what_is_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A jury whose recommendations or draw are public stays: it can be taken off the site, not deleted."""
    if not stays(page):
        return None
    words = _("This jury published recommendations or a draw, so it stays. You can unpublish its page instead.")
    messages.error(request, words)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_what_is_published_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    answers = (keep_what_is_published(request, one) for one in objects if isinstance(one, Page))
    return next((answer for answer in answers if answer is not None), None)


@hooks.register("after_move_page")
def follow_the_jury_shelf(request: HttpRequest, page: Page) -> None:
    """A jury that moves to another shelf is led by that shelf's organisation."""
    for jury in JuryPage.objects.descendant_of(page, inclusive=True):
        jury.save()


@hooks.register("after_create_page")
def open_shelves(request: HttpRequest, page: Page) -> None:
    """As soon as there is a page of all juries, every organisation has a shelf on it."""
    if isinstance(page, JuryIndexPage):
        open_all_shelves()


@hooks.register("register_log_actions")
def register_juries(actions: Any) -> None:
    _numbered(actions, PUBLISHED, gettext_lazy("Publish a recommendation"), gettext_lazy("Published recommendation %d"))
    _numbered(actions, ANSWERED, gettext_lazy("Answer a jury"), gettext_lazy("Answered recommendation %d"))
    actions.register_action(
        DECIDED, gettext_lazy("Resident’s question"), gettext_lazy("Decided about a resident’s question")
    )


def _numbered(actions: Any, name: str, title: Any, words: Any) -> None:
    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> str:
            number = log_entry.data.get("number") if isinstance(log_entry.data, dict) else None
            return str(words) % number if number else str(title)

    actions.register_action(name)(Formatter)
