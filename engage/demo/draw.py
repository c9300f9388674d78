"""Make a jury that looks for jurors now, with a pool to draw from, and one that was drawn from a published record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final

from django.utils import timezone

from consultations.tokens import hash_token, make_token
from core.sealing import seal
from engage.demo.publish import day_at
from engage.models import HomePage
from juries.models import (
    Applicant,
    ApplicantFeatures,
    Draw,
    JuryCommissioner,
    JuryIndexPage,
    JuryPage,
    JuryShelfPage,
    Recruitment,
)
from juries.recruit_vault import Personal, email_key, features_key, owner_key
from juries.services.calling import KEPT_UNPICKED, load_census, save_call
from juries.services.drawing import publish_draw, start_draw, throw_number
from juries.services.rights import open_shelf
from juries.services.searching import search
from people.models import Organisation, User

#: The private link of the first applicant of each jury, for whoever wants to see an applicant's page.
OWN_LINK: Final = "demonstration-of-an-application"
DRAWN_LINK: Final = "demonstration-of-a-drawn-pool"
NUMBER: Final = "417"

CENSUS: Final = """feature,value,population
Age,16 to 24,"66,400"
Age,25 to 44,"158,300"
Age,45 to 64,"165,900"
Age,65 or over,"98,700"
Sex,Female,"250,100"
Sex,Male,"239,200"
Ethnic group,White,"457,900"
Ethnic group,Asian or Asian British,"20,900"
"Ethnic group","Black, Mixed or any other group","10,500"
Disability,Disabled,"81,700"
Disability,Not disabled,"407,600"
Area,Towns of the north,"151,600"
Area,Towns of the south and west,"208,800"
Area,Villages,"128,900"
"""
#: How much readier people with a value are to apply than others.
READY: Final = {"16-to-24": 0.4, "25_44": 0.8, "65_over": 1.6, "asian": 0.8, "villages": 1.4, "disabled": 0.7}
NAMES: Final = ("Ash", "Bryn", "Casey", "Devi", "Eli", "Farah", "Gwen", "Hari", "Ines", "Jo", "Kiran", "Lee", "Mina")
SURNAMES: Final = ("Archer", "Bhatt", "Clarke", "Dixon", "Ellis", "Ford", "Gill", "Hussain", "Irwin", "Jones", "Kaur")

OPEN: Final = {
    "slug": "growing-older",
    "title": "Growing older in the county",
    "summary": "What should change so that people can live where they want to as they grow older? Apply to be a juror.",
    "question": "What should the partnership change so that people can go on living where they want to?",
    "body": "<p>One person in five will be over 65 within ten years. The bodies that plan homes, buses and care want to "
    "hear from people of all ages before they decide where the money goes.</p>",
    "how_chosen": "<p>By lot, from everybody who applies. The draw is published before it is picked.</p>",
    "place": "County Hall, Glenfield",
}
DRAWN: Final = {
    "slug": "clean-rivers",
    "title": "Clean rivers",
    "summary": "Who should do what so that people can bathe in the Soar and the Wreake again? Its jurors have been drawn.",
    "question": "What should be done first so that our rivers are clean enough to bathe in?",
    "body": "<p>The rivers are cleaner than they were, and not clean. Farms, roads and drains all play a part, and so do "
    "four bodies. The jury is to say who should do what first.</p>",
    "how_chosen": "<p>By lot, from 160 people who applied. Anybody can check the draw.</p>",
    "place": "Town Hall, Loughborough",
}
MEANING: Final = (
    "Four Saturdays, 10 am to 4 pm, in a room without steps. You hear witnesses, ask them what you want, and decide "
    "together what to recommend. You need to know nothing about the subject.\n\nYou are paid £60 a day and your "
    "fares. Lunch, childcare, interpreters and transport are arranged for whoever needs them."
)


def place_draws(*, at: datetime) -> None:
    """Put both juries on the site, once; the call that is open stays open as the calendar moves on."""
    officer = User.objects.get(email="county@engage.example")
    found = Recruitment.objects.filter(jury__slug=OPEN["slug"], jury__lead_organisation__slug="county").first()
    if found is None:
        call = _call(OPEN, officer, size=24, starts=60, opens=_on(at, -14, 9), closes=_on(at, 21, 17))
        fill_pool(call, 400, seed=24, token=OWN_LINK)
        _draw(officer, at=at)
    elif found.closes_at <= at and not found.draws.exists():
        Recruitment.objects.filter(pk=found.pk).update(closes_at=at + timedelta(days=21))


def _draw(officer: User, *, at: datetime) -> None:
    """Make the earlier jury: its call, its draw, the publication five days ago and the number three days ago."""
    made, thrown = _on(at, -5, 10), _on(at, -3, 18)
    call = _call(DRAWN, officer, size=16, starts=21, opens=_on(at, -50, 9), closes=_on(at, -8, 17))
    fill_pool(call, 160, seed=16, token=DRAWN_LINK)
    draw = start_draw(call=call, by=officer, at=made)
    search(draw_id=draw.pk, clock=lambda: made)
    draw = Draw.objects.get(pk=draw.pk)
    publish_draw(draw=draw, by=officer, at=made)
    where = "Three ten-sided dice, in Loughborough library, before everybody who came."
    throw_number(draw=draw, number=NUMBER, where=where, by=officer, at=thrown)


def _on(at: datetime, days: int, hour: int) -> datetime:
    """Return a full hour on a day so many days off."""
    return day_at(timezone.localdate(at), days, time(hour))


def _call(
    words: Mapping[str, str], officer: User, *, size: int, starts: int, opens: datetime, closes: datetime
) -> Recruitment:
    first = timezone.localdate(closes) + timedelta(days=starts)
    page = JuryPage(
        **words,
        starts_on=first,
        ends_on=first + timedelta(days=21),
        jurors_number=size,
        contact_role="Policy team",
        contact_email="policy@engage.example",
    )
    _shelf().add_child(instance=page)
    bodies = Organisation.objects.filter(slug__in=("health", "charnwood")).order_by("pk")
    page.commissioners.set([JuryCommissioner(organisation=body, sort_order=n) for n, body in enumerate(bodies)])
    page.save()
    page.save_revision().publish()
    values: dict[str, Any] = {"opens_at": opens, "closes_at": closes, "size": size, "meaning": MEANING}
    jury = JuryPage.objects.get(pk=page.pk)
    call = save_call(jury=jury, values=values, by=officer, at=opens)
    load_census(call=call, content=CENSUS.encode(), by=officer)
    return call


def _shelf() -> JuryShelfPage:
    if not JuryIndexPage.objects.exists():
        index = JuryIndexPage(title="Citizens’ juries", slug="juries", show_in_menus=True)
        HomePage.objects.get().add_child(instance=index).save_revision().publish()
    shelf = open_shelf(Organisation.objects.get(slug="county"))
    if shelf is None:
        raise LookupError("There is no page of all juries.")
    return shelf


def fill_pool(call: Recruitment, number: int, *, seed: int, token: str) -> None:
    """Put made-up applicants into the pool, straight into the two tables: nobody is written to."""
    chance = Random(seed)
    asked = [
        (one.slug, [value.code for value in one.values.all()], [_readiness(value) for value in one.values.all()])
        for one in call.features.prefetch_related("values")
    ]
    until = (call.closes_at + KEPT_UNPICKED).date()
    applicants = [_applicant(call, place, token if place == 0 else "", until=until) for place in range(number)]
    features = [_features(call, one, asked, chance, until=until) for one in applicants]
    Applicant.objects.bulk_create(applicants, batch_size=200)
    ApplicantFeatures.objects.bulk_create(features, batch_size=200)


def _readiness(value: Any) -> float:
    return float(value.population * READY.get(value.code, 1.0))


def _applicant(call: Recruitment, place: int, token: str, *, until: Any) -> Applicant:
    name = f"{NAMES[place % len(NAMES)]} {SURNAMES[place % len(SURNAMES)]}"
    email = f"{name.lower().replace(' ', '.')}.{place}@post.example"
    return Applicant(
        recruitment=call,
        token_hash=hash_token(token or make_token()),
        email_key=email_key(call.pk, email),
        owner_key=owner_key(email),
        content=Personal(name=name, email=email).sealed(),
        has_proof=True,
        kept_until=until,
    )


def _features(
    call: Recruitment,
    applicant: Applicant,
    asked: Sequence[tuple[str, list[str], list[float]]],
    chance: Random,
    *,
    until: Any,
) -> ApplicantFeatures:
    said = {slug: chance.choices(codes, weights)[0] for slug, codes, weights in asked}
    if chance.random() < 0.05:
        said[chance.choice(list(said))] = "prefer_not"
    key = features_key(applicant.public_id)
    return ApplicantFeatures(recruitment=call, key=key, content=seal(said), kept_until=until)
