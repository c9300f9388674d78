"""Letters to the officers of bodies that owe a community an answer: when it is put, before it is due, when late."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.moments import say_day
from forums.chasing import stage
from forums.models import PartnershipQuestion
from forums.services.scrutiny import about_question
from people.models import Notice, User
from people.notices import notify

KIND: Final = "forum-question"


def remind_bodies(*, at: datetime) -> int:
    """Write the letters that are due; harmless when repeated. Return how many are new.

    Two statements where nothing is to be told. From a closed community they hold what its moderators let out.
    """
    today = timezone.localdate(at)
    owed = PartnershipQuestion.objects.unanswered().select_related("organisation")
    due = {key: question for question in owed if (key := _key(question, today))}
    told = set(Notice.objects.filter(kind=KIND, key__in=due).values_list("key", flat=True))
    return sum(_write(question, key, at=at) for key, question in due.items() if key not in told)


def _key(question: PartnershipQuestion, today: date) -> str:
    if question.put_at is None or question.due_on is None:
        return ""
    name = stage(put_on=timezone.localdate(question.put_at), due_on=question.due_on, today=today)
    return f"{question.pk}:{question.due_on}:{name}"


@transaction.atomic
def _write(question: PartnershipQuestion, key: str, *, at: datetime) -> int:
    held = PartnershipQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if held.state != PartnershipQuestion.State.PUT:
        return 0
    subject, body = _letter(question, key.rpartition(":")[2], at=at)
    people = User.objects.filter(groups=question.organisation.officers_id, is_active=True).order_by("pk")
    about = about_question(question)
    return sum(
        notify(kind=KIND, key=key, recipient=email, subject=subject, body=body, about=about, at=at)
        for email in people.values_list("email", flat=True)
    )


def _letter(question: PartnershipQuestion, name: str, *, at: datetime) -> tuple[str, str]:
    late = question.days_late(today=timezone.localdate(at))
    words = {
        "title": question.shown_title,
        "body": question.organisation.name,
        "due": say_day(question.due_on, at=at) if question.due_on else "",
        "days": ngettext("%d day", "%d days", late) % late,
        "address": settings.SITE_URL + question.get_absolute_url(),
    }
    if late:
        subject = _("Overdue: “%(title)s”")
        said = _("The answer of %(body)s was due on %(due)s. It is %(days)s late, and the public page says so.")
    elif name == "ahead":
        subject, said = _("Due soon: “%(title)s”"), _("The answer of %(body)s is due on %(due)s.")
    else:
        subject = _("A question to you: “%(title)s”")
        said = _(
            "A community asks %(body)s. The answer is due on %(due)s. It is public, and so is every day it is late."
        )
    return subject % words, "\n\n".join(["%(title)s", said, _("Answer here:\n%(address)s")]) % words
