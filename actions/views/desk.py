"""Officers' screens of board reports and of reviews."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actions.access import access_kept_plan, may_lead
from actions.errors import Refusal
from actions.forms.desk import CommentaryForm, FreezeForm, ReportForm
from actions.models import ActionPlan, BoardReport, PlanReview
from actions.services import board, reviews
from actions.views.officer import officers
from actions.views.officer_screen import show_screen
from actions.views.officer_words import Words


@officers
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """List the board reports of this person's organisations."""
    found = BoardReport.objects.kept_by(request.user).select_related("organisation")[:200]
    return show_screen(request, "officer_report_list.html", title=_("Board reports"), reports=found)


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Change a report, publish it, take it back, or remove it."""
    report = _access(request, report_id)
    match request.POST.get("do", ""):
        case "publish":
            try:
                board.publish_report(report=report, at=timezone.now())
            except Refusal as refusal:
                messages.error(request, str(refusal.public_message))
            else:
                messages.success(request, _("The report is published: everybody can read it."))
            return redirect("ledger_desk:report", report.pk)
        case "withdraw":
            board.withdraw_report(report=report)
            messages.success(request, _("The report is a draft again."))
            return redirect("ledger_desk:report", report.pk)
        case "remove":
            board.remove_report(report=report)
            messages.success(request, _("The report is removed. The plans it was about stay."))
            return redirect("ledger_desk:reports")
    return _edit(request, report)


def _edit(request: HttpRequest, report: BoardReport | None) -> HttpResponse:
    form = ReportForm(
        request.POST or None,
        instance=report,
        organisations=may_lead(request.user),
        plans=ActionPlan.objects.read_by(request.user).select_related("lead_organisation").order_by("title"),
    )
    words = Words.read(request, report) if report else None
    if request.method == "POST" and form.is_valid():
        saved = _save(request, report, form, words)
        if saved:
            messages.success(request, _("The report is saved."))
            return redirect("ledger_desk:report", saved.pk)
    kept = BoardReport.objects.filter(pk=report.pk).first() if report else None
    title = kept.title if kept else _("Make a board report")
    frame: dict[str, Any] = {"form": form, "words": words, "report": kept, "status": 422 if form.errors else 200}
    return show_screen(request, "officer_report_form.html", title=title, **frame)


def _save(
    request: HttpRequest, report: BoardReport | None, form: ReportForm, words: Words | None
) -> BoardReport | None:
    """Save a report; where a colleague did meanwhile, nothing, and say so on the form."""
    values: dict[str, Any] = {**form.cleaned_data, "by": request.user, "seen": words.sent if words else None}
    try:
        return board.save_report(report=report, at=timezone.now(), **values)
    except Refusal as refusal:
        if report and words:
            words.refuse(refusal, form, now=_access(request, report.pk))
    return None


def _access(request: HttpRequest, pk: int) -> BoardReport:
    """Return a report of this person's organisations.

    Raises:
        Http404: There is none, or it is another organisation's.
    """
    found = BoardReport.objects.kept_by(request.user).select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def review_list(request: HttpRequest, pk: int) -> HttpResponse:
    """List the reviews of a plan and freeze a new one."""
    plan = access_kept_plan(pk, user=request.user)
    at = timezone.now()
    today = timezone.localdate(at)
    form = FreezeForm(request.POST or None, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        try:
            review = reviews.freeze_plan(plan=plan, by=request.user, at=at, **values)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            messages.success(request, _("The plan is frozen as it stood. Read the review, then publish it."))
            return redirect("ledger_desk:review", plan.pk, review.pk)
    found = plan.reviews.order_by("-taken_on", "-pk").defer("snapshot")
    status = 422 if form.errors else 200
    return show_screen(
        request, "officer_review_list.html", title=_("Reviews"), plan=plan, form=form, reviews=found, status=status
    )


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def review_edit(request: HttpRequest, pk: int, review_id: int) -> HttpResponse:
    """Change what is said of a review, publish it or take it back. What it froze stays."""
    plan = access_kept_plan(pk, user=request.user)
    review = plan.reviews.filter(pk=review_id).first()
    if review is None:
        raise Http404
    review.plan = plan
    if request.POST.get("do", "") in {"publish", "withdraw"}:
        _publish(request, review)
        return redirect("ledger_desk:review", plan.pk, review.pk)
    form = CommentaryForm(request.POST or None, initial={"title": review.title, "commentary": review.commentary})
    words = Words.read(request, review)
    if request.method == "POST" and form.is_valid():
        try:
            reviews.write_commentary(review=review, **form.cleaned_data, seen=words.sent)
        except Refusal as refusal:
            words.refuse(refusal, form, now=review)
        else:
            messages.success(request, _("The review is saved."))
            return redirect("ledger_desk:review", plan.pk, review.pk)
    frame: dict[str, Any] = {"form": form, "words": words, "review": review, "status": 422 if form.errors else 200}
    return show_screen(request, "officer_review_form.html", title=review.title, plan=plan, **frame)


def _publish(request: HttpRequest, review: PlanReview) -> None:
    if request.POST["do"] == "withdraw":
        reviews.withdraw_review(review=review)
        messages.success(request, _("The review is a draft again."))
        return
    try:
        reviews.publish_review(review=review, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        messages.success(request, _("The review is published: everybody can read it."))
