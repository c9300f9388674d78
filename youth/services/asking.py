"""What young people are asked: words for consultations and events, and the poll of the week on the live room."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.generation import raise_generation
from live.models import Event
from live.services.agenda import add_poll
from live.services.commands import give_command
from live.services.events import create_event, end_event
from youth.asking_errors import AlreadyOut, AnswersMissing, NobodyRunsIt, WeekTaken, WeekTooLong, WordsMissing
from youth.errors import ChangedSince, NotAnEditor
from youth.models import WeekPoll, YoungConsultation, YoungEvent, YouthPage
from youth.permissions import is_checked_adult, is_of_the_team, joined_writer, refuse_unchecked
from youth.said import said_key

FEWEST_ANSWERS: Final = 2
MOST_ANSWERS: Final = 8
LONGEST_DAYS: Final = 14
#: A cell of a poll that young people answered is public from so many people on.
MINIMUM: Final = settings.PUBLIC_MINIMUM_COUNT


@transaction.atomic
def word_consultation(*, consultation: Any, title: str, summary: str, by: Any, at: datetime) -> YoungConsultation:
    """Say in young people's words what a consultation asks. A checked adult's words show at once, others once let out.

    Raises:
        NotAnEditor: They are not of the team.
        WordsMissing: Something is empty.
    """
    found = YoungConsultation.objects.filter(consultation=consultation).first()
    return _word(found or YoungConsultation(consultation=consultation), title, summary, by=by, at=at)


@transaction.atomic
def word_event(*, event: Event, title: str, summary: str, by: Any, at: datetime) -> YoungEvent:
    """Say in young people's words what a live event is about; see `word_consultation`."""
    found = YoungEvent.objects.filter(event=event).first()
    return _word(found or YoungEvent(event=event), title, summary, by=by, at=at)


@transaction.atomic
def suggest_poll(*, question: str, answers: str, starts_on: date, ends_on: date, by: Any, at: datetime) -> WeekPoll:
    """Write down a poll of the week; nobody is asked it before a checked adult lets it out.

    Raises:
        NotAnEditor: They are not of the team.
        WordsMissing, AnswersMissing, WeekTooLong: It cannot be asked like this.
    """
    _refuse_outsider(by, at)
    poll = WeekPoll(starts_on=starts_on, ends_on=ends_on, suggested_by=joined_writer(by))
    return _fill(poll, question, answers, at=at)


@transaction.atomic
def change_poll(
    *, poll: WeekPoll, question: str, answers: str, starts_on: date, ends_on: date, by: Any, at: datetime
) -> WeekPoll:
    """Change a poll that nobody has let out yet.

    Raises:
        AlreadyOut: It is out.
        NotAnEditor, WordsMissing, AnswersMissing, WeekTooLong: As `suggest_poll`.
    """
    _refuse_outsider(by, at)
    held = WeekPoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if held.published_at is not None:
        raise AlreadyOut
    held.starts_on, held.ends_on = starts_on, ends_on
    return _fill(held, question, answers, at=at)


@transaction.atomic
def let_poll_out(*, poll: WeekPoll, by: Any, at: datetime, seen: str | None = None) -> WeekPoll:
    """Make the live event of a poll, which opens and closes by the clock. Words of it stay as they are from here on.

    Args:
        seen: The name of what they read: `words_key`.

    Raises:
        ChangedSince: It asks another thing by now.
        NotChecked: No check of theirs stands today.
        AlreadyOut, WeekTaken, NobodyRunsIt: It cannot go out.
    """
    refuse_unchecked(by, at=at)
    held = WeekPoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if held.published_at is not None:
        raise AlreadyOut
    if seen is not None and seen != words_key(held):
        raise ChangedSince
    out = WeekPoll.objects.filter(published_at__isnull=False)
    if out.filter(starts_on__lte=held.ends_on, ends_on__gte=held.starts_on).exists():
        raise WeekTaken
    section = YouthPage.objects.select_related("organisation").first()
    if section is None or section.organisation is None:
        raise NobodyRunsIt
    held.event = create_event(
        at=at,
        by=by,
        title=held.question[:160],
        organisation=section.organisation,
        starts_at=_midnight(held.starts_on),
        ends_at=_midnight(held.ends_on + timedelta(days=1)),
        minimum=MINIMUM,
        is_for_young_people=True,
        are_results_public=True,
    )
    add_poll(event=held.event, kind="single", text=held.question, choices=answers_of(held))
    held.published_at, held.published_by = at, by
    held.save()
    raise_generation()
    return held


@transaction.atomic
def drop_poll(*, poll: WeekPoll, by: Any, at: datetime) -> None:
    """Throw away a poll that nobody has let out.

    Raises:
        AlreadyOut, NotAnEditor.
    """
    _refuse_outsider(by, at)
    held = WeekPoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if held.published_at is not None:
        raise AlreadyOut
    held.delete()


def run_week_polls(at: datetime) -> int:
    """Open what begins and end what is over, by the clock; return how many were moved on. Repeating it does nothing."""
    running = WeekPoll.objects.filter(event__isnull=False, event__ended_at=None).select_related("event")
    return sum(_move_on(poll.event, at=at) for poll in running if poll.event is not None)


def words_key(poll: WeekPoll) -> str:
    """Return a name of all that a poll asks, and when."""
    return said_key(poll.question, poll.answers, poll.starts_on, poll.ends_on)


def answers_of(poll: WeekPoll) -> list[str]:
    return [line for raw in poll.answers.splitlines() if (line := " ".join(raw.split()))]


@transaction.atomic
def _move_on(event: Event, *, at: datetime) -> bool:
    if at >= event.ends_at:
        end_event(event=event, at=at)
        return True
    if at < event.starts_at or event.current_id is not None:
        return False
    item = event.agenda.polls().first()
    if item is None:
        return False
    gone = give_command(event=event, name="start", revision=event.revision, by=None, at=at)
    give_command(event=gone, name="open", revision=gone.revision, by=None, at=at, item_id=gone.current_id)
    raise_generation()
    return True


def _word(row: Any, title: str, summary: str, *, by: Any, at: datetime) -> Any:
    _refuse_outsider(by, at)
    row.title, row.summary = " ".join(title.split()), " ".join(summary.split())
    if not row.title or not row.summary:
        raise WordsMissing(field="summary" if row.title else "title")
    is_checked = is_checked_adult(by, today=timezone.localdate(at))
    row.published_at, row.published_by = (at, by) if is_checked else (None, None)
    row.save()
    raise_generation()
    return row


def _fill(poll: WeekPoll, question: str, answers: str, *, at: datetime) -> WeekPoll:
    poll.question, poll.answers = " ".join(question.split()), answers
    if not poll.question:
        raise WordsMissing(field="question")
    listed = answers_of(poll)
    if not FEWEST_ANSWERS <= len(listed) <= MOST_ANSWERS or len({one.casefold() for one in listed}) < len(listed):
        raise AnswersMissing
    days = (poll.ends_on - poll.starts_on).days
    if not 0 <= days < LONGEST_DAYS or poll.ends_on < timezone.localdate(at):
        raise WeekTooLong
    poll.answers = "\n".join(listed)
    poll.save()
    return poll


def _refuse_outsider(by: Any, at: datetime) -> None:
    if not is_of_the_team(by, today=timezone.localdate(at)):
        raise NotAnEditor


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
