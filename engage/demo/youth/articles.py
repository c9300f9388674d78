"""Put the section's pages and the published articles of the demonstration on the site."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, Final

from django.core.files import File
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from engage.demo.youth import read
from engage.demo.youth.days import days_ago
from engage.demo.youth.read import PICTURES, Words
from engage.demo.youth.team import Team
from engage.models import HomePage
from people.models import Organisation
from youth.models import ArticlePage, Piece, ReadPage, Series, YouthPage, YouthTopic
from youth.services.section import open_section, pictures

TITLE: Final = "The Jitty"
STRAPLINE: Final = "Made here. By us."
WELCOME: Final = "Reviews, rows, gigs, exams, buses. Written by people aged 13 to 19 from Ashby to Wigston."
RUN_BY: Final = "oadby-wigston"


def place_section() -> YouthPage:
    """Return the front of the section, made on first use."""
    front = YouthPage.objects.first()
    if front is None:
        front = open_section(home=HomePage.objects.get(), title=TITLE, strapline=STRAPLINE, welcome=WELCOME)
        front.organisation = Organisation.objects.get(slug=RUN_BY)
        front.save_revision().publish()
    return front


def place_articles(team: Team, *, at: datetime) -> None:
    """Publish the articles, each once, in the name of a checked adult."""
    if ArticlePage.objects.exists():
        return
    shelf = Shelf()
    pages = [_publish(words, shelf, team, at=at) for words in read.articles()]
    Page.objects.bulk_update(pages, ["first_published_at", "last_published_at", "latest_revision_created_at"])
    _date_revisions(pages)
    # Nobody looks after their own piece.
    editors = cycle(["Juno", "Otter", "Dev"])
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
        self.collection = pictures()

    def article(self, words: Words, **fields: Any) -> ArticlePage:
        """Return an article that is not public, as it is at first."""
        page = ArticlePage(title=words["title"], slug=words.slug, live=False, byline=words["by"], **fields)
        return self.parent.add_child(instance=page)

    def fill(self, page: ArticlePage, words: Words) -> None:
        """Give a page what stands in the head of a file."""
        page.title, page.teaser, page.kind, page.rating = words["title"], words["teaser"], words["kind"], words.rating
        page.series = self.series.get(words["series"])
        page.topics = [self.topics[slug] for slug in words.topics]

    def picture(self, words: Words) -> Any:
        """Return the picture of an article, if it has one."""
        if not words["picture"]:
            return None
        path = PICTURES / words["picture"]
        with path.open("rb") as file:
            image = get_image_model()(title=words["alt"], file=File(file, name=f"youth-{path.name}"))
            image.collection = self.collection
            image.save()
        return image

    def _topic(self, row: dict[str, str]) -> YouthTopic:
        return YouthTopic.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})[0]

    def _series(self, row: dict[str, str]) -> Series:
        defaults = {"title": row["title"], "summary": row["about"]}
        return Series.objects.get_or_create(slug=row["slug"], defaults=defaults)[0]


def body_of(words: Words) -> str:
    """Return the text of an article; a review begins with what it is about."""
    return f"*{words['about']}*\n\n{words.text}" if words["about"] else words.text


def _publish(words: Words, shelf: Shelf, team: Team, *, at: datetime) -> ArticlePage:
    picture = shelf.picture(words)
    page = ArticlePage(title=words["title"], slug=words.slug, live=False, byline=words["by"], body=body_of(words))
    shelf.fill(page, words)
    page.picture, page.picture_alt = picture, words["alt"] if picture else ""
    page.takes_comments = words["comments"] == "open"
    shelf.parent.add_child(instance=page)
    page.save_revision(clean=False).publish(user=team.checked, skip_permission_checks=True)
    page.refresh_from_db()
    # It went out while the shelf of revisions was young: say when it would have been.
    moment = days_ago(words.days, at=at)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = moment
    return page


def _date_revisions(pages: list[ArticlePage]) -> None:
    revisions = {
        revision.pk: revision for revision in Revision.objects.filter(pk__in=[one.live_revision_id for one in pages])
    }
    for page in pages:
        published_at = page.first_published_at or timezone.now()
        revisions[page.live_revision_id].created_at = published_at - timedelta(hours=2)
    Revision.objects.bulk_update(revisions.values(), ["created_at"])
