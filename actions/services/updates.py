"""Saying how an action stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.documents.models import Document

from actions.errors import ChangedMeanwhile, ReasonMissing
from actions.models import Action, Evidence, ProgressUpdate
from actions.standing import Status
from actions.typed import tidy
from core.generation import raise_generation
from people.models import Organisation, User


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """An address or a document, one of the two, and what it is."""

    title: str
    url: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest update somebody had read."""

    last_update_at: datetime | None


@transaction.atomic
def add_update(
    *,
    action: Action,
    status: Status,
    text: str,
    at: datetime,
    by: User | None,
    organisation: Organisation | None,
    reason: str = "",
    evidence: Sequence[NewEvidence] = (),
    seen: Seen | None = None,
) -> ProgressUpdate:
    """Add one progress update and have the action repeat it.

    Args:
        seen: What the writer had read when they began to write; None to ask nothing.

    Raises:
        ReasonMissing: It will not be done, and nobody says why.
        ChangedMeanwhile: Somebody else said something since.
    """
    if status == Status.DROPPED and not reason.strip():
        raise ReasonMissing
    locked = Action.objects.select_for_update().get(pk=action.pk)
    if seen is not None and seen.last_update_at != locked.last_update_at:
        raise ChangedMeanwhile
    update = ProgressUpdate.objects.create(
        action=locked,
        status=status,
        text=tidy(text),
        reason=tidy(reason) if status == Status.DROPPED else "",
        organisation=organisation,
        made_by=by,
        made_at=at,
    )
    Evidence.objects.bulk_create(
        Evidence(update=update, title=tidy(one.title), url=one.url, document=one.document) for one in evidence
    )
    repeat_latest(locked)
    action.status, action.last_update_at = locked.status, locked.last_update_at
    raise_generation()
    return update


def repeat_latest(action: Action) -> None:
    """Write onto the action what its latest update says; the caller holds its row."""
    latest = ProgressUpdate.objects.filter(action=action).order_by("-made_at", "-pk").first()
    action.status = Status(latest.status) if latest else Status.NOT_STARTED
    action.last_update_at = latest.made_at if latest else None
    action.save(update_fields=["status", "last_update_at"])
