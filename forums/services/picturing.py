"""Pictures beside what somebody writes: kept with the draft until it is sent, gone with the words."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from core.ratelimit import take
from core.sanitise import UnusableText, plain
from forums import picture_files
from forums.errors import AltMissing, MustWait, NotAPicture, NotUsable, PictureTooLarge, TooManyPictures
from forums.models import Draft, Member, Picture, Thread
from forums.models.pictures import LONGEST_ALT
from forums.pictures import MOST_BYTES, MOST_PICTURES, NoPicture, TooManyPixels, remake

PICTURES_AN_HOUR: Final = 30
HOUR: Final = 60 * 60
BATCH: Final = 500


@transaction.atomic
def add_picture(*, member: Member, thread: Thread | None, sent: UploadedFile, alt: str, at: datetime) -> Picture:
    """Put a picture beside what a member is writing. The same file sent twice is one picture.

    Raises:
        NotAPicture, PictureTooLarge: It is none of the three kinds, broken, or too large.
        TooManyPictures: There are four.
        MustWait: They sent very many this hour.
    """
    if (sent.size or 0) > MOST_BYTES:
        raise PictureTooLarge
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    draft, _is_new = Draft.objects.get_or_create(member=member, thread=thread, defaults={"saved_at": at})
    digest = _digest(sent)
    known = list(draft.pictures.all())
    same = next((one for one in known if one.digest == digest), None)
    if same is not None:
        return same
    if len(known) >= MOST_PICTURES:
        raise TooManyPictures
    allowance = take(name="forum-pictures", who=member.key, limit=PICTURES_AN_HOUR, seconds=HOUR, at=at)
    if not allowance.is_granted:
        raise MustWait(allowance.retry_after)
    return _store(draft, sent, alt=alt, digest=digest, at=at)


@transaction.atomic
def describe(*, pictures: Iterable[Picture], alts: Mapping[int, str]) -> None:
    """Change what is said about pictures."""
    for picture in pictures:
        if picture.pk in alts and picture.alt != (words := tidy_alt(alts[picture.pk])):
            picture.alt = words
            picture.save(update_fields=["alt"])


def take_out(pictures: QuerySet[Picture]) -> int:
    """Take pictures away for good, row and file."""
    tokens = list(pictures.values_list("token", flat=True))
    pictures.delete()
    picture_files.erase(tokens)
    return len(tokens)


def tidy_alt(words: str) -> str:
    """Return a description as it is kept.

    Raises:
        NotUsable: It holds a NUL byte.
    """
    try:
        return " ".join(plain(words).split())[:LONGEST_ALT]
    except UnusableText:
        raise NotUsable from None


def described(pictures: Collection[Picture]) -> list[str]:
    """Return what is said about pictures that are to be sent.

    Raises:
        AltMissing: Something is said about all of them but one.
    """
    for picture in pictures:
        if not picture.alt:
            raise AltMissing(field=f"alt_{picture.pk}")
    return [picture.alt for picture in pictures]


def sweep_files(at: datetime) -> int:
    """Erase the files that belong to no picture: what was deleted with a draft, or broken off half way."""
    gone, batch = 0, []
    for token in picture_files.older_tokens(at):
        batch.append(token)
        if len(batch) == BATCH:
            gone += _sweep(batch)
            batch = []
    return gone + _sweep(batch)


def _sweep(tokens: list[str]) -> int:
    known = set(Picture.objects.filter(token__in=tokens).values_list("token", flat=True))
    lost = [token for token in tokens if token not in known]
    picture_files.erase(lost)
    return len(lost)


def _digest(sent: UploadedFile) -> str:
    found: Any = hashlib.sha256()
    for part in sent.chunks():
        found.update(part)
    sent.seek(0)
    return str(found.hexdigest())


def _store(draft: Draft, sent: UploadedFile, *, alt: str, digest: str, at: datetime) -> Picture:
    try:
        made = remake(sent)
    except TooManyPixels:
        raise PictureTooLarge from None
    except NoPicture:
        raise NotAPicture from None
    token = secrets.token_urlsafe(32)
    picture = Picture.objects.create(
        draft=draft, token=token, alt=tidy_alt(alt), width=made.width, height=made.height, digest=digest, made_at=at
    )
    picture_files.write(token, made.data)
    return picture
