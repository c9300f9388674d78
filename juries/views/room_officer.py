"""Officers' screens of a jury's room: drafting, votes, papers, adopting. Only for the jury's own organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juries.access import access_jury
from juries.forms.room import DraftingForm, PaperForm, VoteForm
from juries.models import Draft, Drafting, DraftVote, Juror, JuryPage, Paper
from juries.room_errors import RoomRefusal
from juries.room_reads import draft_row, draft_rows, version_rows
from juries.services.room import add_paper, close_drafting, open_drafting, remove_paper
from juries.services.room_votes import adopt, close_vote, open_vote
from people.permissions import is_officer_of


def screen(
    request: HttpRequest, jury: JuryPage, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw one screen below the jury's room."""
    room = {"url": reverse("jury_room:room", args=[jury.pk]), "label": _("The jury’s room")}
    jury_crumb = {"url": reverse("wagtailadmin_pages:edit", args=[jury.pk]), "label": jury.title}
    crumbs = [jury_crumb, room] + ([{"url": request.path, "label": title}] if title != room["label"] else [])
    frame = {
        "jury": jury,
        "page_title": f"{title}: {jury.title}",
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": crumbs,
    }
    response = render(request, f"juries/admin/{template}.html", frame | context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def try_it(request: HttpRequest, write: Callable[[], Any], done: str) -> bool:
    """Do something that may be refused, and say how it went."""
    try:
        write()
    except RoomRefusal as refusal:
        messages.error(request, str(refusal.public_message))
        return False
    messages.success(request, done)
    return True


@require_safe
def room(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how the work in the room stands."""
    jury, at = access_jury(page_id, user=request.user), timezone.now()
    drafting = Drafting.objects.filter(jury=jury).first()
    jurors = Juror.objects.sitting().filter(jury=jury)
    return screen(
        request,
        jury,
        "room",
        title=_("The jury’s room"),
        drafts=draft_rows(jury, at=at),
        drafting=drafting,
        is_drafting=drafting is not None and drafting.is_open(at=at),
        drafting_form=DraftingForm(),
        jurors_number=jurors.filter(is_facilitator=False).count(),
        may_read_talk=is_officer_of(request.user, jury.lead_organisation),
        papers_number=Paper.objects.filter(jury=jury).count(),
    )


@require_POST
def drafting(request: HttpRequest, page_id: int) -> HttpResponse:
    """Open or close drafting."""
    jury, at = access_jury(page_id, user=request.user), timezone.now()
    if "close" in request.POST:
        close_drafting(jury=jury, at=at, by=request.user)
        return redirect("jury_room:room", jury.pk)
    form = DraftingForm(request.POST)
    closes_at = form.cleaned_data["closes_at"] if form.is_valid() else None
    if not form.is_valid() or (closes_at and closes_at <= at):
        messages.error(request, _("Drafting closes at a moment to come: day and time, or leave it empty."))
    else:
        open_drafting(jury=jury, at=at, by=request.user, closes_at=closes_at)
    return redirect("jury_room:room", jury.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, page_id: int, draft_id: int) -> HttpResponse:
    """Show a draft, and put it to the vote."""
    jury, at = access_jury(page_id, user=request.user), timezone.now()
    found = _draft(jury, draft_id)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {"opens_at": at, "at": at, "by": request.user, **form.cleaned_data}
        if try_it(request, lambda: open_vote(draft=found, **fields), _("The vote is open.")):
            return redirect("jury_room:draft", jury.pk, found.pk)
    return screen(
        request,
        jury,
        "room_draft",
        title=found.title,
        draft=found,
        row=draft_row(found, at=at),
        form=form,
        rows=version_rows(found),
        statements=[(one, 1 + one.supporters.count()) for one in found.statements.all()],
    )


@require_POST
def vote_close(request: HttpRequest, page_id: int, draft_id: int) -> HttpResponse:
    """Close the vote on a draft, or call it off."""
    jury = access_jury(page_id, user=request.user)
    found = DraftVote.objects.uncounted().filter(draft=_draft(jury, draft_id)).first()
    if found is not None:
        close_vote(vote=found, at=timezone.now(), by=request.user)
        messages.success(request, _("The vote is closed and counted. The votes themselves are destroyed."))
    return redirect("jury_room:draft", jury.pk, draft_id)


@require_POST
def draft_adopt(request: HttpRequest, page_id: int, draft_id: int) -> HttpResponse:
    """Make a draft that the jury agreed to a recommendation."""
    jury = access_jury(page_id, user=request.user)
    found = _draft(jury, draft_id)
    done = _("It is a recommendation now. Publish it when you are ready.")
    try_it(request, lambda: adopt(draft=found, at=timezone.now(), by=request.user), done)
    return redirect("jury_room:draft", jury.pk, draft_id)


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the papers, and add one."""
    jury = access_jury(page_id, user=request.user)
    form = PaperForm(request.POST or None, request.FILES or None, jury=jury)
    if request.method == "POST" and form.is_valid():
        fields = {"jury": jury, "at": timezone.now(), "by": request.user, **form.cleaned_data}
        if try_it(request, lambda: add_paper(**fields), _("The paper lies in the room.")):
            return redirect("jury_room:papers", jury.pk)
    found = Paper.objects.filter(jury=jury).select_related("session")
    return screen(request, jury, "room_papers", title=_("Papers"), papers=found, form=form)


@require_safe
def paper_file(request: HttpRequest, page_id: int, paper_id: int) -> FileResponse:
    """Hand out the file of a paper to whoever put it there."""
    jury = access_jury(page_id, user=request.user)
    found = get_object_or_404(Paper, pk=paper_id, jury=jury)
    if found.size is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True)


@require_POST
def paper_remove(request: HttpRequest, page_id: int, paper_id: int) -> HttpResponse:
    """Take a paper out of the room."""
    jury = access_jury(page_id, user=request.user)
    found = Paper.objects.filter(pk=paper_id, jury=jury).first()
    if found is not None:
        remove_paper(paper=found, by=request.user)
    return redirect("jury_room:papers", jury.pk)


def _draft(jury: JuryPage, pk: int) -> Draft:
    return get_object_or_404(Draft.objects.select_related("jury", "recommendation", "theme"), pk=pk, jury=jury)
