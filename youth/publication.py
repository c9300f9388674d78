"""The one way for an article to be public, whoever presses whatever: a checked adult stands behind it, at that moment.

Every way of Wagtail's ends in `ArticlePage.publish` or in `ArticlePage.save`, and both ask here: the button, bulk
actions, workflows, schedules, old revisions, copies, aliases, scripts. Superusers are asked like everybody else.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail.signals import page_unpublished

from people import ticks
from youth.errors import NotPublished
from youth.lawful import missing_for_publication
from youth.models import ArticlePage, Piece, Release, Writer
from youth.permissions import is_checked_adult
from youth.services.section import PICTURES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = Release.State

#: What a reader reads of an article: what stands there is what was let out, to the letter.
WORDS: Final = ("title", "kind", "teaser", "body", "rating", "byline", "picture_alt")
#: A row written in one of these is asked whether it was released; `save_revision` writes none of them.
GUARDED: Final = frozenset({*WORDS, "picture", "picture_id", "live", "live_revision", "alias_of", "alias_of_id"})


@transaction.atomic
def release(article: ArticlePage, revision: Revision, *, by: Any, at: datetime) -> Release:
    """Note that a checked adult lets this revision out, now or at the moment it is scheduled for.

    What was scheduled goes out by the clock in the name of whoever scheduled it, whose check is asked for again then.

    Raises:
        NotPublished: No check of theirs stands today, or the revision lacks something.
    """
    Page.objects.select_for_update().get(pk=article.pk)  # one at a time
    scheduled = None if by else _scheduled(article, revision, at=at)
    who = scheduled.by if scheduled is not None else by
    version = revision.as_object()
    if scheduled is not None and scheduled.words_key != words_key(version):
        raise NotPublished(missing=[_("It was changed after it was scheduled. Publish it or schedule it again.")])
    refuse(version, by=who, at=at)
    is_later = version.go_live_at is not None and version.go_live_at > at
    before = Release.objects.filter(article=article).exclude(state=State.ENDED)
    (before.filter(state=State.SCHEDULED) if is_later else before).update(state=State.ENDED)
    return Release.objects.create(
        article=article,
        revision_id=revision.pk,
        state=State.SCHEDULED if is_later else State.OUT,
        by=who,
        made_at=at,
        words_key=words_key(version),
        picture_number=version.picture_id,
    )


def refuse(version: ArticlePage, *, by: Any, at: datetime) -> None:
    """Refuse what this person may not publish as it stands, before anything is written.

    Raises:
        NotPublished: No check of theirs stands today, or it lacks something.
    """
    if not is_checked_adult(by, today=timezone.localdate(at)):
        raise NotPublished
    missing = missing_of(version)
    if missing:
        raise NotPublished(missing=missing)


def missing_of(version: ArticlePage) -> list[StrOrPromise]:
    """Return what an article, as it is in memory, still needs before it may be public."""
    piece = Piece.objects.select_related("writer").filter(page=version.pk).first() if version.pk else None
    # A copy of an article has no piece, yet the pen name above it still belongs to somebody.
    named = Writer.objects.filter(pen_name__iexact=version.byline.strip()).first() if piece is None else None
    return missing_for_publication(version, piece, named=named)


def refuse_unreleased(article: ArticlePage, *, fields: Collection[str] | None) -> None:
    """Refuse a row that would be live and that nobody released, or that says another thing than what was released.

    Args:
        article: The row that is about to be written.
        fields: Those that are written; None for all of them.

    Raises:
        NotPublished: It is an alias, a copy, made live past `publish`, or changed while it is live.
    """
    if fields is not None and not GUARDED.intersection(fields):
        return
    out = Release.objects.filter(article=article.pk, state=State.OUT).first() if article.pk else None
    if out is None or article.alias_of_id:
        raise NotPublished
    is_same = out.words_key == words_key(article) and article.picture_id in {None, out.picture_number}
    if not is_same or article.live_revision_id not in {None, out.revision_id}:
        raise NotPublished


def words_key(article: ArticlePage) -> str:
    """Return a name of what an article says: two that say the same have the same."""
    said = json.dumps([str(getattr(article, name)) for name in WORDS])
    return blake2s(said.encode(), digest_size=16).hexdigest()


def is_released(article: ArticlePage) -> bool:
    """Whether a checked adult let it out: asked each time somebody opens it, whatever the row says of itself."""
    return Release.objects.filter(article=article.pk, state=State.OUT).exists()


def public_articles() -> Any:
    """Return the articles that are public: live, and let out by a checked adult."""
    out = Release.objects.filter(article=OuterRef("pk"), state=State.OUT)
    return ArticlePage.objects.live().filter(Exists(out))


def end_release(pk: int | None) -> None:
    """Note that an article is public no more."""
    if pk:
        Release.objects.filter(article=pk, state=State.OUT).update(state=State.ENDED)


def refuse_other_picture(picture: Any) -> None:
    """Refuse another file behind a picture of the section: what was read and let out would show something else.

    Raises:
        NotPublished: It has another file than the one that is stored.
    """
    stored = type(picture).objects.filter(pk=picture.pk).select_related("collection").first()
    if stored is None or stored.file.name == picture.file.name:
        return
    waits = Release.objects.exclude(state=State.ENDED).filter(picture_number=picture.pk)
    if stored.collection.name == PICTURES or waits.exists():
        raise NotPublished(missing=[_("The file of a picture beside an article stays. Add a new picture instead.")])


def take_down_unreleased(at: datetime | None = None) -> int:
    """Take down what is live and was never released, such as by a statement past the models; return how many.

    A release whose article was taken down in the same way ends too: it must not count once the article is back.
    """
    Release.objects.filter(state=State.OUT, article__live=False).update(state=State.ENDED)
    out = Release.objects.filter(state=State.OUT).values("article")
    found = list(ArticlePage.objects.live().exclude(pk__in=out))
    for article in found:
        article.unpublish(log_action="wagtail.unpublish")
    return len(found)


def register_publication() -> None:
    """Watch over the articles by the clock, and wherever Wagtail takes a page down without asking its model."""
    ticks.register("youth articles nobody released", take_down_unreleased)
    page_unpublished.connect(_ended, dispatch_uid="youth.publication")
    pre_save.connect(_picture_saved, sender=get_image_model(), dispatch_uid="youth.publication")


def _ended(*, instance: Page, **about: Any) -> None:
    end_release(instance.pk)


def _picture_saved(*, instance: Any, **about: Any) -> None:
    if not instance._state.adding:
        refuse_other_picture(instance)


def _scheduled(article: ArticlePage, revision: Revision, *, at: datetime) -> Release | None:
    """Return what a checked adult scheduled and what is due now, if that is what is published."""
    moment = revision.approved_go_live_at
    if moment is None or moment > at:
        return None
    found = Release.objects.filter(article=article, revision_id=revision.pk, state=State.SCHEDULED)
    return found.select_related("by").first()
