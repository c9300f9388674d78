"""Competitions as everybody, an entrant, a judge and the team see them. Whose an entry is, no read for judges tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from core.moments import say_closed, say_closing, say_day, say_opening
from people.models import User
from people.roles import Role
from youth.models import Competition, Entry, Judge, Mark, Winner, Writer
from youth.permissions import is_of_the_team


@dataclass(frozen=True, slots=True)
class Card:
    """A competition as templates/youth/_competition_card.html shows it."""

    href: str
    title: str
    status: str
    status_text: str
    summary: str
    prize_text: str
    closes_text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry as its judges see it, with what this one gave."""

    entry: Entry
    mark: Mark | None


def access_competition(slug: str) -> Competition:
    """Return a competition that is out.

    Raises:
        Http404: There is none.
    """
    found = Competition.objects.published().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def access_judge(pk: int, *, user: Any) -> Judge:
    """Return this person as a judge of a competition.

    Raises:
        Http404: They are none.
    """
    judge = Judge.objects.select_related("competition", "user").filter(competition=pk, user=user.pk).first()
    if judge is None:
        raise Http404
    return judge


def access_entry_picture(token: str, *, user: Any, writer: Writer | None, is_checked: bool, at: datetime) -> Entry:
    """Return the entry a picture belongs to: for who sent it, its judges, checked adults; for all once it won.

    Raises:
        Http404: There is none, or not for them.
    """
    entry = Entry.objects.select_related("competition").filter(picture=token).first() if token else None
    if entry is None:
        raise Http404
    is_own = writer is not None and entry.writer_id == writer.pk
    if not (is_own or is_checked or _judges(entry, user, at=at) or _won_to_be_shown(entry)):
        raise Http404
    return entry


def own_entry(competition: Competition, writer: Writer | None) -> Entry | None:
    if writer is None:
        return None
    return Entry.objects.filter(competition=competition, writer=writer).first()


def winners_of(competition: Competition) -> list[Winner]:
    return list(competition.winners.select_related("entry"))


def shown_competitions(*, at: datetime) -> dict[str, list[Card]]:
    """Return what can be entered, what comes, what is judged and what was won; one statement."""
    found = list(Competition.objects.published())
    still_open = sorted((one for one in found if one.is_open(at=at)), key=lambda one: one.closes_at)
    planned = sorted((one for one in found if at < one.opens_at), key=lambda one: one.opens_at)
    return {
        "open": [card_of(one, at=at) for one in [*still_open, *planned]],
        "past": [card_of(one, at=at) for one in found if one.closes_at <= at],
    }


def card_of(one: Competition, *, at: datetime) -> Card:
    """Say in words how a competition stands."""
    if at < one.opens_at:
        status, text, when = "planned", _("Competition, soon"), say_opening(one.opens_at, at=at)
    elif at < one.closes_at:
        status, text, when = "open", _("Competition, open"), say_closing(one.closes_at, at=at)
    elif one.announced_at is None:
        day = say_day(one.announce_on, at=at)
        status, text, when = "judging", _("Competition, being judged"), _("Winners are told on %s") % day
    else:
        status, text, when = "closed", _("Competition, won"), say_closed(one.closes_at, at=at)
    prize = one.prize if status in {"open", "planned"} else ""
    return Card(one.get_absolute_url(), one.title, status, text, one.summary, prize, when)


def to_judge(judge: Judge) -> list[Judged]:
    """Return the entries with what this judge gave them; two statements, and nothing of who sent them."""
    marks = {mark.entry_id: mark for mark in judge.marks.all()}
    entries = Entry.objects.filter(competition=judge.competition_id).defer("writer")
    return [Judged(entry, marks.get(entry.pk)) for entry in entries]


def judged_entries(competition: Competition) -> QuerySet[Entry]:
    """Return the entries with the mean of their points, the best first, still without who sent them."""
    found = Entry.objects.filter(competition=competition).defer("writer")
    counted = found.annotate(points_mean=Avg("marks__points"), points_given=Count("marks"))
    return counted.order_by("-is_shortlisted", "-points_mean", "number")


def team_members(*, at: datetime) -> QuerySet[User]:
    """Return the accounts that may judge: young editors and adults whose check stands."""
    today = timezone.localdate(at)
    editors = Q(groups__name=Role.YOUNG_EDITOR.value, writer__state=Writer.State.IN)
    checks = Q(
        safeguarding_checks__confirmed_at__isnull=False,
        safeguarding_checks__ended_at=None,
        safeguarding_checks__checked_on__lte=today,
        safeguarding_checks__look_again_on__gt=today,
    )
    return User.objects.filter(editors | checks, is_active=True).select_related("writer").distinct().order_by("pk")


def name_in_team(user: User) -> str:
    """Return what somebody of the team is called: a pen name; of an adult the name of the account."""
    writer = getattr(user, "writer", None)
    return writer.pen_name if writer is not None else str(user)


def _judges(entry: Entry, user: Any, *, at: datetime) -> bool:
    """Whether they judge it now, and are of the team still."""
    is_judge = Judge.objects.filter(competition=entry.competition_id, user=user.pk or 0).exists()
    is_now = is_judge and entry.competition.is_judged_at(at=at)
    return is_now and is_of_the_team(user, today=timezone.localdate(at))


def _won_to_be_shown(entry: Entry) -> bool:
    is_told = entry.competition.announced_at is not None
    return is_told and entry.may_be_shown and Winner.objects.filter(entry=entry).exists()
