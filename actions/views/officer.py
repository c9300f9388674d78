"""Officers' screens in the admin: the plans their organisations lead, and the actions of each.

Everything is found through `actions.access`, so that officers of other bodies get the same 404 as a stranger.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions import reads
from actions.access import access_kept_action, access_kept_plan, may_enter, may_lead
from actions.errors import Refusal
from actions.forms.plans import ActionForm, PlanForm
from actions.models import Action, ActionPlan
from actions.pictures import TAGS, draw
from actions.priorities import officer_urls
from actions.services import plans as services
from actions.standing import Status
from actions.views.officer_screen import show_screen
from actions.views.officer_words import Words

PLANS_A_PAGE = 50
ACTIONS_A_PAGE = 100

View = Callable[..., HttpResponse]


def officers(view: View) -> View:
    """Let in who works for an organisation; to everybody else the screen is not there."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_enter(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@officers
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """List the plans this person's organisations lead."""
    found = ActionPlan.objects.kept_by(request.user).select_related("lead_organisation")
    page = Paginator(found.order_by("-created_at", "-pk"), PLANS_A_PAGE).get_page(request.GET.get("page"))
    counts = reads.counts_of_plans([one.pk for one in page], today=timezone.localdate(timezone.now()))
    rows = [(one, draw(counts[one.pk])) for one in page]
    return show_screen(request, "officer_list.html", title=_("Promises"), rows=rows, list_page=page)


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Make a plan in the name of one of this person's organisations."""
    form = PlanForm(request.POST or None, organisations=may_lead(request.user))
    if form.is_valid():
        plan = services.create_plan(fields=form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("The plan is made, as a draft. Put its actions in now."))
        return redirect("officer_plans:plan", plan.pk)
    return show_screen(request, "officer_plan_form.html", title=_("Make a plan"), form=form, status=_status(form))


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a plan says of itself."""
    plan = access_kept_plan(pk, user=request.user)
    changed = access_kept_plan(pk, user=request.user)
    form = PlanForm(request.POST or None, instance=changed, organisations=may_lead(request.user))
    words = Words.read(request, plan)
    if form.is_valid():
        try:
            services.save_plan(plan=form.instance, by=request.user, seen=words.sent)  # type: ignore[arg-type]
        except Refusal as refusal:
            words.refuse(refusal, form, now=access_kept_plan(pk, user=request.user))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("officer_plans:plan", plan.pk)
    frame: dict[str, Any] = {"title": _("About this plan"), "form": form, "words": words, "status": _status(form)}
    return show_screen(request, "officer_plan_form.html", plan=plan, **frame)


@officers
@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan with its actions in their order and all that can be done with it."""
    plan = access_kept_plan(pk, user=request.user)
    found = plan.actions.select_related("owner").order_by("order", "pk")
    page = Paginator(found, ACTIONS_A_PAGE).get_page(request.GET.get("page"))
    counts = reads.counts_of_plans([plan.pk], today=timezone.localdate(timezone.now()))
    rows = [(one, TAGS[Status(one.status)]) for one in page]
    return show_screen(
        request,
        "officer_plan.html",
        title=plan.title,
        plan=plan,
        rows=rows,
        list_page=page,
        bar=draw(counts[plan.pk]),
        to_conference=officer_urls(plan.pk) if plan.is_published else [],
    )


@officers
@require_POST
def plan_publish(request: HttpRequest, pk: int) -> HttpResponse:
    plan = access_kept_plan(pk, user=request.user)
    try:
        services.publish_plan(plan=plan, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        messages.success(request, _("The plan is published: everybody can read it."))
    return redirect("officer_plans:plan", plan.pk)


@officers
@require_POST
def plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = access_kept_plan(pk, user=request.user)
    services.take_back_plan(plan=plan, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The plan is a draft again. What was said of its actions is kept."))
    return redirect("officer_plans:plan", plan.pk)


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an action into a plan."""
    plan = access_kept_plan(pk, user=request.user)
    form = ActionForm(request.POST or None, instance=Action(plan=plan))
    if form.is_valid():
        partners = form.cleaned_data["partners"]
        try:
            services.add_action(plan=plan, fields=form.written(), partners=partners, at=timezone.now())
        except Refusal as refusal:
            form.add_error("reference", str(refusal.public_message))
        else:
            messages.success(request, _("The action is in the plan."))
            return redirect("officer_plans:plan", plan.pk)
    title = _("Add an action")
    return show_screen(request, "officer_action_form.html", title=title, plan=plan, form=form, status=_status(form))


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: HttpRequest, pk: int, action_id: int) -> HttpResponse:
    """Change what an action promises, or where it stands in the plan."""
    plan = access_kept_plan(pk, user=request.user)
    action = access_kept_action(plan, action_id)
    place = services.place_of(action)
    form = ActionForm(request.POST or None, instance=access_kept_action(plan, action_id), place=place)
    words, at = Words.read(request, action), timezone.now()
    if form.is_valid():
        partners = form.cleaned_data["partners"]
        try:
            services.save_action(
                action=form.instance,
                partners=partners,
                by=request.user,  # type: ignore[arg-type]
                at=at,
                seen=words.sent,
            )
        except Refusal as refusal:
            words.refuse(refusal, form, now=access_kept_action(plan, action_id))
        else:
            if (wanted := form.cleaned_data["place"]) and wanted != place:
                services.place_action(action=action, place=wanted)
            messages.success(request, _("The action is saved."))
            return redirect("officer_plans:plan", plan.pk)
    title = _("Action %(reference)s") % {"reference": action.reference}
    frame: dict[str, Any] = {"form": form, "words": words, "action": action, "status": _status(form)}
    return show_screen(request, "officer_action_form.html", title=title, plan=plan, **frame)


@officers
@require_POST
def action_move(request: HttpRequest, pk: int, action_id: int) -> HttpResponse:
    """Move an action one place up or down."""
    action = access_kept_action(access_kept_plan(pk, user=request.user), action_id)
    step = {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    services.place_action(action=action, place=services.place_of(action) + step)
    return redirect("officer_plans:plan", pk)


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def action_remove(request: HttpRequest, pk: int, action_id: int) -> HttpResponse:
    """Ask once, then take an action of which nothing was said out of the plan."""
    plan = access_kept_plan(pk, user=request.user)
    action = access_kept_action(plan, action_id)
    if request.method != "POST":
        title = _("Take action %(reference)s out") % {"reference": action.reference}
        return show_screen(request, "officer_action_remove.html", title=title, plan=plan, action=action)
    try:
        services.remove_action(action=action, by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        messages.success(request, _("The action is out of the plan."))
    return redirect("officer_plans:plan", plan.pk)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
