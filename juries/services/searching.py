"""The search for panels as a job: it tells how far it is, goes on where it was, and ends when it is cancelled.

What a job does is harmless when it is done twice: whoever claims a draw last goes on with it, and the one before
stops at its next word.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.sealing import unseal
from juries.draw.explain import smallest_change
from juries.draw.lottery import draw_up, exact_chances
from juries.draw.maximin import Chances, Progress, fairest
from juries.draw.panels import Counts, Infeasible
from juries.draw.problem import Kind, Problem, Target, as_kind, make_problem
from juries.draw.record import Heading, Person, canonical, digest, fresh_pseudonyms, make_record, make_salt
from juries.models import Applicant, ApplicantFeatures, Draw, Recruitment
from juries.recruit_vault import draw_key, features_key
from juries.services.draw_secrets import Secret, sealed_secrets, secrets_of

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
#: How far it is, is written at most so often.
TOLD_EVERY: Final = timedelta(seconds=2)
TRIES: Final = 5
POOL: Final = (Applicant.Standing.POOL,)
KEEPS: Final = (Applicant.Standing.DRAWN, Applicant.Standing.SEATED)


class Stopped(Exception):
    """The draw was cancelled, or another process goes on with it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Who can be drawn and who keeps their place, with their values; kept in memory, never stored."""

    features: tuple[str, ...]
    people: tuple[tuple[UUID, dict[str, str]], ...]
    staying: tuple[tuple[UUID, dict[str, str]], ...]
    problem: Problem
    targets: tuple[Target, ...]

    def kinds(self) -> list[Kind]:
        return [as_kind(values, self.features) for _public_id, values in self.people]

    def ids(self) -> tuple[set[UUID], set[UUID]]:
        return {one for one, _values in self.people}, {one for one, _values in self.staying}


def read_pool(call: Recruitment) -> Pool:
    """Open what everybody in the pool said about themselves."""
    found = list(call.features.prefetch_related("values"))
    features = tuple(one.slug for one in found)
    targets = tuple(
        Target(one.slug, value.code, value.at_least, value.at_most) for one in found for value in one.values.all()
    )
    people = _opened(call, POOL)
    staying = _opened(call, KEEPS)
    problem = make_problem(
        size=call.size,
        features=features,
        targets=targets,
        people=[as_kind(values, features) for _one, values in people],
        staying=[as_kind(values, features) for _one, values in staying],
    )
    return Pool(features, people, staying, problem, targets)


def _opened(call: Recruitment, standings: Sequence[Applicant.Standing]) -> tuple[tuple[UUID, dict[str, str]], ...]:
    by_key = {features_key(one): one for one in _ids(call, standings)}
    contents = ApplicantFeatures.objects.filter(recruitment=call).values_list("key", "content")
    found = {by_key[key]: unseal(content) for key, content in contents if key in by_key}
    return tuple(sorted(found.items()))


def _ids(call: Recruitment, standings: Sequence[Applicant.Standing]) -> set[UUID]:
    rows = Applicant.objects.filter(recruitment=call, standing__in=standings)
    return set(rows.values_list("public_id", flat=True))


def search(*, draw_id: int, clock: Clock) -> None:
    """Carry a draw out: find panels, make the lottery and its record. Ends quietly when it is cancelled."""
    claim = secrets.token_hex(8)
    waiting = Draw.objects.filter(pk=draw_id, state__in=(Draw.State.WAITING, Draw.State.SEARCHING))
    if not waiting.update(state=Draw.State.SEARCHING, claim=claim, heard_at=clock()):
        return
    draw = Draw.objects.select_related("recruitment__jury").get(pk=draw_id)
    try:
        _tried(draw, claim, clock)
    except Stopped:
        return
    except Exception:
        logger.exception("The draw %s failed.", draw_id)
        _mine(draw_id, claim).update(state=Draw.State.FAILED, claim="", found=[], heard_at=clock())


def _tried(draw: Draw, claim: str, clock: Clock) -> None:
    """Search, and search again where somebody left the pool meanwhile."""
    for _try in range(TRIES):
        pool = read_pool(draw.recruitment)
        watch = _Watch(draw.pk, claim, pool, clock)
        try:
            chances = fairest(pool.problem, known=watch.known(draw), watch=watch)
        except Infeasible:
            _impossible(draw, claim, pool, clock())
            return
        if _finished(draw, claim, pool, chances, clock()):
            return
    raise RuntimeError("The pool did not stand still.")


class _Watch:
    """Writes how far it is, and stops a search that nobody wants any more."""

    def __init__(self, draw_id: int, claim: str, pool: Pool, clock: Clock) -> None:
        self.draw_id, self.claim, self.pool, self.clock = draw_id, claim, pool, clock
        self.told_at = clock() - TOLD_EVERY
        self.mark = digest(repr((pool.problem.kinds, pool.problem.members)).encode())

    def known(self, draw: Draw) -> list[Counts]:
        """Return the panels found before, unless the pool has changed since."""
        found: dict[str, Any] = draw.found or {}
        return [tuple(one) for one in found["panels"]] if found and found["mark"] == self.mark else []

    def __call__(self, progress: Progress) -> None:
        now = self.clock()
        if now < self.told_at + TOLD_EVERY:
            return
        self.told_at = now
        told = _mine(self.draw_id, self.claim).update(
            heard_at=now,
            pool=len(self.pool.people),
            panels=len(progress.panels),
            least=progress.least,
            bound=progress.bound,
            found={"mark": self.mark, "panels": [list(one) for one in progress.panels]},
        )
        if not told:
            raise Stopped


def _mine(draw_id: int, claim: str) -> Any:
    return Draw.objects.filter(pk=draw_id, claim=claim, state=Draw.State.SEARCHING)


def _impossible(draw: Draw, claim: str, pool: Pool, at: datetime) -> None:
    """Keep the smallest change that would do, as it stands against the targets of the whole panel."""
    changes = smallest_change(pool.problem)
    whole = {(one.feature, one.value): one for one in pool.targets}
    told = [
        {
            "feature": one.target.feature,
            "value": one.target.value,
            "at_least": whole[one.target.feature, one.target.value].at_least - (one.target.at_least - one.at_least),
            "at_most": whole[one.target.feature, one.target.value].at_most + (one.at_most - one.target.at_most),
        }
        for one in changes or []
    ]
    _mine(draw.pk, claim).update(
        state=Draw.State.IMPOSSIBLE, claim="", changes=told, found=[], pool=len(pool.people), heard_at=at
    )


def _finished(draw: Draw, claim: str, pool: Pool, chances: Chances, at: datetime) -> bool:
    """Make the record, unless the pool changed while the search ran."""
    people = _people(draw, pool, chances)
    panels = _panels(pool, chances, people)
    record = canonical(make_record(_heading(draw, pool, chances, people, at), [one for one, _s in people], panels))
    with transaction.atomic():
        held = Draw.objects.select_for_update().filter(pk=draw.pk, claim=claim, state=Draw.State.SEARCHING).first()
        if held is None:
            raise Stopped
        Recruitment.objects.select_for_update().get(pk=draw.recruitment_id)  # nobody is added meanwhile
        if (_ids(draw.recruitment, POOL), _ids(draw.recruitment, KEEPS)) != pool.ids():
            return False
        held.state, held.claim, held.found = Draw.State.MADE, "", []
        held.made_at = held.heard_at = at
        held.pool, held.panels = len(pool.people), len(chances.panels)
        held.least, held.bound = chances.least, chances.bound
        held.record = record.decode()
        held.secrets = sealed_secrets([secret for _person, secret in people])
        held.save()
    return True


def _people(draw: Draw, pool: Pool, chances: Chances) -> list[tuple[Person, Secret]]:
    """Give everybody a fresh pseudonym and fresh salts; who keeps a place keeps their pseudonym too."""
    kept = _kept_pseudonyms(draw, pool)
    fresh = fresh_pseudonyms(len(pool.people), taken=kept.values())
    secrets.SystemRandom().shuffle(fresh)
    exact = exact_chances(pool.problem, chances, pool.kinds())
    named = [*zip(pool.people, fresh, exact, strict=True)]
    named += [((one, values), kept[one], 1.0) for one, values in pool.staying]
    people = []
    for (public_id, values), pseudonym, chance in named:
        said = {feature: values[feature] for feature in pool.features}
        salts = {feature: make_salt() for feature in pool.features}
        secret = Secret(draw_key(draw.pk, public_id), pseudonym, said, salts)
        people.append((Person(pseudonym, said, salts, chance), secret))
    return people


def _kept_pseudonyms(draw: Draw, pool: Pool) -> dict[UUID, str]:
    if draw.previous is None:
        return {}
    before = {one.name: one.pseudonym for one in secrets_of(draw.previous)}
    return {one: before[draw_key(draw.previous.pk, one)] for one, _values in pool.staying}


def _panels(pool: Pool, chances: Chances, people: list[tuple[Person, Secret]]) -> list[list[int]]:
    """Draw the lottery up over the pool and seat who stays on every panel; order people by pseudonym."""
    staying = list(range(len(pool.people), len(people)))
    drawn = [[*panel, *staying] for panel in draw_up(pool.problem, chances, pool.kinds())]
    order = sorted(range(len(people)), key=lambda number: people[number][0].pseudonym)
    place = {number: position for position, number in enumerate(order)}
    people[:] = [people[number] for number in order]
    return [sorted(place[number] for number in panel) for panel in drawn]


def _heading(draw: Draw, pool: Pool, chances: Chances, people: list[tuple[Person, Secret]], at: datetime) -> Heading:
    jury = draw.recruitment.jury
    before = draw.previous
    stays = {draw_key(draw.pk, one) for one, _values in pool.staying}
    features = [
        {
            "slug": one.slug,
            "title": one.title,
            "values": [
                {"code": value.code, "label": value.label, "population": value.population} for value in one.values.all()
            ],
        }
        for one in draw.recruitment.features.prefetch_related("values")
    ]
    return Heading(
        jury=jury.title,
        address=settings.SITE_URL + reverse("juries:draw", args=[jury.get_parent().slug, jury.slug]),
        made_at=at.isoformat(timespec="seconds"),
        sequence=1 + _published_before(before),
        size=draw.recruitment.size,
        features=features,
        targets=pool.targets,
        least=chances.least,
        bound=chances.bound,
        previous={"sha256": before.publication.sha256, "number": before.publication.pick.number} if before else None,
        stays=[secret.pseudonym for _person, secret in people if secret.name in stays],
    )


def _published_before(draw: Draw | None) -> int:
    number = 0
    while draw is not None:
        number, draw = number + 1, draw.previous
    return number
