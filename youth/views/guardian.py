"""The page of a parent or guardian, behind the link in the letter. To open it answers nothing: only a press does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from youth.errors import YouthRefusal
from youth.joining_errors import NotTheGuardian
from youth.models import GuardianRequest
from youth.services.guardians import answer, find, not_mine
from youth.views.frame import show, unindexed


@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """Say plainly what the section is; take a yes or a no, and the one after the other."""
    asked = find(token)
    at = timezone.now()
    if asked is None or (asked.answered_at is None and not asked.is_open_at(at)):
        return show(request, "youth/join/guardian_gone.html", {"is_known": asked is not None}, status=410)
    refusal: YouthRefusal | None = None
    if request.method == "POST":
        try:
            return _take(request, token)
        except YouthRefusal as problem:
            refusal = problem
        asked = find(token)
        if asked is None:
            raise Http404
    context = {"asked": asked, "writer": asked.writer, "step": _step(asked, request)}
    return show(request, "youth/join/guardian_answer.html", context, refusal=refusal)


def _take(request: HttpRequest, token: str) -> HttpResponse:
    """Do what was pressed.

    Raises:
        YouthRefusal: It cannot be done.
    """
    pressed, at = request.POST.get("answer", ""), timezone.now()
    if pressed == "wrong":
        not_mine(token=token, at=at)
        return show(request, "youth/join/guardian_gone.html", {"is_forgotten": True})
    if pressed not in {"yes", "no"}:
        raise NotTheGuardian
    if pressed == "yes" and not request.POST.get("is_guardian"):
        raise NotTheGuardian
    answer(token=token, has_agreed=pressed == "yes", at=at)
    return redirect("youth:guardian", token=token)


def _step(asked: GuardianRequest, request: HttpRequest) -> str:
    """Return what the page shows: the question, or the answer with a way to change it."""
    if asked.answered_at is None:
        return "question"
    return "yes" if asked.has_agreed else "withdrawn" if asked.withdrawn_at else "no"
