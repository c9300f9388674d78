"""The newest articles as an Atom feed: what a card says of each, nothing of its writer but the byline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from youth.models import ArticlePage

FEED_ENTRIES: Final = 30

Absolute = Callable[[str], str]


def atom(articles: Iterable[ArticlePage], *, title: str, url: str, self_url: str, absolute: Absolute, host: str) -> str:
    """Return articles as a feed; descriptions are taken for HTML by readers, so they are escaped."""
    feed = Atom1Feed(
        title=title, link=absolute(url), description="", feed_url=self_url, feed_guid=self_url, language="en-gb"
    )
    for article in articles:
        feed.add_item(
            title=article.title,
            link=absolute(f"{url}{article.slug}/"),
            description=escape(article.teaser),
            unique_id=f"tag:{host},2026:youth/article/{article.pk}",
            author_name=article.byline,
            categories=[str(article.get_kind_display())],
            pubdate=article.first_published_at,
            updateddate=article.last_published_at or article.first_published_at,
        )
    return feed.writeString("utf-8")
