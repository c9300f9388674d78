"""Letting out what is ready: read, then published or put on the clock by a checked adult through Wagtail's workflow.

Who may is asked in `youth/publication.py` whatever happens here. What is published is the version that was read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from youth.desk_errors import MomentPast, MovedSince, NoRight
from youth.errors import MovedOn, NotChecked
from youth.models import ArticlePage, Piece
from youth.publication import refuse
from youth.services.reading_workflow import begin_reading, take_off_the_clock
from youth.services.stages import hold
from youth.stages_table import Actor, Stage
from youth.who import who_is


def publish_now(*, piece: Piece, user: Any, seen: int, at: datetime) -> ArticlePage:
    """Publish the version that was read.

    Args:
        seen: The version that was read.

    Raises:
        NotChecked: No check of theirs stands today, or they wrote it.
        NotPublished: It lacks something.
        MovedOn, MovedSince: It is not ready any more, or there is a newer version.
        NoRight: Their account has no right on the section's pages.
    """
    return _let_out(piece, user, seen=seen, goes_out_at=None, at=at)


def publish_later(*, piece: Piece, user: Any, seen: int, goes_out_at: datetime, at: datetime) -> ArticlePage:
    """Have the version that was read published at a moment to come; the check is asked for again then.

    Raises:
        MomentPast: goes_out_at <= at.
        YouthRefusal: As `publish_now`.
    """
    if goes_out_at <= at:
        raise MomentPast
    return _let_out(piece, user, seen=seen, goes_out_at=goes_out_at, at=at)


@transaction.atomic
def _let_out(piece: Piece, user: Any, *, seen: int, goes_out_at: datetime | None, at: datetime) -> ArticlePage:
    held = hold(piece)
    if Actor.CHECKED not in who_is(user, today=timezone.localdate(at)).actors_at(held):
        raise NotChecked
    if held.stage != Stage.READY:
        raise MovedOn
    if held.page.latest_revision_id != seen:
        raise MovedSince
    article = held.page
    version = article.get_latest_revision_as_object()
    refuse(version, by=user, at=at)
    if article.current_workflow_task_state is None:
        take_off_the_clock(article, account=user)
        begin_reading(article, account=user)
    _approve(article, version, user, goes_out_at=goes_out_at)
    return ArticlePage.objects.get(pk=article.pk)


def _approve(article: ArticlePage, version: ArticlePage, user: Any, *, goes_out_at: datetime | None) -> None:
    waiting = article.current_workflow_task_state
    # What was proposed may have been corrected in the admin since: what was read is what is approved.
    waiting.revision = version.get_latest_revision()
    if version.go_live_at != goes_out_at:
        version.go_live_at = goes_out_at
        waiting.revision = version.save_revision(user=user, clean=False)
    waiting.save(update_fields=["revision"])
    try:
        waiting.approve(user=user)
    except PermissionDenied as refusal:
        raise NoRight from refusal
