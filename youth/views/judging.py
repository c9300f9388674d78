"""The team's desk for competitions: writing one, letting it out, judging blind, telling who won."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.views.frame import number_in
from people.access_log import log_look
from youth.access import access_checked, access_team
from youth.competition_reads import access_judge, judged_entries, name_in_team, team_members, to_judge
from youth.errors import YouthRefusal
from youth.forms.competing import CompetitionForm, JudgeForm
from youth.models import Competition, Entry, Judge
from youth.permissions import is_checked_adult
from youth.services.judging import (
    PLACES,
    give_mark,
    let_out,
    name_judge,
    release_judge,
    shortlist,
    tell_winners,
    write_competition,
)
from youth.views.frame import show, unindexed


@unindexed
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """All competitions, those nobody has let out yet too, and those one judges."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    judging = {one.competition_id for one in Judge.objects.filter(user=request.user.pk)}
    found = list(Competition.objects.all())
    rows = [(one, one.is_judged_at(at=at), one.pk in judging) for one in found]
    is_checked = is_checked_adult(request.user, today=timezone.localdate(at))
    return show(request, "youth/team/competitions.html", {"rows": rows, "is_checked": is_checked})


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write a competition down, change it, let it out."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    found = get_object_or_404(Competition, pk=pk) if pk else None
    is_checked = is_checked_adult(request.user, today=timezone.localdate(at))
    form = CompetitionForm(request.POST or None, instance=Competition.objects.filter(pk=pk).first())
    context = {"form": form, "competition": found, "is_checked": is_checked}
    if not form.is_valid():
        return show(request, "youth/team/competition.html", context)
    try:
        kept = write_competition(competition=found, values=form.values(), by=request.user, at=at)
        if "out" in request.POST:
            let_out(competition=kept, by=request.user, at=at)
    except YouthRefusal as refusal:
        return show(request, "youth/team/competition.html", context, refusal=refusal)
    messages.success(request, _("It is out.") if "out" in request.POST else _("The competition is written down."))
    return redirect("youth:team_competitions")


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def judges(request: HttpRequest, pk: int) -> HttpResponse:
    """Who judges: named by a checked adult."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    found = get_object_or_404(Competition, pk=pk)
    members = list(team_members(at=at))
    form = JudgeForm(request.POST if "who" in request.POST else None, members=members)
    refusal = None
    try:
        if form.is_valid():
            chosen = next(one for one in members if str(one.pk) == form.cleaned_data["who"])
            name_judge(competition=found, user=chosen, by=request.user, at=at)
            return redirect("youth:judges", pk)
        if request.method == "POST" and "release" in request.POST:
            judge = get_object_or_404(Judge, competition=found, pk=number_in(request.POST["release"]))
            release_judge(judge=judge, by=request.user, at=at)
            return redirect("youth:judges", pk)
    except YouthRefusal as problem:
        refusal = problem
    named = [(one, name_in_team(one.user)) for one in found.judges.select_related("user__writer")]
    context = {"form": form, "competition": found, "named": named}
    return show(request, "youth/team/judges.html", context, refusal=refusal)


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries under their numbers, with what one gave them."""
    at = timezone.now()
    access_team(request.user, today=timezone.localdate(at))
    found = access_judge(pk, user=request.user)
    refusal = None
    if request.method == "POST":
        entry = get_object_or_404(Entry, competition=found.competition_id, number=number_in(request.POST.get("entry")))
        points = number_in(request.POST.get("points"))
        try:
            give_mark(judge=found, entry=entry, points=points, note=request.POST.get("note", ""), at=at)
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect(f"{request.path}#entry-{entry.number}")
    is_open = found.competition.is_judged_at(at=at)
    entries = to_judge(found) if is_open else []
    log_look(request.user, "entries to a young people’s competition", found.competition)
    context = {"competition": found.competition, "entries": entries, "is_judged": is_open, "points": range(1, 6)}
    return show(request, "youth/team/judge.html", context, refusal=refusal)


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Shortlist and winners: chosen by number; whose they are is known once they are told."""
    at = timezone.now()
    access_checked(request.user, today=timezone.localdate(at))
    found = get_object_or_404(Competition, pk=pk)
    try:
        done = _decided(request, found, at)
    except YouthRefusal as refusal:
        return _show_result(request, found, at, refusal)
    if done:
        messages.success(request, done)
        return redirect("youth:result", pk)
    return _show_result(request, found, at)


def _decided(request: HttpRequest, found: Competition, at: Any) -> str:
    """Do what was pressed and say what was done; nothing where nothing was."""
    if request.method != "POST":
        return ""
    if "shortlist" in request.POST:
        numbers = {number_in(one) for one in request.POST.getlist("listed")}
        shortlist(competition=found, numbers=numbers, by=request.user, at=at)
        return _("The shortlist is kept.")
    places = {place: number_in(request.POST.get(f"place-{place}")) for place in PLACES}
    chosen = {place: number for place, number in places.items() if number}
    tell_winners(competition=found, places=chosen, by=request.user, at=at)
    return _("The winners are told, by pen name.")


def _show_result(
    request: HttpRequest, found: Competition, at: Any, refusal: YouthRefusal | None = None
) -> HttpResponse:
    log_look(request.user, "entries to a young people’s competition", found)
    context = {
        "competition": found,
        "entries": list(judged_entries(found)),
        "winners": list(found.winners.all()),
        "is_judged": found.is_judged_at(at=at),
        "places": [(place, number_in(request.POST.get(f"place-{place}"))) for place in PLACES],
    }
    return show(request, "youth/team/result.html", context, refusal=refusal)
