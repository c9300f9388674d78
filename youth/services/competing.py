"""Sending something in to a competition, changing it and taking it back while it is open."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.sanitise import UnusableText, plain
from forums import picture_files
from forums.pictures import MOST_BYTES, NoPicture, TooManyPixels, remake
from youth.competing_errors import (
    AltMissing,
    JudgesDoNotEnter,
    NotOpen,
    PictureMissing,
    PictureRefused,
    TellsTooMuch,
    TextMissing,
    TitleMissing,
    TooManyWords,
)
from youth.errors import NotJoined
from youth.held_back import private_in
from youth.models import Competition, Entry, Writer

#: The setting that names the folder of pictures sent in.
FOLDER: Final = "YOUTH_ENTRIES"
LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody sends in. `picture` is None where the one sent before stays."""

    title: str
    text: str = ""
    picture: UploadedFile | None = None
    picture_alt: str = ""
    may_be_shown: bool = False


@transaction.atomic
def send_in(*, competition: Competition, writer: Writer, work: Work, at: datetime) -> Entry:
    """Enter, or change what one entered: one entry each, under a number that says nothing of whose it is.

    Raises:
        NotJoined: They may not take part now.
        NotOpen, JudgesDoNotEnter: They cannot enter this one.
        TitleMissing, TextMissing, TooManyWords, PictureMissing, PictureRefused, AltMissing, TellsTooMuch.
    """
    if not Writer.objects.joined().filter(pk=writer.pk).exists():
        raise NotJoined
    held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    if not held.is_open(at=at):
        raise NotOpen
    if held.judges.filter(user=writer.user_id).exists():
        raise JudgesDoNotEnter
    entry = Entry.objects.filter(competition=held, writer=writer).first()
    tidy = _tidied(held, work, has_picture=bool(entry and entry.picture))
    if entry is None:
        held.last_number += 1
        held.save(update_fields=["last_number"])
        entry = Entry(competition=held, writer=writer, number=held.last_number)
    entry.title, entry.text, entry.may_be_shown = tidy.title, tidy.text, tidy.may_be_shown
    entry.picture_alt, entry.entered_at = tidy.picture_alt, at
    if held.takes == Competition.Takes.PICTURE and tidy.picture is not None:
        _put_picture(entry, tidy.picture)
    entry.save()
    return entry


@transaction.atomic
def take_back(*, competition: Competition, writer: Writer, at: datetime) -> int:
    """Take one's entry back, picture and all, until the winners are told; return how many went.

    Raises:
        NotOpen: The winners have been told.
    """
    held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    if held.announced_at is not None:
        raise NotOpen
    return erase_entries(Entry.objects.filter(competition=held, writer=writer))


def erase_entries(entries: Any) -> int:
    """Erase entries, their marks and the files of their pictures; return how many."""
    picture_files.erase([token for token in entries.values_list("picture", flat=True) if token], folder=FOLDER)
    return int(entries.delete()[1].get("youth.Entry", 0))


def sweep_pictures(at: datetime) -> int:
    """Erase files that have lain for an hour and belong to no entry: what sent them failed; return how many."""
    old = set(picture_files.older_tokens(at, folder=FOLDER))
    known = set(Entry.objects.filter(picture__in=old).values_list("picture", flat=True))
    picture_files.erase(old - known, folder=FOLDER)
    return len(old - known)


def count_words(text: str) -> int:
    return len(text.split())


def _tidied(competition: Competition, work: Work, *, has_picture: bool) -> Work:
    try:
        title, text = " ".join(plain(work.title).split())[:100], plain(work.text).strip()[:LONGEST]
        alt = " ".join(plain(work.picture_alt).split())[:200]
    except UnusableText:
        raise TextMissing from None
    if not title:
        raise TitleMissing
    if competition.takes == Competition.Takes.TEXT:
        _check_text(competition, text)
    else:
        text = ""
        if work.picture is None and not has_picture:
            raise PictureMissing
        if not alt:
            raise AltMissing
    if reasons := private_in("\n\n".join([title, text, alt])):
        raise TellsTooMuch(reasons, field="text" if text else "title")
    return Work(title, text, work.picture, alt if not text else "", work.may_be_shown)


def _check_text(competition: Competition, text: str) -> None:
    if not text:
        raise TextMissing
    words = count_words(text)
    if competition.word_limit and words > competition.word_limit:
        raise TooManyWords(words=words, limit=competition.word_limit)


def _put_picture(entry: Entry, sent: UploadedFile) -> None:
    """Keep a picture made anew, without anything that was hidden in it, in place of the one before."""
    if (sent.size or 0) > MOST_BYTES:
        raise PictureRefused
    try:
        made = remake(sent)
    except (NoPicture, TooManyPixels):
        raise PictureRefused from None
    if entry.picture:
        picture_files.erase([entry.picture], folder=FOLDER)
    entry.picture, entry.picture_width, entry.picture_height = secrets.token_hex(16), made.width, made.height
    picture_files.write(entry.picture, made.data, folder=FOLDER)
