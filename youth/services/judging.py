"""Running a competition: written by the team, let out by a checked adult, judged blind, won by pen name, erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from core.generation import raise_generation
from core.slugs import first_free
from youth.competing_errors import (
    DatesOutOfOrder,
    NobodyLikeThat,
    NotJudging,
    NotToBeChanged,
    PlacesWrong,
    PointsMissing,
)
from youth.errors import NotAnEditor, NotChecked
from youth.models import Competition, Entry, Judge, Mark, Winner
from youth.permissions import is_checked_adult, is_of_the_team, joined_writer, refuse_unchecked
from youth.services.competing import erase_entries

MOST_POINTS: Final = 5
PLACES: Final = (1, 2, 3)
#: What may still be changed once a competition is out: dates, and only to later ones.
DATES: Final = ("closes_at", "announce_on", "erase_on")


@transaction.atomic
def write_competition(
    *, competition: Competition | None, values: Mapping[str, Any], by: Any, at: datetime
) -> Competition:
    """Write down a competition, or change it. Once it is out a checked adult may put its dates later, nothing else.

    Raises:
        NotAnEditor, NotChecked: They may not.
        NotToBeChanged: It is out.
        DatesOutOfOrder.
    """
    today = timezone.localdate(at)
    if not is_of_the_team(by, today=today):
        raise NotAnEditor
    held = Competition(suggested_by=joined_writer(by))
    if competition is not None:
        held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    changed = {name for name, value in values.items() if getattr(held, name) != value}
    if held.published_at is not None and changed:
        _refuse_surprise(held, changed, values)
        if not is_checked_adult(by, today=today):
            raise NotChecked
    for name in changed:
        setattr(held, name, values[name])
    _check_dates(held)
    held.slug = held.slug or _free_slug(held.title)
    held.save()
    raise_generation()
    return held


@transaction.atomic
def let_out(*, competition: Competition, by: Any, at: datetime) -> Competition:
    """Let a competition out for everybody to see.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    refuse_unchecked(by, at=at)
    held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    if held.published_at is None:
        held.published_at, held.published_by = at, by
        held.save(update_fields=["published_at", "published_by"])
        raise_generation()
    return held


@transaction.atomic
def name_judge(*, competition: Competition, user: Any, by: Any, at: datetime) -> Judge:
    """Have somebody of the team judge; nobody judges what they entered.

    Raises:
        NotChecked: No check of the one who names stands today.
        NobodyLikeThat: They are not of the team, or have entered.
    """
    refuse_unchecked(by, at=at)
    held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    is_of_team = is_of_the_team(user, today=timezone.localdate(at))
    if not is_of_team or Entry.objects.filter(competition=held, writer__user=user).exists():
        raise NobodyLikeThat
    return Judge.objects.get_or_create(competition=held, user=user)[0]


@transaction.atomic
def release_judge(*, judge: Judge, by: Any, at: datetime) -> None:
    """Have somebody judge no more; what they gave goes with them.

    Raises:
        NotChecked: No check of theirs stands today.
    """
    refuse_unchecked(by, at=at)
    judge.delete()


@transaction.atomic
def give_mark(*, judge: Judge, entry: Entry, points: int, note: str, at: datetime) -> Mark:
    """Give an entry one to five points, or change what one gave.

    Raises:
        NotJudging: It is still open, or over; or they are of the team no more.
        PointsMissing: It is not one to five.
    """
    held = Competition.objects.select_for_update(of=("self",)).get(pk=judge.competition_id)
    if not held.is_judged_at(at=at) or not is_of_the_team(judge.user, today=timezone.localdate(at)):
        raise NotJudging
    if not 1 <= points <= MOST_POINTS or entry.competition_id != held.pk:
        raise PointsMissing
    values = {"points": points, "note": " ".join(note.split())[:1000]}
    return Mark.objects.update_or_create(judge=judge, entry=entry, defaults=values)[0]


@transaction.atomic
def shortlist(*, competition: Competition, numbers: set[int], by: Any, at: datetime) -> int:
    """Put these entries on the shortlist and no others; return how many.

    Raises:
        NotChecked, NotJudging.
    """
    held = _held_for_result(competition, by, at)
    held.entries.exclude(number__in=numbers).update(is_shortlisted=False)
    return held.entries.filter(number__in=numbers).update(is_shortlisted=True)


@transaction.atomic
def tell_winners(*, competition: Competition, places: Mapping[int, int], by: Any, at: datetime) -> list[Winner]:
    """Tell who won: numbers of entries by place. From here on whose they are is known, by pen name.

    Raises:
        NotChecked, NotJudging.
        PlacesWrong: A place is missing or given twice, or an entry is not of this competition.
    """
    held = _held_for_result(competition, by, at)
    taken = sorted(places)
    if not taken or taken != list(PLACES[: len(taken)]) or len(set(places.values())) < len(places):
        raise PlacesWrong
    entries = {one.number: one for one in held.entries.select_related("writer").filter(number__in=places.values())}
    if len(entries) < len(places):
        raise PlacesWrong
    winners = [_winner(held, place, entries[places[place]]) for place in taken]
    held.announced_at = at
    held.save(update_fields=["announced_at"])
    raise_generation()
    return winners


def erase_due(at: datetime) -> int:
    """Erase the entries of competitions whose day has come: erase_on <= today. Winners' lines stay; return how many."""
    today, gone = timezone.localdate(at), 0
    for held in Competition.objects.filter(erase_on__lte=today, erased_at=None):
        with transaction.atomic():
            gone += erase_entries(Entry.objects.filter(competition=held))
            Competition.objects.filter(pk=held.pk).update(erased_at=at)
    if gone:
        raise_generation()
    return gone


def _winner(competition: Competition, place: int, entry: Entry) -> Winner:
    return Winner.objects.create(
        competition=competition,
        entry=entry,
        place=place,
        pen_name=entry.writer.pen_name,
        title=entry.title,
        text=entry.text if entry.may_be_shown else "",
    )


def _held_for_result(competition: Competition, by: Any, at: datetime) -> Competition:
    refuse_unchecked(by, at=at)
    held = Competition.objects.select_for_update(of=("self",)).get(pk=competition.pk)
    if not held.is_judged_at(at=at):
        raise NotJudging
    return held


def _refuse_surprise(held: Competition, changed: set[str], values: Mapping[str, Any]) -> None:
    """Refuse what those who entered would not expect; nothing is put later once the winners are told."""
    is_later = all(name in DATES and values[name] > getattr(held, name) for name in changed)
    if not is_later or held.announced_at is not None:
        raise NotToBeChanged


def _check_dates(held: Competition) -> None:
    closes_on = timezone.localdate(held.closes_at)
    if not (held.opens_at < held.closes_at and closes_on <= held.announce_on < held.erase_on):
        raise DatesOutOfOrder


def _free_slug(title: str) -> str:
    base = slugify(title)[:50] or "competition"
    return first_free(base, Competition.objects.filter(slug__startswith=base).values_list("slug", flat=True))
