"""Pages of communities for tests."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from engage.community_rights import grant_page
from engage.models import CommunityIndexPage, CommunityPage, PictureNote
from forums.models import Forum
from people.models import CommunityOfInterest, Organisation
from people.services import picture_library
from tests import factories

_count = itertools.count(1)


def make_community_index() -> CommunityIndexPage:
    found = CommunityIndexPage.objects.first()
    if found is not None:
        return found
    return factories.make_home().add_child(instance=CommunityIndexPage(title="Communities", slug="communities"))


def make_community_page(
    community: CommunityOfInterest | None = None, *, lead: Organisation | None = None, **fields: Any
) -> CommunityPage:
    """Return a community's page; without a community, of a new one that has no forum."""
    number = next(_count)
    if community is None:
        name = f"River walkers {number}"
        community = CommunityOfInterest.objects.create(name=name, slug=f"river-walkers-{number}")
    if lead is not None:
        CommunityOfInterest.objects.filter(pk=community.pk).update(lead_organisation=lead, lead_role="Paths officer")
        community.refresh_from_db()
    values = {"title": community.name, "slug": community.slug, "community": community} | fields
    page = make_community_index().add_child(instance=CommunityPage(**values))
    grant_page(page)
    return page


def make_picture(title: str = "A footbridge", *, has_note: bool = True, alt: str = "A bridge over a river.") -> Image:
    image = Image.objects.create(
        title=title, file=get_test_image_file(f"picture{next(_count)}.png"), collection=picture_library()
    )
    if has_note:
        PictureNote.objects.create(image=image, licence="County council", consent="Nobody")
    image.contextual_alt_text, image.decorative = alt, False
    return image


def make_file(name: str, content: bytes = b"0123456789") -> Document:
    return Document.objects.create(title=name, file=ContentFile(content, name), collection=picture_library())


def news_item(title: str, *, days_ago: int = 1, picture: Image | None = None) -> tuple[str, dict[str, Any]]:
    day = timezone.localdate() - timedelta(days=days_ago)
    return ("news", {"day": day, "title": title, "text": RichText(f"<p>{title} in full.</p>"), "picture": picture})


def day_item(title: str, *, hours: int = 48) -> tuple[str, dict[str, Any]]:
    """An event that begins in so many hours and takes two."""
    starts_at = timezone.now() + timedelta(hours=hours)
    return (
        "day",
        {
            "title": title,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            "place": "The mill",
            "text": RichText("<p>Come as you are.</p>"),
        },
    )


def line_item(text: str, picture: Image | None = None) -> tuple[str, dict[str, Any]]:
    return ("line", {"picture": picture, "text": RichText(f"<p>{text}</p>")})


def media_item(**fields: Any) -> tuple[str, dict[str, Any]]:
    values = {
        "title": "What we do",
        "kind": "video",
        "file": None,
        "captions": None,
        "transcript": RichText("<p>Hello.</p>"),
    }
    return ("media", values | fields)


def page_of_forum(forum: Forum, **fields: Any) -> CommunityPage:
    return make_community_page(forum.community, **fields)


def text_of(client: Client, page: Any, end: str = "") -> str:
    response = client.get(page.get_absolute_url() + end if isinstance(page, Forum) else page.url + end)
    assert response.status_code == 200
    return response.content.decode()
