"""What all pages of the section share: whose it is, the ways through it, how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from forums.views.frame import problems_of
from people.permissions import is_administrator
from youth.errors import YouthRefusal
from youth.models import YouthPage
from youth.permissions import is_checked_adult, is_young_editor, writer_of

View = Callable[..., HttpResponse]


def unindexed(view: View) -> View:
    """Keep a page out of search engines, and every copy of it out of caches: for all that is not published."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        add_never_cache_headers(response)
        return response

    return shown


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    refusal: YouthRefusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a page of the section; with a refusal, say it first and answer that nothing was done."""
    form = context.get("form")
    if refusal is not None and isinstance(form, forms.BaseForm) and form.is_bound and refusal.field in form.fields:
        form.add_error(refusal.field, str(refusal.public_message))
        context["problems"] = problems_of(form, None)
    elif "problems" not in context or refusal is not None:
        context["problems"] = problems_of(form, refusal)
    return render(request, template, section_context(request) | context, status=409 if refusal else status)


def section_context(request: HttpRequest, page: YouthPage | None = None) -> dict[str, Any]:
    """Return what templates/youth/base.html reads, each worked out where it is used."""
    return {
        "section": page or SimpleLazyObject(lambda: YouthPage.objects.live().first()),
        "ways": SimpleLazyObject(lambda: _ways(request)),
        "own_ways": SimpleLazyObject(lambda: _own_ways(request)),
    }


def _ways(request: HttpRequest) -> list[dict[str, Any]]:
    """The ways in that the header offers everybody, in order, the one that leads here marked."""
    ways = [
        ("/youth/read/", _("Read")),
        ("/youth/whats-on/", _("What’s on")),
        ("/youth/competitions/", _("Competitions")),
        ("/youth/have-your-say/", _("Have your say")),
        ("/youth/chat/", _("Chat")),
        ("/youth/join/", _("Write for us")),
    ]
    return _marked(request, ways)


def _own_ways(request: HttpRequest) -> list[dict[str, Any]]:
    """The ways of whoever is signed in; none for others, whose session is not asked for."""
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is None or not user.is_authenticated:
        return []
    today = localdate()
    writer, is_checked = writer_of(user), is_checked_adult(user, today=today)
    ways = []
    if writer is not None:
        ways += [("/youth/write/", _("My pieces")), ("/youth/me/", _("Me"))]
    if is_checked or is_young_editor(user):
        ways.append(("/youth/team/", _("The team")))
    if is_checked:
        ways.append(("/youth/looking-after/", _("Looking after")))
    if is_administrator(user) or is_checked:
        ways.append(("/cms/", _("Manage")))
    return _marked(request, [*ways, ("/accounts/logout/", _("Sign out"))])


def _marked(request: HttpRequest, ways: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"href": href, "text": text, "is_here": request.path.startswith(href)} for href, text in ways]
