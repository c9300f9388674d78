"""What residents' questions tell the retention clock. Nobody signs in to ask, so nothing is found by account."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from juries.models import ResidentQuestion
from juries.services.residents import ADDRESS_KEPT, DISMISSED_KEPT, NO_ADDRESS
from people.privacy import PersonalData, register


def expire_questions(at: datetime) -> int:
    """Erase questions that were not published half a year ago, and addresses after two years."""
    dismissed = ResidentQuestion.objects.filter(
        state=ResidentQuestion.State.DISMISSED, decided_at__lt=at - DISMISSED_KEPT
    )
    gone = dismissed.delete()[0]
    old = ResidentQuestion.objects.filter(asked_at__lt=at - ADDRESS_KEPT).exclude(contact=NO_ADDRESS)
    return gone + old.update(contact=NO_ADDRESS, follows=False)


def register_residents() -> None:
    register(
        PersonalData(
            slug="jury-questions",
            label=_("Questions you asked a citizens’ jury"),
            retention=_(
                "Your e-mail address is erased once you have been told what became of your question. If you asked "
                "to hear what follows, it is kept for two years at most. A question that was not published is erased "
                "half a year later. Published questions stay, without a name."
            ),
            explanation=_("Nobody signs in to ask, so nobody can tell which questions are yours."),
            expire=expire_questions,
        )
    )
