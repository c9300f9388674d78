"""Reads of calls and draws: what the public pages, the applicant's own page and the officers' screens show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.moments import say_closed, say_closing, say_opening
from juries.draw.targets import Share
from juries.draw_figures import chance_figure, in_words
from juries.models import Applicant, Draw, JuryPage, Recruitment, SoughtFeature, SoughtValue
from juries.recruit_vault import Personal
from juries.services.draw_secrets import secret_of
from juries.services.recruiting import answers_of, personal_of
from juries.services.searching import KEEPS, read_pool
from people.equality_lists import PREFER_NOT, PREFER_NOT_LABEL
from questions.figures import Figure


def call_of(jury: JuryPage) -> Recruitment | None:
    return Recruitment.objects.filter(jury=jury).first()


@dataclass(frozen=True, slots=True)
class SoughtRow:
    """One value with its arithmetic. `pool`: how many of the pool have it, for officers; None for everybody."""

    value: SoughtValue
    share: Share
    pool: int | None = None

    @property
    def is_short(self) -> bool:
        return self.pool is not None and self.pool < self.value.at_least


@dataclass(frozen=True, slots=True)
class SoughtTable:
    feature: SoughtFeature
    total: int
    rows: list[SoughtRow]
    unsaid: int = 0


def sought(call: Recruitment, counts: Mapping[str, Counter[str]] | None = None) -> list[SoughtTable]:
    """Return who is sought, feature by feature, with the arithmetic; `counts` of the pool for officers."""
    tables = []
    for feature in call.features.prefetch_related("values"):
        values = list(feature.values.all())
        total = sum(one.population for one in values)
        held = counts[feature.slug] if counts is not None else None
        rows = [
            SoughtRow(one, Share(one.population, total, call.size), None if held is None else held[one.code])
            for one in values
        ]
        tables.append(SoughtTable(feature, total, rows, held[PREFER_NOT] if held else 0))
    return tables


@dataclass(frozen=True, slots=True)
class PublicDraw:
    """What everybody may know of one draw."""

    draw: Draw
    record: dict[str, Any]
    chart: Figure
    panel: list[str]

    @property
    def kilobytes(self) -> int:
        return len(self.draw.record) // 1000

    @property
    def least(self) -> str:
        return in_words(self.record["least_chance"]["found"])

    @property
    def bound(self) -> str:
        return in_words(self.record["least_chance"]["at_most"])


def published_draws(call: Recruitment) -> list[PublicDraw]:
    """Return the published draws with what their records tell, the newest first."""
    rows = Draw.objects.published().filter(recruitment=call).defer("secrets", "found")
    return [_public(draw) for draw in rows.select_related("publication__pick").order_by("-sequence")]


def _public(draw: Draw) -> PublicDraw:
    record = json.loads(draw.record)
    pick = getattr(draw.publication, "pick", None)
    panel = record["panels"][pick.number] if pick else []
    stays = set(record["stays"])
    counts = [one["panels"] for one in record["people"] if one["pseudonym"] not in stays]
    return PublicDraw(draw, record, chance_figure(f"chances-{draw.sequence}", counts), panel)


def set_aside(call: Recruitment) -> list[Draw]:
    """Return draws that were made and set aside, or stopped: nobody is to wonder about missing numbers."""
    rows = Draw.objects.without_bulk().filter(recruitment=call, publication=None)
    return list(rows.exclude(state__in=(Draw.State.WAITING, Draw.State.SEARCHING, Draw.State.MADE)))


@dataclass(frozen=True, slots=True)
class OwnDraw:
    """One applicant's own part of a published draw."""

    draw: Draw
    pseudonym: str
    panels: int
    is_drawn: bool | None
    openings: list[dict[str, str]]


def own_draws(applicant: Applicant) -> list[OwnDraw]:
    """Return what an applicant may open of each published draw they were in."""
    rows = Draw.objects.published().filter(recruitment=applicant.recruitment_id)
    found = [_own(draw, applicant) for draw in rows.select_related("publication__pick").defer("found")]
    return [one for one in found if one is not None]


def _own(draw: Draw, applicant: Applicant) -> OwnDraw | None:
    secret = secret_of(draw, applicant.public_id)
    if secret is None:
        return None
    record = json.loads(draw.record)
    person = next(one for one in record["people"] if one["pseudonym"] == secret.pseudonym)
    pick = getattr(draw.publication, "pick", None)
    is_drawn = secret.pseudonym in record["panels"][pick.number] if pick else None
    openings = [
        {"feature": name, "value": secret.values[name], "salt": salt, "commitment": person["commitments"][name]}
        for name, salt in secret.salts.items()
    ]
    return OwnDraw(draw, secret.pseudonym, person["panels"], is_drawn, openings)


