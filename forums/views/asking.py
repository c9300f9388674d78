"""Questions to the partnership: asked in a thread, supported, put by moderators, answered by the body."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forums.access import Reader, access_thread
from forums.errors import ForumRefusal, NotAMember
from forums.forms.moderating import PutForm
from forums.forms.writing import AnswerActionForm, AnswerForm, QuestionForm
from forums.models import PartnershipQuestion, Thread
from forums.permissions import bodies_of
from forums.services.scrutiny import (
    answer_question,
    ask_partnership,
    link_answer_action,
    put_question,
    support,
    take_back,
    take_back_support,
)
from forums.views.frame import crumbs_of, show


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Turn a thread into a question to a body."""
    reader, found = access_thread(slug, number, user=request.user)
    if not reader.is_inside or reader.member is None or hasattr(found, "question"):
        raise Http404
    form = QuestionForm(request.POST or None, initial={"title": found.title})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            ask_partnership(thread=found, member=reader.member, at=timezone.now(), **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(found)
    context = {"reader": reader, "thread": found, "form": form, "crumbs": crumbs_of(reader, found)}
    return show(request, "forums/question_ask.html", context, refusal=refusal)


@never_cache
@login_required
@require_POST
def support_question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Support the thread's question, or no longer; a moderator or who asked takes it back."""
    reader, found, question = _asked(request, slug, number)
    try:
        _do(request, reader, question)
    except ForumRefusal as problem:
        return show(request, "forums/refused.html", {"crumbs": crumbs_of(reader, found)}, refusal=problem)
    return redirect(found)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Have a moderator send the question to its body; from a closed community, in words that may go out."""
    reader, found, question = _asked(request, slug, number)
    if not reader.is_moderator:
        raise Http404
    form = PutForm(request.POST or None, initial={"public_title": "", "public_text": ""})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            put_question(question=question, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ForumRefusal as problem:
            refusal = problem
        else:
            return redirect(found)
    context = {
        "reader": reader,
        "thread": found,
        "question": question,
        "form": form,
        "crumbs": crumbs_of(reader, found),
    }
    return show(request, "forums/question_put.html", context, refusal=refusal)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """Show a question that went to a body, to everybody; its officers answer here."""
    found = _public(code)
    is_theirs = found.organisation in bodies_of(request.user)
    adds = found.state == PartnershipQuestion.State.ANSWERED and "answer" not in request.POST
    kind = AnswerActionForm if adds else AnswerForm  # an answer typed while a colleague answered is not lost
    form = kind(request.POST or None, body=found.organisation) if is_theirs else None
    refusal = None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                _answer(request, found, form.cleaned_data)
            except ForumRefusal as problem:
                refusal = problem
            else:
                return redirect(found)
    return show(request, "forums/question.html", _question_context(found, form), refusal=refusal)


def _answer(request: HttpRequest, found: PartnershipQuestion, data: dict[str, Any]) -> None:
    """Give the body's answer; or say which action comes of the one that was given."""
    action = data["action"]
    if "answer" not in data:
        link_answer_action(question=found, action=action, by=request.user)
        return
    words = {"role": data["role"], "answer": data["answer"]}
    actions = [action] if action else []
    answer_question(question=found, by=request.user, actions=actions, at=timezone.now(), **words)


def _question_context(found: PartnershipQuestion, form: AnswerActionForm | None) -> dict[str, Any]:
    is_open, body = not found.is_from_closed, found.organisation
    body_words = _("Questions to %(body)s") % {"body": body.name}
    return {
        "question": found,
        "form": form,
        "days_late": found.days_late(today=timezone.localdate(timezone.now())),
        "supporters": found.supports.count() if is_open else None,
        "thread": found.thread if is_open else None,
        "links": list(
            found.action_links.select_related("action__plan").filter(action__plan__published_at__isnull=False)
        ),
        "crumbs": [*crumbs_of(), (body_words, reverse("forums:asked_of_body", args=[body.slug]))],
    }


def _public(code: str) -> PartnershipQuestion:
    found = PartnershipQuestion.objects.public().select_related("organisation", "thread__forum__community")
    question = found.filter(code=code).first()
    if question is None:
        raise Http404
    return question


def _asked(request: HttpRequest, slug: str, number: int) -> tuple[Reader, Thread, PartnershipQuestion]:
    """Return the question of a thread this person may read.

    Raises:
        Http404: There is none.
    """
    reader, found = access_thread(slug, number, user=request.user)
    question: PartnershipQuestion | None = getattr(found, "question", None)
    if question is None:
        raise Http404
    question.thread = found
    return reader, found, question


def _do(request: HttpRequest, reader: Reader, question: PartnershipQuestion) -> None:
    action = request.POST.get("action", "")
    if action == "take_back" and reader.is_moderator:
        take_back(question=question)
        return
    if reader.member is None or not reader.is_inside:
        raise NotAMember
    if action == "support":
        support(question=question, member=reader.member, at=timezone.now())
    elif action == "unsupport":
        take_back_support(question=question, member=reader.member)
    elif action == "take_back":
        take_back(question=question, member=reader.member)
