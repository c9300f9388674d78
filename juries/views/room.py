"""The room itself: what there is to read, drafts, versions, notes. Everything is looked for in the juror's own jury."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.moments import say_closing
from juries.forms.room import DraftForm, NameForm, NewDraftForm, NoteForm, StatementForm, VoteForm
from juries.models import Draft, DraftVersion, Juror, Paper, Stand
from juries.room_errors import DraftMoved, RoomRefusal
from juries.room_reads import changed, draft_row, draft_rows, is_drafting, looks_at, session_rows, version_rows
from juries.services import room as services
from juries.services.jurors import choose_name
from juries.services.leaving import end_place
from juries.services.make_up import is_fixed
from juries.views.room_door import in_room
from live.forms.problems import problems_of


@require_safe
@in_room
def room(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Show what lies in the room: what to do now, drafts, papers, who sits in it."""
    at = timezone.now()
    rows = draft_rows(juror.jury, at=at, juror=juror)
    return show(
        request,
        juror,
        "room",
        drafts=rows,
        open_votes=[row for row in rows if row.is_open],
        sessions=session_rows(juror.jury),
        jurors=Juror.objects.sitting().filter(jury=juror.jury),
        is_drafting=is_drafting(juror.jury, at=at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def me(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Let a juror choose their name, and show who looked at who they are."""
    form = NameForm(request.POST or None, initial={"name": juror.display_name})
    if request.method == "POST" and form.is_valid():
        try:
            choose_name(juror=juror, name=form.cleaned_data["name"])
        except RoomRefusal as refusal:
            form.add_error("name", str(refusal.public_message))
        else:
            messages.success(request, _("You go by this name in the room."))
            return redirect("juries:room")
    told: dict[str, Any] = {"looks": looks_at([juror]), "is_published": is_fixed(juror.jury)}
    return show(request, juror, "room_me", form=form, problems=problems_of(form), **told)


@require_POST
@in_room
def quit_jury(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Give up one's place, once one has said so twice."""
    if request.POST.get("sure") != "yes":
        return show(request, juror, "room_quit")
    end_place(juror=juror, at=timezone.now())
    return render(request, "juries/room_left.html", {"for_good": True})


@require_safe
@in_room
def paper(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Show a paper that is written in the room itself."""
    found = get_object_or_404(Paper, pk=pk, jury=juror.jury)
    return show(request, juror, "room_paper", paper=found)


@require_safe
@in_room
def paper_file(request: HttpRequest, juror: Juror, pk: int) -> FileResponse:
    """Hand out the file of a paper."""
    found = get_object_or_404(Paper, pk=pk, jury=juror.jury)
    if found.size is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def draft_new(request: HttpRequest, juror: Juror) -> HttpResponse:
    """Begin a draft."""
    form = NewDraftForm(request.POST or None, jury=juror.jury)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin_draft(
                juror=juror, words=_words(form), at=timezone.now(), theme=form.cleaned_data.get("theme")
            )
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            return redirect("juries:room_draft", made.pk)
    return show(request, juror, "room_draft_form", form=form, problems=problems_of(form))


@require_safe
@in_room
def draft(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Show a draft with its notes, its vote and what others say who see it otherwise."""
    return show_draft(request, juror, own_draft(juror, pk))


def show_draft(request: HttpRequest, juror: Juror, found: Draft, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Draw the page of a draft; `forms` in which something is wrong take the place of the fresh ones."""
    at = timezone.now()
    row = draft_row(found, at=at, juror=juror)
    statements = list(found.statements.select_related("juror").prefetch_related("supporters"))
    mine = next((one for one in statements if one.juror_id == juror.pk), None)
    context = {
        "draft": found,
        "row": row,
        "closing": say_closing(row.vote.closes_at, at=at) if row.vote and row.is_open else "",
        "notes": found.notes.select_related("juror"),
        "statements": [(one, juror in one.supporters.all(), one.supporters.all()) for one in statements],
        "is_drafting": is_drafting(juror.jury, at=at),
        "note_form": NoteForm(prefix="note"),
        "statement_form": StatementForm(prefix="statement", initial={"text": mine.text if mine else ""}),
        "vote_form": VoteForm(prefix="vote") if juror.is_facilitator else None,
        "has_statement": mine is not None,
        "stands": Stand.choices,
    }
    problems = [problem for form in forms.values() for problem in problems_of(form)]
    return show(request, juror, "room_draft", status=status, problems=problems, **context | forms)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def draft_edit(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Write on. Where somebody saved meanwhile, show theirs beside one's own: nothing is lost."""
    found = own_draft(juror, pk)
    form = DraftForm(request.POST) if request.method == "POST" else DraftForm.of(found)
    if request.method == "POST" and form.is_valid():
        base = form.cleaned_data["base"]
        try:
            services.save_draft(draft=found, juror=juror, words=_words(form), base=base, at=timezone.now())
        except DraftMoved as refusal:
            return _both(request, juror, found, form, str(refusal.public_message))
        except RoomRefusal as refusal:
            form.add_error(None, str(refusal.public_message))
        else:
            return redirect("juries:room_draft", found.pk)
    return show(request, juror, "room_draft_form", draft=found, form=form, problems=problems_of(form))


def _both(request: HttpRequest, juror: Juror, found: Draft, form: DraftForm, words: str) -> HttpResponse:
    """Show what stands now beside what was typed; sent again, it is saved over what stands now."""
    found.refresh_from_db()
    theirs = found.versions.select_related("written_by").get(number=found.version)
    mine = DraftVersion(draft=found, **{name: form.cleaned_data[name] for name in ("title", "text", "reasons")})
    again = DraftForm({**form.cleaned_data, "base": found.version})
    context = {"draft": found, "form": again, "theirs": theirs, "difference": changed(theirs, mine)}
    return show(request, juror, "room_draft_form", status=409, problems=[("theirs", words)], **context)


@require_safe
@in_room
def versions(request: HttpRequest, juror: Juror, pk: int) -> HttpResponse:
    """Show every version of a draft and what changed in it."""
    found = own_draft(juror, pk)
    return show(request, juror, "room_versions", draft=found, rows=version_rows(found))


def own_draft(juror: Juror, pk: int) -> Draft:
    """Return a draft of the juror's own jury.

    Raises:
        Http404: There is none, or another jury wrote it.
    """
    return get_object_or_404(Draft.objects.select_related("jury", "theme", "recommendation"), pk=pk, jury=juror.jury)


def show(request: HttpRequest, juror: Juror, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    frame = {"juror": juror, "jury": juror.jury, "problems": []}
    return render(request, f"juries/{template}.html", frame | context, status=status)


def _words(form: DraftForm) -> services.Words:
    data = form.cleaned_data
    return services.Words(data["title"], data["text"], data["reasons"])
