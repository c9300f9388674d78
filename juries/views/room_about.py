"""Where a juror says whether they want to be counted in the make-up of the jury, and how."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juries.forms.make_up import AboutForm
from juries.models import Juror, PopulationShare
from juries.room_errors import RoomRefusal
from juries.services.make_up import agree, is_fixed, own_answers, take_back
from juries.views.room import show
from juries.views.room_door import in_room
from live.forms.problems import problems_of


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def about_you(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Take what a juror agrees to have counted, or erase it."""
    shares = list(PopulationShare.objects.filter(jury=juror.jury))
    form = AboutForm(request.POST or None, shares=shares, initial=own_answers(juror))
    if request.method == "POST" and form.is_valid():
        try:
            if "gone" in request.POST:
                take_back(juror=juror)
            else:
                agree(juror=juror, answers=form.answers())
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            messages.success(request, _("Saved. Thank you."))
            return redirect("juries:room_me")
    return show(request, juror, "room_about", form=form, problems=problems_of(form), is_fixed=is_fixed(juror.jury))
