"""What happens in the jury's room by the clock, and what of it is sealed."""

from __future__ import annotations

from datetime import timedelta

from actions import priorities
from consultations.services.rotating import register_sealed
from juries.models import DraftBallot, Juror, MakeUpAnswer
from juries.priority_reads import Conferences
from juries.services.priorities import record_due
from juries.services.room import clear_files
from juries.services.room_votes import close_due
from juries.services.talking import sweep_talk
from people import ticks


def register_room_ticks() -> None:
    ticks.register("jury-votes", close_due)
    ticks.register("conference-rankings", record_due)
    ticks.register("jury-talk", lambda _at: sweep_talk(), every=timedelta(hours=1))
    ticks.register("jury-papers", clear_files, every=timedelta(hours=1))
    priorities.register("conferences", Conferences())
    register_sealed(Juror, "contact")
    register_sealed(MakeUpAnswer, "content")
    register_sealed(DraftBallot, "content")
