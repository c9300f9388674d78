"""What editors wrote on a community's page, as it is shown: text, news, easy read, sound and film."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition

from consultations.reads import rich_text
from core.moments import say_day
from engage.community_blocks import MediaBlock
from engage.community_media import TYPES
from engage.models import CommunityPage
from juries.index_reads import rendition

#: How wide pictures are: at the head, in the text, beside a line of easy read.
HEAD, WIDE, SMALL = "fill-1200x500", "width-800", "fill-320x320"
NEWS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, cut as it is shown, with its words."""

    file: AbstractRendition
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a text or a picture, the other two empty; in a line of easy read a text beside a picture."""

    heading: str = ""
    text: SafeString | str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new, with its day."""

    day: date
    day_words: str
    title: str
    text: SafeString
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Media:
    """Sound or film, with everything that stands in for it."""

    title: str
    is_sound: bool
    is_signed: bool
    src: str
    type: str
    captions: str
    transcript: SafeString


def story_of(page: CommunityPage) -> list[Part]:
    """Return the text of the page; its pictures come in two statements, however many there are."""
    blocks = list(page.body)
    cut = _cut((block.value for block in blocks if block.block_type == "picture"), WIDE)
    return [part for block in blocks if (part := _part(block, cut))]


def easy_lines(page: CommunityPage) -> list[Part]:
    """Return the lines of the easy-read version."""
    blocks = list(page.easy_read)
    lines = [block.value for block in blocks if block.block_type == "line"]
    cut = _cut((line["picture"] for line in lines), SMALL)
    found = []
    for block in blocks:
        if block.block_type == "heading":
            found.append(Part(heading=block.value))
        else:
            text, picture = block.value["text"], block.value["picture"]
            found.append(Part(text=rich_text(text.source), picture=_picture(picture, cut)))
    return found


def news_of(page: CommunityPage, *, at: datetime) -> list[News]:
    """Return the news up to this day, the newest first."""
    today = timezone.localdate(at)
    items = [block.value for block in page.news if block.value["day"] and block.value["day"] <= today]
    items.sort(key=lambda item: item["day"], reverse=True)
    cut = _cut((item["picture"] for item in items), WIDE)
    return [
        News(
            day=item["day"],
            day_words=say_day(item["day"], at=at),
            title=item["title"],
            text=rich_text(item["text"].source),
            picture=_picture(item["picture"], cut),
        )
        for item in items
    ]


def media_of(page: CommunityPage) -> list[Media]:
    """Return sound and film; what lacks its file or its transcript is not shown."""
    return [_media(block.value) for block in page.media if block.value["file"] and block.value["transcript"]]


def head_picture(page: CommunityPage, cut: str = HEAD) -> Picture | None:
    """Return the picture at the head of the page."""
    found = get_image_model().objects.prefetch_renditions(cut).filter(pk=page.picture_id).first()
    file = rendition(found, cut)
    return Picture(file, page.picture_alt) if file else None


def _part(block: Any, cut: dict[int, AbstractRendition]) -> Part | None:
    if block.block_type == "heading":
        return Part(heading=block.value)
    if block.block_type == "text":
        return Part(text=rich_text(block.value.source))
    picture = _picture(block.value, cut)
    return Part(picture=picture) if picture else None


def _media(value: Any) -> Media:
    return Media(
        title=value["title"],
        is_sound=value["kind"] == MediaBlock.SOUND,
        is_signed=value["kind"] == MediaBlock.SIGNED,
        src=value["file"].url,
        type=TYPES.get(value["file"].file_extension.lower(), ""),
        captions=value["captions"].url if value["captions"] else "",
        transcript=rich_text(value["transcript"].source),
    )


def _cut(images: Iterable[AbstractImage | None], cut: str) -> dict[int, AbstractRendition]:
    """Return by picture how it is cut: two statements where there is any, apart from what is cut for the first time."""
    wanted = {image.pk for image in images if image is not None}
    if not wanted:
        return {}
    found = get_image_model().objects.prefetch_renditions(cut).filter(pk__in=wanted)
    return {image.pk: file for image in found if (file := rendition(image, cut))}


def _picture(image: AbstractImage | None, cut: dict[int, AbstractRendition]) -> Picture | None:
    if image is None or image.pk not in cut:
        return None
    return Picture(cut[image.pk], image.contextual_alt_text or "")
