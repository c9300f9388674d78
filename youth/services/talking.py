"""Talk on a piece. Its writer, the whole team and every checked adult read it: nothing here is one to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from core.ratelimit import take
from people.access_log import log_look
from youth.desk_errors import NobodyLooksAfter, NotYours, TooMuchToday
from youth.models import Piece, PieceMessage
from youth.permissions import refuse_unchecked
from youth.services.stages import hold
from youth.who import is_looked_after, who_is
from youth.words import sayable

MESSAGES_A_DAY: Final = 100
DAY: Final = 24 * 60 * 60
#: The same words from the same person within this time are one message: pressed twice.
SAME: Final = timedelta(minutes=2)


@transaction.atomic
def say(*, piece: Piece, user: Any, words: str, at: datetime) -> PieceMessage:
    """Say something to everybody who works on a piece.

    Raises:
        NotYours: They are neither its writer nor of the team.
        NobodyLooksAfter: No check of any adult stands today.
        WordsMissing, TooManyWords, TellsTooMuch, TooMuchToday: It cannot be said like this.
    """
    held = hold(piece)
    today = timezone.localdate(at)
    who = who_is(user, today=today)
    if not who.actors_at(held):
        raise NotYours
    if not is_looked_after(today=today):
        raise NobodyLooksAfter
    said = sayable(words)
    same = held.messages.filter(by=user, words=said, removed_at=None, made_at__gt=at - SAME).first()
    if same is not None:
        return same
    if not take(name="youth-talk", who=str(user.pk), limit=MESSAGES_A_DAY, seconds=DAY, at=at).is_granted:
        raise TooMuchToday
    return PieceMessage.objects.create(piece=held, words=said, by=user, name=who.name, made_at=at)


@transaction.atomic
def remove_message(*, message: PieceMessage, user: Any, at: datetime) -> PieceMessage:
    """Take a message out of the talk. Checked adults go on seeing it, so that nobody has to rely on memory.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    refuse_unchecked(user, at=at)
    if PieceMessage.objects.filter(pk=message.pk, removed_at=None).update(removed_at=at):
        log_look(user, "a message of the talk, removed", message)
    message.refresh_from_db()
    return message
