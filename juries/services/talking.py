"""The jurors' discussion of a session: a thread in a private forum of their jury, which only its room shows.

A juror writes under a key worked out from their place in this jury, and no name is stored with it. What they are called
is read from their place whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from core.sealing import keyed_name
from forums.models import Act, Forum, Member, Post, Report, Thread
from forums.services.arranging import switch_thread
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import edit_post, withdraw_post
from forums.services.posting import add_post
from forums.services.reporting import report_post
from forums.services.rooms import (
    forget_unread,
    member_with,
    open_room,
    open_talk,
    remove_rooms,
    remove_talks,
    rooms_of_nobody,
)
from juries.models import Juror, JuryForum, JuryPage, JurySessionThread, SessionPage
from juries.room_errors import BadWindow, DiscussionClosed
from juries.services.jurors import note


def juror_key(jury_id: int, juror_id: int) -> str:
    """Return under what a juror writes: not to be worked out, nor laid beside another jury's, without the secret."""
    return keyed_name(f"jury-talk:{jury_id}", str(juror_id))


@transaction.atomic
def open_discussion(
    *, jury: JuryPage, session: SessionPage, at: datetime, by: Any = None, closes_at: datetime | None = None
) -> JurySessionThread:
    """Let the jurors talk about a session from now on, or again, until somebody closes it or until `closes_at`.

    Raises:
        BadWindow: It would close before it opens.
    """
    if closes_at is not None and closes_at <= at:
        raise BadWindow(_("A discussion closes at a moment to come. Leave it empty to close it by hand."))
    held = JuryPage.objects.select_for_update(of=("self",)).get(pk=jury.pk)
    found = JurySessionThread.objects.select_related("thread__forum").filter(session=session).first()
    if found is None:
        thread = open_talk(forum=_forum_of(held, at=at), title=session.title, at=at)
        found = JurySessionThread(session=session, thread=thread, opened_at=at)
    else:
        switch_thread(thread=found.thread, switch="lock", is_on=False, by=by, at=at)
        found.thread.refresh_from_db(fields=["is_locked"])
    found.closes_at = closes_at
    found.save()
    note(held, _("The discussion of ‘%(session)s’ was opened.") % {"session": session.title}, by=by)
    return found


@transaction.atomic
def close_discussion(*, jury: JuryPage, discussion: JurySessionThread, at: datetime, by: Any = None) -> None:
    """Let nobody write any more. What was said can still be read."""
    switch_thread(thread=discussion.thread, switch="lock", is_on=True, by=by, at=at)
    discussion.thread.is_locked = True
    note(jury, _("The discussion of ‘%(session)s’ was closed.") % {"session": discussion.session.title}, by=by)


def say(*, discussion: JurySessionThread, juror: Juror, source: str, at: datetime) -> Post:
    """Write in the discussion. What holds personal data waits for a facilitator, as everywhere in the forums.

    Raises:
        DiscussionClosed: It takes nothing any more.
        ForumRefusal: As `forums.services.posting.add_post`.
    """
    _refuse_closed(discussion, at)
    member = member_of(discussion, juror, at=at)
    return add_post(thread=discussion.thread, member=member, user=AnonymousUser(), source=source, at=at)


def change(*, discussion: JurySessionThread, post: Post, juror: Juror, source: str, at: datetime) -> Post:
    """Change one's own words within half an hour.

    Raises:
        DiscussionClosed: It is over.
        ForumRefusal: As `forums.services.own_posts.edit_post`.
    """
    _refuse_closed(discussion, at)
    return edit_post(post=post, member=member_of(discussion, juror, at=at), source=source, at=at)


def take_back(*, discussion: JurySessionThread, post: Post, juror: Juror, at: datetime) -> Post:
    """Delete one's own words, also when the discussion is over."""
    return withdraw_post(post=post, member=member_of(discussion, juror, at=at), at=at)


def report(*, discussion: JurySessionThread, post: Post, juror: Juror, reason: str, words: str, at: datetime) -> Report:
    """Ask the facilitator and the people who run the jury to look at something. Nobody is told who asked.

    Raises:
        ForumRefusal: As `forums.services.reporting.report_post`.
    """
    who = juror_key(discussion.thread.forum_id, juror.pk)
    return report_post(post=post, reason=reason, words=words, network=who, at=at)


def judge(*, post: Post, verdict: Verdict, at: datetime, by: Any = None) -> Act:
    """Let a post through, leave it standing or remove it under a rule. `by` is None where a facilitator decides.

    Raises:
        ForumRefusal: As `forums.services.moderating.decide`.
    """
    return decide(post=post, verdict=verdict, by=by, at=at)


def member_of(discussion: JurySessionThread, juror: Juror, *, at: datetime) -> Member:
    key = juror_key(juror.jury_id, juror.pk)
    return member_with(forum=discussion.thread.forum, key=key, at=at)


def forget_talk(jurors: Collection[Juror]) -> None:
    """Erase what these jurors wrote and nobody reads any more. What stands, stays under their number."""
    forget_unread(keys=[juror_key(juror.jury_id, juror.pk) for juror in jurors])


def sweep_talk() -> int:
    """Destroy what was said about sessions and in juries that were deleted; return how many."""
    rooms = rooms_of_nobody().values_list("pk", flat=True)
    talks = Thread.objects.filter(forum__jury_link__isnull=False, session_link=None).values_list("pk", flat=True)
    return remove_talks(threads=list(talks)) + remove_rooms(forums=list(rooms))


def _forum_of(jury: JuryPage, *, at: datetime) -> Forum:
    """Return the private forum of a jury that is held, made on first use."""
    link = JuryForum.objects.select_related("forum").filter(jury=jury).first()
    return (link or JuryForum.objects.create(jury=jury, forum=open_room(at=at))).forum


def _refuse_closed(discussion: JurySessionThread, at: datetime) -> None:
    if not discussion.takes_posts(at=at):
        raise DiscussionClosed
