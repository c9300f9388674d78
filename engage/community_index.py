"""What the page of all communities shows: a card each, and of open ones when somebody last wrote. Four statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from consultations.reads import rich_text
from core.moments import say_day
from engage.community_story import Picture
from engage.models import CommunityIndexPage, CommunityPage
from forums.models import Forum, Thread
from juries.index_reads import LISTED, rendition

OPEN_TAG: Final = "open"
CLOSED_TAG: Final = "shut"


@dataclass(frozen=True, slots=True)
class CommunityCard:
    """One community in the list. `latest` says when somebody last wrote, of open ones alone."""

    title: str
    href: str
    summary: str
    tag: str
    tag_text: str
    latest: str
    picture: Picture | None


def index_context(page: CommunityIndexPage, *, at: datetime) -> dict[str, Any]:
    """Return the communities that have a page, then those that have a forum alone, by name."""
    pages = _pages(page)
    forums = _with_latest(Forum.objects.exclude(community__page__in=[one.pk for one in pages]))
    cards = [_page_card(one, at=at) for one in pages]
    cards += [_forum_card(forum, at=at) for forum in forums.select_related("community")]
    return {"introduction": rich_text(page.introduction), "cards": sorted(cards, key=lambda card: card.title.lower())}


def _pages(page: CommunityIndexPage) -> list[CommunityPage]:
    pictures = Prefetch("picture", get_image_model().objects.prefetch_renditions(LISTED))
    forums = Prefetch("community__forum", _with_latest(Forum.objects.all()))
    found = CommunityPage.objects.live().public().child_of(page)
    return list(found.select_related("community", "locale").prefetch_related(pictures, forums))


def _with_latest(forums: Any) -> Any:
    """Add `last_post_at`: the latest of what everybody may read. Of a closed forum there is none."""
    public = Thread.objects.public().filter(forum=OuterRef("pk"), forum__is_closed=False, is_archived=False)
    latest = public.order_by("-last_post_at").values("last_post_at")[:1]
    return forums.annotate(last_post_at=Subquery(latest))


def _page_card(page: CommunityPage, *, at: datetime) -> CommunityCard:
    file = rendition(page.picture, LISTED)
    picture = Picture(file, page.picture_alt) if file else None
    forum = getattr(page.community, "forum", None)
    summary = page.summary or page.community.description
    return _card(page.title, page.get_url() or "", summary, forum, picture, at=at)


def _forum_card(forum: Forum, *, at: datetime) -> CommunityCard:
    return _card(forum.community.name, forum.get_absolute_url(), forum.community.description, forum, None, at=at)


def _card(title: str, href: str, summary: str, forum: Any, picture: Picture | None, *, at: datetime) -> CommunityCard:
    tag = words = latest = ""
    if forum is not None:
        tag, words = (CLOSED_TAG, _("Closed")) if forum.is_closed else (OPEN_TAG, _("Open"))
        if forum.last_post_at:
            latest = _("Last post: %(day)s") % {"day": say_day(timezone.localdate(forum.last_post_at), at=at)}
        elif not forum.is_closed:
            latest = _("Nobody has written yet")
    return CommunityCard(title, href, summary, tag, words, latest, picture)
