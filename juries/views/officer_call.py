"""Officers' screens: how the call stands, the call itself, the population figures and the targets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.moments import say_closed, say_closing, say_opening
from juries.access import access_jury
from juries.draw_errors import BadCensus, DrawRefusal
from juries.draw_reads import call_of, draw_states, sought, standing_counts
from juries.forms.call import CallForm, CensusForm, TargetsForm
from juries.models import Recruitment, SoughtValue
from juries.services.calling import close_call, load_census, save_call, set_targets
from juries.views.officer_frame import access_call, show_screen


@require_safe
def overview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how the call of a jury stands and what comes next."""
    jury = access_jury(page_id, user=request.user)
    call = call_of(jury)
    context: dict[str, Any] = {"call": call}
    if call is not None:
        context |= {
            "when": _when(call),
            "is_over": call.closes_at <= timezone.now(),
            "is_open": call.is_open_at(timezone.now()),
            "draws": draw_states(call),
            "numbers": standing_counts(call),
            "is_ready": call.features.exists(),
            "shelf": jury.get_parent().slug,
        }
    return show_screen(request, "officer_recruit_overview.html", jury=jury, context=context)


@require_POST
def close_now(request: HttpRequest, page_id: int) -> HttpResponse:
    """Close the call before its day."""
    jury, call = access_call(request, page_id)
    close_call(call=call, at=timezone.now(), by=request.user)
    return redirect("officer_draw:overview", jury.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def call_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """Write the call."""
    jury = access_jury(page_id, user=request.user)
    call = call_of(jury)
    form = CallForm(request.POST if request.method == "POST" else None, instance=call)
    if request.method == "POST" and form.is_valid():
        try:
            save_call(jury=jury, values=form.cleaned_data, by=request.user, at=timezone.now())
        except DrawRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            return redirect("officer_draw:overview", jury.pk)
    status = 422 if form.errors else 200
    return show_screen(
        request, "officer_recruit_call.html", jury=jury, title=_("The call"), context={"form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, page_id: int) -> HttpResponse:
    """Upload population figures, and widen the targets worked out from them."""
    jury, call = access_call(request, page_id)
    is_upload = "upload" in request.POST
    census = CensusForm(request.POST, request.FILES) if is_upload else CensusForm()
    values = list(SoughtValue.objects.filter(feature__recruitment=call).select_related("feature"))
    is_table = request.method == "POST" and not is_upload
    table = TargetsForm(request.POST if is_table else None, values=values, size=call.size)
    problems: list[str] = []
    form = census if is_upload else table
    if request.method == "POST" and form.is_valid():
        problems = _kept(request, call, census if is_upload else None, table)
        if not problems:
            return redirect("officer_draw:targets", jury.pk)
    problems += [str(error) for errors in form.errors.values() for error in errors]
    context = {"call": call, "census": census, "tables": _rows(call, table), "problems": problems}
    status = 422 if problems else 200
    return show_screen(
        request, "officer_recruit_targets.html", jury=jury, title=_("Who is sought"), context=context, status=status
    )


def _kept(request: HttpRequest, call: Recruitment, census: CensusForm | None, table: TargetsForm) -> list[str]:
    """Keep what was sent; return why not, line by line."""
    try:
        if census is not None:
            load_census(call=call, content=census.cleaned_data["table"], by=request.user)
        else:
            set_targets(call=call, targets=table.targets(), by=request.user)
    except BadCensus as refusal:
        return [str(refusal.public_message), *refusal.problems]
    except DrawRefusal as refusal:
        return [str(refusal.public_message)]
    return []


def _rows(call: Recruitment, table: TargetsForm) -> list[dict[str, Any]]:
    fields = table.rows()
    return [
        {
            "feature": one.feature,
            "total": one.total,
            "rows": [(row, *fields[row.value.pk]) for row in one.rows],
        }
        for one in sought(call)
    ]


def _when(call: Recruitment) -> str:
    at = timezone.now()
    if at < call.opens_at:
        return say_opening(call.opens_at, at=at)
    if at < call.closes_at:
        return say_closing(call.closes_at, at=at)
    return say_closed(call.closes_at, at=at)
