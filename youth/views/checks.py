"""Administrators' screens of safeguarding checks in the admin. A number is shown by a press, and each look is noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.permissions import has_role, is_administrator
from people.roles import Role
from youth.checks_words import Standing, standing_of
from youth.errors import YouthRefusal
from youth.forms.joining import CheckForm, EndForm
from youth.models import SafeguardingCheck
from youth.services import checks as kept

NEAR = ("user", "recorded_by", "confirmed_by", "ended_by")


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """List the checks: who, until when, by whom, what has to be done."""
    _refuse_others(request)
    today = localdate()
    found = SafeguardingCheck.objects.select_related(*NEAR).prefetch_related("user__groups")
    rows = sorted((_row(one, today=today) for one in found), key=lambda row: (row["standing"].order, row["until"]))
    waiting = sum(row["standing"].word == "waiting" for row in rows)
    return _screen(request, "checks.html", title=_("Safeguarding checks"), rows=rows, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Put a check on record; another administrator confirms it."""
    _refuse_others(request)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            check = kept.record_check(**form.cleaned_data, by=request.user, at=timezone.now())
        except YouthRefusal as refusal:
            form.add_error(refusal.field or None, str(refusal.public_message))
        else:
            messages.success(request, _("It is on record. It counts when a second administrator has confirmed it."))
            return redirect("officer_checks:check", pk=check.pk)
    return _screen(
        request, "checks_record.html", title=_("Record a check"), form=form, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one check; show its number, confirm it, end it, make or unmake a safeguarding lead."""
    _refuse_others(request)
    found = SafeguardingCheck.objects.select_related(*NEAR).filter(pk=pk).first()
    if found is None:
        raise Http404
    action = request.POST.get("action", "") if request.method == "POST" else ""
    if action == "number":
        return _one(request, found, number=kept.show_number(check=found, by=request.user) or _("It has been erased."))
    form = EndForm(request.POST if action == "end" else None)
    if request.method != "POST" or (action == "end" and not form.is_valid()):
        return _one(request, found, form=form)
    try:
        said = _do(action, found, form, request)
    except YouthRefusal as refusal:
        return _one(request, found, form=form, problem=str(refusal.public_message))
    messages.success(request, said)
    return redirect("officer_checks:check", pk=found.pk)


def _do(action: str, check: SafeguardingCheck, form: EndForm, request: HttpRequest) -> str:
    """Do what was pressed and say what was done.

    Raises:
        YouthRefusal: It cannot be done.
    """
    by, at = request.user, timezone.now()
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "confirm": (
            lambda: kept.confirm_check(check=check, by=by, at=at),
            _("Confirmed. The adult can work here now."),
        ),
        "end": (
            lambda: kept.end_check(check=check, reason=form.cleaned_data["reason"], by=by, at=at),
            _("Ended. It counts no longer."),
        ),
        "lead": (lambda: kept.give_lead(check=check, by=by, at=at), _("They are a safeguarding lead now.")),
        "unlead": (lambda: kept.take_lead(check=check, by=by), _("They are a safeguarding lead no longer.")),
    }
    if action not in steps:
        raise Http404
    do, said = steps[action]
    do()
    return said


def _one(
    request: HttpRequest,
    check: SafeguardingCheck,
    *,
    form: EndForm | None = None,
    number: str = "",
    problem: str = "",
) -> HttpResponse:
    form, row = form or EndForm(), _row(check, today=localdate())
    word = row["standing"].word
    context = {
        **row,
        "form": form,
        "number": number,
        "problem": problem,
        "is_lead": has_role(check.user, Role.SAFEGUARDING_LEAD),
        "may_confirm": word == "waiting" and request.user.pk not in {check.user_id, check.recorded_by_id},
        "is_own": request.user.pk == check.user_id,
        "recorded_it": request.user.pk == check.recorded_by_id,
    }
    status = 409 if problem else 422 if form.errors else 200
    return _screen(request, "checks_one.html", title=_("A safeguarding check"), status=status, **context)


def _row(check: SafeguardingCheck, *, today: date) -> dict[str, Any]:
    standing: Standing = standing_of(check, today=today)
    is_lead = any(group.name == Role.SAFEGUARDING_LEAD.value for group in check.user.groups.all())
    return {"check": check, "standing": standing, "until": check.look_again_on, "is_lead": is_lead}


def _refuse_others(request: HttpRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied


def _screen(request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
    crumbs = [{"url": reverse("officer_checks:list"), "label": _("Safeguarding checks")}]
    if title != crumbs[0]["label"]:
        crumbs.append({"url": request.path, "label": title})
    frame = {"page_title": title, "header_title": title, "header_icon": "lock", "breadcrumbs_items": crumbs}
    response = render(request, f"youth/admin/{template}", frame | context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
