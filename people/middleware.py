"""What stands in front of the screens of staff: a second factor, and the wall between organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.errors import PublicationRefused
from people.gate import hide_protected, refusal
from people.material import holders_of
from people.permissions import is_administrator, may_enter_admin
from people.second_factor import lacks_second_factor

#: Addresses one needs on the way to a second factor, or to leave.
ON_THE_WAY = ("account_", "mfa_", "health_")
#: Addresses of the admin that hold nothing of anybody's, or lead out of it.
OPEN_DOORS = frozenset(
    {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "cms_login"}
)


class _Middleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


def _is_signed_in(request: HttpRequest) -> bool:
    """Ask the cookie first: a page for a stranger must not even touch the session, or no cache could keep it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


class StaffSecondFactorMiddleware(_Middleware):
    """Send whoever may enter the admin and has no second factor to set one up, before anything else of the site.

    Not only before the admin: an officer's results and paper forms have addresses outside it.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_DOORS or name.startswith(ON_THE_WAY) or not name or not _is_signed_in(request):
            return None
        if not lacks_second_factor(request.user):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        messages.warning(request, _("Your work here needs a second step to sign in. Set one up to go on."))
        return redirect(reverse("mfa_index"))


class AdminGateMiddleware(_Middleware):
    """Keep organisations apart in every screen of the admin: see `people.gate`."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if match.view_name in OPEN_DOORS or not _is_signed_in(request):
            return None
        if not may_enter_admin(request.user):
            raise PermissionDenied
        from people.stand_ins import FOR_EVERYBODY, STAND_INS  # Wagtail's views need its hooks, which come later

        hide_protected(match.view_name, kwargs)
        is_free = is_administrator(request.user)
        stand_in = FOR_EVERYBODY.get(match.view_name) or (None if is_free else STAND_INS.get(match.view_name))
        refused = None if is_free else refusal(request, match.view_name, kwargs)
        return refused or (stand_in and stand_in(request, *args, **kwargs))


class AdminRefusalMiddleware(_Middleware):
    """Say in words what the admin refused where no form could show it; the transaction is undone.

    A page that may not be published, by a bulk action, an approval, an old revision; and a document that is still used
    somewhere: Wagtail asks its index of references alone, which does not know every room (`register_holder`).
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if isinstance(exception, PublicationRefused):
            messages.error(request, " ".join(exception.lines()))
            return redirect(reverse("wagtailadmin_home"))
        if not isinstance(exception, ProtectedError):
            return None
        holders = holders_of(exception.protected_objects, user=request.user)
        if not holders:
            return None
        why = _("Nothing was deleted, because this is still in use: %(holders)s.")
        messages.error(request, why % {"holders": "; ".join(holders)})
        return redirect(reverse("wagtaildocs:index"))
