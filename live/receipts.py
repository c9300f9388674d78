"""Lists of receipts: the code of each ballot of a closed poll with what it marks, so that anybody can check theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from live.material import rounds_with_lists
from live.models import Ballot, Event, Round
from live.names import RECEIPT_LENGTH, tidy_code
from live.result_access import are_public
from live.stage import asked_of_item
from questions.asked import Asked, Given
from questions.kinds import get_kind
from questions.models import Question
from questions.reads import ask


@dataclass(frozen=True, slots=True)
class Receipt:
    """One ballot as the list shows it: never the words beside 'other'."""

    code: str
    marks: tuple[str, ...]


def open_lists(event: Event, *, runs: bool, joined: bool, at: datetime) -> list[Round]:
    """Return the rounds whose list somebody may read.

    Public results open all lists, and so does running the event. Whoever voted there may read those of results that
    the hall has seen, while the event lasts and after.
    """
    lists = rounds_with_lists(event, minimum=settings.PUBLIC_MINIMUM_COUNT, at=at)
    if runs or are_public(event):
        return lists
    return [one for one in lists if joined and one.shown_at is not None]


def ballots_of(round_: Round) -> QuerySet[Ballot, Any]:
    """Return code and value of the ballots of a list, by code: their order tells nothing of when they came."""
    return round_.ballots.exclude(code="").order_by("code").values_list("code", "value")


def receipts_of(asked: Asked, rows: Iterable[tuple[str, Any]]) -> list[Receipt]:
    return [Receipt(code, marks_in_words(asked, value)) for code, value in rows]


def marks_in_words(asked: Asked, value: Any) -> tuple[str, ...]:
    return tuple(get_kind(asked.kind).spoken(asked, Given(value=value)))


def find_receipt(rounds: Iterable[Round], typed: str) -> tuple[Round, str, Any] | None:
    """Return round, code and value of the ballot with this code, in any of these rounds."""
    code = stored_code(typed)
    among = {one.pk: one for one in rounds}
    found = Ballot.objects.filter(round_id__in=among, code=code).exclude(code="").first() if code else None
    return (among[found.round_id], found.code, found.value) if found else None


def stored_code(typed: str) -> str:
    """Return a code as it is stored, however it was typed; nothing for what can be no code."""
    letters = tidy_code(typed)
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == RECEIPT_LENGTH else ""


def questions_of(event: Event, rounds: Iterable[Round]) -> dict[int, Asked]:
    """Return what each of these rounds asked, by round, in a constant number of statements."""
    asked_in = {one.pk: one.item.question_id for one in rounds}
    questions = Question.objects.with_everything().filter(pk__in=set(asked_in.values()))
    asked = {one.pk: ask(one, language=event.language) for one in questions}
    return {round_id: asked[question] for round_id, question in asked_in.items() if question is not None}


def question_of(event: Event, round_: Round) -> Asked:
    return asked_of_item(round_.item, language=event.language)
