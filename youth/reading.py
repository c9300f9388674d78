"""What the list of articles and an article read, in a constant number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from wagtail.images import get_image_model

from forums.markup import render
from youth.cards import cards_of, with_pictures
from youth.models import ArticlePage, ReadPage, Series, YouthTopic
from youth.publication import public_articles
from youth.reading_time import minutes_to_read
from youth.views.frame import section_context

PER_PAGE: Final = 12
RELATED: Final = 3
#: The picture of an article, for a phone and for a wide screen: what a phone fetches keeps the page below 150 KB.
PICTURES: Final = ("width-640|format-webp|webpquality-60", "width-1280|format-webp|webpquality-60")
#: What stands in a link preview: those that fetch it do not all know WebP.
PREVIEW: Final = "fill-1200x630|format-jpeg|jpegquality-70"
NEWEST: Final = ("-first_published_at", "-pk")

Articles = QuerySet[ArticlePage]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and where the list lies under it."""

    value: str
    text: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; a value that does not exist is left out."""

    kind: str = ""
    topic: str = ""
    series: str = ""

    def link(self, **changes: str) -> str:
        """Return the query of the list under these filters but for the changes; the first page of it."""
        values = {"kind": self.kind, "topic": self.topic, "series": self.series} | changes
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.topic or self.series)


def read_context(page: ReadPage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return the published articles under the filters asked for, twelve to a page, and the ways to others."""
    published = public_articles()
    own = published.filter(pk=OuterRef("articles"))
    topics = list(YouthTopic.objects.filter(Exists(own)).distinct())
    series = list(Series.objects.filter(Exists(published.filter(series=OuterRef("pk")))))
    kinds = set(published.order_by().values_list("kind", flat=True).distinct())
    asked = _asked(request, topics, series)
    shown = Paginator(with_pictures(_matching(published, asked)), PER_PAGE).get_page(request.GET.get("page"))
    return section_context(request) | {
        "asked": asked,
        "cards": cards_of(shown.object_list),
        "shown": shown,
        "one_series": next((one for one in series if one.slug == asked.series), None),
        "kinds": [_kind(one, asked) for one in ArticlePage.Kind if one in kinds or one == asked.kind],
        "topics": topics,
        "serieses": series,
        "everything": asked.link(kind=""),
        "query": asked.link().removeprefix("?"),
    }


def article_context(page: ArticlePage, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """Return what stands on the page of one article."""
    series = page.series
    earlier, later = _neighbours(page) if series is not None else (None, None)
    topics = list(page.topics.all())
    return section_context(request) | {
        "kind_text": page.get_kind_display(),
        "minutes": minutes_to_read(page.body),
        "words": render(page.body),
        "renditions": _renditions(page),
        "topics": topics,
        "series": series,
        "earlier": earlier,
        "later": later,
        "cards": cards_of(_related(page, topics)),
        "is_preview": getattr(request, "is_preview", False),
        "published_at": page.first_published_at,
    }


def newest_articles(at_most: int) -> Articles:
    """Return the newest articles, for the feed."""
    found: Articles = public_articles().order_by(*NEWEST)[:at_most]
    return found


def _asked(request: HttpRequest, topics: list[YouthTopic], series: list[Series]) -> Asked:
    known = {
        "kind": set(ArticlePage.Kind.values),
        "topic": {one.slug for one in topics},
        "series": {one.slug for one in series},
    }
    typed = {name: request.GET.get(name, "") for name in known}
    return Asked(**{name: value for name, value in typed.items() if value in known[name]})


def _matching(published: Articles, asked: Asked) -> Articles:
    narrowed = published.order_by(*NEWEST)
    if asked.kind:
        narrowed = narrowed.filter(kind=asked.kind)
    if asked.topic:
        narrowed = narrowed.filter(topics__slug=asked.topic)
    if asked.series:
        # In the order in which they are read.
        narrowed = narrowed.filter(series__slug=asked.series).order_by("first_published_at", "pk")
    return narrowed


def _kind(kind: ArticlePage.Kind, asked: Asked) -> Choice:
    return Choice(str(kind.value), str(kind.label), asked.link(kind=str(kind.value)), kind.value == asked.kind)


def _neighbours(page: ArticlePage) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return what comes before and after in its series, in the order in which they went out. One statement."""
    rows: list[dict[str, Any]] = list(
        public_articles()
        .filter(series=page.series_id)
        .order_by("first_published_at", "pk")
        .values("pk", "title", "slug")
    )
    place = next((number for number, row in enumerate(rows) if row["pk"] == page.pk), None)
    if place is None:
        return None, None
    return (rows[place - 1] if place else None), (rows[place + 1] if place + 1 < len(rows) else None)


def _related(page: ArticlePage, topics: list[YouthTopic]) -> Articles:
    """Return up to three others: of the same series first, then on the same topics, then of the same kind."""
    through = ArticlePage.topics.through.objects.filter(
        articlepage=OuterRef("pk"), youthtopic__in=[topic.pk for topic in topics]
    )
    same_series = Q(series=page.series_id) if page.series_id else Q(pk=None)
    near = Case(
        When(same_series, then=Value(3)),
        When(Exists(through), then=Value(2)),
        When(kind=page.kind, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = public_articles().exclude(pk=page.pk).annotate(near=near).filter(near__gt=0)
    return with_pictures(found.order_by(F("near").desc(), *NEWEST)[:RELATED])


def _renditions(page: ArticlePage) -> dict[str, Any] | None:
    """Return the picture in the sizes it is shown in; one statement where they were made before."""
    if page.picture_id is None:
        return None
    picture = get_image_model().objects.get(pk=page.picture_id)
    found = picture.get_renditions(*PICTURES, PREVIEW)
    return {"small": found[PICTURES[0]], "large": found[PICTURES[1]], "preview": found[PREVIEW]}
