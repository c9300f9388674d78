"""What is said in the chat and under articles is kept for the shortest time, and goes with whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from forums.models import Act, Draft, Member, Post, ReadMark, Thread
from forums.services.own_posts import erase_words
from forums.services.posting import refresh_thread
from forums.services.rooms import remove_talks
from people.notices import cancel
from youth.clocks import CHAT, CONCERN, NOT_LET_THROUGH
from youth.models import ChatRoom, Concern, Writer
from youth.services.chatting import writer_key
from youth.services.concern_letters import about

State = Post.State
#: Stands with a post's filters while its writer may not be seen.
HIDDEN: Final = "hidden"


def written_by(writer: Writer) -> QuerySet[Post]:
    """Return what a young person wrote in the chat and under articles."""
    forums = ChatRoom.objects.values_list("forum", flat=True)
    return Post.objects.filter(member__key__in=[writer_key(forum, writer.pk) for forum in forums]).order_by("pk")


@transaction.atomic
def expire_chat(at: datetime) -> int:
    """Destroy posts half a year old, and after 30 days words that nobody let through; return how many."""
    ours = Post.objects.filter(thread__forum__chat_room__isnull=False)
    unread = ours.filter(published_at=None, written_at__lte=at - NOT_LET_THROUGH)
    old = ours.filter(written_at__lte=at - CHAT)
    doomed = list((unread | old).select_related("thread__forum"))
    threads = {post.thread_id: post.thread for post in doomed}
    Act.objects.filter(post__in=[post.pk for post in doomed]).delete()
    for post in doomed:
        erase_words(post)
    Post.objects.filter(pk__in=[post.pk for post in doomed]).delete()
    for thread in threads.values():
        refresh_thread(thread)
    _remove_empty(threads)
    return len(doomed)


@transaction.atomic
def expire_concerns(at: datetime) -> int:
    """Destroy concerns, with every step, three years after they were closed."""
    past = list(Concern.objects.filter(closed_at__lte=at - CONCERN))
    cancel(about=[about(concern) for concern in past])
    Concern.objects.filter(pk__in=[concern.pk for concern in past]).delete()
    return len(past)


@transaction.atomic
def hide_words(writer: Writer, at: datetime) -> None:
    """Take what a young person wrote out of everybody's sight and out of what waits to be let through, and keep it."""
    for post in written_by(writer).filter(state__in=[State.PUBLIC, *Post.UNDECIDED]).select_related("thread__forum"):
        post.state, post.held_by = State.HELD, [HIDDEN]
        post.save(update_fields=["state", "held_by"])
        refresh_thread(post.thread)


@transaction.atomic
def forget_words(writer: Writer, at: datetime) -> int:
    """Erase what a young person wrote; where others answered, a place without words stays. Return how many posts."""
    posts = list(written_by(writer).select_related("thread__forum"))
    members = Member.objects.filter(pk__in={post.member_id for post in posts if post.member_id})
    Act.objects.filter(post__in=[post.pk for post in posts]).delete()
    for post in posts:
        erase_words(post)
        Post.objects.filter(pk=post.pk).update(state=State.WITHDRAWN, member=None, rule=None, reason="")
        refresh_thread(post.thread)
    threads = Thread.objects.filter(started_by__in=members)
    for thread in threads:
        if not thread.posts.exclude(state=State.WITHDRAWN).exists():
            remove_talks(threads=[thread.pk])
    Thread.objects.filter(started_by__in=members).update(started_by=None, title="…")
    for model in (ReadMark, Draft):
        model._default_manager.filter(member__in=members).delete()
    Act.objects.filter(member__in=members).update(member=None)
    members.delete()
    return len(posts)


def _remove_empty(threads: Iterable[Any]) -> None:
    """Destroy threads in which nothing stands any more; those under articles stay for the next comment."""
    empty = Thread.objects.filter(pk__in=list(threads), posts=None, article_link=None)
    remove_talks(threads=list(empty.values_list("pk", flat=True)))
