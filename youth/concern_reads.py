"""What checked adults have before them: words that wait to be read, and concerns with all that was done about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.moments import say_moment
from core.sealing import SealBroken, unseal
from forums.filters import LABELS, Hold
from forums.models import Post
from forums.services.moderating import is_claimed
from youth.chat_reads import author_of, pen_names
from youth.models import ChatRoom, Concern, ConcernStep, Writer
from youth.said import said_key
from youth.services.chat_keeping import HIDDEN
from youth.services.chatting import writer_key

QUEUE_SHOWN: Final = 30
#: Why a post was held, for an adult: as in the forums, where links of newcomers alone are held; here everybody's are.
HELD_FOR: Final[dict[str, Any]] = {hold.value: words for hold, words in LABELS.items()} | {
    Hold.LINK.value: gettext_lazy("a link")
}
AROUND: Final = 5
State = Concern.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """One post that waits to be read: where, whose, since when, why it was held, and whether a colleague has it."""

    post: Post
    place: str
    author: str
    when: str
    html: SafeString
    why: Sequence[str]
    is_taken: bool

    @property
    def words_key(self) -> str:
        """A name of what it says: what was changed since it was read has another."""
        return said_key(self.post.source)


@dataclass(frozen=True, slots=True)
class Line:
    """A concern in the list."""

    concern: Concern
    when: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Around:
    """A post beside the one that a concern is about."""

    author: str
    when: str
    words: str
    state: str
    is_it: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, as it is read later."""

    kind: str
    when: str
    who: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A concern, unsealed."""

    title: str
    said: str
    by: str
    words: str


def waiting_posts() -> QuerySet[Post]:
    """Return what waits to be read, the longest waiting first. What a concern is about is decided there."""
    concerned = Concern.objects.filter(post=OuterRef("pk")).exclude(state=State.CLOSED)
    posts = Post.objects.waiting().filter(thread__forum__chat_room__isnull=False).exclude(Exists(concerned))
    return posts.exclude(Q(held_by=[HIDDEN]) & ~Q(member__key__in=_keys_of_joined())).order_by("written_at", "pk")


def queue(*, user: Any, at: datetime) -> list[Waiting]:
    """Return the posts that wait the longest, as one adult sees them; a constant number of statements."""
    near = ("thread__forum__chat_room", "thread__article_link", "member", "claimed_by")
    return _as_waiting(list(waiting_posts().select_related(*near)[:QUEUE_SHOWN]), user=user, at=at)


def access_waiting(pk: int, *, user: Any, at: datetime) -> Waiting:
    """Return a post that waits to be read.

    Raises:
        Http404: There is none, somebody has decided about it, or it is before those who look into a concern.
    """
    near = ("thread__forum__chat_room", "thread__article_link", "member", "claimed_by")
    found = list(waiting_posts().select_related(*near).filter(pk=pk))
    if not found:
        raise Http404
    return _as_waiting(found, user=user, at=at)[0]


def concerns_for(user: Any) -> QuerySet[Concern]:
    """Return the concerns this adult may see, the worrying ones first: all but those about their own words."""
    worry = Case(When(reason__in=Concern.WORRYING, then=Value(0)), default=Value(1))
    found = Concern.objects.exclude(about_adult=user.pk).select_related("taken_by")
    return found.annotate(place=worry).order_by("place", "made_at", "pk")


def concern_lines(user: Any, *, state: str, at: datetime) -> list[Line]:
    """Return the concerns in one state, the worrying ones first, then the oldest; closed ones the newest first."""
    found = concerns_for(user).filter(state=state)
    if state == State.CLOSED:
        found = found.order_by("-closed_at", "-pk")[:QUEUE_SHOWN]
    return [
        Line(
            concern=one,
            when=say_moment(one.made_at, at=at),
            what=_("An article") if one.article_id else _("A post or a message"),
            who=str(one.taken_by) if one.taken_by is not None else "",
        )
        for one in found
    ]


def access_concern(pk: int, *, user: Any) -> Concern:
    """Return a concern.

    Raises:
        Http404: There is none, or it is about what this adult wrote.
    """
    near = ("post__thread__forum__chat_room", "post__member", "article", "about", "reporter")
    found = concerns_for(user).select_related("taken_by", *near).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def opened(concern: Concern) -> Opened:
    """Unseal what was reported."""
    content = _unsealed(concern.sealed)
    return Opened(*(str(content.get(name, "")) for name in ("title", "said", "by", "words")))


def steps_of(concern: Concern) -> list[Step]:
    """Return all that was done, in order."""
    steps = concern.steps.select_related("by")
    return [
        Step(
            kind=one.get_kind_display(),
            when=say_moment(one.made_at, at=one.made_at),
            who=str(one.by) if one.by is not None else "",
            lines=_lines(one),
        )
        for one in steps
    ]


def around(concern: Concern, *, at: datetime) -> list[Around]:
    """Return the posts around the one that it is about, as they stand now."""
    post = concern.post
    if post is None:
        return []
    near = range(post.number - AROUND, post.number + AROUND + 1)
    rows = list(post.thread.posts.filter(number__in=near).select_related("member").order_by("number"))
    names = pen_names(rows, post.thread.forum_id)
    return [
        Around(
            author=author_of(one, names),
            when=say_moment(one.written_at, at=at),
            words=one.source,
            state="" if one.is_public else standing_of(one),
            is_it=one.pk == post.pk,
        )
        for one in rows
    ]


def standing_of(post: Post) -> str:
    """Say how a post stands, for an adult."""
    words = {
        Post.State.WAITING: _("Waits to be read"),
        Post.State.HELD: _("Out of everybody’s sight"),
        Post.State.PUBLIC: _("Everybody in the room reads it"),
        Post.State.REMOVED: _("Taken down"),
        Post.State.WITHDRAWN: _("Deleted by who wrote it"),
    }
    return words[Post.State(post.state)]


def _as_waiting(posts: Sequence[Post], *, user: Any, at: datetime) -> list[Waiting]:
    forums = {post.thread.forum_id for post in posts}
    names: dict[int, dict[str, str]] = {}
    if posts:
        rows = list(Writer.objects.values_list("pk", "pen_name"))
        names = {forum: {writer_key(forum, pk): name for pk, name in rows} for forum in forums}
    return [
        Waiting(
            post=post,
            place=f"{post.thread.forum.chat_room.name}: {post.thread.title}",
            author=author_of(post, names[post.thread.forum_id]),
            when=say_moment(post.written_at, at=at),
            html=mark_safe(post.html),  # noqa: S308  rendered and sanitised when it was stored
            why=[str(HELD_FOR[one]) for one in post.held_by if one in HELD_FOR],
            is_taken=is_claimed(post, by=user, at=at),
        )
        for post in posts
    ]


def _keys_of_joined() -> list[str]:
    """Return the keys of young people who take part, where anything of anybody's is hidden; nothing otherwise."""
    hidden = Post.objects.waiting().filter(held_by=[HIDDEN], thread__forum__chat_room__isnull=False)
    forums = list(hidden.order_by().values_list("thread__forum", flat=True).distinct())
    if not forums:
        return []
    joined = list(Writer.objects.joined().values_list("pk", flat=True))
    return [writer_key(forum, pk) for forum in forums for pk in joined]


