"""Put the section's pages and the published articles of the demonstration on the site."""

from __future__ import annotations

from datetime import datetime
from itertools import cycle
from typing import Any, Final

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from consultations.models import Area
from engage.demo.youth import read
from engage.demo.youth.days import days_ago
from engage.demo.youth.read import PICTURES, Words
from engage.demo.youth.team import Team
from engage.models import HomePage
from people.models import Organisation
from youth.models import ArticlePage, Piece, ReadPage, Release, Series, YouthPage, YouthTopic
from youth.publication import release
from youth.services.section import open_section, pictures

TITLE: Final = "The Jitty"
STRAPLINE: Final = "Made here. By us."
WELCOME: Final = "Reviews, rows, gigs, exams, buses. Written by people aged 13 to 19 from Ashby to Wigston."
RUN_BY: Final = "oadby-wigston"
EDITORS: Final = ("Juno", "Otter", "Dev")


def place_section() -> YouthPage:
    """Return the front of the section, made on first use."""
    front = YouthPage.objects.first()
    if front is None:
        front = open_section(home=HomePage.objects.get(), title=TITLE, strapline=STRAPLINE, welcome=WELCOME)
        front.organisation = Organisation.objects.get(slug=RUN_BY)
        front.districts.set(Area.objects.exclude(slug="whole-county"))
        front.save_revision().publish()
    return front


def place_articles(team: Team, *, at: datetime) -> None:
    """Publish the articles, each once, in the name of a checked adult."""
    if ArticlePage.objects.exists():
        return
    shelf, plans = Shelf(), read.articles()
    images = shelf.pictures(plans)
    pages = [_write(words, shelf, images.get(words.slug), team, at=at) for words in plans]
    _let_out(pages)
    # Nobody looks after their own piece.
    editors = cycle(EDITORS)
    Piece.objects.bulk_create(
        [
            Piece(
                page=page,
                writer=team.writers[page.byline],
                editor=team.writers[next(name for name in editors if name != page.byline)],
                stage=Piece.Stage.PUBLISHED,
                staged_at=page.first_published_at,
            )
            for page in pages
        ]
    )


class Shelf:
    """What articles are sorted by and illustrated with, made on first use."""

    def __init__(self) -> None:
        self.parent = ReadPage.objects.get()
        names = read.table("team")
        self.topics = {row["slug"]: self._topic(row) for row in names["topic"]}
        self.series = {row["slug"]: self._series(row) for row in names["series"]}

    def article(self, words: Words, **fields: Any) -> ArticlePage:
        """Return an article that is not public, as it is at first."""
        page = ArticlePage(title=words["title"], slug=words.slug, live=False, byline=words["by"], **fields)
        return self.parent.add_child(instance=page)

    def fill(self, page: ArticlePage, words: Words) -> None:
        """Give a page what stands in the head of a file."""
        page.title, page.teaser, page.kind, page.rating = words["title"], words["teaser"], words["kind"], words.rating
        page.series = self.series.get(words["series"])
        page.topics = [self.topics[slug] for slug in words.topics]

    def pictures(self, plans: list[Words]) -> dict[str, Any]:
        """Return the pictures of these articles by their names, put into the collection of the section at once."""
        model, collection, made = get_image_model(), pictures(), {}
        for words in plans:
            if words["picture"]:
                content = ContentFile((PICTURES / words["picture"]).read_bytes(), name=f"youth-{words['picture']}")
                made[words.slug] = model(title=words["alt"], file=content, collection=collection)
        model.objects.bulk_create(made.values())
        return made

    def _topic(self, row: dict[str, str]) -> YouthTopic:
        return YouthTopic.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})[0]

    def _series(self, row: dict[str, str]) -> Series:
        defaults = {"title": row["title"], "summary": row["about"]}
        return Series.objects.get_or_create(slug=row["slug"], defaults=defaults)[0]


def body_of(words: Words) -> str:
    """Return the text of an article; a review begins with what it is about."""
    return f"*{words['about']}*\n\n{words.text}" if words["about"] else words.text


def _write(words: Words, shelf: Shelf, picture: Any, team: Team, *, at: datetime) -> ArticlePage:
    """Write an article and have a checked adult let its text out."""
    page = ArticlePage(title=words["title"], slug=words.slug, live=False, byline=words["by"], body=body_of(words))
    shelf.fill(page, words)
    page.picture, page.picture_alt = picture, words["alt"] if picture else ""
    page.takes_comments = words["comments"] == "open"
    shelf.parent.add_child(instance=page)
    revision = page.save_revision(clean=False)
    release(page, revision, by=team.checked, at=at)
    page.live_revision = revision
    page.first_published_at = page.last_published_at = days_ago(words.days, at=at)
    return page


def _let_out(pages: list[ArticlePage]) -> None:
    """Make public what was released, many in a statement, as if each had gone out on its own day."""
    revisions = []
    for page in pages:
        page.live, page.has_unpublished_changes, page.latest_revision_created_at = True, False, page.first_published_at
        page.live_revision.created_at = page.first_published_at
        revisions.append(page.live_revision)
    fields = ["live", "has_unpublished_changes", "live_revision", "first_published_at", "last_published_at"]
    Page.objects.bulk_update(pages, [*fields, "latest_revision_created_at"])
    Revision.objects.bulk_update(revisions, ["created_at"])
    releases = {one.article_id: one for one in Release.objects.filter(article__in=pages)}
    for page in pages:
        releases[page.pk].made_at = page.first_published_at or releases[page.pk].made_at
    Release.objects.bulk_update(releases.values(), ["made_at"])
