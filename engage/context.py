"""What every page of the site shows of the partnership and of who looks at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from engage.models import SiteFace
from live.permissions import has_events


def site_face(request: HttpRequest) -> dict[str, Any]:
    """Give every template `face`, `visitor`, `ways` and `own_ways`, each worked out only where it is used."""
    face = SimpleLazyObject(lambda: SiteFace.objects.of_host(request.get_host()))
    return {
        "face": face,
        "partnership_name": SimpleLazyObject(lambda: face.name),
        "visitor": SimpleLazyObject(lambda: _visitor(request)),
        "ways": SimpleLazyObject(lambda: _ways(request)),
        "own_ways": SimpleLazyObject(lambda: _own_ways(request)),
    }


def _visitor(request: HttpRequest) -> dict[str, Any]:
    """Say who looks, without asking for the session of somebody who carries no cookie: those pages are kept whole."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "user", None) if has_session else None
    is_known = bool(user and user.is_authenticated)
    return {
        "is_known": is_known,
        "may_have_messages": has_session or "messages" in request.COOKIES,
        "is_officer": is_known and user is not None and user.has_perm("wagtailadmin.access_admin"),
    }


def _ways(request: HttpRequest) -> list[dict[str, Any]]:
    """The ways in that the header offers everybody, in order, the one that leads here marked."""
    ways = [
        ("/consultations/", _("Have your say")),
        ("/consultations/?status=outcome_published", _("What changed")),
        ("/plans/", _("Promises")),
        ("/juries/", _("Juries")),
        ("/communities/", _("Communities")),
        ("/about/", _("About us")),
    ]
    if not _visitor(request)["is_known"]:
        ways.append(("/accounts/login/", _("Sign in")))
    return _marked(request, ways)


def _own_ways(request: HttpRequest) -> list[dict[str, Any]]:
    """The ways of whoever is signed in, which stand in a line of their own; none for others."""
    visitor = _visitor(request)
    if not visitor["is_known"]:
        return []
    ways = [("/live/events/", _("Live events"))] if has_events(request.user) else []
    if visitor["is_officer"]:
        ways.append(("/cms/", _("Manage")))
    return _marked(request, [*ways, ("/my-data/", _("My account")), ("/accounts/logout/", _("Sign out"))])


def _marked(request: HttpRequest, ways: list[tuple[str, str]]) -> list[dict[str, Any]]:
    here = request.get_full_path()
    exact = [href for href, _text in ways if href == here] or [href for href, _text in ways if href == request.path]
    return [{"href": href, "text": text, "is_here": href in exact} for href, text in ways]
