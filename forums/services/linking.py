"""What a thread is about: a consultation, an action. Rooms above link their own things to threads."""

from __future__ import annotations

from django.db import transaction

from actions.models import Action
from consultations.models import ConsultationPage
from forums.errors import WrongTarget
from forums.models import ActionThread, ConsultationThread, Thread


@transaction.atomic
def link_consultation(*, thread: Thread, consultation: ConsultationPage) -> ConsultationThread:
    """Say that a thread is about a published consultation.

    Raises:
        WrongTarget: It is not published.
    """
    if not consultation.live:
        raise WrongTarget
    return ConsultationThread.objects.update_or_create(thread=thread, defaults={"consultation": consultation})[0]


@transaction.atomic
def link_action(*, thread: Thread, action: Action) -> ActionThread:
    """Say that a thread is about an action of a published plan.

    Raises:
        WrongTarget: The plan is not published.
    """
    if not action.plan.is_published:
        raise WrongTarget
    return ActionThread.objects.update_or_create(thread=thread, defaults={"action": action})[0]


def unlink(*, thread: Thread) -> None:
    """Say that a thread is about nothing but itself."""
    ConsultationThread.objects.filter(thread=thread).delete()
    ActionThread.objects.filter(thread=thread).delete()
