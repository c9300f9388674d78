"""Officers' screens of people: the pool against the targets, paper forms, who was drawn. Each look is logged."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juries.draw_errors import DrawRefusal
from juries.draw_reads import drawn_people, pool_counts, sought, standing_counts
from juries.forms.apply import ApplyForm
from juries.models import Applicant, Recruitment
from juries.room_errors import RoomRefusal
from juries.services.drawing import decline, take_seat
from juries.services.recruiting import apply, own_link
from juries.views.officer_frame import access_call, show_screen
from people.access_log import log_look


@require_safe
def pool(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how many of the pool have each value, against what is sought."""
    jury, call = access_call(request, page_id)
    log_look(request.user, "pool of applicants, counted", jury)
    context = {"call": call, "tables": sought(call, pool_counts(call)), "numbers": standing_counts(call)}
    return show_screen(request, "officer_recruit_pool.html", jury=jury, title=_("The pool"), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, page_id: int) -> HttpResponse:
    """Type in an application that came on paper; without an e-mail address its private link is shown, once."""
    jury, call = access_call(request, page_id)
    form = ApplyForm(request.POST if request.method == "POST" else None, call=call, is_paper=True)
    link, problems = "", []
    if request.method == "POST" and form.is_valid():
        try:
            made = apply(
                call=call, personal=form.personal(), features=form.features(), by=request.user, at=timezone.now()
            )
        except DrawRefusal as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            link = own_link(made.token or "")
            form = ApplyForm(call=call, is_paper=True)
    problems += form.problems()
    context = {"call": call, "form": form, "questions": list(form.questions()), "problems": problems, "link": link}
    return show_screen(
        request,
        "officer_recruit_paper.html",
        jury=jury,
        title=_("Add from paper"),
        context=context,
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def drawn(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who was drawn and how to reach them, and note what they say."""
    jury, call = access_call(request, page_id)
    problem = ""
    if request.method == "POST":
        problem = _noted(request, call)
        if not problem:
            return redirect("officer_draw:drawn", jury.pk)
    log_look(request.user, "names and contacts of those who were drawn", jury)
    people = drawn_people(call)
    free = call.size - sum(one.applicant.standing != Applicant.Standing.DECLINED for one in people)
    context = {"call": call, "people": people, "problem": problem, "free": free}
    status = 409 if problem else 200
    return show_screen(
        request, "officer_recruit_drawn.html", jury=jury, title=_("Who was drawn"), context=context, status=status
    )


def _noted(request: HttpRequest, call: Recruitment) -> str:
    """Note an answer; return why it could not be."""
    found = Applicant.objects.filter(recruitment=call, pk=_uuid(request.POST.get("applicant", "")))
    applicant = found.select_related("recruitment__jury").first()
    if applicant is None:
        raise Http404
    try:
        if request.POST.get("do") == "decline":
            decline(applicant=applicant, by=request.user)
        else:
            take_seat(applicant=applicant, by=request.user, at=timezone.now())
    except (DrawRefusal, RoomRefusal) as refusal:
        return str(refusal.public_message)
    return ""


def _uuid(text: str) -> str:
    """Return the number of a row, or nothing that is any row's."""
    is_one = len(text) == 36 and all(letter in "0123456789abcdef-" for letter in text)
    if not is_one:
        raise Http404
    return text
