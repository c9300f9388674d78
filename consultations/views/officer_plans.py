"""Officers' screen of the plans that answer a consultation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actions.models import ActionPlan
from consultations.access import may_edit
from consultations.models import ConsultationPage
from consultations.result_access import access_officer_results, access_release
from consultations.services.promises import NotYourPlan, link_plan, plans_for, unlink_plan
from consultations.views.officer_screen import show_screen


@require_http_methods(["GET", "HEAD", "POST"])
def plan_links(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show which plans answer a consultation; link another or take one away."""
    if request.method == "POST":
        return _change(request, access_release(page_id, user=request.user))  # type: ignore[arg-type]
    return _screen(request, access_officer_results(page_id, user=request.user))  # type: ignore[arg-type]


def _change(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    if (away := _number(request.POST.get("away"))) is not None:
        unlink_plan(consultation=consultation, plan_id=away)
        return redirect("officer_results:plans", consultation.pk)
    chosen = _number(request.POST.get("plan"))
    plan = plans_for(consultation, user=request.user).filter(pk=chosen).first() if chosen is not None else None
    if plan is None:
        return _screen(request, consultation, problem=_("Choose a plan from the list."), status=400)
    try:
        link_plan(consultation=consultation, plan=plan, by=request.user, at=timezone.now())
    except NotYourPlan as refusal:
        return _screen(request, consultation, problem=str(refusal.public_message), status=409)
    return redirect("officer_results:plans", consultation.pk)


def _screen(
    request: HttpRequest, consultation: ConsultationPage, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Draw the screen. Another body's draft that answers this consultation is not named to who may not read it."""
    linked = ActionPlan.objects.read_by(request.user).filter(consultation_links__consultation=consultation)
    is_editor = may_edit(request.user, consultation)
    others = plans_for(consultation, user=request.user) if is_editor else ActionPlan.objects.none()
    context = {
        "linked": linked.distinct().order_by("title"),
        "others": others.exclude(consultation_links__consultation=consultation).distinct().order_by("title"),
        "may_edit": is_editor,
        "problem": problem,
    }
    return show_screen(
        request,
        "officer_plans.html",
        title=_("What was promised"),
        consultation=consultation,
        status=status,
        context=context,
    )


def _number(sent: str | None) -> int | None:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else None
