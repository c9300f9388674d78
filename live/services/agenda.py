"""Writing an agenda: steps added, changed, moved, taken out; before the event and while it goes on.

The event's row is held throughout, as commands hold it: a step does not change under the press that opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from live.errors import AlreadyAsked, EventOver, NotNow, SeenOld
from live.models import AgendaItem, Event
from questions.models import Question
from questions.services import ChoiceDraft, add_question, copy_question, edit_question
from questions.services.choices import drafts_of

#: What a step says about itself beside its words; the rest of a poll is its question.
SETTINGS = ("is_slice", "is_test", "is_blind", "can_change", "is_moderated", "view", "seconds")
#: What people were promised when they were asked.
PROMISED = frozenset({"is_slice", "is_test", "is_blind", "can_change"})
#: The kinds of question that can be asked in a room, in the order in which lists show them.
ROOM_KINDS = (
    "yes_no",
    "single",
    "multiple",
    "agree",
    "rating",
    "ranking",
    "number",
    "short_text",
    "long_text",
    "line",
)


@transaction.atomic
def add_step(*, event: Event, kind: str, title: str = "", body: str = "") -> AgendaItem:
    """Put a slide, a break or a time for questions at the end of the agenda.

    Raises:
        EventOver: The event has ended.
    """
    held = _hold(event)
    return AgendaItem.objects.create(event=held, kind=kind, title=title, body=body, sort_order=_next_place(held))


@transaction.atomic
def add_poll(
    *,
    event: Event,
    kind: str,
    text: str,
    help_text: str = "",
    choices: Sequence[ChoiceDraft | str] = (),
    config: Mapping[str, Any] | None = None,
    **settings: Any,
) -> AgendaItem:
    """Put a new question at the end of the agenda.

    Raises:
        EventOver: The event has ended.
        questions.errors.Refusal: The question cannot be asked like this.
    """
    question = add_question(
        section=None, kind=kind, text=text, help_text=help_text, choices=choices, config=config, is_required=False
    )
    return add_question_step(event=event, question=question, **settings)


@transaction.atomic
def add_question_step(*, event: Event, question: Question, **settings: Any) -> AgendaItem:
    """Put a question that stands elsewhere on the agenda: room, web and paper then add up.

    Raises:
        EventOver: The event has ended.
    """
    held = _hold(event)
    return AgendaItem.objects.create(
        event=held, kind=AgendaItem.Kind.POLL, question=question, sort_order=_next_place(held), **settings
    )


@transaction.atomic
def add_question_steps(*, event: Event, questions: Iterable[Question]) -> int:
    """Put several such questions on the agenda, those already there left out. Return how many are new.

    Raises:
        EventOver: The event has ended.
    """
    there = set(event.agenda.polls().values_list("question_id", flat=True))
    fresh = [question for question in questions if question.pk not in there]
    for question in fresh:
        add_question_step(event=event, question=question)
    return len(fresh)


@transaction.atomic
def edit_step(
    *, item: AgendaItem, at: datetime, by: Any, question: Mapping[str, Any] | None = None, **fields: Any
) -> None:
    """Change a step. The words of a question that was asked here, or that stands elsewhere too, stay as they are.

    Raises:
        EventOver: The event has ended.
        AlreadyAsked: The question has been asked, and its words or what people were promised would change.
        questions.errors.Refusal: It cannot be asked like this.
    """
    _hold(item.event)
    if question is not None and item.question is not None:
        if not may_reword(item):
            raise AlreadyAsked
        edit_question(question=item.question, at=at, by=by, **question)
    stored = AgendaItem.objects.get(pk=item.pk)
    changed = {name for name, value in fields.items() if getattr(stored, name) != value}
    if changed & PROMISED and is_asked(stored):
        raise AlreadyAsked
    for name in changed:
        setattr(stored, name, fields[name])
    stored.save(update_fields=[*changed])


def is_asked(item: AgendaItem) -> bool:
    """Whether anybody has been asked it here."""
    return item.rounds.exists()


def may_reword(item: AgendaItem) -> bool:
    """Whether the question belongs to this step alone and nobody has been asked it."""
    question = item.question
    if question is None:
        return True
    is_elsewhere = question.section_id is not None or question.agenda_items.exclude(pk=item.pk).exists()
    return not is_elsewhere and not is_asked(item)


@transaction.atomic
def separate_question(*, item: AgendaItem) -> AgendaItem:
    """Give a step a question of its own, to be reworded: its answers no longer add up with the other's.

    Where the step has been asked, it stays, and the copy comes right after it.

    Returns:
        The step whose question may be reworded.

    Raises:
        EventOver: The event has ended.
        NotNow: The step asks nothing.
    """
    _hold(item.event)
    if item.question is None:
        raise NotNow(_("Only a poll has a question to copy."))
    question = copy_question(question=item.question)
    if not is_asked(item):
        AgendaItem.objects.filter(pk=item.pk).update(question=question)
        return AgendaItem.objects.get(pk=item.pk)
    AgendaItem.objects.filter(event=item.event, sort_order__gt=item.sort_order).update(sort_order=F("sort_order") + 1)
    kept = {name: getattr(item, name) for name in SETTINGS}
    return AgendaItem.objects.create(
        event=item.event, kind=item.kind, question=question, sort_order=item.sort_order + 1, **kept
    )


@transaction.atomic
def remove_step(*, item: AgendaItem) -> None:
    """Take a step out of the agenda.

    Raises:
        EventOver: The event has ended.
        AlreadyAsked: People have answered it.
        NotNow: It is on the stage.
    """
    event = _hold(item.event)
    if is_asked(item) or item.audience_questions.exists():
        raise AlreadyAsked(_("People have answered this step, so it stays. Leave it out by going past it."))
    if event.current_id == item.pk:
        raise NotNow(_("This step is on the screen now. Go on to another one first, then take it out."))
    question = item.question
    item.delete()
    if question is not None and question.section_id is None and not question.agenda_items.exists():
        question.delete()


@transaction.atomic
def move_step(*, item: AgendaItem, by: int) -> None:
    """Move a step up (negative) or down by so many places.

    Raises:
        EventOver: The event has ended.
    """
    event = _hold(item.event)
    order = list(event.agenda.values_list("pk", flat=True))
    if item.pk not in order:
        raise SeenOld
    place = order.index(item.pk)
    order.remove(item.pk)
    order.insert(max(0, place + by), item.pk)
    _put_in_order(event, order)


@transaction.atomic
def arrange_steps(*, event: Event, order: Sequence[int]) -> None:
    """Put all steps in the order given.

    Raises:
        EventOver: The event has ended.
        SeenOld: The order does not name each step once: somebody added or took one out meanwhile.
    """
    held = _hold(event)
    if sorted(order) != sorted(held.agenda.values_list("pk", flat=True)):
        raise SeenOld
    _put_in_order(held, order)


def _put_in_order(event: Event, order: Sequence[int]) -> None:
    places = {pk: place for place, pk in enumerate(order)}
    steps = list(event.agenda.all())
    for step in steps:
        step.sort_order = places[step.pk]
    AgendaItem.objects.bulk_update(steps, ["sort_order"])


def written_choices(lines: str) -> list[ChoiceDraft]:
    """Return the choices written one a line."""
    return drafts_of([line.strip() for line in lines.splitlines() if line.strip()])


def _hold(event: Event) -> Event:
    held = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if held.is_over:
        raise EventOver
    return held


def _next_place(event: Event) -> int:
    last = event.agenda.order_by("-sort_order").values_list("sort_order", flat=True).first()
    return 0 if last is None else last + 1
