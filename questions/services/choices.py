"""The choices and rows of a question, brought in line with what an officer wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from questions.errors import ChoicesRefused
from questions.kind import Kind
from questions.models import Choice, Question
from questions.services.routes import refuse_if_choice_leads
from questions.services.surveys import words

LONGEST_CHOICE = Choice._meta.get_field("text").max_length or 300
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """One choice or row as an officer wrote it. `id` names the one it changes; without it, it is new."""

    text: str
    id: int | None = None
    picture: Any = None  # a wagtail image or None
    is_other: bool = False
    is_exclusive: bool = False


def drafts_of(written: Iterable[ChoiceDraft | str]) -> list[ChoiceDraft]:
    """Return drafts, with plain texts made into drafts and their words cleaned."""
    drafts = [ChoiceDraft(one) if isinstance(one, str) else one for one in written]
    return [replace(draft, text=words(draft.text)) for draft in drafts]


def check_drafts(kind: Kind, axis: str, drafts: Sequence[ChoiceDraft]) -> None:
    """Refuse choices that do not make sense together.

    Raises:
        ChoicesRefused: Too few or many, one twice, too long, or marks that the kind does not know.
    """
    if axis == Choice.Axis.ROW:
        least, takes = 1, kind.has_rows
        few = _("Write at least one row.")
    else:
        least, takes = 2, kind.has_choices
        few = _("Write at least two choices.")
    if not takes:
        if drafts:
            raise ChoicesRefused(_("This kind of question takes no choices of your own."))
        return
    if len(drafts) < least:
        raise ChoicesRefused(few)
    _check_together(kind, drafts)


def _check_together(kind: Kind, drafts: Sequence[ChoiceDraft]) -> None:
    texts = [draft.text.casefold() for draft in drafts]
    for draft in drafts:
        if texts.count(draft.text.casefold()) > 1:
            raise ChoicesRefused(_("‘%(text)s’ is there twice.") % {"text": draft.text})
        if len(draft.text) > LONGEST_CHOICE:
            raise ChoicesRefused(_("Shorten ‘%(text)s…’.") % {"text": draft.text[:40]})
    if len(drafts) > MOST_CHOICES:
        raise ChoicesRefused(_("Write %(most)s choices or fewer.") % {"most": MOST_CHOICES})
    others = sum(draft.is_other for draft in drafts)
    if others > 1 or (others and not kind.has_other):
        raise ChoicesRefused(_("Only one choice can ask for words of one's own, and not in every kind of question."))
    if any(draft.is_exclusive for draft in drafts) and not kind.has_exclusive:
        raise ChoicesRefused(_("Only where people choose several can a choice exclude the others."))


def sync_choices(question: Question, axis: str, drafts: Sequence[ChoiceDraft], *, retire_at: datetime | None) -> None:
    """Make the choices on offer those of the drafts, in their order.

    Those left out are deleted, or retired if `retire_at` is a moment. A draft that names a retired choice, or bears
    the words of one, brings it back.

    Raises:
        ChoicesRefused: A draft names a choice of another question.
        ChoiceLeadsOn: One left out decides whether another question is asked.
    """
    there = {choice.pk: choice for choice in question.choices.filter(axis=axis)}
    matched = _match(drafts, there)
    gone = [choice for pk, choice in there.items() if pk not in {pk for pk, _draft in matched if pk}]
    refuse_if_choice_leads(gone)
    for choice in gone:
        if retire_at is None:
            choice.delete()
        elif choice.retired_at is None:
            choice.retired_at = retire_at
            choice.save(update_fields=["retired_at"])
    for place, (pk, draft) in enumerate(matched, start=1):
        choice = there[pk] if pk else Choice(question=question, axis=axis)
        _write(choice, draft, place)


def _match(drafts: Sequence[ChoiceDraft], there: dict[int, Choice]) -> list[tuple[int | None, ChoiceDraft]]:
    """Pair each draft with the choice it changes, by id, else by its words."""
    named = {draft.id for draft in drafts if draft.id is not None}
    if named - set(there):
        raise ChoicesRefused(_("One of the choices belongs to another question. Look at them again."))
    by_text = {choice.text: pk for pk, choice in there.items() if pk not in named}
    return [(draft.id or by_text.pop(draft.text, None), draft) for draft in drafts]


def _write(choice: Choice, draft: ChoiceDraft, place: int) -> None:
    choice.text = draft.text
    choice.picture = draft.picture
    choice.is_other = draft.is_other
    choice.is_exclusive = draft.is_exclusive
    choice.sort_order = place
    choice.retired_at = None
    choice.save()