def _lines(step: ConcernStep) -> list[str]:
    content = _unsealed(step.sealed)
    lines = []
    if step.kind == ConcernStep.Kind.TOLD:
        leads, others = content.get("leads", 0), content.get("others", 0)
        told = _("Safeguarding leads: %(leads)s. Other checked adults: %(others)s.")
        lines.append(told % {"leads": leads, "others": others})
    if "to" in content:
        lines.append(str(Concern.Passed(content["to"]).label))
    if "rule" in content:
        lines.append(_("Rule %(rule)s") % {"rule": content["rule"]})
    if "who" in content:
        lines.append(_("About %(name)s") % {"name": content["who"]})
    if content.get("words"):
        lines.append(str(content["words"]))
    if content.get("reference"):
        lines.append(_("Reference: %(reference)s") % {"reference": content["reference"]})
    return lines


def _unsealed(sealed: bytes | memoryview) -> dict[str, Any]:
    try:
        return unseal(sealed)
    except SealBroken:
        return {"words": _("This cannot be opened any more: the secret it was sealed under is gone.")}


def place_url(concern: Concern) -> str:
    """Return where what it is about stands for everybody; empty where it does not."""
    post = concern.post
    if concern.article is not None and concern.article.live:
        return str(concern.article.url)
    if post is None or not post.is_public:
        return ""
    room = post.thread.forum.chat_room
    if room.kind == ChatRoom.Kind.CHAT:
        return f"{reverse('youth:chat_room', args=[room.slug])}{post.thread.number}/#post-{post.number}"
    return ""
