"""What the public face of the juries tells the floors below, in `AppConfig.ready`."""

from __future__ import annotations

from datetime import datetime

from actions import origins
from consultations.api import api
from consultations.services.rotating import register_sealed
from core.moments import words_change_at
from core.pagecache import register_moments
from juries.api import router
from juries.calls import next_turn_of_a_call
from juries.letters import remind_owing
from juries.models import ResidentQuestion, SessionPage
from juries.origins import JuryOrigins
from juries.privacy_residents import register_residents
from juries.services.rights import open_shelf
from people import openings, ticks


def register_face() -> None:
    openings.register("jury shelf", open_shelf)
    origins.register("juries", JuryOrigins())
    register_residents()
    register_sealed(ResidentQuestion, "contact")
    register_moments("juries", next_moment)
    ticks.register("jury-answers", lambda at: remind_owing(at=at))
    api.add_router("", router)


def next_moment(at: datetime) -> datetime:
    """Return the first moment after `at` at which the clock alone changes what a page of a jury says.

    Days are counted to local midnight; a session that starts takes no more questions; a call opens or closes.
    """
    starts = SessionPage.objects.live().filter(starts_at__gt=at).order_by("starts_at")
    turns = [*starts.values_list("starts_at", flat=True)[:1], next_turn_of_a_call(at), words_change_at(at)]
    return min(moment for moment in turns if moment is not None)
