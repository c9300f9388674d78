"""Writing: a piece begun, a draft kept as a revision of a page that is not public.

Revisions of young people name no account: Wagtail shows the names of accounts in its histories. Only the writer changes
a text here, so a revision without a name is theirs; a checked adult who corrects one in the admin is named there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Revision

from core.ratelimit import take
from core.slugs import first_free
from forums.markup import is_empty
from youth.desk_errors import DraftMoved, NotWritable, NotYours, TitleMissing, TooMuchToday
from youth.errors import NotJoined
from youth.lawful import allowed_bylines
from youth.models import ArticlePage, Piece, ReadPage, Series, StageChange, Writer, YouthTopic
from youth.services.pictures import drop_pictures, keep_picture
from youth.services.stages import hold
from youth.stages_table import WRITABLE, Stage
from youth.who import who_is

PIECES_A_DAY: Final = 10
PICTURES_A_DAY: Final = 30
DAY: Final = 24 * 60 * 60
LONGEST_SLUG: Final = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer typed."""

    title: str
    kind: str
    teaser: str = ""
    body: str = ""
    rating: int | None = None
    picture_alt: str = ""
    series: Series | None = None
    topics: Sequence[YouthTopic] = ()
    uses_first_name: bool = False


@transaction.atomic
def start_piece(*, user: Any, title: str, idea: str = "", begins: bool = False, at: datetime) -> Piece:
    """Put an idea on the board, or begin to write at once.

    Raises:
        NotJoined: They are no writer who may take part.
        TitleMissing, TooMuchToday: It has no title; they began very many today.
    """
    writer = _joined(user, at=at)
    if is_empty(title):
        raise TitleMissing
    if not take(name="youth-pieces", who=str(user.pk), limit=PIECES_A_DAY, seconds=DAY, at=at).is_granted:
        raise TooMuchToday
    parent = ReadPage.objects.select_for_update(of=("self",)).get()
    page = ArticlePage(title=title.strip(), live=False, byline=writer.pen_name, slug=_free_slug(parent, title))
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    stage = Stage.DRAFTING if begins else Stage.IDEA
    return Piece.objects.create(page=page, writer=writer, stage=stage, staged_at=at, idea=idea.strip())


@transaction.atomic
def save_draft(
    *,
    piece: Piece,
    user: Any,
    draft: Draft,
    seen: int,
    at: datetime,
    sent: UploadedFile | None = None,
    drops_picture: bool = False,
) -> Revision:
    """Keep what the writer typed as the newest version, unless it says what the newest says already.

    Args:
        seen: The version that the writer changed.

    Raises:
        NotJoined, NotYours, NotWritable: It is not theirs to change, or not now.
        DraftMoved: Another version was kept meanwhile.
        TitleMissing, PictureRefused, PictureTooBig, TooMuchToday: Something is not as it can be kept.
    """
    writer = _joined(user, at=at)
    held = hold(piece)
    _check_may_write(held, writer, seen=seen)
    if is_empty(draft.title):
        raise TitleMissing
    article: ArticlePage = held.page.get_latest_revision_as_object()
    before = _said(article)
    old = article.picture_id
    _fill(article, draft, byline=_byline(writer, draft))
    _picture(article, sent, drops=drops_picture, user=user, at=at)
    held.uses_first_name = draft.uses_first_name
    held.save(update_fields=["uses_first_name"])
    if _said(article) == before:
        return held.page.latest_revision
    _name_address(article)
    revision = article.save_revision(clean=False)
    if old and old != article.picture_id:
        drop_pictures({old})
    _begin(held, writer, at=at)
    return revision


def _joined(user: Any, *, at: datetime) -> Writer:
    writer = who_is(user, today=timezone.localdate(at)).writer
    if writer is None:
        raise NotJoined
    return writer


def _check_may_write(held: Piece, writer: Writer, *, seen: int) -> None:
    if held.writer_id != writer.pk:
        raise NotYours
    if held.stage not in WRITABLE:
        raise NotWritable
    if held.page.latest_revision_id != seen:
        raise DraftMoved(held.page.latest_revision)


def _fill(article: ArticlePage, draft: Draft, *, byline: str) -> None:
    article.title, article.kind, article.teaser = draft.title.strip(), draft.kind, draft.teaser.strip()
    article.body, article.picture_alt, article.series = draft.body.strip(), draft.picture_alt.strip(), draft.series
    article.rating = draft.rating if article.is_review else None
    article.topics = list(draft.topics)
    article.byline = byline


def _byline(writer: Writer, draft: Draft) -> str:
    may_choose = draft.uses_first_name and writer.first_name in allowed_bylines(writer)
    return writer.first_name if may_choose else writer.pen_name


def _picture(article: ArticlePage, sent: UploadedFile | None, *, drops: bool, user: Any, at: datetime) -> None:
    if sent is not None:
        if not take(name="youth-pictures", who=str(user.pk), limit=PICTURES_A_DAY, seconds=DAY, at=at).is_granted:
            raise TooMuchToday
        article.picture = keep_picture(sent, alt=article.picture_alt)
    elif drops:
        article.picture, article.picture_alt = None, ""


def _said(article: ArticlePage) -> tuple[Any, ...]:
    topics = frozenset(topic.pk for topic in article.topics.all())
    plain = ("title", "kind", "teaser", "body", "rating", "byline", "picture_id", "picture_alt", "series_id")
    return (topics, *(getattr(article, name) for name in plain))


def _begin(held: Piece, writer: Writer, *, at: datetime) -> None:
    """Whoever writes on an idea drafts it."""
    if held.stage != Stage.IDEA:
        return
    StageChange.objects.create(piece=held, before=Stage.IDEA, after=Stage.DRAFTING, name=writer.pen_name, made_at=at)
    held.stage, held.staged_at = Stage.DRAFTING, at
    held.save(update_fields=["stage", "staged_at"])


def _name_address(article: ArticlePage) -> None:
    """Let the address follow the title until the article was public once."""
    if article.first_published_at is not None:
        return
    parent = ReadPage.objects.select_for_update(of=("self",)).get()
    article.slug = _free_slug(parent, article.title, own=article.pk)
    article.set_url_path(parent)
    ArticlePage.objects.filter(pk=article.pk).update(slug=article.slug, url_path=article.url_path)


def _free_slug(parent: ReadPage, title: str, *, own: int | None = None) -> str:
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "piece"
    others = parent.get_children().exclude(pk=own).filter(slug__startswith=wanted)
    return first_free(wanted, others.values_list("slug", flat=True))
