"""Letters to writers about their pieces: only to those who want them, and without a word of what was written."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from people.notices import cancel, notify
from youth.models import Piece, Writer

KIND: Final = "youth-piece"


def tell_writer(piece: Piece, *, about: str, at: datetime) -> bool:
    """Tell the writer that changes were asked for, or that their piece is out; return whether a letter was written."""
    writer = piece.writer
    if writer is None or not writer.wants_letters or not writer.user.email:
        return False
    subject, line = {
        "asked": (_("A note about your piece"), _("An editor has asked for a change to a piece of yours.")),
        "published": (_("Your piece is out"), _("A piece of yours is published.")),
    }[about]
    own = settings.SITE_URL + reverse("youth:piece", args=[piece.pk])
    stop = settings.SITE_URL + "/youth/me/"
    body = "\n\n".join(
        [line, _("Look at it here:") + f" {own}", _("You asked for these letters. Stop them here:") + f" {stop}"]
    )
    key = f"{piece.pk}:{about}:{at.isoformat()}"
    return notify(
        kind=KIND,
        key=key,
        recipient=writer.user.email,
        subject=subject,
        body=body,
        at=at,
        about=about_piece(piece.pk),
    )


def forget_letters(writer: Writer) -> None:
    """Take back what is written and has not left: nothing comes to somebody who wants no letters, or has gone."""
    pieces = Piece.objects.filter(writer=writer).values_list("pk", flat=True)
    cancel(about=[about_piece(pk) for pk in pieces])


def about_piece(pk: int) -> str:
    return f"youth-piece:{pk}"
