"""Writing down what a jury recommended, and publishing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from core.generation import raise_generation
from juries.errors import NotOfThisJury, NumberStays, NumberTaken, PublishedStays
from juries.models import (
    EvidenceLink,
    JurorQuestion,
    JuryPage,
    MinorityStatement,
    Recommendation,
    SessionPage,
    Witness,
)

PUBLISHED = "juries.recommendation"


def next_number(jury: JuryPage) -> int:
    """Return the number after the highest one of this jury."""
    highest = Recommendation.objects.filter(jury=jury).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@transaction.atomic
def add_recommendation(*, jury: JuryPage, **fields: Any) -> Recommendation:
    """Write one recommendation down as a draft.

    Raises:
        NumberTaken: Another one of this jury has the number.
        NotOfThisJury: Its theme is another jury's.
    """
    _hold(jury)
    made = Recommendation(jury=jury, **fields)
    _check(made)
    made.save()
    return made


@transaction.atomic
def change_recommendation(*, recommendation: Recommendation, **fields: Any) -> Recommendation:
    """Change what one says. A published one keeps its number.

    Raises:
        NumberStays, NumberTaken, NotOfThisJury
    """
    _hold(recommendation.jury)
    kept = Recommendation.objects.select_for_update().select_related("jury").get(pk=recommendation.pk)
    if kept.published_at and fields.get("number", kept.number) != kept.number:
        raise NumberStays
    for name, value in fields.items():
        setattr(kept, name, value)
    _check(kept)
    kept.save()
    if kept.published_at:
        raise_generation()
    return kept


def _hold(jury: JuryPage) -> None:
    """Let nobody else number a recommendation of this jury until the transaction ends."""
    JuryPage.objects.select_for_update(of=("self",)).only("pk").get(pk=jury.pk)


def _check(row: Recommendation) -> None:
    others = Recommendation.objects.filter(jury=row.jury, number=row.number).exclude(pk=row.pk)
    if others.exists():
        raise NumberTaken
    if row.theme and row.theme.jury_id != row.jury_id:
        raise NotOfThisJury


@transaction.atomic
def publish_recommendation(*, recommendation: Recommendation, by: Any, at: datetime) -> None:
    """Let everybody read it, at an address that stays. Published again, it keeps the moment it was published."""
    published = Recommendation.objects.filter(pk=recommendation.pk, published_at=None).update(published_at=at)
    if published:
        log(instance=recommendation.jury, action=PUBLISHED, user=by, data={"number": recommendation.number})
        raise_generation()


@transaction.atomic
def remove_recommendation(*, recommendation: Recommendation) -> None:
    """Throw a draft away.

    Raises:
        PublishedStays: Everybody can read it already.
    """
    if not Recommendation.objects.filter(pk=recommendation.pk, published_at=None).delete()[0]:
        raise PublishedStays


@transaction.atomic
def add_evidence(
    *,
    recommendation: Recommendation,
    session: SessionPage,
    witness: Witness | None = None,
    question: JurorQuestion | None = None,
    note: str = "",
) -> EvidenceLink:
    """Say what it rests on; said again, the note is changed.

    Raises:
        NotOfThisJury: The session is another jury's, or witness or question are another session's.
    """
    parts = [part for part in (witness, question) if part is not None]
    if not session.is_child_of(recommendation.jury) or any(part.session_id != session.pk for part in parts):
        raise NotOfThisJury
    link, _is_new = EvidenceLink.objects.update_or_create(
        recommendation=recommendation,
        session=session,
        witness=witness,
        question=question,
        defaults={"note": note.strip()},
    )
    _shown(recommendation)
    return link


@transaction.atomic
def remove_evidence(*, recommendation: Recommendation, link_id: int) -> None:
    EvidenceLink.objects.filter(recommendation=recommendation, pk=link_id).delete()
    _shown(recommendation)


@transaction.atomic
def add_minority_statement(*, recommendation: Recommendation, text: str, jurors: int) -> MinorityStatement:
    """Put what jurors who saw it otherwise wanted said beside it."""
    made = MinorityStatement.objects.create(recommendation=recommendation, text=text.strip(), jurors=jurors)
    _shown(recommendation)
    return made


@transaction.atomic
def remove_minority_statement(*, recommendation: Recommendation, statement_id: int) -> None:
    MinorityStatement.objects.filter(recommendation=recommendation, pk=statement_id).delete()
    _shown(recommendation)


def _shown(recommendation: Recommendation) -> None:
    if recommendation.published_at:
        raise_generation()
