"""What is said in an open forum, or in one of its threads, as an Atom feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from forums.markup import words_of
from forums.models import Post

FEED_ENTRIES = 50

Absolute = Callable[[str], str]


def atom(posts: Iterable[Post], *, title: str, about: str, url: str, absolute: Absolute, self_url: str) -> str:
    """Return posts as a feed: the words alone, the name or role above them, and where they stand.

    An entry is named by where it stands: two communities have nothing in common that would join their names.
    """
    feed = Atom1Feed(
        title=title, link=absolute(url), description=about, feed_url=self_url, feed_guid=self_url, language="en-gb"
    )
    for post in posts:
        place = absolute(post.get_absolute_url())
        feed.add_item(
            title=post.thread.title,
            link=place,
            description=escape(words_of(post.html)),
            unique_id=place,
            author_name=author_of(post),
            pubdate=post.published_at,
            updateddate=post.edited_at or post.published_at,
        )
    return feed.writeString("utf-8")


def author_of(post: Post) -> str:
    """Return the name above a post; for an official one role and body."""
    return f"{post.author()}, {post.organisation.name}" if post.organisation is not None else post.author()
