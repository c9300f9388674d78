"""What one's own organisations owe to juries: the list, the most overdue first, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juries.access import access_answer, owed_by
from juries.answer_cards import answer_card
from juries.errors import JuryRefusal
from juries.forms.officer import AnswerForm
from juries.models import BodyAnswer
from juries.owed import owed_cards
from juries.services.answering import give_answer
from juries.views.officer_screen import show_screen


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """List what the organisations of this person owe, and what they have answered."""
    cards = owed_cards(owed_by(request.user), at=timezone.now())
    return show_screen(request, "answers.html", title=_("Answers to juries"), cards=cards)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Give an answer or change it; what was answered before is kept and shown."""
    row, at = access_answer(answer_id, user=request.user), timezone.now()
    form, problem = AnswerForm(request.POST or None, initial=_now(row)), ""
    if request.method == "POST" and form.is_valid():
        try:
            give_answer(answer=row, by=request.user, at=at, **form.cleaned_data)
        except JuryRefusal as refusal:
            problem = str(refusal.public_message)
            form = AnswerForm(form.cleaned_data | {"seen": _seen(row)})
        else:
            messages.success(request, _("Your answer is published."))
            return redirect("officer_juries:answers")
    card = answer_card(row, at=at, today=timezone.localdate(at), revisions=row.revisions.all())
    return show_screen(
        request,
        "answer.html",
        title=_("Answer of %(body)s") % {"body": row.organisation.name},
        status=422 if problem or form.errors else 200,
        row=row.recommendation,
        url=f"{row.recommendation.jury.get_url() or ''}recommendations/{row.recommendation.number}/",
        card=card,
        form=form,
        problem=problem,
    )


def _now(row: BodyAnswer) -> dict[str, str]:
    return {"verdict": row.verdict, "reasons": row.reasons, "seen": _seen(row)}


def _seen(row: BodyAnswer) -> str:
    """Return the moment of the answer that stands, to the microsecond."""
    return row.answered_at.isoformat() if row.answered_at else ""
