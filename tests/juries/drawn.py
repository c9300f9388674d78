"""A call for jurors with its pool, for tests: small, seeded, closed an hour ago unless told otherwise."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from consultations.tokens import hash_token
from core.sealing import seal
from juries.models import Applicant, ApplicantFeatures, Draw, JuryPage, Recruitment
from juries.recruit_vault import Personal, email_key, features_key, owner_key
from juries.services.calling import load_census, save_call
from juries.services.drawing import publish_draw, start_draw
from juries.services.searching import search
from people.models import Organisation
from tests.juries.factories import make_jury

CENSUS = b"""feature,value,population
Age,16 to 34,"30,000"
Age,35 to 64,50000
Age,65 or over,20000
Sex,Female,51000
Sex,Male,49000
Area,North,60000
Area,South,40000
"""
VALUES = {
    "age": ("16-to-34", "35-to-64", "65_over"),
    "sex": ("female", "male"),
    "area": ("north", "south"),
}


def make_call(organisation: Organisation | None = None, *, jury: JuryPage | None = None, **fields: Any) -> Recruitment:
    """Return a call for ten jurors with three features, which closed an hour ago."""
    now = timezone.now()
    values: dict[str, Any] = {
        "opens_at": now - timedelta(days=20),
        "closes_at": now - timedelta(hours=1),
        "size": 10,
        "meaning": "Four Saturdays at County Hall. We pay £50 a day.",
    }
    call = save_call(jury=jury or make_jury(organisation), values=values | fields, by=None, at=now)
    load_census(call=call, content=CENSUS, by=None)
    return call


def fill_pool(call: Recruitment, number: int = 40, *, seed: int = 1) -> list[Applicant]:
    """Put so many people into the pool, straight into the two tables."""
    chance = random.Random(seed)
    applicants, features = [], []
    for place in range(number):
        email = f"applicant{place}@post.example"
        applicant = Applicant(
            recruitment=call,
            token_hash=hash_token(token_of(call, place)),
            email_key=email_key(call.pk, email),
            owner_key=owner_key(email),
            content=Personal(name=f"Zebedee Secret{place}", email=email).sealed(),
            kept_until=(call.closes_at + timedelta(days=365)).date(),
        )
        values = {name: chance.choice(codes) for name, codes in VALUES.items()}
        applicants.append(applicant)
        features.append(
            ApplicantFeatures(
                recruitment=call,
                key=features_key(applicant.public_id),
                content=seal(values),
                kept_until=applicant.kept_until,
            )
        )
    Applicant.objects.bulk_create(applicants)
    ApplicantFeatures.objects.bulk_create(features)
    return applicants


def token_of(call: Recruitment, place: int) -> str:
    """Return the secret of the private link of one of `fill_pool`."""
    return f"token-{call.pk}-{place}"


def make_draw(call: Recruitment, *, published: bool = False, at: datetime | None = None) -> Draw:
    """Return a draw of this call, made and, if wished, published."""
    at = at or timezone.now()
    draw = start_draw(call=call, by=None, at=at)
    search(draw_id=draw.pk, clock=lambda: at)
    if published:
        publish_draw(draw=draw, by=None, at=at)
    return Draw.objects.get(pk=draw.pk)
