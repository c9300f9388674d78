"""Pages that belong to no room: health, sign-in to the admin, the style guide, errors."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from engage import colour as colours
from engage import styleguide as samples
from youth.views.frame import section_context


@require_safe
def health_live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
def health_ready(request: HttpRequest) -> JsonResponse:
    """The process answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  whatever the driver raises, the answer is the same
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ready"})


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def face_colour(request: HttpRequest, colour: str) -> HttpResponse:
    """Give the site one brand colour. The colour is in the address, so that browsers may keep the answer for good."""
    try:
        is_fit = colours.is_readable(f"#{colour}")
    except ValueError as mistake:
        raise Http404 from mistake
    if not is_fit:
        raise Http404
    return HttpResponse(colours.stylesheet(f"#{colour}"), content_type="text/css")


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture of a page, where no web server in front does."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))


def cms_login(request: HttpRequest) -> HttpResponse:
    """Send whoever would sign in to the admin through allauth, where the second factor is asked for."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("wagtailadmin_home")
    if request.user.is_authenticated:
        return redirect(target)
    return redirect_to_login(target, reverse("account_login"))


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component on one page, to staff, in debug and in tests."""
    is_staff = request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
    if not (settings.DEBUG or settings.IS_TEST or is_staff):
        raise Http404
    return render(request, "engage/styleguide.html", samples.context())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is there; in the youth section with its own ways, to help and out, at hand."""
    if request.path.startswith("/youth/"):
        return render(request, "youth/not_found.html", section_context(request), status=404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
