"""The public pages of a call and its draw: apply, one's own page, the record; windows, limits, what leaks."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.generation import raise_generation
from core.sealing import unseal
from juries.draw.verify import check_record
from juries.models import Applicant, ApplicantFeatures, Draw
from juries.recruit_vault import features_key
from juries.services.drawing import publish_draw, throw_number
from people.models import Notice
from people.notices import letter_of
from tests.juries.drawn import fill_pool, make_call, make_draw, token_of
from tests.juries.factories import make_jury

pytestmark = pytest.mark.django_db

GIVEN = {
    "name": "Ada Cobb",
    "email": "ada@post.example",
    "phone": "",
    "needs": "A ramp",
    "about-age": "16-to-34",
    "about-sex": "female",
    "about-area": "prefer_not",
    "is_of_age": "on",
    "agrees": "on",
}


def address(call, name="apply", *more) -> str:
    return reverse(f"juries:{name}", args=[call.jury.get_parent().slug, call.jury.slug, *more])


def open_call(**fields):
    now = timezone.now()
    return make_call(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1), **fields)


def test_somebody_applies_and_gets_a_private_link(client):
    call = open_call()
    page = client.get(address(call))
    assert page.status_code == 200
    assert "16 or over" in page.content.decode()
    assert not page.cookies
    answer = client.post(address(call), GIVEN)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    applicant = Applicant.objects.get()
    features = ApplicantFeatures.objects.get(key=features_key(applicant.public_id))
    assert unseal(features.content) == {"age": "16-to-34", "sex": "female", "area": "prefer_not"}
    assert b'"Ada' not in bytes(applicant.content)
    letter = letter_of(Notice.objects.get(kind="jury-application"))
    link = next(word for word in letter.body.split() if "/juries/application/" in word)
    own = client.get(link.partition("localhost:8000")[2] or link)
    assert own.status_code == 200
    assert "Ada Cobb" in own.content.decode()
    assert "Prefer not to say" in own.content.decode()
    assert own["Cache-Control"] == "no-store, private"


def test_the_same_address_again_tells_nothing_and_sends_a_fresh_link(client):
    call = open_call()
    first = client.post(address(call), GIVEN)
    old = Applicant.objects.get().token_hash
    again = client.post(address(call), GIVEN | {"name": "Somebody Else", "email": "ADA@post.example"})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    applicant = Applicant.objects.get()
    assert applicant.token_hash != old
    assert unseal(applicant.content)["name"] == "Ada Cobb"
    assert Notice.objects.filter(kind="jury-application").count() == 2


@pytest.mark.parametrize("missing", ["name", "email", "about-age", "is_of_age", "agrees"])
def test_what_is_missing_is_told_beside_the_field_and_nothing_typed_is_lost(client, missing):
    call = open_call()
    given = {name: value for name, value in GIVEN.items() if name != missing}
    answer = client.post(address(call), given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "There is a problem" in text
    assert "A ramp" in text
    assert f'href="#id_{missing}"' in text
    assert not Applicant.objects.exists()


def test_a_value_that_is_not_offered_and_a_machine_are_refused(client):
    call = open_call()
    assert client.post(address(call), GIVEN | {"about-sex": "other"}).status_code == 422
    assert client.post(address(call), GIVEN | {"website": "x"}).status_code == 422
    assert not Applicant.objects.exists()


@pytest.mark.parametrize(("hours", "status"), [(1, 403), (-30, 410)])
def test_before_and_after_the_call_the_page_says_so(client, hours, status):
    opens = timezone.now() + timedelta(hours=hours)
    call = make_call(opens_at=opens, closes_at=opens + timedelta(hours=24))
    assert client.post(address(call), GIVEN).status_code == client.get(address(call)).status_code == status
    assert not Applicant.objects.exists()


def test_a_network_or_an_address_that_tries_too_often_is_asked_to_wait(client, settings):
    settings.MAIL_LIMIT_PER_DAY = 1
    call = open_call()
    client.post(address(call), GIVEN)
    answer = client.post(address(call), GIVEN)
    assert answer.status_code == 429
    assert "A ramp" in answer.content.decode()
    assert int(answer["Retry-After"]) > 0


def test_an_applicant_takes_the_application_back(client):
    call = make_call()
    fill_pool(call, 12)
    token = token_of(call, 3)
    assert client.get(reverse("juries:application_withdraw", args=[token])).status_code == 200
    assert Applicant.objects.count() == 12
    answer = client.post(reverse("juries:application_withdraw", args=[token]))
    assert "You have taken your application back" in answer.content.decode()
    assert (Applicant.objects.count(), ApplicantFeatures.objects.count()) == (11, 11)
    assert client.get(reverse("juries:application", args=[token])).status_code == 404


def test_the_page_of_the_draw_from_the_call_to_the_pick(client):
    call = make_call()
    fill_pool(call)
    assert "No draw has been published yet" in client.get(address(call, "draw")).content.decode()
    draw = make_draw(call)
    assert client.get(address(call, "draw_record", 1)).status_code == 404
    assert draw.record[:40] not in client.get(address(call, "draw")).content.decode()
    own = reverse("juries:application", args=[token_of(call, 0)])
    assert "You in draw" not in client.get(own).content.decode()
    draw = publish(draw)
    record = client.get(address(call, "draw_record", 1))
    assert [one for one in check_record(record.content) if not one.holds] == []
    text = client.get(own).content.decode()
    assert "You in draw 1" in text
    pseudonyms = [one["pseudonym"] for one in json.loads(record.content)["people"]]
    mine = next(one for one in pseudonyms if one in text)
    assert "has not been thrown yet" in text
    throw_number(draw=draw, number="007", where="Three dice", by=None, at=timezone.now())
    page = client.get(address(call, "draw")).content.decode()
    panel = json.loads(record.content)["panels"][7]
    assert all(name in page for name in panel)
    assert "Three dice" in page
    assert "Share of the population" not in page, "nobody agreed to be counted"
    told = "You are on the panel that was picked" if mine in panel else "You are not on the panel that was picked"
    assert told in client.get(own).content.decode()
    assert "Zebedee" not in page + record.content.decode()


def publish(draw):
    publish_draw(draw=draw, by=None, at=timezone.now())
    return Draw.objects.get(pk=draw.pk)


def test_a_jury_that_is_not_public_shows_neither_call_nor_draw(client):
    call = make_call(jury=make_jury(live=False))
    for name in ("apply", "draw", "applied"):
        assert client.get(address(call, name)).status_code == 404
    assert client.get("/juries/nowhere/none/apply/").status_code == 404
    bare = make_jury()
    assert client.get(f"/juries/{bare.get_parent().slug}/{bare.slug}/draw/").status_code == 404


def test_the_pages_cost_the_same_for_few_and_for_many(client, django_assert_max_num_queries):
    call = make_call()
    fill_pool(call, 40)
    publish(make_draw(call))
    raise_generation()
    with django_assert_max_num_queries(14):
        assert client.get(address(call, "draw")).status_code == 200


def test_the_own_page_has_no_way_in_without_the_link():
    assert Client().get(reverse("juries:application", args=["wrong"])).status_code == 404
