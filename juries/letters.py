"""Letters to the officers of bodies that must answer, and to residents who asked something."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.moments import say_day
from juries.chasing import reminder
from juries.models import BodyAnswer, ResidentQuestion
from juries.state import days_late
from people.models import Organisation, User
from people.notices import notify


def write_asked(answer: BodyAnswer, *, at: datetime) -> None:
    """Tell the officers of a body that it is asked; once for each due day."""
    words = _words(answer, at=at)
    body = _(
        "The jury “%(jury)s” recommended:\n\n%(number)d. %(title)s\n\n"
        "%(body)s is asked to answer: accept it, accept it in part, or reject it, with reasons. The answer is due on "
        "%(due)s. It is published, and so is the number of days it is late.\n\nAnswer here:\n%(address)s"
    )
    _write(answer, "asked", _("Please answer: %(title)s") % words, body % words, at=at)


def remind_owing(*, at: datetime) -> int:
    """Remind the bodies that owe an answer; harmless when repeated. Return how many letters are new."""
    owed = BodyAnswer.objects.unanswered().filter(
        recommendation__published_at__isnull=False, recommendation__jury__live=True
    )
    today, new = timezone.localdate(at), 0
    for answer in owed.select_related("organisation", "recommendation__jury"):
        stage = reminder(asked_on=answer.asked_on, due_on=answer.due_on, today=today)
        if stage:
            new += _remind(answer, stage, at=at)
    return new


def _remind(answer: BodyAnswer, stage: str, *, at: datetime) -> int:
    words = _words(answer, at=at)
    late = days_late(due_on=answer.due_on, today=timezone.localdate(at))
    if late:
        words["days"] = ngettext("%d day", "%d days", late) % late
        subject = _("Overdue: your answer to “%(title)s”") % words
        said = _("The answer of %(body)s was due on %(due)s. It is %(days)s late, and the public page says so.")
    else:
        subject = _("Due soon: your answer to “%(title)s”") % words
        said = _("The answer of %(body)s is due on %(due)s.")
    text = "\n\n".join([_("%(jury)s, recommendation %(number)d: %(title)s"), said, _("Answer here:\n%(address)s")])
    return _write(answer, stage, subject, text % words, at=at)


def _words(answer: BodyAnswer, *, at: datetime) -> dict[str, Any]:
    row = answer.recommendation
    return {
        "jury": row.jury.title,
        "number": row.number,
        "title": row.title,
        "body": answer.organisation.name,
        "due": say_day(answer.due_on, at=at),
        "address": settings.SITE_URL + reverse("officer_juries:answer", args=[answer.pk]),
    }


def _write(answer: BodyAnswer, stage: str, subject: str, body: str, *, at: datetime) -> int:
    key = f"{answer.pk}:{answer.due_on}:{stage}"
    return sum(
        notify(kind="jury-answer", key=key, recipient=email, subject=subject, body=body, at=at)
        for email in officers_of(answer.organisation)
    )


def officers_of(organisation: Organisation) -> list[str]:
    """Return where the officers of a body get their letters."""
    people = User.objects.filter(groups=organisation.officers_id, is_active=True)
    return list(people.order_by("pk").values_list("email", flat=True))


def leave_token(question_id: int) -> str:
    """Return the signed name of a question, for the link that ends letters about it."""
    return _signer().sign(str(question_id))


def question_of_token(token: str) -> int | None:
    try:
        return int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="juries.resident", sep="~")


def leave_url(question_id: int) -> str:
    return settings.SITE_URL + reverse("juries:leave", args=[leave_token(question_id)])


def write_to_resident(question: ResidentQuestion, *, email: str, said: str, at: datetime) -> None:
    """Tell whoever asked what became of the question; `said` says it in whole sentences."""
    body = _("You asked a question for the session “%(session)s”:\n\n%(question)s\n\n%(said)s\n\n%(address)s") % {
        "session": question.session.title,
        "question": question.text,
        "said": said,
        "address": question.session.full_url or settings.SITE_URL,
    }
    moment = question.answered_at or question.decided_at
    notify(
        kind="jury-question",
        key=f"{question.pk}:{question.state}:{question.outcome}:{moment:%Y%m%d%H%M%S}",
        recipient=email,
        subject=_("Your question for “%(session)s”") % {"session": question.session.title},
        body=body,
        leave_url=leave_url(question.pk) if question.follows else "",
        about=f"resident-question-{question.pk}",
        at=at,
    )
