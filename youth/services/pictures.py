"""The picture beside a piece: made anew, without anything that was hidden in it, under a name nobody guesses.

While a piece is not published its picture is shown through an address that asks who looks (`youth:piece_picture`), as
the whole file, so that no public rendition of it is ever made. Renditions come with publication.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from forums.pictures import MOST_BYTES, NoPicture, TooManyPixels, remake
from youth.desk_errors import PictureRefused, PictureTooBig
from youth.models import ArticlePage, Release
from youth.services.section import pictures


def keep_picture(sent: UploadedFile, *, alt: str) -> AbstractImage:
    """Return the picture as it is kept, in the collection of the section.

    Raises:
        PictureRefused, PictureTooBig: It is none of the three kinds, broken, or too large.
    """
    if (sent.size or 0) > MOST_BYTES:
        raise PictureTooBig
    try:
        made = remake(sent)
    except TooManyPixels:
        raise PictureTooBig from None
    except NoPicture:
        raise PictureRefused from None
    name = f"{secrets.token_hex(16)}.webp"
    return get_image_model().objects.create(
        title=alt[:255] or "Picture beside a piece",
        file=ContentFile(made.data, name=name),
        width=made.width,
        height=made.height,
        collection=pictures(),
    )


def drop_pictures(numbers: Collection[int]) -> int:
    """Erase pictures that were taken out of a draft, unless something published holds them; return how many."""
    public = set(ArticlePage.objects.filter(picture__in=numbers).values_list("picture", flat=True))
    waiting = Release.objects.exclude(state=Release.State.ENDED).filter(picture_number__in=numbers)
    kept = public | set(waiting.values_list("picture_number", flat=True))
    gone = get_image_model().objects.filter(pk__in=set(numbers) - kept, collection=pictures())
    count = 0
    for picture in gone:
        picture.delete()
        count += 1
    return count
