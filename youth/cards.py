"""What the tile of an article shows (templates/youth/_card.html)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model

from youth.models import ArticlePage
from youth.reading_time import minutes_to_read

#: The one rendition of a tile: three by two, small enough for a phone's first view.
TILE: Final = "fill-600x400|format-webp|webpquality-60"


@dataclass(frozen=True, slots=True)
class Card:
    """One article as a tile. `picture` is a rendition or None; `stars` is None where nothing was rated."""

    href: str
    title: str
    kind: str
    kind_text: str
    standfirst: str
    byline: str
    minutes: int
    stars: int | None
    picture: Any
    picture_alt: str


def with_pictures(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """Fetch with each article its picture and the picture's rendition for tiles: one statement more, however many."""
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec=TILE)
    found = Prefetch("picture__renditions", queryset=renditions, to_attr="prefetched_renditions")
    return articles.select_related("picture").prefetch_related(found)


def cards_of(articles: Iterable[ArticlePage]) -> list[Card]:
    """Return the tiles of articles; addresses cost no statement, as Wagtail keeps the roots of sites."""
    return [_card(article) for article in articles]


def _card(article: ArticlePage) -> Card:
    picture = article.picture
    return Card(
        href=article.get_url() or "",
        title=article.title,
        kind=article.kind,
        kind_text=str(article.get_kind_display()),
        standfirst=article.teaser,
        byline=article.byline,
        minutes=minutes_to_read(article.body),
        stars=article.rating,
        picture=picture.get_rendition(TILE) if picture is not None else None,
        picture_alt=article.picture_alt,
    )
