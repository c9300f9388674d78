"""Writing an agenda: steps added, changed, moved, taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from live.errors import AlreadyAsked, NotNow
from live.models import AgendaItem, Event
from questions.models import Question
from questions.services import ChoiceDraft, add_question, edit_question
from questions.services.choices import drafts_of

#: What a step says about itself beside its words; the rest of a poll is its question.
SETTINGS = ("is_slice", "is_test", "is_blind", "can_change", "is_moderated", "view", "seconds")


@transaction.atomic
def add_step(*, event: Event, kind: str, title: str = "", body: str = "") -> AgendaItem:
    """Put a slide, a break or a time for questions at the end of the agenda."""
    return AgendaItem.objects.create(event=event, kind=kind, title=title, body=body, sort_order=_next_place(event))


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
        questions.errors.Refusal: The question cannot be asked like this.
    """
    question = add_question(
        section=None, kind=kind, text=text, help_text=help_text, choices=choices, config=config, is_required=False
    )
    return add_question_step(event=event, question=question, **settings)


@transaction.atomic
def add_question_step(*, event: Event, question: Question, **settings: Any) -> AgendaItem:
    """Put a question that stands elsewhere on the agenda: room, web and paper then add up."""
    return AgendaItem.objects.create(
        event=event, kind=AgendaItem.Kind.POLL, question=question, sort_order=_next_place(event), **settings
    )


@transaction.atomic
def edit_step(
    *, item: AgendaItem, at: datetime, by: Any, question: Mapping[str, Any] | None = None, **fields: Any
) -> None:
    """Change a step. The words of a question that was asked here, or that stands elsewhere too, stay as they are.

    Raises:
        AlreadyAsked: The question has been asked.
        questions.errors.Refusal: It cannot be asked like this.
    """
    if question is not None and item.question is not None:
        if not may_reword(item):
            raise AlreadyAsked
        edit_question(question=item.question, at=at, by=by, **question)
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()


def may_reword(item: AgendaItem) -> bool:
    """Whether the question belongs to this step alone and nobody has been asked it."""
    question = item.question
    if question is None:
        return True
    is_elsewhere = question.section_id is not None or question.agenda_items.exclude(pk=item.pk).exists()
    return not is_elsewhere and not item.rounds.exists()


@transaction.atomic
def remove_step(*, item: AgendaItem) -> None:
    """Take a step out of the agenda.

    Raises:
        AlreadyAsked: People have answered it.
        NotNow: It is on the stage.
    """
    event = Event.objects.select_for_update(of=("self",)).get(pk=item.event_id)
    if item.rounds.exists() or item.audience_questions.exists():
        raise AlreadyAsked
    if event.current_id == item.pk:
        raise NotNow
    question = item.question
    item.delete()
    if question is not None and question.section_id is None and not question.agenda_items.exists():
        question.delete()


@transaction.atomic
def move_step(*, item: AgendaItem, by: int) -> None:
    """Move a step up (negative) or down by so many places."""
    order = list(AgendaItem.objects.select_for_update().filter(event_id=item.event_id))
    place = next(index for index, one in enumerate(order) if one.pk == item.pk)
    moved = order.pop(place)
    order.insert(max(0, min(len(order), place + by)), moved)
    for number, one in enumerate(order):
        one.sort_order = number
    AgendaItem.objects.bulk_update(order, ["sort_order"])


def written_choices(lines: str) -> list[ChoiceDraft]:
    """Return the choices written one a line."""
    return drafts_of([line.strip() for line in lines.splitlines() if line.strip()])


def _next_place(event: Event) -> int:
    last = event.agenda.order_by("-sort_order").values_list("sort_order", flat=True).first()
    return 0 if last is None else last + 1
