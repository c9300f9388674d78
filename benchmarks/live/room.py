"""The event that is measured, and who runs it: `python -m benchmarks.live.room FOLDER PHONES`, Django in a process.

Makes an event with its polls, writes the cookies of as many voters as are wanted, and then gives the
commands it reads as lines of JSON, as the facilitator's remote does.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.live import prepared  # noqa: F401
from live.hub import hint_from_thread
from live.models import AgendaItem, Event, Round
from live.names import fresh_voter
from live.services import agenda
from live.services.casting import Outcome, Vote, store_votes
from live.services.commands import give_command
from live.services.events import create_event
from live.tokens import VoterToken, seal_token
from tests.factories import make_organisation

CHOICES = ("By bus", "By train", "By bicycle", "On foot")
POLLS = ("vote", "race", "naive", "statements")


def make_event() -> Event:
    """Make an event whose agenda is one poll for each thing that is measured."""
    at = timezone.now()
    organisation = make_organisation("County Council", slug="county")
    hours = timedelta(hours=4)
    event = create_event(
        at=at, title="Annual conference", starts_at=at, ends_at=at + hours, organisation=organisation, place="Town hall"
    )
    for name in POLLS:
        agenda.add_poll(event=event, kind="single", text=f"How did you come here? ({name})", choices=CHOICES)
    return event


def write_cookies(event: Event, number: int, path: Path) -> None:
    tokens = (VoterToken(event.code, event.pk, fresh_voter()) for _ in range(number))
    path.write_text("\n".join(seal_token(token) for token in tokens))


def poll_of(event: Event, name: str) -> AgendaItem:
    return event.agenda.all()[POLLS.index(name)]


def command(event: Event, name: str) -> dict[str, Any]:
    """Do one thing to the stage, and tell the rooms. The moment is that at which it was done."""
    now = Event.objects.get(pk=event.pk)
    give_command(
        event=now, name=name, revision=now.revision, by=None, at=timezone.now(), item_id=now.current_id, number=None
    )
    at = time.perf_counter()
    hint_from_thread(event.pk)
    connection.close()
    return {"at": at}


def stage(event: Event, poll: str) -> dict[str, Any]:
    """Go on to a poll and open it; return its round and what may be answered."""
    item = poll_of(event, poll)
    while Event.objects.values_list("current_id", flat=True).get(pk=event.pk) != item.pk:
        command(event, "next")
    command(event, "open")
    return facts(item, item.rounds.get())


def facts(item: AgendaItem, round_: Round) -> dict[str, Any]:
    assert item.question
    choices = list(item.question.choices.values_list("pk", flat=True))
    connection.close()
    return {"round_id": round_.pk, "choices": choices}


def plain_round(event: Event, poll: str) -> dict[str, Any]:
    """Open a round of a poll that is not on the stage: for what is not the live room."""
    item = poll_of(event, poll)
    return facts(item, Round.objects.create(item=item, number=1, opened_at=timezone.now()))


def statements(event: Event) -> dict[str, Any]:
    """Return how many statements a batch of so many votes takes, beside BEGIN and COMMIT."""
    its = plain_round(event, "statements")
    return {str(number): _statements(its, number) for number in (1, 100, 500)}


def _statements(its: dict[str, Any], number: int) -> int:
    at = timezone.now()
    votes = [Vote(its["round_id"], fresh_voter(), its["choices"][0], "", 1, "d", 1, "", at) for _ in range(number)]
    with CaptureQueriesContext(connection) as asked:
        outcomes = store_votes(votes)
    if set(outcomes) != {Outcome.STORED}:
        raise RuntimeError(f"Not stored: {outcomes}")
    connection.close()
    return sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in asked.captured_queries)


ORDERS = {function.__name__: function for function in (command, stage, plain_round, statements)}


def say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(folder: Path, phones: int) -> None:
    event = make_event()
    cookies = folder / f"cookies-{connection.vendor}"
    write_cookies(event, phones, cookies)
    connection.close()
    say({"code": event.code, "screen_key": event.screen_key, "cookies": str(cookies)})
    for line in sys.stdin:
        order = json.loads(line)
        say(ORDERS[order.pop("do")](event, **order))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
