"""Officers' screens of draws: start, progress, cancel, publish, the number thrown, the observer's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juries.draw_errors import DrawRefusal
from juries.draw_figures import in_words
from juries.draw_reads import find_draw, say_changes, say_progress
from juries.forms.call import NumberForm, ObserverForm
from juries.models import Draw, JuryPage
from juries.services.drawing import cancel_draw, make_observer_file, publish_draw, start_draw, throw_number
from juries.tasks import search_draw
from juries.views.officer_frame import access_call, show_screen
from people.access_log import log_look


@require_POST
def start(request: HttpRequest, page_id: int) -> HttpResponse:
    """Start a draw and lead to its screen; the search runs as a job."""
    jury, call = access_call(request, page_id)
    try:
        draw = start_draw(call=call, by=request.user, at=timezone.now())
    except DrawRefusal as refusal:
        return _refused(request, jury, refusal)
    search_draw.enqueue(draw.pk)
    return redirect("officer_draw:draw", jury.pk, draw.sequence)


@require_http_methods(["GET", "HEAD", "POST"])
def draw_detail(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show one draw: how far it is, or what is to be done with it."""
    jury, draw = _draw(request, page_id, number)
    form = NumberForm(request.POST if "number" in request.POST else None)
    problem = ""
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            _do(request, draw, form)
        except DrawRefusal as refusal:
            problem = str(refusal.public_message)
        else:
            return redirect("officer_draw:draw", jury.pk, draw.sequence)
    status = 409 if problem else 422 if form.errors else 200
    return _screen(request, jury, draw, form, problem=problem, status=status)


def _do(request: HttpRequest, draw: Draw, form: NumberForm) -> None:
    """Do what the pressed button says."""
    actions: dict[str, Callable[[], Any]] = {
        "cancel": lambda: cancel_draw(draw=draw, by=request.user),
        "publish": lambda: publish_draw(draw=draw, by=request.user, at=timezone.now()),
        "throw": lambda: throw_number(draw=draw, by=request.user, at=timezone.now(), **form.cleaned_data),
    }
    action = actions.get(request.POST.get("do", ""))
    if action is None or form.is_bound != (request.POST["do"] == "throw"):
        raise Http404
    action()


@require_safe
def draw_state(request: HttpRequest, page_id: int, number: int) -> JsonResponse:
    """Say in a few words how far a search is, for the script of its screen."""
    _jury, draw = _draw(request, page_id, number)
    return JsonResponse({"is_searching": draw.is_searching, "words": _words(draw)})


@require_http_methods(["GET", "HEAD", "POST"])
def observer(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Make the file of openings for an appointed observer."""
    jury, draw = _draw(request, page_id, number)
    form = ObserverForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["observer"]
        whole = Draw.objects.select_related("recruitment__jury").get(pk=draw.pk)
        try:
            content = make_observer_file(draw=whole, observer=name, by=request.user, at=timezone.now())
        except DrawRefusal as refusal:
            problem = str(refusal.public_message)
        else:
            log_look(request.user, f"openings of draw {draw.sequence}, for {name}", jury)
            response = HttpResponse(content, content_type="application/json")
            file_name = f"openings-{slugify(jury.slug)}-{draw.sequence}.json"
            response["Content-Disposition"] = f'attachment; filename="{file_name}"'
            response["Cache-Control"] = "no-store, private"
            return response
    files = list(draw.observer_files.select_related("made_by"))
    context = {"draw": draw, "form": form, "problem": problem, "files": files}
    status = 409 if problem else 422 if form.errors else 200
    return show_screen(
        request,
        "officer_draw_observer.html",
        jury=jury,
        title=_("File for an observer"),
        context=context,
        status=status,
    )


def _draw(request: HttpRequest, page_id: int, number: int) -> tuple[JuryPage, Draw]:
    jury, call = access_call(request, page_id)
    draw = find_draw(call, number)
    if draw is None:
        raise Http404
    return jury, draw


def _screen(
    request: HttpRequest, jury: JuryPage, draw: Draw, form: NumberForm, *, problem: str, status: int
) -> HttpResponse:
    publication = getattr(draw, "publication", None)
    context = {
        "draw": draw,
        "publication": publication,
        "pick": getattr(publication, "pick", None),
        "form": form,
        "problem": problem,
        "words": _words(draw),
        "changes": say_changes(draw) if draw.state == Draw.State.IMPOSSIBLE else [],
        "shelf": jury.get_parent().slug,
    }
    title = _("Draw %(number)d") % {"number": draw.sequence}
    return show_screen(request, "officer_draw_detail.html", jury=jury, title=title, context=context, status=status)


def _words(draw: Draw) -> str:
    """Say how a draw stands."""
    is_public = hasattr(draw, "publication")
    words = [_("The record is public.") if is_public else str(draw.get_state_display()) + "."]
    if draw.panels:
        words.append(say_progress(draw))
    if draw.least > 0:
        least = _("The least likely person has a chance of %(least)s; more than %(bound)s is not possible.")
        words.append(least % {"least": in_words(draw.least), "bound": in_words(draw.bound)})
    return " ".join(words)


def _refused(request: HttpRequest, jury: JuryPage, refusal: DrawRefusal) -> HttpResponse:
    context = {"problem": refusal.public_message}
    return show_screen(request, "officer_draw_refused.html", jury=jury, title=_("Draw"), context=context, status=409)
