"""Make the meeting at which a jury's recommendations were put in order, and what came of it."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Final

from engage.demo.publish import day_at
from juries.models import JuryPage, Recommendation
from juries.services.priorities import put_to_event, record
from live.models import AgendaItem, Ballot, Event, Round
from live.names import fresh_secret, fresh_voter, receipt_code
from live.services.events import create_event
from people.models import User
from questions.models import Choice

TITLE: Final = "Follow-up meeting: what should come first?"
JURY: Final = "black-and-minority-ethnic-jury"
PEOPLE: Final = 46
PUT: Final = 6


def place_follow_up(*, today: date, at: datetime) -> None:
    """Hold the meeting three weeks ago, once: its people put the jury's first recommendations in order."""
    jury = JuryPage.objects.filter(slug=JURY).first()
    if jury is None or Event.objects.filter(title=TITLE).exists():
        return
    starts_at = day_at(today, -21, time(18))
    event = create_event(
        at=starts_at - timedelta(days=10),
        title=TITLE,
        place="County Hall, Glenfield",
        organisation=jury.lead_organisation,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        are_results_public=True,
    )
    things = list(Recommendation.objects.published().filter(jury=jury).order_by("number")[:PUT])
    ranking = put_to_event(
        event=event,
        things=things,
        organisation=jury.lead_organisation,
        title="Which of these should be done first?",
        at=starts_at - timedelta(days=9),
        by=User.objects.get(email="county@engage.example"),
    )
    poll = AgendaItem.objects.get(conference_ranking=ranking)
    opened_at = starts_at + timedelta(minutes=50)
    closes_at = opened_at + timedelta(minutes=5)
    round_ = Round.objects.create(
        item=poll, number=1, opened_at=opened_at, closes_at=closes_at, is_shown=True, shown_at=closes_at
    )
    _vote(round_, list(Choice.objects.filter(question=poll.question_id).order_by("sort_order", "pk")))
    Event.objects.filter(pk=event.pk).update(ended_at=starts_at + timedelta(hours=2), secret=b"", revision=9)
    ranking.refresh_from_db()
    record(ranking=ranking, at=starts_at + timedelta(hours=3))


def _vote(round_: Round, choices: list[Choice]) -> None:
    """Store the same orders every time: what stands third comes first most often."""
    dice, secret = random.Random(TITLE), fresh_secret()
    lean = {one.pk: 1 + abs(place - 2) for place, one in enumerate(choices)}
    for _person in range(PEOPLE):
        voter = fresh_voter()
        order = sorted(lean, key=lambda pk: dice.random() * lean[pk])
        Ballot.objects.create(
            round=round_,
            voter=voter,
            value=order,
            device="",
            code=receipt_code(secret, round_.pk, voter),
            received_at=round_.opened_at + timedelta(seconds=dice.randint(5, 240)),
        )
