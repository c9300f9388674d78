"""The jurors' discussion of a session as one of them, or an officer who looks after it, sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forums.markup import link_mentions
from forums.models import HouseRule, Post
from forums.paging import numbers_on, pages_up_to
from juries.models import Juror, JuryPage, JurySessionThread, SessionPage
from juries.services.talking import juror_key


@dataclass(frozen=True, slots=True)
class Said:
    """One post: with words, or as the place where words were."""

    post: Post
    author: str
    is_facilitator: bool
    html: SafeString | str
    is_own: bool
    may_change: bool
    reports: int


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One page of a discussion; posts keep their page for ever."""

    said: Sequence[Said]
    page: int
    pages: int

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def sessions_with_talk(jury: JuryPage) -> list[SessionPage]:
    """Return the public sessions of a jury, each with its discussion if there is one; one statement."""
    found = SessionPage.objects.child_of(jury).live().order_by("starts_at", "pk")
    return list(found.select_related("discussion__thread__forum"))


def talks_of(jury: JuryPage) -> list[tuple[SessionPage, JurySessionThread | None]]:
    """Return the sessions of a jury, each with its discussion or None; one statement."""
    return [(one, getattr(one, "discussion", None)) for one in sessions_with_talk(jury)]


def access_session(jury: JuryPage, pk: int) -> SessionPage:
    """Return a session of this jury.

    Raises:
        Http404: There is none, or it is another jury's.
    """
    found = SessionPage.objects.child_of(jury).live().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_talk(jury: JuryPage, pk: int) -> JurySessionThread:
    """Return the discussion of a session of this jury.

    Raises:
        Http404: There is none, or it is another jury's.
    """
    sessions = SessionPage.objects.child_of(jury).live()
    found = JurySessionThread.objects.filter(session=pk, session__in=sessions.values("pk"))
    talk = found.select_related("session", "thread__forum").first()
    if talk is None:
        raise Http404
    return talk


def access_said(talk: JurySessionThread, number: int, *, juror: Juror | None) -> Post:
    """Return a post of a discussion that this juror may read; all of them for a facilitator and for officers (None).

    Raises:
        Http404: There is none.
    """
    found = _shown(talk, juror).filter(number=number).select_related("member").first()
    if found is None:
        raise Http404
    found.thread = talk.thread
    return found


def talk_page(talk: JurySessionThread, *, jury: JuryPage, juror: Juror | None, page: int, at: datetime) -> TalkPage:
    """Return a page of a discussion, without a page (0) the last; two statements, however long it is."""
    pages = pages_up_to(talk.thread.last_number)
    page = min(page, pages) if page > 0 else pages
    numbers = numbers_on(page)
    posts = _shown(talk, juror).filter(number__gte=numbers.start, number__lt=numbers.stop).order_by("number")
    reported = Count("reports", filter=Q(reports__settled_at=None))
    rows = list(posts.select_related("member", "rule").annotate(reports_number=reported))
    authors = {juror_key(jury.pk, one.pk): one for one in Juror.objects.filter(jury=jury)}
    return TalkPage([_said(post, authors, juror, at=at) for post in rows], page, pages)


def rules_of(talk: JurySessionThread) -> list[HouseRule]:
    return list(talk.thread.forum.rules.filter(is_retired=False))


def written_by(juror: Juror) -> list[str]:
    """Return what a juror wrote in discussions and what still has words."""
    key = juror_key(juror.jury_id, juror.pk)
    return list(Post.objects.filter(member__key=key).exclude(source="").order_by("pk").values_list("source", flat=True))


def helps(juror: Juror | None) -> bool:
    """Whether this reader looks after the discussion: a facilitator, or an officer, who is no juror."""
    return juror is None or juror.is_facilitator


def _shown(talk: JurySessionThread, juror: Juror | None) -> QuerySet[Post]:
    if juror is None or helps(juror):
        return talk.thread.posts.all()
    key = juror_key(juror.jury_id, juror.pk)
    public = Q(state__in=Post.SEEN_BY_ALL, published_at__isnull=False)
    return talk.thread.posts.filter(public | Q(member__key=key))


def _said(post: Post, authors: dict[str, Juror], juror: Juror | None, *, at: datetime) -> Said:
    author = authors.get(post.member.key) if post.member is not None else None
    is_own = author is not None and author == juror
    has_words = post.is_public or ((post.is_undecided or post.state == Post.State.REMOVED) and (is_own or helps(juror)))
    return Said(
        post=post,
        author=author.display_name if author is not None else _("A former juror"),
        is_facilitator=author is not None and author.is_facilitator,
        html=link_mentions(post.html, forum="", known={}) if has_words else "",
        is_own=is_own,
        may_change=is_own and post.may_be_edited(at=at),
        reports=post.reports_number if helps(juror) else 0,  # type: ignore[attr-defined]
    )
