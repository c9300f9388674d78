"""What authors do with their own posts: change them for half an hour, delete them, keep drafts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from forums.errors import AlreadyDecided, AltMissing, NotUsable, NotYours, ThreadClosed, TooLateToEdit
from forums.markup import LONGEST, UnusableText, tidy
from forums.models import Draft, Member, Picture, Post, PostVersion, Thread
from forums.services.picturing import describe, take_out, tidy_alt
from forums.services.posting import (
    LONGEST_TITLE,
    draft_of,
    drop_draft,
    read_text,
    refresh_thread,
    refuse_ended_role,
    refuse_paused,
    state_for,
)

State = Post.State


@transaction.atomic
def edit_post(
    *,
    post: Post,
    member: Member,
    source: str,
    alts: Mapping[int, str] | None = None,
    gone: Collection[int] = (),
    at: datetime,
) -> Post:
    """Change one's post within half an hour; what it said before is kept. What a filter holds now is held again.

    Args:
        alts: What is said about its pictures, by key.
        gone: The keys of pictures to take out.

    Raises:
        NotYours: Somebody else wrote it.
        TooLateToEdit: It is older than half an hour, or no longer stands.
        ThreadClosed: Nobody writes in its thread any more.
        Suspended: A moderator paused them.
        RoleEnded: They wrote for a body that they left.
        NothingWritten, TooLong, NotUsable: The text is none.
        AltMissing: Nothing is said about a picture any more.
    """
    held = hold_post(post)
    if held.member_id != member.pk or not member.is_in:
        raise NotYours
    if not held.may_be_edited(at=at):
        raise TooLateToEdit
    if not held.thread.takes_posts():
        raise ThreadClosed
    refuse_paused(member, at=at)
    refuse_ended_role(member)
    before = [picture.alt for picture in held.pictures.all()]
    text = read_text(source, alts=_redescribed(held, alts or {}, gone))
    if text.source == held.source and list(text.alts) == before:
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
    """Take the words and pictures of a post away for good, what it said before too."""
    take_out(Picture.objects.filter(post=post))
    post.versions.all().delete()
    post.source, post.html, post.held_by = "", "", []
    post.save(update_fields=["source", "html", "held_by"])


def save_draft(*, member: Member, thread: Thread | None, title: str, source: str, at: datetime) -> Draft | None:
    """Keep what is not sent yet; nothing written and no picture, nothing kept.

    Raises:
        NotUsable: It holds a sign that cannot be kept.
    """
    try:
        words = {"title": tidy(title)[:LONGEST_TITLE], "source": tidy(source)[:LONGEST], "saved_at": at}
    except UnusableText:
        raise NotUsable from None
    draft = draft_of(member, thread)
    if not (words["title"] or words["source"] or (draft is not None and draft.pictures.exists())):
        drop_draft(draft)
        return None
    return Draft.objects.update_or_create(member=member, thread=thread, defaults=words)[0]


def hold_post(post: Post) -> Post:
    """Hold a post's thread and then the post, always in this order, and return it as it is now."""
    thread = Thread.objects.select_for_update(of=("self",)).select_related("forum__community").get(pk=post.thread_id)
    held = Post.objects.select_for_update(of=("self",)).select_related("member").get(pk=post.pk)
    held.thread = thread
    return held


def _redescribed(post: Post, alts: Mapping[int, str], gone: Collection[int]) -> list[str]:
    take_out(post.pictures.filter(pk__in=gone))
    kept = list(post.pictures.all())
    said = [tidy_alt(alts.get(picture.pk, picture.alt)) for picture in kept]
    for picture, words in zip(kept, said, strict=True):
        if not words:
            raise AltMissing(field=f"alt_{picture.pk}")
    describe(pictures=kept, alts=alts)
    return said
