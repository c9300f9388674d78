from live.models.agenda import AgendaItem
from live.models.ballots import Ballot, PaperCount
from live.models.events import Command, Event, Facilitator, Presence
from live.models.rounds import Round, Showing
from live.models.talk import AudienceQuestion, Support

__all__ = [
    "AgendaItem",
    "AudienceQuestion",
    "Ballot",
    "Command",
    "Event",
    "Facilitator",
    "PaperCount",
    "Presence",
    "Round",
    "Showing",
    "Support",
]
