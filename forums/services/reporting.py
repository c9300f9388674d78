"""Saying that a post should be looked at: no account is needed, and nothing is kept of who it was."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from core.ratelimit import take
from core.sanitise import UnusableText, plain
from forums.errors import MustWait, NotUsable
from forums.models import Member, Post, Report

REPORTS_AN_HOUR: Final = 10
HOUR: Final = 60 * 60
LONGEST_WORDS: Final = 1000


@transaction.atomic
def report_post(
    *, post: Post, reason: str, words: str = "", member: Member | None = None, network: str, at: datetime
) -> Report:
    """Put a post before the moderators. It stays as it is until one of them has looked.

    Args:
        network: What one household or library shares: counted for an hour, never stored.

    Raises:
        MustWait: So many reports came from there this hour.
        NotUsable: The words hold a sign that cannot be kept.
    """
    allowance = take(name="forum-reports", who=network, limit=REPORTS_AN_HOUR, seconds=HOUR, at=at)
    if not allowance.is_granted:
        raise MustWait(allowance.retry_after)
    try:
        said = plain(words).strip()[:LONGEST_WORDS]
    except UnusableText:
        raise NotUsable from None
    kind = reason if reason in Report.Reason.values else Report.Reason.OTHER
    return Report.objects.create(post=post, reason=kind, words=said, member=member, made_at=at)
