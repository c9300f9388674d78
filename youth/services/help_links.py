"""Who to turn to: a list that checked adults keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.generation import raise_generation
from youth.errors import NotChecked
from youth.models import HelpLink
from youth.permissions import is_checked_adult


@transaction.atomic
def keep_help_link(*, link: HelpLink, by: Any, at: datetime) -> HelpLink:
    """Store somebody to turn to.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    _refuse_unchecked(by, at)
    link.save()
    raise_generation()
    return link


@transaction.atomic
def drop_help_link(*, link: HelpLink, by: Any, at: datetime) -> None:
    """Take somebody off the list.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    _refuse_unchecked(by, at)
    link.delete()
    raise_generation()


def _refuse_unchecked(by: Any, at: datetime) -> None:
    if not is_checked_adult(by, today=timezone.localdate(at)):
        raise NotChecked
