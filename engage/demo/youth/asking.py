"""What young people are asked in the demonstration: consultations in their words, a live event, polls of the week."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from consultations.models import ConsultationPage
from engage.demo.publish import day_at
from engage.demo.youth.days import span, weekday_after
from engage.demo.youth.read import table
from engage.demo.youth.team import Team
from live.models import Ballot, Event
from live.names import fresh_voter, receipt_code
from live.services.agenda import add_poll
from live.services.events import create_event
from people.models import Organisation
from questions.models import Question, Style
from questions.services import set_section_wording, set_wordings
from youth.models import WeekPoll, YoungConsultation, YoungEvent
from youth.services.asking import let_poll_out, run_week_polls, suggest_poll, word_consultation, word_event

LANGUAGE: Final = "en-gb"
#: Who suggests the polls.
ASKS: Final = "Dev"


def place_asking(team: Team, *, at: datetime) -> None:
    """Put all that is asked on the site, each once; the event moves with the calendar, and a poll is always on."""
    for row in table("young_words")["consultation"]:
        page = ConsultationPage.objects.filter(lead_organisation__slug=row["lead"], slug=row["slug"]).first()
        if page is not None and not YoungConsultation.objects.filter(consultation=page).exists():
            word_consultation(consultation=page, title=row["title"], summary=row["summary"], by=team.checked, at=at)
            _word_questions(page, row, at=at)
    _place_event(table("young_words")["event"], team, at=at)
    _place_polls(team, at=at)


def _word_questions(page: ConsultationPage, row: dict[str, Any], *, at: datetime) -> None:
    """Word the questions for young people; answers to all wordings count together."""
    questions = Question.objects.filter(section__questionnaire__survey__consultation=page).select_related("section")
    known = {question.text: question for question in questions}
    for section in {question.section_id: question.section for question in questions}.values():
        if section is not None and section.title in row["sections"]:
            title = row["sections"][section.title]
            set_section_wording(section=section, language=LANGUAGE, style=Style.YOUNG, title=title)
    for words in row["question"]:
        question, worded = known.get(words["text"]), words.get("choices", {})
        if question is None:  # somebody has changed it since
            continue
        choices = {choice.pk: worded[choice.text] for choice in question.choices.all() if choice.text in worded}
        set_wordings(
            question=question, language=LANGUAGE, style=Style.YOUNG, text=words["young"], choices=choices, at=at
        )


def _place_event(row: dict[str, Any], team: Team, *, at: datetime) -> None:
    today = timezone.localdate(at)
    starts_at, ends_at = span(weekday_after(today, weeks=row["weeks"], weekday=row["weekday"]), row, today=today)
    found = YoungEvent.objects.filter(title=row["title"]).first()
    if found is not None:
        Event.objects.filter(pk=found.event_id, ended_at=None, first_joined_at=None).update(
            starts_at=starts_at, ends_at=ends_at
        )
        return
    event = create_event(
        at=at,
        title=row["name"],
        place=row["place"],
        organisation=Organisation.objects.get(slug="county"),
        starts_at=starts_at,
        ends_at=ends_at,
        is_for_young_people=True,
        are_results_public=True,
    )
    for poll in row["poll"]:
        add_poll(event=event, kind="single", text=poll["text"], choices=poll["choices"])
    word_event(event=event, title=row["title"], summary=row["summary"], by=team.checked, at=at)


def _place_polls(team: Team, *, at: datetime) -> None:
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    if not WeekPoll.objects.exists():
        for row in table("polls")["poll"]:
            _hold(row, monday - timedelta(weeks=row["weeks"]), team, at=at)
    elif not WeekPoll.objects.filter(published_at__isnull=False, ends_on__gte=today).exists():
        _hold(table("polls")["spare"], monday, team, at=at)


def _hold(row: dict[str, Any], monday: date, team: Team, *, at: datetime) -> None:
    """Ask one question for a week, and have it answered; what is over is ended as the clock would."""
    begins_at = day_at(monday, 0, time(0, 5))
    answers = "\n".join(row["choices"])
    poll = suggest_poll(
        question=row["question"],
        answers=answers,
        starts_on=monday,
        ends_on=monday + timedelta(days=6),
        by=team.user(ASKS),
        at=begins_at,
    )
    let_poll_out(poll=poll, by=team.checked, at=begins_at)
    run_week_polls(begins_at)
    ends_at = day_at(monday, 7, time(0, 1))
    _answer(poll, row.get("answers", ()), until=min(ends_at, at))
    if ends_at <= at:
        run_week_polls(ends_at)


def _answer(poll: WeekPoll, numbers: list[int], *, until: datetime) -> None:
    """Store so many votes for each answer, in any order, from the beginning of the week on."""
    event = WeekPoll.objects.select_related("event").get(pk=poll.pk).event
    item = event.agenda.polls().first() if event is not None else None
    if event is None or item is None or item.question is None:
        return
    round_, dice = item.rounds.get(), random.Random(poll.question)
    secret, choices = bytes(event.secret), list(item.question.choices.values_list("pk", flat=True))
    values = [choice for choice, number in zip(choices, numbers, strict=False) for _vote in range(number)]
    ballots = []
    for value in values:
        voter = fresh_voter()
        code = receipt_code(secret, round_.pk, voter)
        received_at = round_.opened_at + (until - round_.opened_at) * dice.random()
        ballots.append(Ballot(round=round_, voter=voter, value=value, code=code, received_at=received_at))
    Ballot.objects.bulk_create(ballots)
