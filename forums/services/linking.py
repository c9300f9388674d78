"""What a thread is about: one thing that everybody may see, or nothing but itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.generation import raise_generation
from forums.errors import WrongTarget
from forums.models import Act, Thread
from forums.services.moderating import note_act
from forums.subjects import Subject, kind_named, kinds


@transaction.atomic
def link_subject(*, thread: Thread, subject: Subject, by: Any = None, at: datetime | None = None) -> Thread:
    """Say that a thread is about a thing instead of what it was about. Done by a moderator (`by`), it is logged.

    Raises:
        WrongTarget: There is no such thing that everybody may see.
    """
    kind = kinds()[subject.kind]
    if not kind.public().filter(pk=subject.pk).exists():
        raise WrongTarget(_("What it was to be about is not public any more."))
    held = _forgotten(thread)
    kind.links._default_manager.create(**{"thread_id": held.pk, f"{kind.field}_id": subject.pk})
    held.about = thread.about = kind.kind.value
    held.save(update_fields=["about"])
    _note(held, by, at)
    return held


@transaction.atomic
def unlink(*, thread: Thread, by: Any = None, at: datetime | None = None) -> Thread:
    """Say that a thread is about nothing but itself."""
    held = _forgotten(thread)
    if held.about:
        held.about = thread.about = ""
        held.save(update_fields=["about"])
        if not held.forum.is_closed:
            raise_generation()  # the page of what it was about shows it no more
        _note(held, by, at)
    return held


def _forgotten(thread: Thread) -> Thread:
    """Hold a thread's row and take away what it was about."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("forum").get(pk=thread.pk)
    kind = kind_named(held.about)
    if kind is not None:
        kind.links._default_manager.filter(thread=held.pk).delete()
    return held


def _note(thread: Thread, by: Any, at: datetime | None) -> None:
    if by is not None and at is not None:
        note_act(forum=thread.forum, kind=Act.Kind.ABOUT, by=by, at=at, thread=thread)
