"""Find what somebody may read, or answer 404: whoever is outside a closed community is told what a stranger is told.

For an outsider and for an address that never was, the same statements run in the same order, so that neither the page
nor the time it takes tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from forums.models import Forum, Member, Picture, Post, PostAlias, Thread, ThreadAlias
from forums.names import member_key
from forums.permissions import may_keep, may_moderate
from people.models import User

#: The number of a row that never is: asked for where there is none, so that the same work is done.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at a forum: who they are in it, and whether they look after it."""

    forum: Forum
    user: Any
    member: Member | None
    is_moderator: bool

    @property
    def may_read(self) -> bool:
        return not self.forum.is_closed or self.is_moderator or self.is_inside

    @property
    def is_inside(self) -> bool:
        return self.member is not None and self.member.is_in

    @property
    def member_id(self) -> int | None:
        """The member whose own posts are shown to this reader; nobody's for somebody who left."""
        return self.member.pk if self.member is not None and self.member.is_in else None


def find_forum(slug: str, *, user: Any) -> Reader:
    """Return the forum at this address with who asks: a closed one too, whose door everybody may stand at.

    Raises:
        Http404: No community with this address has a forum.
    """
    reader = _look(slug, user)
    if reader is None:
        raise Http404
    return reader


def access_forum(slug: str, *, user: Any) -> Reader:
    """Return a forum this person may read.

    Raises:
        Http404: There is none, or it is closed to them.
    """
    reader = _look(slug, user)
    if reader is None or not reader.may_read:
        raise Http404
    return reader


def access_thread(slug: str, number: int, *, user: Any) -> tuple[Reader, Thread]:
    """Return a thread this person may read, wherever it stands now.

    Raises:
        Http404: There is none, or not for them. A thread whose first post waits is there for its author alone.
    """
    reader = _look(slug, user)
    forum_id = reader.forum.pk if reader is not None and reader.may_read else NOBODY
    thread = _thread(forum_id, number)
    if thread is None or reader is None or not _may_see(reader, thread):
        raise Http404
    thread.forum = reader.forum
    return reader, thread


def moved_to(slug: str, number: int, *, user: Any) -> Thread | None:
    """Return the thread that stood here once, if this person may read it where it stands now.

    Asked where `access_thread` finds none.
    """
    reader = _look(slug, user)
    forum_id = reader.forum.pk if reader is not None and reader.may_read else NOBODY
    alias = ThreadAlias.objects.filter(forum=forum_id, number=number).select_related("thread").first()
    merged = Thread.objects.filter(forum=forum_id, number=number, merged_into__isnull=False).first()
    thread_id = alias.thread_id if alias else merged.merged_into_id if merged else None
    found = Thread.objects.select_related("forum__community").filter(pk=thread_id or NOBODY).first()
    if found is None:
        return None
    there = _reader(found.forum, user)
    return found if there.may_read and _may_see(there, found) else None


def access_post(slug: str, number: int, post_number: int, *, user: Any) -> tuple[Reader, Post]:
    """Return a post this person may read.

    Raises:
        Http404: There is none, or not for them.
    """
    reader, thread = access_thread(slug, number, user=user)
    shown = thread.posts.shown(reader.member_id, is_moderator=reader.is_moderator)
    post = shown.filter(number=post_number).select_related("member__organisation", "organisation").first()
    if post is None:
        raise Http404
    post.thread = thread
    return reader, post


def access_picture(token: str, *, user: Any) -> tuple[Reader, Picture]:
    """Return a picture whose post this person may read; one beside a draft is there for its author alone.

    Raises:
        Http404: There is none, or not for them. The same statements run either way.
    """
    near = ("post__thread__forum__community", "draft__member__forum__community")
    found = Picture.objects.select_related(*near).filter(token=token).first()
    forum = None
    if found is not None:
        forum = found.post.thread.forum if found.post else found.draft.member.forum if found.draft else None
    is_known = forum is not None and forum.community_id is not None
    reader = _reader(forum if forum and is_known else Forum(pk=NOBODY, community_id=NOBODY), user)
    if found is None or not is_known or not reader.may_read or not _may_look_at(reader, found):
        raise Http404
    return reader, found


def _may_look_at(reader: Reader, picture: Picture) -> bool:
    if picture.post is None:
        return picture.draft is not None and picture.draft.member_id == reader.member_id
    if picture.post.is_public:
        return True
    is_own = reader.member_id is not None and picture.post.member_id == reader.member_id
    return (is_own or reader.is_moderator) and picture.post.state != Post.State.WITHDRAWN


def post_moved_to(thread: Thread, post_number: int) -> Post | None:
    """Return the post that stood here before its thread was merged or split."""
    alias = PostAlias.objects.filter(thread=thread, number=post_number).first()
    if alias is None:
        return None
    return Post.objects.select_related("thread__forum__community").get(pk=alias.post_id)


def access_moderated(slug: str, *, user: Any) -> Reader:
    """Return a forum this person looks after.

    Raises:
        Http404: There is none, or they do not: as if it were not there.
    """
    reader = _look(slug, user)
    if reader is None or not reader.is_moderator:
        raise Http404
    return reader


def access_kept(slug: str, *, user: Any) -> Reader:
    """Return a forum whose rules this person sets; that opens nothing of what is said in a closed one.

    Raises:
        Http404: There is none, or they do not.
    """
    reader = _look(slug, user)
    if reader is None or not may_keep(user, reader.forum):
        raise Http404
    return reader


def membership_of(user: Any, forum: Forum) -> Member | None:
    """Return who this account is in a forum, also where they left or wait to be let in."""
    if not isinstance(user, User) or not user.is_active:
        return None
    key = member_key(forum.community_id, user.pk)
    return Member.objects.filter(key=key).select_related("organisation").first()


def readable_forums(user: Any) -> list[Forum]:
    """Return the forums whose threads this person may read; at most five statements, however many there are."""
    forums = list(Forum.objects.select_related("community"))
    if not isinstance(user, User) or not user.is_active:
        return [forum for forum in forums if not forum.is_closed]
    inside = Member.objects.inside().of_account(user.pk, [forum.community_id for forum in forums])
    mine = set(inside.values_list("forum_id", flat=True))
    mine |= set(Forum.objects.moderated_by(user).values_list("pk", flat=True))
    return [forum for forum in forums if not forum.is_closed or forum.pk in mine]


def _look(slug: str, user: Any) -> Reader | None:
    """Find a forum and who asks. Where there is none, the same is asked about one that never was."""
    is_sane = "\x00" not in slug
    found = Forum.objects.select_related("community").filter(community__slug=slug if is_sane else "").first()
    reader = _reader(found or Forum(pk=NOBODY, community_id=NOBODY), user)
    return reader if found is not None else None


def _reader(forum: Forum, user: Any) -> Reader:
    return Reader(forum=forum, user=user, member=membership_of(user, forum), is_moderator=may_moderate(user, forum))


def _thread(forum_id: int, number: int) -> Thread | None:
    return (
        Thread.objects.filter(forum=forum_id, number=number, merged_into=None)
        .select_related("question__organisation")
        .first()
    )


def _may_see(reader: Reader, thread: Thread) -> bool:
    if thread.public_count or reader.is_moderator:
        return True
    return reader.member_id is not None and thread.started_by_id == reader.member_id
