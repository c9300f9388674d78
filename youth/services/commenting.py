"""Comments on articles: by young people who joined, each read by a checked adult first."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from forums.models import Post
from forums.services.posting import add_post
from forums.services.rooms import open_talk
from youth.chat_errors import CommentsClosed
from youth.errors import NotJoined
from youth.models import ArticlePage, ArticleTalk
from youth.services.chatting import Reader, writing_member
from youth.services.rooms import comments_room


@transaction.atomic
def comment(*, article: ArticlePage, reader: Reader, source: str, at: datetime) -> Post:
    """Say something under an article; it waits until a checked adult has read it.

    Raises:
        CommentsClosed: The article takes none.
        NotJoined, Paused, PrivateInIt: As `youth.services.chatting.writing_member`.
        ForumRefusal: As `forums.services.posting.add_post`.
    """
    if reader.writer is None:
        raise NotJoined
    if not (article.live and article.takes_comments):
        raise CommentsClosed
    room = comments_room(at=at)
    member = writing_member(room.forum, reader, source, at=at)
    talk = ArticleTalk.objects.select_related("thread__forum").filter(article=article).first()
    if talk is None:
        thread = open_talk(forum=room.forum, title=article.title, at=at)
        talk = ArticleTalk.objects.create(article=article, thread=thread)
    return add_post(thread=talk.thread, member=member, user=AnonymousUser(), source=source, at=at)
