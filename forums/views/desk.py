"""The officers' and administrators' desk in the admin: forums, what bodies owe, opened names, appeals left over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.errors import ForumRefusal
from forums.forms.settings import AppealDecisionForm, MakeForm
from forums.models import Appeal
from forums.reads.keeping import appeals_left, community_rows, led_communities, opening_log
from forums.reads.owed import owed_by
from forums.services.appeals import decide_appeal
from forums.services.keeping import make_forum
from forums.views.frame import number_in
from people.access_log import log_look
from people.permissions import is_administrator, organisations_of

OPENINGS_A_PAGE = 50


@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """List the communities this person leads or moderates, with their forums."""
    user = request.user
    makes = led_communities(user).filter(forum=None).exists()
    appeals = len(appeals_left(user))
    context: dict[str, Any] = {
        "rows": community_rows(user),
        "makes": makes,
        "appeals": appeals,
        "is_all": is_administrator(user),
    }
    return _screen(request, "list.html", title=_("Forums"), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Give a community its forum, open or closed."""
    communities = led_communities(request.user).filter(forum=None)
    initial = {"community": number_in(request.GET.get("community")) or None}
    form, problem = MakeForm(request.POST or None, communities=communities, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"community": data["community"], "is_closed": data["reading"] == "closed"}
        try:
            forum = make_forum(**given, moderator=data["moderator"], by=request.user, at=timezone.now())
        except ForumRefusal as refusal:
            problem = str(refusal.public_message)
        else:
            messages.success(request, _("The forum is there. Look at its rules before people come."))
            return redirect("forums:keep", slug=forum.community.slug)
    status = 422 if problem or form.errors else 200
    context: dict[str, Any] = {"form": form, "problem": problem, "has_any": communities.exists(), "status": status}
    return _screen(request, "make.html", title=_("Make a forum"), **context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """List what the organisations of this person owe to communities, and what they answered."""
    mine = list(organisations_of(request.user))
    cards = owed_by(mine, at=timezone.now())
    return _screen(request, "asked.html", title=_("Questions to answer"), cards=cards, bodies=mine)


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """List for administrators who opened names, with whom and why; never whose."""
    if not is_administrator(request.user):
        raise PermissionDenied
    listed = Paginator(opening_log(), OPENINGS_A_PAGE).get_page(request.GET.get("page"))
    return _screen(request, "openings.html", title=_("Opened names"), list_page=listed)


@require_http_methods(["GET", "HEAD", "POST"])
def appeals(request: HttpRequest) -> HttpResponse:
    """Decide the appeals in closed communities that nobody there can decide; who reads the post is on record."""
    if not is_administrator(request.user):
        raise PermissionDenied
    left = appeals_left(request.user)
    number = number_in(request.GET.get("appeal"))
    if not number:
        return _screen(request, "appeals.html", title=_("Appeals left to you"), appeals=left)
    found = next((one for one in left if one.pk == number), None)
    if found is None:
        raise Http404
    return _one_appeal(request, found)


def _one_appeal(request: HttpRequest, found: Appeal) -> HttpResponse:
    form, problem = AppealDecisionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        is_upheld, reason = form.cleaned_data["is_upheld"] == "yes", form.cleaned_data["reason"]
        try:
            decide_appeal(appeal=found, is_upheld=is_upheld, reason=reason, by=request.user, at=timezone.now())
        except ForumRefusal as refusal:
            problem = str(refusal.public_message)
        else:
            messages.success(request, _("Decided. The author is told."))
            return redirect("officer_forums:appeals")
    if request.method == "GET":
        log_look(request.user, _("read a removed post of a closed forum, to decide an appeal"), found)
    status = 422 if problem or form.errors else 200
    context: dict[str, Any] = {"appeal": found, "form": form, "problem": problem, "status": status}
    return _screen(request, "appeal.html", title=_("An appeal"), **context)


def _screen(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """Draw one screen. `title` says where one is; the breadcrumb leads back to the list."""
    crumbs = [{"url": reverse("officer_forums:list"), "label": _("Forums")}]
    if title != crumbs[0]["label"]:
        crumbs.append({"url": request.path, "label": title})
    frame = {"page_title": title, "header_title": title, "header_icon": "comment", "breadcrumbs_items": crumbs}
    response = render(request, f"forums/admin/{template}", {**frame, **context}, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
