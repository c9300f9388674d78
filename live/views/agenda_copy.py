"""Steps taken over: a whole agenda from another event, questions from a consultation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from live.errors import EventOver, LiveRefusal
from live.hub import hint_from_thread
from live.models import Event
from live.permissions import access_event
from live.services.agenda import add_question_steps
from live.services.events import copy_agenda
from live.sources import Source, all_sources, get_source
from live.views.desk import desk, number, show
from questions.kinds import get_kind
from questions.models import Question

#: Events offered at most.
MOST = 100


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the events and the other places to copy from; copy the agenda of an event."""
    event = access_event(pk, user=request.user)
    others = Event.objects.run_by(request.user).exclude(pk=pk).prepared()
    problems = []
    if request.method == "POST":
        source = others.filter(pk=number(request.POST.get("source")) or 0).first()
        if source is None:
            problems = [("source", _("Choose the event to copy from."))]
        else:
            try:
                return _copied(request, event, copy_agenda(source=source, target=event))
            except EventOver as refusal:
                problems = [("", str(refusal.public_message))]
    places = [(source, source.places_for(request.user)) for source in all_sources()]
    return show(request, "agenda_copy", event, others=others[:MOST], places=places, problems=problems)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int, source: str, key: str) -> HttpResponse:
    """Tick the questions of one place that are to be asked in the room."""
    event = access_event(pk, user=request.user)
    place, found = _questions_of(request, source, key)
    problems = []
    if request.method == "POST":
        ticked = set(request.POST.getlist("question"))
        wanted = [question for question in found if str(question.pk) in ticked]
        try:
            if wanted:
                count = add_question_steps(event=event, questions=wanted)
                if not place.taken(key, event=event, by=request.user, at=timezone.now()):
                    messages.warning(
                        request, _("The answers count in the room alone: the event is of another organisation.")
                    )
                return _copied(request, event, count)
            problems = [("question", _("Tick the questions to copy."))]
        except LiveRefusal as refusal:
            problems = [("", str(refusal.public_message))]
    there = set(event.agenda.polls().values_list("question_id", flat=True))
    rows = [(question, get_kind(question.kind).label, question.pk in there) for question in found]
    return show(request, "agenda_questions", event, rows=rows, problems=problems)


def _questions_of(request: HttpRequest, slug: str, key: str) -> tuple[Source, list[Question]]:
    source = get_source(slug)
    found = source.questions_of(key, user=request.user) if source else None
    if source is None or found is None:
        raise Http404
    return source, list(found)


def _copied(request: HttpRequest, event: Event, count: int) -> HttpResponse:
    hint_from_thread(event.pk)
    words = ngettext("%(count)d step is copied.", "%(count)d steps are copied.", count) % {"count": count}
    messages.success(request, words)
    return redirect("live:agenda", event.pk)
