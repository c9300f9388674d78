"""The room of a jury for tests: seated jurors, browsers that are inside, drafts, votes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from juries.models import Draft, DraftVote, Juror, JuryPage
from juries.services.jurors import make_link, seat_juror
from juries.services.room import Words, begin_draft, open_drafting
from juries.services.room_votes import open_vote

NAMES = ("Ann", "Ben", "Cem", "Dot", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou", "Mia")


def now() -> datetime:
    return timezone.now().replace(microsecond=0)


def seat(jury: JuryPage, number: int = 4, **fields: Any) -> list[Juror]:
    """Seat so many jurors, each under a name of their own."""
    jurors = []
    for name in NAMES[:number]:
        juror = seat_juror(
            jury=jury, name=f"{name} Otter", email=f"{name.lower()}@post.example", at=now(), by=None, **fields
        )
        Juror.objects.filter(pk=juror.pk).update(display_name=name)
        juror.refresh_from_db()
        jurors.append(juror)
    return jurors


def enter(juror: Juror, *, token: str = "") -> Client:
    """Return a browser that followed the juror's link and pressed 'Enter'."""
    client = Client()
    client.get(f"/juries/room/enter/{token or make_link(juror=juror, at=now())}/")
    client.post("/juries/room/enter/")
    return client


def make_draft(juror: Juror, title: str = "Write plainly", **fields: Any) -> Draft:
    open_drafting(jury=juror.jury, at=now() - timedelta(hours=1), by=None)
    words = Words(title, fields.pop("text", "Write letters that people can read."), fields.pop("reasons", ""))
    return begin_draft(juror=juror, words=words, at=now(), **fields)


def make_vote(draft: Draft, *, at: datetime | None = None, **fields: Any) -> DraftVote:
    at = at or now()
    plain = {"threshold": 75, "opens_at": at, "closes_at": at + timedelta(hours=1), "at": at}
    return open_vote(draft=draft, **plain | fields)
