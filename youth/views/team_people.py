"""Who joined, for checked adults: pen names, never an address. Who edits, who is paused."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.access_log import log_look
from people.models import User
from people.roles import Role
from youth.access import access_checked
from youth.errors import MovedOn, YouthRefusal
from youth.forms.team import PauseForm
from youth.models import Writer, YouthPage
from youth.services.editors import lift_pause, make_editor, pause_writer, unmake_editor
from youth.views.frame import show, unindexed


@unindexed
@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the young people of the writers' group."""
    access_checked(request.user, today=timezone.localdate())
    section = YouthPage.objects.first()
    if section is not None:
        log_look(request.user, "young people who joined", section)
    people = _people().exclude(state=Writer.State.LEFT).order_by("pen_name")
    return show(request, "youth/team/people.html", {"people": people})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One young person: make them an editor, or a writer again; pause their writing, or lift that."""
    access_checked(request.user, today=timezone.localdate())
    writer = get_object_or_404(_people(), pk=pk)
    form = PauseForm(request.POST if request.POST.get("action") == "pause" else None)
    refusal = None
    if request.method == "POST":
        try:
            _decide(request, writer)
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:team_person", pk)
    log_look(request.user, "a young person who joined", writer)
    return show(request, "youth/team/person.html", {"writer": writer, "form": form}, refusal=refusal)


def _decide(request: HttpRequest, writer: Writer) -> None:
    at, action = timezone.now(), request.POST.get("action", "")
    if action == "make_editor":
        make_editor(writer=writer, by=request.user, at=at)
    elif action == "unmake_editor":
        unmake_editor(writer=writer, by=request.user, at=at)
    elif action == "pause":
        pause_writer(writer=writer, by=request.user, reason=request.POST.get("reason", ""), at=at)
    elif action == "lift":
        lift_pause(writer=writer, by=request.user, at=at)
    else:
        raise MovedOn


def _people() -> QuerySet[Writer]:
    editors = User.objects.filter(pk=OuterRef("user"), groups__name=Role.YOUNG_EDITOR.value)
    found: QuerySet[Writer] = Writer.objects.annotate(is_editor=Exists(editors), count=Count("pieces"))
    return found
