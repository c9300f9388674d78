"""Residents put questions for the jury to a session before it starts, without an account."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.moments import say_moment
from core.ratelimit import network_of, take
from juries.access import public_session
from juries.errors import JuryRefusal
from juries.forms.residents import AskForm
from juries.letters import question_of_token
from juries.models import JuryPage, SessionPage
from juries.reads import jury_crumbs
from juries.services.residents import ask_question
from juries.services.residents import leave as stop_letters
from live.forms.problems import problems_of

#: From one network in an hour.
MOST_AN_HOUR: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, shelf: str, jury: str, session: str) -> HttpResponse:
    """Ask for the question; take it until the session starts."""
    page, sitting = public_session(shelf, jury, session)
    at = timezone.now()
    form, status = AskForm(request.POST or None), 200
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        status, problem = _take_question(request, form, sitting, at=at) if form.is_valid() else (422, "")
        if status == 302:
            return redirect("juries:asked", shelf, jury, session)
        problems = [("", problem)] if problem else problems_of(form)
    context = _frame(page, sitting, at=at) | {"form": form, "problems": problems}
    return render(request, "juries/ask.html", context, status=status)


def _take_question(request: HttpRequest, form: AskForm, sitting: SessionPage, *, at: datetime) -> tuple[int, str]:
    """Take what a valid form says; return the status of the answer and, where it was refused, why."""
    if not take(name="juries.ask", who=network_of(request), limit=MOST_AN_HOUR, seconds=3600, at=at).is_granted:
        return 429, _("Many questions came from your network. Wait an hour, then send yours again.")
    try:
        ask_question(session=sitting, at=at, **form.cleaned_data)
    except JuryRefusal as refusal:
        return 422, str(refusal.public_message)
    return 302, ""


@require_safe
def sent(request: HttpRequest, shelf: str, jury: str, session: str) -> HttpResponse:
    """Confirm that the question has arrived, and say what happens to it."""
    page, sitting = public_session(shelf, jury, session)
    return render(request, "juries/asked.html", _frame(page, sitting, at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters about a question. Opening the link changes nothing: mail programs open links by themselves."""
    question_id = question_of_token(token)
    is_done = question_id is not None and request.method == "POST"
    if is_done and question_id is not None:
        stop_letters(question_id=question_id)
    context = {"is_done": is_done, "is_known": question_id is not None}
    return render(request, "juries/leave.html", context, status=200 if question_id is not None else 404)


def _frame(page: JuryPage, sitting: SessionPage, *, at: datetime) -> dict[str, object]:
    base = page.get_url() or ""
    url = f"{base}{sitting.slug}/"
    return {
        "jury": page,
        "session": sitting,
        "session_url": url,
        "is_open": sitting.takes_questions_at(at),
        "until": say_moment(sitting.starts_at, at=at) if sitting.starts_at else "",
        "crumbs": [*jury_crumbs(page, base=base), (sitting.title, url)],
    }
