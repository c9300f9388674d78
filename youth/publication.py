"""The one way for an article to be public, whoever presses whatever: a checked adult stands behind it, at that moment.

Every way of Wagtail's ends in `ArticlePage.publish` or in `ArticlePage.save`, and both ask here: the button, bulk
actions, workflows, schedules, old revisions, copies, aliases, scripts. Superusers are asked like everybody else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from youth.errors import NotPublished
from youth.lawful import missing_for_publication
from youth.models import ArticlePage, Piece, Release
from youth.permissions import is_checked_adult

State = Release.State


@transaction.atomic
def release(article: ArticlePage, revision: Revision, *, by: Any, at: datetime) -> Release:
    """Note that a checked adult lets this revision out, now or at the moment it is scheduled for.

    What was scheduled goes out by the clock in the name of whoever scheduled it, whose check is asked for again then.

    Raises:
        NotPublished: No check of theirs stands today, or the revision lacks something.
    """
    who = by or _scheduled_by(article, revision)
    if not is_checked_adult(who, today=timezone.localdate(at)):
        raise NotPublished
    version = revision.as_object()
    missing = missing_for_publication(version, _piece_of(article))
    if missing:
        raise NotPublished(missing=missing)
    is_later = version.go_live_at is not None and version.go_live_at > at
    if is_later:
        Release.objects.filter(article=article, state=State.SCHEDULED).update(state=State.ENDED)
    else:
        Release.objects.filter(article=article).exclude(state=State.ENDED).update(state=State.ENDED)
    state = State.SCHEDULED if is_later else State.OUT
    return Release.objects.create(article=article, revision_id=revision.pk, state=state, by=who, made_at=at)


def refuse_unreleased(article: ArticlePage) -> None:
    """Refuse a row that would be live and that nobody released.

    Raises:
        NotPublished: It is an alias, a copy, or made live past `publish`.
    """
    released = Release.objects.filter(article=article.pk, state=State.OUT)
    if article.alias_of_id or not article.pk or not released.exists():
        raise NotPublished


def end_release(article: ArticlePage) -> None:
    """Note that an article is public no more."""
    if article.pk:
        Release.objects.filter(article=article.pk, state=State.OUT).update(state=State.ENDED)


def take_down_unreleased() -> int:
    """Take down what is live and was never released, such as by a statement past the models; return how many."""
    out = Release.objects.filter(state=State.OUT).values("article")
    found = list(ArticlePage.objects.live().exclude(pk__in=out))
    for article in found:
        article.unpublish(log_action="wagtail.unpublish")
    return len(found)


def _scheduled_by(article: ArticlePage, revision: Revision) -> Any:
    found = Release.objects.filter(article=article, revision_id=revision.pk, state=State.SCHEDULED)
    scheduled = found.select_related("by").first()
    return scheduled.by if scheduled is not None else None


def _piece_of(article: ArticlePage) -> Piece | None:
    return Piece.objects.select_related("writer").filter(page=article.pk).first()
