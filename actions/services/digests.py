"""The weekly digest: one letter an address, about all it follows or contributed to, if anything of it moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actions import elsewhere
from actions.digest import DELAY, Move, body_of, digest_moment, subject_of
from actions.models import Action, DigestRun, Follow, Follower, ProgressUpdate
from actions.origins import contributors_to
from actions.services.following import about_follower, address_of, leave_url
from people.notices import notify

BATCH: Final = 500
WEEK: Final = timedelta(days=7)


@dataclass(slots=True)
class Reader:
    """One address: what of it moved, and the links to leave."""

    email: str
    follower_id: int | None = None
    leave_url: str = ""
    other_leave_urls: set[str] = field(default_factory=set)
    moves: dict[int, Move] = field(default_factory=dict)


def send_digest(*, at: datetime) -> int:
    """Write the digest that is due, unless it was written; harmless when repeated. Return how many letters it was."""
    run = _run(digest_moment(at - DELAY, zone=ZoneInfo(settings.TIME_ZONE)))
    broken_off = DigestRun.objects.filter(finished_at=None, until__lt=run.until).order_by("until")
    return sum(_finish(one, at=at) for one in [*broken_off, run] if one.finished_at is None)


def _finish(run: DigestRun, *, at: datetime) -> int:
    """Write what a digest tells; begun before and broken off, to those who have not had it."""
    moves = moves_between(run.since, run.until)
    readers = not_told_elsewhere(readers_of(moves), until=run.until) if moves else []
    letters = 0
    waiting = iter(readers)
    while batch := list(islice(waiting, BATCH)):
        letters += _write(batch, run, at=at)
    DigestRun.objects.filter(pk=run.pk).update(finished_at=at, letters=letters)
    return letters


def moves_between(since: datetime, until: datetime) -> list[Move]:
    """Return what moved in `since <= moment < until` in published plans, in the order of plans; two statements."""
    found: dict[int, Move] = {}
    added = Action.objects.published().filter(
        created_at__gte=since, created_at__lt=until, created_at__gt=F("plan__published_at")
    )
    for action in added.select_related("plan"):
        found[action.pk] = _move(action, text="", is_new=True, status=action.status, at=action.created_at)
    updates = ProgressUpdate.objects.filter(
        made_at__gte=since, made_at__lt=until, action__plan__published_at__isnull=False
    )
    for update in updates.select_related("action__plan").order_by("made_at", "pk"):
        is_new = update.action_id in found and found[update.action_id].is_new
        words = update.text or update.reason
        found[update.action_id] = _move(
            update.action, text=words, is_new=is_new, status=update.status, at=update.made_at
        )
    return sorted(found.values(), key=lambda move: (move.plan, move.plan_id, move.action_id))


def _run(until: datetime) -> DigestRun:
    last = DigestRun.objects.filter(until__lt=until).order_by("-until").first()
    since = last.until if last else until - WEEK
    return DigestRun.objects.get_or_create(until=until, defaults={"since": since})[0]


def _move(action: Action, *, text: str, is_new: bool, status: str, at: datetime) -> Move:
    return Move(
        action_id=action.pk,
        plan_id=action.plan_id,
        plan=action.plan.title,
        plan_url=settings.SITE_URL + action.plan.get_absolute_url(),
        name=str(action),
        url=settings.SITE_URL + action.get_absolute_url(),
        status=status,
        text=text,
        is_new=is_new,
        at=at,
    )


def readers_of(moves: list[Move]) -> dict[str, Reader]:
    """Return by address who is told what: followers first, whose link leaves everything they follow."""
    readers: dict[str, Reader] = {}
    by_plan: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        by_plan[move.plan_id].append(move)
    by_action = {move.action_id: move for move in moves}
    for follower, follows in _followers(by_plan.keys(), by_action.keys()):
        if email := address_of(follower):
            reader = Reader(email, follower_id=follower.pk, leave_url=leave_url(follower))
            reader.moves = {move.action_id: move for move in _moved(follows, by_plan, by_action)}
            if reader.moves:
                readers[email.lower()] = reader
    for move in moves:
        for email, one in contributors_to(plan_id=move.plan_id, action_id=move.action_id).items():
            reader = readers.setdefault(email, Reader(one.email))
            reader.moves[move.action_id] = move
            reader.other_leave_urls.add(one.leave_url)
    return readers


def not_told_elsewhere(readers: dict[str, Reader], *, until: datetime) -> list[Reader]:
    """Leave out what another letter of this site tells the same address: see `actions.elsewhere`."""
    first = {email: min(move.at for move in reader.moves.values()) for email, reader in readers.items()}
    for email, moment in elsewhere.told_until(first, until=until).items():
        reader = readers[email]
        reader.moves = {pk: move for pk, move in reader.moves.items() if move.at >= moment}
    return [reader for reader in readers.values() if reader.moves]


def _followers(plans: Iterable[int], actions: Iterable[int]) -> Iterator[tuple[Follower, list[Follow]]]:
    """Yield who follows any of these, with what they follow of them; two statements."""
    confirmed = Follow.objects.confirmed()
    follows: dict[int, list[Follow]] = defaultdict(list)
    for follow in (confirmed.filter(plan__in=plans) | confirmed.filter(action__in=actions)).order_by("pk"):
        follows[follow.follower_id].append(follow)
    for follower in Follower.objects.filter(follows__in=confirmed).distinct().order_by("pk").iterator(chunk_size=BATCH):
        if follower.pk in follows:
            yield follower, follows[follower.pk]


def _moved(follows: Iterable[Follow], by_plan: dict[int, list[Move]], by_action: dict[int, Move]) -> list[Move]:
    """Return what moved of these since they were confirmed, in the order of plans."""
    found: dict[int, Move] = {}
    for follow in follows:
        of_it: Any = by_plan.get(follow.plan_id or 0, []) if follow.plan_id else [by_action.get(follow.action_id or 0)]
        for move in of_it:
            if move is not None and follow.confirmed_at and move.at >= follow.confirmed_at:
                found[move.action_id] = move
    return sorted(found.values(), key=lambda move: (move.plan, move.plan_id, move.action_id))


@transaction.atomic
def _write(readers: list[Reader], run: DigestRun, *, at: datetime) -> int:
    day = timezone.localtime(run.until).date().isoformat()
    written = sum(
        notify(
            kind="digest",
            key=day,
            recipient=reader.email,
            subject=subject_of(list(reader.moves.values())),
            body=body_of(reader.moves.values(), why=list(_why(reader))),
            leave_url=reader.leave_url or min(reader.other_leave_urls),
            about=about_follower(reader.follower_id) if reader.follower_id else "",
            at=at,
        )
        for reader in readers
    )
    ids = [reader.follower_id for reader in readers if reader.follower_id]
    Follower.objects.filter(pk__in=ids).update(kept_from=at)
    return written


def _why(reader: Reader) -> Iterator[str]:
    if reader.leave_url:
        yield _("You get this because you follow it. We write at most once a week, and only if something moved.")
    for url in sorted(reader.other_leave_urls):
        yield _(
            "You took part in something this answers, and asked to be told what comes of it. To be told no more of "
            "that: %(address)s"
        ) % {"address": url}
