"""Who to turn to: a list that checked adults keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from core.generation import raise_generation
from youth.models import HelpLink
from youth.permissions import refuse_unchecked


@transaction.atomic
def keep_help_link(*, link: HelpLink, by: Any, at: datetime) -> HelpLink:
    """Store somebody to turn to.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    refuse_unchecked(by, at=at)
    link.save()
    raise_generation()
    return link


@transaction.atomic
def drop_help_link(*, link: HelpLink, by: Any, at: datetime) -> None:
    """Take somebody off the list.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    refuse_unchecked(by, at=at)
    link.delete()
    raise_generation()