def own_answers(applicant: Applicant) -> list[tuple[str, str]]:
    """Return what an applicant said about themselves, in words."""
    said = answers_of(applicant)
    found = []
    for feature in applicant.recruitment.features.prefetch_related("values"):
        labels = {one.code: one.label for one in feature.values.all()} | {PREFER_NOT: str(PREFER_NOT_LABEL)}
        code = said.get(feature.slug, PREFER_NOT)
        found.append((feature.title, labels.get(code, code)))
    return found


def say_changes(draw: Draw) -> list[str]:
    """Say the smallest change to the targets with which a draw can be made."""
    values = {
        (one.feature.slug, one.code): one
        for one in SoughtValue.objects.filter(feature__recruitment=draw.recruitment_id).select_related("feature")
    }
    found = [(values.get((one["feature"], one["value"])), one) for one in draw.changes]
    return [_say_change(value, change) for value, change in found if value is not None]


def _say_change(value: SoughtValue, change: Mapping[str, Any]) -> str:
    words = _("%(feature)s, %(value)s: %(old_least)d to %(old_most)d now; it takes %(least)d to %(most)d.")
    return words % {
        "feature": value.feature.title,
        "value": value.label,
        "old_least": value.at_least,
        "old_most": value.at_most,
        "least": change["at_least"],
        "most": change["at_most"],
    }


def say_progress(draw: Draw) -> str:
    """Say how far a search is, or came."""
    if draw.is_searching:
        words = ngettext("%(number)d panel found so far.", "%(number)d panels found so far.", draw.panels)
    else:
        words = ngettext("It found %(number)d panel.", "It found %(number)d panels.", draw.panels)
    return words % {"number": draw.panels}


def draw_states(call: Recruitment) -> list[Draw]:
    """Return all draws of a call, the newest first, without what is large."""
    rows = Draw.objects.without_bulk().filter(recruitment=call).order_by("-sequence")
    return list(rows.select_related("publication__pick", "started_by"))


def find_draw(call: Recruitment, number: int) -> Draw | None:
    rows = Draw.objects.without_bulk().filter(recruitment=call, sequence=number)
    return rows.select_related("recruitment__jury", "publication__pick").first()


def standing_counts(call: Recruitment) -> list[tuple[str, int]]:
    """Return how many applicants stand how, in words."""
    rows = Applicant.objects.filter(recruitment=call).order_by().values_list("standing").annotate(number=Count("pk"))
    counts = dict(rows)
    return [(str(one.label), counts.get(one.value, 0)) for one in Applicant.Standing]


def pool_counts(call: Recruitment) -> dict[str, Counter[str]]:
    """Count the pool, feature by feature: opened in memory, never stored. Its caller logs the look."""
    pool = read_pool(call)
    counts: dict[str, Counter[str]] = {feature: Counter() for feature in pool.features}
    for _public_id, values in pool.people:
        for feature in pool.features:
            counts[feature][values[feature]] += 1
    return counts


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    applicant: Applicant
    personal: Personal


def drawn_people(call: Recruitment) -> list[DrawnPerson]:
    """Return who was drawn, by name. Its caller logs the look.

    Those with a place in the jury's room are left out: who they are is shown there, one at a time, with a reason.
    """
    rows = Applicant.objects.filter(recruitment=call).exclude(standing=Applicant.Standing.POOL)
    rows = rows.exclude(_in_room())
    people = [DrawnPerson(one, personal_of(one)) for one in rows]
    return sorted(people, key=lambda one: one.personal.name.casefold())


def seats_of(call: Recruitment) -> dict[str, int]:
    """Count the places that are free, and the people who take part and have a place in the jury's room."""
    rows = Applicant.objects.filter(recruitment=call)
    kept = rows.filter(standing__in=KEEPS).count()
    return {"free": max(0, call.size - kept), "in_room": rows.filter(_in_room()).count()}


def _in_room() -> Q:
    return Q(standing=Applicant.Standing.SEATED) & ~Q(email_key="")


def call_card(jury: JuryPage, *, at: datetime) -> dict[str, Any]:
    """Return what `juries/_recruitment.html` shows of a jury's call; empty where it is not ready."""
    call = call_of(jury)
    if call is None or not call.features.exists():
        return {}
    shelf = jury.get_parent().slug
    if at < call.opens_at:
        when = say_opening(call.opens_at, at=at)
    else:
        when = say_closing(call.closes_at, at=at) if at < call.closes_at else say_closed(call.closes_at, at=at)
    return {
        "call": call,
        "is_open": call.is_open_at(at),
        "when": when,
        "apply_url": reverse("juries:apply", args=[shelf, jury.slug]),
        "draw_url": reverse("juries:draw", args=[shelf, jury.slug]),
    }
