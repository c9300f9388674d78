"""Officers' screens of people: the pool against the targets, paper forms, who was drawn. Each look is logged."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from juries.draw_errors import DrawRefusal
from juries.draw_reads import drawn_people, pool_counts, seats_of, sought, standing_counts
from juries.forms.apply import ApplyForm
from juries.models import Applicant, Recruitment
from juries.services.recruiting import apply, own_link
from juries.services.seating import Room, decline, take_seat
from juries.views.officer_frame import access_call, show_screen
from people.access_log import log_look
from people.permissions import is_officer_of


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


#: What an officer is told of the place in the jury's room of somebody who takes part.
PLACES: Final = {
    Room.INVITED: gettext_lazy("Noted. The link to the jury’s room leaves within a minute."),
    Room.THERE_ALREADY: gettext_lazy(
        "Noted. Somebody with this e-mail address has a place in the jury’s room already."
    ),
    Room.NO_ADDRESS: gettext_lazy(
        "Noted. There is no e-mail address, so this person has no place in the jury’s room on line. Send papers by "
        "post, or give them a place under ‘The jury’s room’, ‘Jurors’ once they have an address."
    ),
    Room.CLOSED: gettext_lazy("Noted. The jury is closed, so there is no place in its room."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def drawn(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who was drawn and how to reach them, and note what they say. Only to the jury's own officers."""
    jury, call = access_call(request, page_id)
    if not is_officer_of(request.user, jury.lead_organisation):
        raise PermissionDenied
    problem = ""
    if request.method == "POST":
        problem = _noted(request, call)
        if not problem:
            return redirect("officer_draw:drawn", jury.pk)
    log_look(request.user, "names and contacts of those who were drawn", jury)
    context = {"call": call, "people": drawn_people(call), "problem": problem} | seats_of(call)
    status = 409 if problem else 200
    return show_screen(
        request, "officer_recruit_drawn.html", jury=jury, title=_("Who was drawn"), context=context, status=status
    )


def _noted(request: HttpRequest, call: Recruitment) -> str:
    """Note an answer and say what came of it; return why it could not be noted."""
    found = Applicant.objects.filter(recruitment=call, pk=_uuid(request.POST.get("applicant", "")))
    applicant = found.select_related("recruitment__jury").first()
    if applicant is None:
        raise Http404
    at = timezone.now()
    try:
        if request.POST.get("do") == "decline":
            decline(applicant=applicant, by=request.user, at=at)
            messages.success(request, _("Noted. The place is free."))
        else:
            room = take_seat(applicant=applicant, by=request.user, at=at)
            messages.success(request, str(PLACES[room]))
    except DrawRefusal as refusal:
        return str(refusal.public_message)
    return ""


def _uuid(text: str) -> str:
    """Return the number of a row, or nothing that is any row's."""
    is_one = len(text) == 36 and all(letter in "0123456789abcdef-" for letter in text)
    if not is_one:
        raise Http404
    return text
