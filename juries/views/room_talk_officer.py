"""Officers' screens of the jurors' discussions: for officers of the jury's own organisation, and nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juries.access import access_jury
from juries.forms.talk import LookForm, OpenForm
from juries.models import JuryPage
from juries.room_errors import RoomRefusal
from juries.services.talking import close_discussion, open_discussion
from juries.talk_reads import access_said, access_session, access_talk, rules_of, talk_page, talks_of
from juries.views.room_officer import screen
from juries.views.room_talk import decided, page_asked
from live.forms.problems import problems_of
from people.permissions import is_officer_of


@require_http_methods(["GET", "HEAD", "POST"])
def talks(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the sessions with their discussions; open and close them."""
    jury, at = _own_jury(request, page_id), timezone.now()
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = request.POST.get("session", "")
        session = access_session(jury, int(sent) if sent.isascii() and sent.isdigit() else 0)
        try:
            if request.POST.get("choice") == "close":
                close_discussion(jury=jury, discussion=access_talk(jury, session.pk), at=at, by=request.user)
            else:
                open_discussion(jury=jury, session=session, at=at, by=request.user, **form.cleaned_data)
        except RoomRefusal as refusal:
            form.add_error("closes_at", str(refusal.public_message))
        else:
            messages.success(request, _("Done. The jurors see it at once."))
            return redirect("jury_room:talks", jury.pk)
    sessions = [(one, talk, talk is not None and talk.takes_posts(at=at)) for one, talk in talks_of(jury)]
    return screen(request, jury, "room_talks", title=_("Discussions"), sessions=sessions, form=form)


@require_http_methods(["GET", "HEAD"])
def talk(request: HttpRequest, page_id: int, session_id: int) -> HttpResponse:
    """Show a page of a discussion, with what was reported in it."""
    jury, at = _own_jury(request, page_id), timezone.now()
    found = access_talk(jury, session_id)
    shown = talk_page(found, jury=jury, juror=None, page=page_asked(request), at=at)
    return screen(request, jury, "room_talk", title=found.session.title, talk=found, shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, page_id: int, session_id: int, number: int) -> HttpResponse:
    """Look at one post: let it through, leave it standing, remove it under a rule."""
    jury = _own_jury(request, page_id)
    found = access_talk(jury, session_id)
    said = access_said(found, number, juror=None)
    form = LookForm(request.POST or None, rules=rules_of(found))
    if request.method == "POST" and form.is_valid() and decided(request, said, form, by=request.user):
        messages.success(request, _("Decided. The jurors see it at once."))
        return redirect("jury_room:talk", jury.pk, found.session_id)
    context = {"talk": found, "post": said, "form": form, "reports": said.reports.filter(settled_at=None)}
    title = _("Post %(number)s") % {"number": said.number}
    status = 409 if form.errors else 200
    return screen(request, jury, "room_talk_post", title=title, status=status, problems=problems_of(form), **context)


def _own_jury(request: HttpRequest, page_id: int) -> JuryPage:
    """Return a jury whose lead organisation this person is an officer of; administrators are not let in here.

    Raises:
        Http404: There is none, or it is not theirs.
    """
    jury = access_jury(page_id, user=request.user)
    if not is_officer_of(request.user, jury.lead_organisation):
        raise Http404
    return jury
