"""Somebody says that something is wrong: it leaves everybody's sight, a copy is sealed, the leads are told at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from core.ratelimit import take
from core.sanitise import UnusableText, plain
from core.sealing import seal
from forums.models import Post
from forums.services.own_posts import hold_post
from forums.services.posting import refresh_thread
from people.models import User
from youth.chat_errors import NotTakingPart, NotUsable, TooManyReports, WordsMissing
from youth.models import (
    ArticlePage,
    Concern,
    ConcernStep,
    LineComment,
    PieceMessage,
    SafeguardingCheck,
    Writer,
)
from youth.permissions import refuse_unchecked
from youth.services.chatting import adult_key, writer_key
from youth.services.concern_letters import tell

REPORTS_AN_HOUR: Final = 10
HOUR: Final = 60 * 60
LONGEST_WORDS: Final = 1000
#: Stands with a post's filters while it is out of sight because somebody reported it.
REPORTED: Final = "reported"
Reason = Concern.Reason


@transaction.atomic
def report_post(
    *, post: Post, reason: str, words: str = "", reporter: Writer | None = None, network: str, at: datetime
) -> Concern:
    """Take a post out of everybody's sight until a checked adult has looked, and tell the leads at once.

    Args:
        network: What one household or library shares: counted for an hour, never stored.

    Raises:
        TooManyReports: So many came from them this hour.
        NotUsable: The words hold a sign that cannot be kept.
    """
    said = _counted(words, reporter, network, at=at)
    held = hold_post(post)
    same = _open_of(reporter).filter(post=held).first()
    if same is not None:
        return same
    hold_back(held)
    return _raise(held, reason=reason, words=said, reporter=reporter, at=at)


@transaction.atomic
def report_article(
    *, article: ArticlePage, reason: str, words: str = "", reporter: Writer | None = None, network: str, at: datetime
) -> Concern:
    """Put an article before the leads. It stays where it is: a checked adult stands behind it.

    Raises:
        As `report_post`.
    """
    said = _counted(words, reporter, network, at=at)
    same = _open_of(reporter).filter(article=article).first()
    if same is not None:
        return same
    piece = getattr(article, "piece", None)
    who = (piece.writer, None) if piece is not None else (None, article.owner)
    copy = {"title": article.title, "said": article.body[:10_000], "by": article.byline, "words": said}
    return _keep(copy, reason=reason, reporter=reporter, who=who, article=article, at=at)


@transaction.atomic
def report_said(
    *,
    said: PieceMessage | LineComment,
    reason: str,
    words: str = "",
    reporter: Writer | None = None,
    network: str,
    at: datetime,
) -> Concern:
    """Put before the leads what somebody said at a piece, a young person or an adult. It stays for the others to see.

    Raises:
        As `report_post`.
    """
    typed = _counted(words, reporter, network, at=at)
    writer = Writer.objects.filter(user=said.by_id).first() if said.by_id else None
    who = (writer, None if writer is not None else said.by)
    copy = {"title": said.piece.page.title, "said": said.words, "by": said.name, "words": typed}
    return _keep(copy, reason=reason, reporter=reporter, who=who, at=at)


@transaction.atomic
def raise_concern(*, post: Post, reason: str, words: str, by: Any, at: datetime) -> Concern:
    """A checked adult sees something that must not stay with them alone, such as in words that wait to be read.

    Raises:
        NotChecked: No check of theirs stands.
        WordsMissing: They do not say what they saw.
        NotUsable: The words hold a sign that cannot be kept.
    """
    refuse_unchecked(by, at=at)
    said = tidy(words)
    if not said:
        raise WordsMissing
    held = hold_post(post)
    hold_back(held)
    concern = _raise(held, reason=reason, words="", reporter=None, at=at)
    step = {"concern": concern, "kind": ConcernStep.Kind.NOTED, "by": by, "made_at": at}
    ConcernStep.objects.create(sealed=seal({"words": said}), **step)
    return concern


def hold_back(held: Post) -> None:
    """Take a post that is held out of everybody's sight."""
    if held.state == Post.State.PUBLIC:
        held.state, held.held_by = Post.State.HELD, [REPORTED]
        held.save(update_fields=["state", "held_by"])
        refresh_thread(held.thread)


def writer_behind(post: Post) -> Writer | None:
    """Return the young person who wrote this; None for an adult, and for somebody who is gone."""
    if post.member is None:
        return None
    forum_id, key = post.member.forum_id, post.member.key
    for pk in Writer.objects.values_list("pk", flat=True):
        if writer_key(forum_id, pk) == key:
            return Writer.objects.select_related("user").get(pk=pk)
    return None


def adult_behind(post: Post) -> Any:
    """Return the adult who wrote this, whose check may have lapsed since; None for a young person."""
    if post.member is None:
        return None
    forum_id, key = post.member.forum_id, post.member.key
    adults = User.objects.filter(pk__in=SafeguardingCheck.objects.values("user"))
    return next((one for one in adults if adult_key(forum_id, one.pk) == key), None)


def refuse_unseen(post: Post) -> None:
    """Refuse to let others read words of somebody who waits for a parent's or guardian's yes, or lost it.

    Raises:
        NotTakingPart: It is their post.
    """
    writer = writer_behind(post)
    if writer is not None and writer.state == Writer.State.WAITING:
        raise NotTakingPart


def tidy(words: str) -> str:
    """Return what somebody typed as it is kept.

    Raises:
        NotUsable: It holds a sign that cannot be kept.
    """
    try:
        return plain(words).strip()[:LONGEST_WORDS]
    except UnusableText:
        raise NotUsable(field="words") from None


def _raise(held: Post, *, reason: str, words: str, reporter: Writer | None, at: datetime) -> Concern:
    about = writer_behind(held)
    copy = {"title": held.thread.title, "said": held.source, "by": about.pen_name if about else "", "words": words}
    return _keep(copy, reason=reason, reporter=reporter, who=(about, adult_behind(held)), post=held, at=at)


def _keep(
    copy: dict[str, str],
    *,
    reason: str,
    reporter: Writer | None,
    who: tuple[Writer | None, Any],
    at: datetime,
    **what: Any,
) -> Concern:
    """Store a concern and tell of it. `who`: the young person or the adult who wrote what it is about."""
    known, (about, adult) = reason if reason in Reason.values else Reason.OTHER, who
    people = {"reporter": reporter, "about": about, "about_adult": adult}
    concern = Concern.objects.create(reason=known, sealed=seal(copy), made_at=at, **people, **what)
    tell(concern, at=at)
    return concern


def _counted(words: str, reporter: Writer | None, network: str, *, at: datetime) -> str:
    who = f"writer:{reporter.pk}" if reporter is not None else network
    if not take(name="youth-reports", who=who, limit=REPORTS_AN_HOUR, seconds=HOUR, at=at).is_granted:
        raise TooManyReports
    return tidy(words)


def _open_of(reporter: Writer | None) -> Any:
    """What this young person has reported already: pressed twice is reported once."""
    if reporter is None:
        return Concern.objects.none()
    return Concern.objects.filter(reporter=reporter).exclude(state=Concern.State.CLOSED)
