"""Make the demonstration's live events: a conference that one can start at once, and a forum that has been held."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from consultations.models import ConsultationEvent, ConsultationPage
from engage.demo.publish import day_at
from engage.demo.rooms import CONFERENCE, CONFERENCE_CODE, PAST, PAST_CODE, PAST_TALK, Step
from live.models import AgendaItem, AudienceQuestion, Ballot, Event, Facilitator, PaperCount, Round, Support
from live.names import fresh_code, fresh_secret, fresh_voter, receipt_code
from live.services.agenda import add_poll, add_question_step, add_step
from live.services.cutting import check_cut
from live.services.events import create_event
from live.stage import WORDS
from people.models import Organisation, User
from questions.asked import Asked
from questions.models import Question
from questions.reads import ask

PHONES, HELPED, SHEETS = 122, 16, 14
#: How long one poll of the past event was open, and how far apart they were.
OPEN, APART = timedelta(minutes=3), timedelta(minutes=12)
#: Kinds that were answered on paper as well.
ON_PAPER = frozenset({"single", "agree", "yes_no"})
#: The share of people who answer the second time as they did the first, and of those who answer a poll at all.
STAYS, ANSWERS = 0.4, 0.96


def place_events(*, today: date, at: datetime) -> None:
    """Put both events on the site, or move the conference with the calendar."""
    organisation = Organisation.objects.get(slug="county")
    facilitator = User.objects.get(email="facilitator@engage.example")
    place_conference(organisation, facilitator, today=today, at=at)
    if not Event.objects.filter(code=PAST_CODE).exists():
        place_past(organisation, facilitator, today=today, at=at)


def place_conference(organisation: Organisation, facilitator: User, *, today: date, at: datetime) -> Event:
    """Return the conference, today from 9.30 am. One that has ended keeps its results under another code."""
    days = {"starts_at": day_at(today, 0, time(9, 30)), "ends_at": day_at(today, 0, time(23, 30))}
    found = Event.objects.filter(code=CONFERENCE_CODE).first()
    if found is not None and not found.is_over:
        Event.objects.filter(pk=found.pk).update(**days)
        return found
    if found is not None:
        Event.objects.filter(pk=found.pk).update(code=fresh_code())
    event = create_event(
        at=at,
        title="Annual conference: opening the door",
        place="County Hall, Glenfield",
        organisation=organisation,
        are_results_public=True,
        **days,
    )
    _finish(event, CONFERENCE_CODE, facilitator, at)
    for step in CONFERENCE:
        _write(event, step)
    return event


def _finish(event: Event, code: str, facilitator: User, at: datetime) -> None:
    Event.objects.filter(pk=event.pk).update(code=code)
    event.code = code
    Facilitator.objects.create(event=event, user=facilitator, invited_at=at)


def _write(event: Event, step: Step) -> AgendaItem:
    if step.kind in {"slide", "break", "talk"}:
        return add_step(event=event, kind=step.kind, title=step.text, body=step.body)
    if step.shared is not None:
        slug, text = step.shared
        page = ConsultationPage.objects.get(slug=slug, lead_organisation=event.organisation)
        question = Question.objects.get(section__questionnaire__survey__consultation=page, text=text)
        ConsultationEvent.objects.get_or_create(
            consultation=page, event=event, defaults={"linked_at": event.created_at}
        )
        return add_question_step(event=event, question=question, **step.settings)
    return add_poll(
        event=event, kind=step.kind, text=step.text, choices=step.choices, config=step.config, **step.settings
    )


def place_past(organisation: Organisation, facilitator: User, *, today: date, at: datetime) -> Event:
    """Make the forum that was held six weeks ago, with its votes as they stand after an event has ended."""
    starts_at = day_at(today, -42, time(10))
    event = create_event(
        at=starts_at - timedelta(days=20),
        title="Forum of communities of interest",
        place="Town Hall, Loughborough",
        organisation=organisation,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=5),
        are_results_public=True,
    )
    _finish(event, PAST_CODE, facilitator, starts_at - timedelta(days=20))
    hall = Hall(event, facilitator)
    for step in PAST:
        hall.hold(step, _write(event, step))
    hall.cut(at=starts_at + timedelta(hours=4))
    ended_at = starts_at + timedelta(hours=4, minutes=40)
    Event.objects.filter(pk=event.pk).update(ended_at=ended_at, secret=b"", revision=60)
    return event


class Hall:
    """The people of the past event: the same dice, and so the same answers, every time."""

    def __init__(self, event: Event, helper: User) -> None:
        self.event, self.helper = event, helper
        self.dice = random.Random(event.title)
        self.secret = fresh_secret()
        self.voters = [fresh_voter() for _ in range(PHONES + HELPED)]
        self.clock = event.starts_at + timedelta(minutes=20)
        self.rounds: dict[str, Round] = {}

    def hold(self, step: Step, item: AgendaItem) -> None:
        """Ask one step and store what came."""
        if item.kind == AgendaItem.Kind.TALK:
            self._talk(item)
            return
        if item.question is None:
            return
        asked = ask(item.question)
        first = self._open(item, 1)
        values = self._store(first, item, asked, step, self._values(asked, step.lean))
        if step.then:
            moved = self._values(asked, step.then)
            again = [old if self.dice.random() < STAYS else new for old, new in zip(values, moved, strict=True)]
            self._store(self._open(item, 2), item, asked, step, again)
        self.rounds[step.text] = first

    def cut(self, *, at: datetime) -> None:
        """Show what was shown by group: one result by age and by where people live, one by where they live."""
        for number, by in ((4, 1), (4, 2), (3, 2)):
            round_, slice_ = self.rounds[PAST[number].text], self.rounds[PAST[by].text]
            check_cut(round_=round_, by=slice_.item, minimum=self.event.minimum, at=at)

    def _open(self, item: AgendaItem, number: int) -> Round:
        self.clock += APART
        return Round.objects.create(
            item=item,
            number=number,
            opened_at=self.clock,
            closes_at=self.clock + OPEN,
            is_shown=True,
            shown_at=self.clock + OPEN + timedelta(seconds=10),
        )

    def _values(self, asked: Asked, lean: Sequence[float]) -> list[Any]:
        return [self._value(asked, lean) for _voter in self.voters]

    def _value(self, asked: Asked, lean: Sequence[float]) -> Any:
        if asked.kind in WORDS:
            return None
        if asked.kind == "rating":
            return self.dice.choices(range(1, len(lean) + 1), weights=lean)[0]
        ids = [choice.id for choice in asked.choices]
        if asked.kind == "ranking":
            return self._several(ids, lean, len(ids))
        if asked.kind == "multiple":
            return sorted(self._several(ids, lean, self.dice.randint(1, 3)))
        return self.dice.choices(ids, weights=lean)[0]

    def _several(self, ids: Sequence[int], lean: Sequence[float], number: int) -> list[int]:
        left, chosen = dict(zip(ids, lean, strict=True)), list[int]()
        while len(chosen) < number:
            chosen.append(self.dice.choices(list(left), weights=list(left.values()))[0])
            del left[chosen[-1]]
        return chosen

    def _store(self, round_: Round, item: AgendaItem, asked: Asked, step: Step, values: list[Any]) -> list[Any]:
        """Store ballots and sheets of paper; nearly everybody answers, all where it is asked twice. Return what everybody would have said."""
        took_part = list(enumerate(zip(self.voters, values, strict=True)))
        if asked.kind in WORDS:
            took_part = self.dice.sample(took_part, len(step.words))
        elif not step.then:
            took_part = [one for one in took_part if self.dice.random() < ANSWERS]
        Ballot.objects.bulk_create(
            self._ballot(round_, item, place, voter, value, words)
            for (place, (voter, value)), words in zip(took_part, step.words or [""] * len(took_part), strict=True)
        )
        if asked.kind in ON_PAPER and not (item.is_slice or item.is_test):
            self._papers(round_, asked, step.lean)
        return values

    def _ballot(self, round_: Round, item: AgendaItem, place: int, voter: str, value: Any, words: str) -> Ballot:
        has_code = not (words or item.is_slice or item.is_test)
        is_helped = place >= PHONES
        return Ballot(
            round=round_,
            voter=voter,
            channel=Ballot.Channel.HELPER if is_helped else Ballot.Channel.PHONE,
            entered_by=self.helper if is_helped else None,
            value=value,
            text=words,
            text_state=Ballot.TextState.SHOWN if words else Ballot.TextState.WAITING,
            device="",
            code=receipt_code(self.secret, round_.pk, voter) if has_code else "",
            received_at=round_.opened_at + OPEN * self.dice.random(),
        )

    def _papers(self, round_: Round, asked: Asked, lean: Sequence[float]) -> None:
        drawn = [self._value(asked, lean) for _ in range(SHEETS)]
        PaperCount.objects.bulk_create(
            PaperCount(
                round=round_, value=value, number=drawn.count(value), entered_by=self.helper, entered_at=self.clock
            )
            for value in sorted(set(drawn))
        )

    def _talk(self, item: AgendaItem) -> None:
        for text, supporters, state, told in PAST_TALK:
            self.clock += timedelta(minutes=1)
            question = AudienceQuestion.objects.create(
                item=item,
                voter=self.dice.choice(self.voters),
                text=text,
                state=state,
                answer=told if state == "answered" else "",
                reason=told if state == "dismissed" else "",
                put_at=self.clock,
                handled_by=self.helper,
            )
            who = self.dice.sample(self.voters, supporters)
            Support.objects.bulk_create(Support(question=question, voter=voter) for voter in who)
