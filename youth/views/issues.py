"""Planning issues, and putting pieces into them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from youth.access import access_team
from youth.desk_reads import card_of, with_cards
from youth.errors import YouthRefusal
from youth.forms.team import IssueForm, PutInForm
from youth.models import Issue
from youth.permissions import is_checked_adult
from youth.services.issues import keep_issue, put_into_issue
from youth.views.frame import show, unindexed
from youth.views.team import access_team_piece, team_page


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """List the issues, and plan another."""
    access_team(request.user, today=timezone.localdate())
    form = IssueForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_issue(user=request.user, at=timezone.now(), **form.cleaned_data)
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:issues")
    plans = Issue.objects.annotate(count=Count("pieces"))
    return show(
        request,
        "youth/team/issues.html",
        {"issues": plans, "form": form, "is_checked": is_checked_adult(request.user, today=timezone.localdate())},
        refusal=refusal,
    )


@unindexed
@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an issue, and see what is in it."""
    access_team(request.user, today=timezone.localdate())
    issue = get_object_or_404(Issue, pk=pk)
    initial = {"title": issue.title, "planned_on": issue.planned_on, "note": issue.note}
    form = IssueForm(request.POST or None, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_issue(user=request.user, issue=issue, at=timezone.now(), **form.cleaned_data)
        except YouthRefusal as problem:
            refusal = problem
        else:
            return redirect("youth:issues")
    cards = [card_of(piece) for piece in with_cards(issue.pieces.order_by("stage", "pk"))]
    return show(request, "youth/team/issue.html", {"issue": issue, "form": form, "cards": cards}, refusal=refusal)


@unindexed
@login_required
@require_POST
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a piece into an issue, or take it out."""
    desk = access_team_piece(request, pk)
    form = PutInForm(request.POST)
    if form.is_valid():
        try:
            put_into_issue(piece=desk.piece, issue=form.cleaned_data["issue"], user=request.user, at=timezone.now())
        except YouthRefusal as problem:
            return team_page(request, desk, refusal=problem)
    return redirect("youth:team_piece", pk)
