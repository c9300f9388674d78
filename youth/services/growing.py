"""Growing older, by the clock: the younger become the older, the older grow out of the section."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from people.notices import notify
from youth.ages import older_end
from youth.clocks import GROWN_DRAFTS
from youth.models import Band, Writer, YouthPage
from youth.services.leaving import end_team_work, forget_guardians, strip

GROWN: Final = "youth-grown"
#: What the link in the letter is signed for, and how long it opens without signing in.
SALT: Final = "youth.after"
State = Writer.State


def grow(at: datetime) -> int:
    """Move everybody on whose band has ended for certain (band_ends_on < today); return how many."""
    today = localdate(at)
    found = list(Writer.objects.past_band(today).values_list("pk", flat=True))
    return sum(_grow(pk, today=today, at=at) for pk in found)


def writer_behind(token: str) -> Writer | None:
    """Return whose link this is; None for one that is no link of ours or is too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=GROWN_DRAFTS)
    except signing.BadSignature:
        return None
    return Writer.objects.filter(pk=pk, state=State.ALUMNUS).first()


def after_link(writer: Writer) -> str:
    return settings.SITE_URL + reverse("youth:after_link", args=[signing.dumps(writer.pk, salt=SALT)])


@transaction.atomic
def _grow(pk: int, *, today: date, at: datetime) -> bool:
    writer = Writer.objects.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
    if writer is None or writer.band_ends_on >= today:
        return False
    if writer.is_younger:
        _become_older(writer)
    else:
        _grow_out(writer, today=today, at=at)
    return True


def _become_older(writer: Writer) -> None:
    """From 16 on nobody else has to agree; who was asked is forgotten."""
    writer.band, writer.band_ends_on = Band.OLDER, older_end(writer.band_ends_on)
    if writer.state == State.WAITING:
        writer.state = State.PAUSED if writer.paused_reason else State.IN
    writer.guardian_agreed_on = writer.waits_since = None
    writer.save()
    forget_guardians(writer)


def _grow_out(writer: Writer, *, today: date, at: datetime) -> None:
    writer.state, writer.left_on = State.ALUMNUS, today
    strip(writer)
    writer.save()
    end_team_work(writer)
    _tell(writer, at=at)


def _tell(writer: Writer, *, at: datetime) -> None:
    section = YouthPage.objects.first()
    name = section.title if section else settings.WAGTAIL_SITE_NAME
    notify(
        kind=GROWN,
        key=f"{writer.pk}.{writer.band_ends_on}",
        recipient=writer.user.email,
        subject=_("You have grown out of %(section)s: what should happen to your articles?") % {"section": name},
        body=_letter() % {"section": name, "link": after_link(writer), "days": GROWN_DRAFTS.days},
        at=at,
        about=f"youth-writer:{writer.pk}",
    )


def _letter() -> str:
    return _(
        "%(section)s is made by people aged 13 to 19. You are 20 by now, or soon will be, so your place in the group"
        " has ended. Thank you for everything you made.\n\n"
        "What is published stays as it is, under your pen name, until you say something else. Here you choose whether"
        " it stays or is taken down:\n%(link)s\n\n"
        "The link works for %(days)s days. After that sign in to choose. Drafts that were never published are erased"
        " after %(days)s days."
    )
