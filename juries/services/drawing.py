"""Writes to draws: start, cancel, publish, throw the number, and what the people who were drawn say."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.generation import raise_generation
from core.sealing import SealBroken
from juries.draw.record import canonical, digest, make_openings
from juries.draw_errors import (
    BadNumber,
    CallStillOpen,
    CallUnfinished,
    DrawWaits,
    NothingToDo,
    NotMade,
    NotPublished,
    NoVacancy,
    NumberFixed,
    PoolMoved,
    SearchRuns,
)
from juries.models import Applicant, ApplicantFeatures, Draw, ObserverFile, Pick, Publication, Recruitment
from juries.recruit_vault import draw_key
from juries.services.calling import note
from juries.services.draw_secrets import secrets_of
from juries.services.searching import KEEPS

Standing = Applicant.Standing


@transaction.atomic
def start_draw(*, call: Recruitment, by: Any, at: datetime) -> Draw:
    """Make a draw that waits for its search: of a whole panel, or of replacements once a panel was picked.

    Raises:
        CallStillOpen: People can still apply.
        CallUnfinished: Nothing is sought.
        SearchRuns, DrawWaits: Another one has to be seen to first.
        NoVacancy: Every place is taken.
    """
    Recruitment.objects.select_for_update().get(pk=call.pk)
    if at < call.closes_at:
        raise CallStillOpen
    if not call.features.exists():
        raise CallUnfinished
    draws = Draw.objects.without_bulk().filter(recruitment=call)
    if draws.filter(state__in=(Draw.State.WAITING, Draw.State.SEARCHING)).exists():
        raise SearchRuns
    if draws.filter(state=Draw.State.MADE, publication__pick=None).exists():
        raise DrawWaits
    previous = draws.filter(publication__pick__isnull=False).order_by("-sequence").first()
    if previous and Applicant.objects.filter(recruitment=call, standing__in=KEEPS).count() >= call.size:
        raise NoVacancy
    last = draws.aggregate(last=Max("sequence"))["last"] or 0
    draw = Draw.objects.create(
        recruitment=call, sequence=last + 1, previous=previous, started_at=at, heard_at=at, started_by=by
    )
    note(call.jury, _("Draw %(number)d was started.") % {"number": draw.sequence}, by=by)
    return draw


@transaction.atomic
def cancel_draw(*, draw: Draw, by: Any) -> None:
    """End a search, or set aside what it found; what is published stays.

    Raises:
        NothingToDo: It is over, or public.
    """
    held = Draw.objects.select_for_update().without_bulk().get(pk=draw.pk)
    is_waiting = held.is_searching or held.state == Draw.State.MADE
    if not is_waiting or Publication.objects.filter(draw=held).exists():
        raise NothingToDo
    Draw.objects.filter(pk=held.pk).update(
        state=Draw.State.CANCELLED, claim="", found=[], record="", secrets=b"", made_at=None
    )
    note(held.recruitment.jury, _("Draw %(number)d was cancelled.") % {"number": held.sequence}, by=by)


@transaction.atomic
def publish_draw(*, draw: Draw, by: Any, at: datetime) -> Publication:
    """Make the record public, as it is, for good.

    Raises:
        NotMade: There is none, or it is public.
        PoolMoved: Somebody in it has taken their application back since.
    """
    held = Draw.objects.select_for_update().get(pk=draw.pk)
    if held.state != Draw.State.MADE or Publication.objects.filter(draw=held).exists():
        raise NotMade
    if len(_applicants_by_name(held)) < len(json.loads(held.record)["people"]):
        raise PoolMoved
    made = Publication.objects.create(draw=held, sha256=digest(held.record.encode()), published_at=at, published_by=by)
    note(held.recruitment.jury, _("The record of draw %(number)d was published.") % {"number": held.sequence}, by=by)
    raise_generation()
    return made


@transaction.atomic
def throw_number(*, draw: Draw, number: str, where: str = "", by: Any, at: datetime) -> Pick:
    """Fix the number that was thrown in public: it picks a panel, once.

    Raises:
        BadNumber: It is not three figures.
        NotPublished: Nobody could read the record before.
        NumberFixed: One was entered before.
    """
    if not (len(number) == 3 and number.isascii() and number.isdigit()):
        raise BadNumber
    held = Draw.objects.select_for_update().get(pk=draw.pk)
    publication = Publication.objects.filter(draw=held, published_at__lte=at).first()
    if publication is None:
        raise NotPublished
    panel = set(json.loads(held.record)["panels"][int(number)])
    names = {one.name for one in secrets_of(held) if one.pseudonym in panel}
    pick = Pick(publication=publication, number=int(number), picked_at=at, picked_by=by, where=where)
    try:
        with transaction.atomic():
            pick.save()
    except IntegrityError:
        raise NumberFixed from None
    _drawn(held, names, at=at)
    words = _("The number %(thrown)s was entered for draw %(number)d.")
    note(held.recruitment.jury, words % {"thrown": number, "number": held.sequence}, by=by)
    raise_generation()
    return pick


def _drawn(draw: Draw, names: set[str], *, at: datetime) -> None:
    """Mark who was drawn, and set the day on which everybody else is erased; a first pick sets it for good."""
    drawn = [one.pk for name, one in _applicants_by_name(draw).items() if name in names]
    Applicant.objects.filter(pk__in=drawn, standing=Standing.POOL).update(standing=Standing.DRAWN)
    if draw.previous_id is None:
        until = months_after(at.date(), draw.recruitment.kept_months)
        Applicant.objects.filter(recruitment=draw.recruitment).update(kept_until=until)
        ApplicantFeatures.objects.filter(recruitment=draw.recruitment).update(kept_until=until)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the 28th where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))


def _applicants_by_name(draw: Draw) -> dict[str, Applicant]:
    """Return who of a draw is still there, under the name they have in it."""
    names = {one.name for one in secrets_of(draw)}
    found = Applicant.objects.filter(recruitment=draw.recruitment).exclude(standing=Standing.DECLINED)
    return {name: one for one in found if (name := draw_key(draw.pk, one.public_id)) in names}


@transaction.atomic
def make_observer_file(*, draw: Draw, observer: str, by: Any, at: datetime) -> bytes:
    """Make the file with which an appointed observer opens every commitment; who made it for whom is kept.

    Raises:
        NotPublished: Whoever read what stands under its pseudonyms could set the draw aside for that.
        NothingToDo: What would open it has been erased.
    """
    if not Publication.objects.filter(draw=draw).exists():
        raise NotPublished
    try:
        people = [one.person() for one in secrets_of(draw)]
    except SealBroken:
        people = []
    if not people:
        raise NothingToDo
    ObserverFile.objects.create(draw=draw, observer=observer, made_by=by, made_at=at)
    words = _("A file that opens draw %(number)d was made for %(observer)s.")
    note(draw.recruitment.jury, words % {"number": draw.sequence, "observer": observer}, by=by)
    return canonical(make_openings(digest(draw.record.encode()), people))
