"""Officers' decisions on respondents' own words, and telling respondents what came of them.

Nobody's words are public before an officer has released them, and none ever are whose author did not agree. Each
decision is a row that can be taken back; each is written in the log.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from consultations.errors import Refusal
from consultations.models import Answer, ConsultationPage, Response, ResultSnapshot, TextRelease
from consultations.services.results import texts_of
from core.generation import raise_generation
from core.sanitise import UnusableText, plain
from people.models import User

AGREED = (Response.Consent.ANONYMOUS, Response.Consent.NAMED)
LONGEST_REASON = 200


class ReasonMissing(Refusal):
    """A part was struck out, or all of it withheld, without saying why."""

    public_message = _("Say why, in a few words. The reason is published.")


class AuthorDisagrees(Refusal):
    """The author has not agreed to have their words published, or has taken them back."""

    public_message = _("The author of this answer has not agreed to its publication.")


class NothingLeft(Refusal):
    """Nothing is left of the words."""

    public_message = _("Nothing would be left to publish. Withhold the answer instead.")


class NotUsable(Refusal):
    """The words hold something no person types."""

    public_message = _("The text holds characters that cannot be published. Type it again.")


@transaction.atomic
def release_texts(*, consultation: ConsultationPage, answer_ids: Collection[int], by: User, at: datetime) -> int:
    """Publish these answers' words as they stand; those already decided and those not agreed to are left alone.

    Returns:
        How many were released.
    """
    answers = _undecided(consultation, answer_ids)
    TextRelease.objects.bulk_create(
        TextRelease(answer=answer, text=answer.text, released_at=at, released_by=by) for answer in answers
    )
    _decided(consultation, "consultations.release", by, [answer.pk for answer in answers])
    return len(answers)


@transaction.atomic
def redact_text(
    *, consultation: ConsultationPage, answer_id: int, text: str, reason: str, by: User, at: datetime
) -> TextRelease:
    """Publish one answer with a part struck out or replaced, and say why. The answer itself stays as it was sent.

    Raises:
        AuthorDisagrees, ReasonMissing, NothingLeft, NotUsable.
    """
    answer = _agreed(consultation).filter(pk=answer_id).first()
    if answer is None:
        raise AuthorDisagrees
    text, reason = _cleaned(text), _cleaned(reason)
    if not text:
        raise NothingLeft
    if not reason and text != answer.text:
        raise ReasonMissing
    release, _is_new = TextRelease.objects.update_or_create(
        answer=answer,
        defaults={
            "text": text,
            "is_redacted": text != answer.text,
            "is_withheld": False,
            "reason": reason[:LONGEST_REASON] if text != answer.text else "",
            "released_at": at,
            "released_by": by,
        },
    )
    _decided(consultation, "consultations.redact", by, [answer_id])
    return release


@transaction.atomic
def withhold_texts(
    *, consultation: ConsultationPage, answer_ids: Collection[int], reason: str, by: User, at: datetime
) -> int:
    """Decide not to publish these answers' words, and say why.

    Returns:
        How many were withheld.

    Raises:
        ReasonMissing, NotUsable.
    """
    reason = _cleaned(reason)[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    answers = list(_agreed(consultation).filter(pk__in=answer_ids))
    TextRelease.objects.bulk_create(
        [
            TextRelease(answer=answer, is_withheld=True, reason=reason, released_at=at, released_by=by)
            for answer in answers
        ],
        update_conflicts=True,
        unique_fields=["answer"],
        update_fields=["text", "is_redacted", "is_withheld", "reason", "released_at", "released_by"],
    )
    _decided(consultation, "consultations.withhold", by, [answer.pk for answer in answers])
    return len(answers)


@transaction.atomic
def take_back(*, consultation: ConsultationPage, answer_ids: Collection[int], by: User, at: datetime) -> int:
    """Undo these decisions: the words wait for one again and are not public meanwhile.

    Returns:
        How many decisions were undone.
    """
    found = TextRelease.objects.of(consultation.pk).filter(answer_id__in=answer_ids)
    undone = list(found.values_list("answer_id", flat=True))
    TextRelease.objects.filter(answer_id__in=undone).delete()
    _decided(consultation, "consultations.take_back", by, undone)
    return len(undone)


def _agreed(consultation: ConsultationPage) -> QuerySet[Answer]:
    return Answer.objects.filter(
        response__consultation=consultation,
        response__withdrawn_at__isnull=True,
        response__consent__in=AGREED,
    ).exclude(text="")


def _undecided(consultation: ConsultationPage, answer_ids: Collection[int]) -> list[Answer]:
    return list(_agreed(consultation).filter(pk__in=answer_ids, release=None).select_for_update(of=("self",)))


def _decided(consultation: ConsultationPage, action: str, by: User, answer_ids: Collection[int]) -> None:
    """Log a decision and have the public pages show it."""
    if not answer_ids:
        return
    log(instance=consultation, action=action, user=by, data={"answers": sorted(answer_ids)})
    ResultSnapshot.objects.filter(consultation=consultation).update(texts=texts_of(consultation))
    raise_generation()


def _cleaned(text: str) -> str:
    try:
        return plain(text).strip()
    except UnusableText:
        raise NotUsable from None
