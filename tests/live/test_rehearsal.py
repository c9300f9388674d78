"""An imagined audience answers every kind of question over the running site, and comes back when it is cut off."""

from __future__ import annotations

import io
import random
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from live.hub import hint_from_thread
from live.management.commands import simulate_audience
from live.models import AudienceQuestion, Event, Round
from live.rehearsal import QUESTIONS, answer_to, read_sheet
from live.services.agenda import add_step
from live.services.events import end_event
from tests.live.halls import make_event, make_poll, open_round
from tests.live.serving import Site, wait_for

PEOPLE = 5
KINDS = ("yes_no", "single", "multiple", "agree", "rating", "ranking", "number", "line", "short_text", "long_text")

pytestmark = [pytest.mark.django_db(transaction=True)]


def play(event: Event, play_out) -> str:
    """Have an audience at an event while a facilitator in another thread plays it out; return what was said."""
    problems: list[BaseException] = []

    def facilitate() -> None:
        try:
            play_out()
        except BaseException as problem:  # noqa: BLE001  raised again below
            problems.append(problem)
        finally:
            end_event(event=event, at=timezone.now())
            hint_from_thread(event.pk)
            connection.close()

    said = io.StringIO()
    with Site() as site:
        facilitator = Thread(target=facilitate)
        facilitator.start()
        call_command("simulate_audience", event.code, people=PEOPLE, url=site.address, seconds=60, stdout=said)
        facilitator.join()
    assert problems == []
    return said.getvalue()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(simulate_audience, "TYPICAL", 0.05)
    monkeypatch.setattr(simulate_audience, "RESEND", 0.5)
    monkeypatch.setattr(simulate_audience, "LAST_ONES", 60.0)


def test_everybody_answers_every_kind_and_those_who_are_cut_off_come_back(monkeypatch):
    monkeypatch.setattr(simulate_audience, "CUTS", 10)
    event = make_event()
    ends = {"line": {"low_label": "Not at all", "high_label": "Very much"}}
    polls = [make_poll(event, kind, text=f"What about {kind}?", config=ends.get(kind, {})) for kind in KINDS]

    def play_out() -> None:
        # The last one is there for those who were cut off in the one before: they come back to it.
        for poll in (*polls, make_poll(event)):
            round_ = open_round(poll, at=timezone.now())
            hint_from_thread(event.pk)
            wait_for(lambda round_=round_: round_.ballots.count() == PEOPLE)
            Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now())

    said = play(event, play_out)
    for kind in KINDS:
        assert f"‘What about {kind}?’: {PEOPLE} of {PEOPLE} confirmed\n" in said, said
    assert "; 0 people lost the network" not in said


def test_people_put_questions_and_support_those_of_others(monkeypatch):
    monkeypatch.setattr(simulate_audience, "ASKERS", 40)
    monkeypatch.setattr(simulate_audience, "SUPPORTERS", 60)
    event = make_event()
    talk = add_step(event=event, kind="talk", title="Your questions")
    shown = AudienceQuestion.objects.create(
        item=talk, voter="a" * 32, text="Why?", state=AudienceQuestion.State.ACCEPTED, put_at=timezone.now()
    )
    Event.objects.filter(pk=event.pk).update(current=talk)

    def play_out() -> None:
        wait_for(lambda: talk.audience_questions.filter(text__in=QUESTIONS).exists() and shown.supports.exists())

    play(event, play_out)
    assert shown.supports.exists()


def test_a_code_that_nobody_has_and_an_address_that_is_none_are_said_plainly():
    with Site() as site, pytest.raises(CommandError, match="is the code right"):
        call_command("simulate_audience", "CCCCCC", people=2, url=site.address, stdout=io.StringIO())
    with pytest.raises(CommandError, match="begins with http"):
        call_command("simulate_audience", "CCCCCC", url="localhost", stdout=io.StringIO())


def test_an_audience_has_its_leanings():
    """Of four answers one is far more popular than another, and the same one for everybody."""
    tiles = [f'<input type="radio" name="q1" value="{number}">' for number in range(4)]
    form = f'<form data-name="q1">{"".join(tiles)}</form>'
    chance = random.Random(3)
    answers = [answer_to(read_sheet(form), chance, leaning="1:1")[""][0] for _ in range(400)]
    counts = sorted(answers.count(str(n)) for n in range(4))
    assert counts[-1] > 2 * counts[0] > 0
