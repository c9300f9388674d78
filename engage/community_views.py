"""What stands beside a community's page: a message to those who listen to it, and its easy-read version."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.ratelimit import network_of, take
from core.refusal import PublicRefusal
from engage.community_contact import listeners_of, send_message
from engage.community_forms import ContactForm
from engage.community_reads import crumbs_of
from engage.community_story import easy_lines
from engage.models import CommunityPage
from juries.reads import paper_of

#: Messages from one network, and to one community, in an hour.
MOST_OF_A_NETWORK: Final = 10
MOST_TO_A_COMMUNITY: Final = 100
HOUR: Final = 3600


def public_page(slug: str) -> CommunityPage:
    """Return a community's page that everybody may read, or answer 404."""
    found = CommunityPage.objects.live().public().select_related("community", "easy_read_file")
    return get_object_or_404(found, slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a message for those who listen to the community. What was typed stays, whatever is wrong."""
    page, at = public_page(slug), timezone.now()
    form, status = ContactForm(request.POST or None), 200
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        status, problem = _sent(request, form, page, at=at) if form.is_valid() else (422, "")
        if status == 302:
            return redirect("community_contacted", slug)
        problems = [("", problem)] if problem else form.problems()
    context = _frame(request, page) | {
        "form": form,
        "problems": problems,
        "is_heard": bool(listeners_of(page.community)),
    }
    return render(request, "engage/community_contact.html", context, status=status)


@require_safe
def contacted(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm that the message is on its way."""
    return render(request, "engage/community_contacted.html", _frame(request, public_page(slug)))


@require_safe
def easy_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the community in easy words, each line beside its picture."""
    page = public_page(slug)
    context = _frame(request, page) | {"lines": easy_lines(page), "paper": paper_of(page.easy_read_file)}
    return render(request, "engage/community_easy_read.html", context)


def _sent(request: HttpRequest, form: ContactForm, page: CommunityPage, *, at: datetime) -> tuple[int, str]:
    """Send what a valid form says; return the status of the answer and, where it was refused, why."""
    counted = [
        ("community.network", network_of(request), MOST_OF_A_NETWORK),
        ("community.page", str(page.pk), MOST_TO_A_COMMUNITY),
    ]
    for name, who, limit in counted:
        if not take(name=name, who=who, limit=limit, seconds=HOUR, at=at).is_granted:
            return 429, _("Many messages came in this hour. Wait an hour, then send yours again: it is still here.")
    data = form.cleaned_data
    try:
        send_message(community=page.community, text=data["text"], reply_to=data["email"], at=at)
    except PublicRefusal as refusal:
        return 422, str(refusal.public_message)
    return 302, ""


def _frame(request: HttpRequest, page: CommunityPage) -> dict[str, Any]:
    address = page.get_url(request) or ""
    return {"page": page, "address": address, "crumbs": [*crumbs_of(page, request), (page.title, address)]}
