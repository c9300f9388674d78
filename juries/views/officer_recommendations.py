"""One recommendation on an officer's screen: its words, what it rests on, who must answer, which actions answer it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juries.access import access_jury, access_recommendation
from juries.errors import JuryRefusal
from juries.forms.officer import ActionsForm, AskBodiesForm, EvidenceForm, MinorityForm, RecommendationForm
from juries.models import EvidenceLink, JuryPage, MinorityStatement, Recommendation, RecommendationAction
from juries.recommendation_reads import sorted_cards
from juries.services import recommending
from juries.services.answering import ask_bodies, ask_no_more
from juries.services.linking import link_actions
from juries.views.officer_screen import number, show_screen


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, page_id: int) -> HttpResponse:
    """Write a recommendation down."""
    jury = access_jury(page_id, user=request.user)
    form = RecommendationForm(
        request.POST or None, jury=jury, initial={"number": recommending.next_number(jury), "threshold": None}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = recommending.add_recommendation(jury=jury, **form.cleaned_data)
        except JuryRefusal as refusal:
            form.add_error("number", str(refusal.public_message))
        else:
            messages.success(request, _("Written down as a draft. Say what it rests on, then publish it."))
            return redirect("officer_juries:recommendation", page_id, made.pk)
    status = 422 if form.errors else 200
    return show_screen(
        request, "recommendation_add.html", title=_("Add a recommendation"), jury=jury, form=form, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: HttpRequest, page_id: int, recommendation_id: int) -> HttpResponse:
    """Show one recommendation with all that belongs to it; do what the pressed button says."""
    row = access_recommendation(page_id, recommendation_id, user=request.user)
    screen = Forms(row)
    problem = ""
    if request.method == "POST":
        do = STEPS.get(request.POST.get("do", ""))
        if do is None:
            raise Http404
        try:
            done = do(request, row, screen)
        except JuryRefusal as refusal:
            done, problem = "", str(refusal.public_message)
        if done:
            messages.success(request, done)
            if request.POST["do"] == "remove":
                return redirect("officer_juries:jury", page_id)
            return redirect("officer_juries:recommendation", page_id, recommendation_id)
    status = 422 if problem or screen.has_errors else 200
    return _show(request, row, screen, problem=problem, status=status)


class Forms:
    """The forms of the screen; the one that was sent is replaced by what was typed."""

    def __init__(self, row: Recommendation) -> None:
        jury: JuryPage = row.jury
        linked = RecommendationAction.objects.filter(recommendation=row).values_list("action_id", flat=True)
        self.words: forms.BaseForm = RecommendationForm(jury=jury, instance=row)
        self.evidence: forms.BaseForm = EvidenceForm(jury=jury, prefix="evidence")
        self.minority: forms.BaseForm = MinorityForm(prefix="minority")
        self.actions: forms.BaseForm = ActionsForm(jury=jury, prefix="actions", initial={"actions": list(linked)})
        self.bodies: forms.BaseForm = AskBodiesForm(prefix="bodies")

    @property
    def all(self) -> list[forms.BaseForm]:
        return [self.words, self.evidence, self.minority, self.actions, self.bodies]

    @property
    def has_errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self.all)


def _show(request: HttpRequest, row: Recommendation, screen: Forms, *, problem: str, status: int) -> HttpResponse:
    answers = row.answers.select_related("organisation").prefetch_related("revisions")
    title = _("Recommendation %(number)d") % {"number": row.number}
    return show_screen(
        request,
        "recommendation.html",
        title=title,
        jury=row.jury,
        status=status,
        row=row,
        screen=screen,
        problem=problem,
        evidence=EvidenceLink.objects.filter(recommendation=row).select_related("session", "witness", "question"),
        minority=MinorityStatement.objects.filter(recommendation=row),
        answers=sorted_cards(answers, at=timezone.now()),
    )


def _save(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    kept = Recommendation.objects.get(pk=row.pk)
    form = screen.words = RecommendationForm(request.POST, jury=row.jury, instance=kept)
    if not form.is_valid():
        return ""
    recommending.change_recommendation(recommendation=row, **form.cleaned_data)
    return _("Saved.")


def _publish(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    recommending.publish_recommendation(recommendation=row, by=request.user, at=timezone.now())
    return _("Published. Its address stays. Ask the bodies that it names now.")


def _remove(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    recommending.remove_recommendation(recommendation=row)
    return _("The draft is gone.")


def _add_evidence(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    form = screen.evidence = EvidenceForm(request.POST, jury=row.jury, prefix="evidence")
    if not form.is_valid():
        return ""
    recommending.add_evidence(recommendation=row, **form.evidence())
    return _("Added to what it rests on.")


def _remove_evidence(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    recommending.remove_evidence(recommendation=row, link_id=number(request.POST.get("link")))
    return _("Taken out of what it rests on.")


def _add_minority(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    form = screen.minority = MinorityForm(request.POST, prefix="minority")
    if not form.is_valid():
        return ""
    recommending.add_minority_statement(recommendation=row, **form.cleaned_data)
    return _("The minority statement stands beside it.")


def _remove_minority(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    recommending.remove_minority_statement(recommendation=row, statement_id=number(request.POST.get("statement")))
    return _("The minority statement is gone.")


def _link_actions(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    form = screen.actions = ActionsForm(request.POST, jury=row.jury, prefix="actions")
    if not form.is_valid():
        return ""
    link_actions(recommendation=row, actions=list(form.cleaned_data["actions"]))
    return _("Saved which actions answer it.")


def _ask(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    form = screen.bodies = AskBodiesForm(request.POST, prefix="bodies")
    if not form.is_valid():
        return ""
    ask_bodies(recommendation=row, at=timezone.now(), **form.cleaned_data)
    return _("Asked. The officers of these bodies get a letter.")


def _ask_no_more(request: HttpRequest, row: Recommendation, screen: Forms) -> str:
    ask_no_more(recommendation=row, answer_id=number(request.POST.get("answer")), at=timezone.now())
    return _("This body is no longer asked.")


STEPS: dict[str, Callable[[HttpRequest, Recommendation, Any], str]] = {
    "save": _save,
    "publish": _publish,
    "remove": _remove,
    "evidence": _add_evidence,
    "evidence_remove": _remove_evidence,
    "minority": _add_minority,
    "minority_remove": _remove_minority,
    "actions": _link_actions,
    "ask": _ask,
    "ask_no_more": _ask_no_more,
}
