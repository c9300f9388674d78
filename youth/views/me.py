"""One's own page: what is kept of oneself, what one may change, how to leave, and what stays afterwards."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from youth.access import access_writer
from youth.clocks import WAITING
from youth.errors import YouthRefusal
from youth.forms.joining import LeaveForm, SettingsForm
from youth.models import ArticlePage, GuardianRequest, Writer
from youth.permissions import is_young_editor, writer_of
from youth.services.growing import writer_behind
from youth.services.joining import change_settings
from youth.services.leaving import choose_after, goes_whole
from youth.services.leaving import leave as leave_group
from youth.views.frame import show, unindexed

State = Writer.State
GONE = (State.LEFT, State.ALUMNUS)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show what is kept of the reader; take a change of name, district or letters."""
    writer = writer_of(request.user)
    if writer is None:
        return redirect("youth:join")
    if writer.state in GONE:
        return redirect("youth:after")
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial=SettingsForm.of(writer),
        is_younger=writer.is_younger,
    )
    refusal: YouthRefusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(writer=writer, **form.cleaned_data)
        except YouthRefusal as problem:
            refusal = problem
        else:
            messages.success(request, _("Kept."))
            return redirect("youth:me")
    context = _own(request, writer) | {"form": form}
    return show(request, "youth/me/me.html", context, refusal=refusal, status=422 if form.errors else 200)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Ask once, saying what goes and what stays; then let them go."""
    writer = access_writer(request.user)
    if writer.state in GONE:
        return redirect("youth:after")
    articles = _articles(writer)
    form = LeaveForm(request.POST if request.method == "POST" else None, has_articles=bool(articles))
    refusal: YouthRefusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            leave_group(writer=writer, keeps_articles=form.keeps(), at=timezone.now())
        except YouthRefusal as problem:
            refusal = problem
        else:
            return show(request, "youth/me/left.html", {"keeps": form.keeps()})
    context = {"form": form, "writer": writer, "articles": articles, "goes_whole": goes_whole(writer)}
    return show(request, "youth/me/leave.html", context, refusal=refusal, status=422 if form.errors else 200)


@unindexed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest) -> HttpResponse:
    """Let whoever left or grew out of it choose what becomes of their articles."""
    writer = access_writer(request.user)
    if writer.state not in GONE:
        return redirect("youth:me")
    return _choose(request, writer)


@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def after_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the link in the letter. To open it chooses nothing."""
    writer = writer_behind(token)
    if writer is None:
        return show(request, "youth/me/after_gone.html", {}, status=410)
    return _choose(request, writer)


def _choose(request: HttpRequest, writer: Writer) -> HttpResponse:
    articles = _articles(writer)
    form = LeaveForm(request.POST if request.method == "POST" else None, has_articles=bool(articles))
    if request.method == "POST" and form.is_valid() and articles:
        choose_after(writer=writer, keeps_articles=form.keeps(), at=timezone.now())
        messages.success(request, _("They stay up.") if form.keeps() else _("Your articles are taken down and erased."))
        return redirect(request.path)
    context = {"form": form, "writer": writer, "articles": articles}
    return show(request, "youth/me/after.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, writer: Writer) -> dict[str, Any]:
    """Return what one's own page says besides the form."""
    asked = GuardianRequest.objects.filter(writer=writer).order_by("-asked_at").first()
    return {
        "writer": writer,
        "asked": asked,
        "until": writer.waits_since + WAITING if writer.waits_since else None,
        "is_editor": is_young_editor(request.user),
        "has_passkey": Authenticator.objects.filter(user=writer.user, type=Authenticator.Type.WEBAUTHN).exists(),
    }


def _articles(writer: Writer) -> list[ArticlePage]:
    return list(ArticlePage.objects.live().filter(piece__writer=writer).order_by("-first_published_at"))
