"""One's own data: what the site holds, as a page and as a file, and how to erase it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.errors import LastAdministrator
from people.models import User
from people.privacy import held_about
from people.services import leave


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Show the reader everything the site holds about them."""
    return render(request, "people/my_data.html", {"kinds": held_about(_person(request))})


@never_cache
@login_required
@require_safe
def my_data_download(request: HttpRequest) -> HttpResponse:
    """Give the reader the same as a file."""
    now = timezone.now()
    held = {
        one.kind.slug: {"about": str(one.kind.label), "kept": str(one.kind.retention), "rows": list(one.rows)}
        for one in held_about(_person(request))
    }
    response = JsonResponse({"made_at": now, "data": held}, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="my-data-{now:%Y-%m-%d}.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request: HttpRequest) -> HttpResponse:
    """Ask once, saying what will happen; then erase everything and the account with it."""
    person = _person(request)
    problem = ""
    if request.method == "POST":
        try:
            leave(user=person, at=timezone.now())
        except LastAdministrator as refusal:
            problem = str(refusal.public_message)
        else:
            logout(request)
            messages.success(request, _("Your account and what we held about you are erased."))
            return redirect("/")
    held = held_about(person)
    context = {
        "going": [one for one in held if one.kind.is_erased_on_request],
        "staying": [one for one in held if one.rows and not one.kind.is_erased_on_request],
        "problem": problem,
    }
    return render(request, "people/my_data_erase.html", context, status=409 if problem else 200)


def _person(request: HttpRequest) -> User:
    """Return the reader themselves rather than the request's lazy stand-in for them."""
    return get_object_or_404(User, pk=request.user.pk or 0)
