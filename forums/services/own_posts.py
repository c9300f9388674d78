"""What authors do with their own posts: change them for half an hour, delete them, keep drafts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from forums.errors import AlreadyDecided, NotYours, TooLateToEdit
from forums.markup import LONGEST, tidy
from forums.models import Draft, Member, Post, PostVersion, Thread
from forums.services.posting import LONGEST_TITLE, read_text, refresh_thread, state_for

State = Post.State


@transaction.atomic
def edit_post(*, post: Post, member: Member, source: str, at: datetime) -> Post:
    """Change one's post within half an hour; what it said before is kept. What a filter holds now is held again.

    Raises:
        NotYours: Somebody else wrote it.
        TooLateToEdit: It is older than half an hour, or no longer stands.
        NothingWritten, TooLong, NotUsable: The text is none.
    """
    held = hold_post(post)
    if held.member_id != member.pk or not member.is_in:
        raise NotYours
    if not held.may_be_edited(at=at):
        raise TooLateToEdit
    text = read_text(source)
    if text.source == held.source:
        return held
    PostVersion.objects.create(post=held, source=held.source, html=held.html, replaced_at=at)
    state, holds = state_for(member, held.thread.forum, text)
    held.source, held.html, held.edited_at = text.source, text.html, at
    held.held_by = holds
    if state != State.PUBLIC:
        held.state = state
    held.save(update_fields=["source", "html", "edited_at", "state", "held_by"])
    refresh_thread(held.thread)
    return held


@transaction.atomic
def withdraw_post(*, post: Post, member: Member, at: datetime) -> Post:
    """Delete one's own post: its words go at once, its place stays, so that answers to it still make sense.

    Raises:
        NotYours: Somebody else wrote it.
        AlreadyDecided: A moderator has removed it, or it is an official reply.
    """
    held = hold_post(post)
    if held.member_id != member.pk:
        raise NotYours
    if held.state == State.WITHDRAWN:
        return held
    if held.state == State.REMOVED or held.is_answer:
        raise AlreadyDecided
    erase_words(held)
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    held.reports.filter(settled_at=None).update(settled_at=at)
    refresh_thread(held.thread)
    return held


def erase_words(post: Post) -> None:
    """Take the words of a post away for good, those of its earlier versions too."""
    post.versions.all().delete()
    post.source, post.html, post.held_by = "", "", []
    post.save(update_fields=["source", "html", "held_by"])


def save_draft(*, member: Member, thread: Thread | None, title: str, source: str, at: datetime) -> Draft | None:
    """Keep what is not sent yet; nothing written, nothing kept."""
    words = {"title": tidy(title)[:LONGEST_TITLE], "source": tidy(source)[:LONGEST], "saved_at": at}
    if not (words["title"] or words["source"]):
        Draft.objects.filter(member=member, thread=thread).delete()
        return None
    return Draft.objects.update_or_create(member=member, thread=thread, defaults=words)[0]


def draft_of(member: Member, thread: Thread | None) -> Draft | None:
    return Draft.objects.filter(member=member, thread=thread).first()


def hold_post(post: Post) -> Post:
    """Hold a post's thread and then the post, always in this order, and return it as it is now."""
    thread = Thread.objects.select_for_update(of=("self",)).select_related("forum__community").get(pk=post.thread_id)
    held = Post.objects.select_for_update(of=("self",)).select_related("member").get(pk=post.pk)
    held.thread = thread
    return held
