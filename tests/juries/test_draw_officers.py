"""The officers' screens of call and draw, from the call to the replacement; and whom they are closed to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from juries.models import Applicant, Draw, Juror, Pick, Recruitment, SoughtValue
from people.access_log import LOOK
from tests.admin_walk import client_of
from tests.juries.drawn import CENSUS, fill_pool, make_call, make_draw
from tests.juries.factories import make_jury

pytestmark = pytest.mark.django_db


def address(jury, name="overview", *more) -> str:
    return reverse(f"officer_draw:{name}", args=[jury.pk, *more])


def call_data(**fields) -> dict[str, str]:
    now = timezone.localtime()
    opens, closes = now - timedelta(days=9), now + timedelta(days=9)
    return {
        "opens_at": f"{opens:%Y-%m-%d}T09:00",
        "closes_at": f"{closes:%Y-%m-%d}T17:00",
        "size": "10",
        "meaning": "Four Saturdays.",
        "least_age": "16",
        "kept_months": "6",
    } | fields


def test_an_officer_makes_the_call_and_says_who_is_sought(cast):
    jury = make_jury(cast.county)
    client = client_of(cast.county_officer)
    assert "Write the call" in client.get(address(jury)).content.decode()
    wrong = client.post(address(jury, "call"), call_data(closes_at="2001-01-01T10:00"))
    assert wrong.status_code == 422
    assert "closes after it opens" in wrong.content.decode()
    assert "Four Saturdays." in wrong.content.decode()
    assert client.post(address(jury, "call"), call_data()).status_code == 302
    bad = SimpleUploadedFile("census.csv", b"feature,value,population\nAge,Old,x\n")
    answer = client.post(address(jury, "targets"), {"upload": "1", "table": bad})
    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()
    table = SimpleUploadedFile("census.csv", CENSUS)
    assert client.post(address(jury, "targets"), {"upload": "1", "table": table}).status_code == 302
    text = client.get(address(jury, "targets")).content.decode()
    assert "30,000 of 100,000 people are 30.0 %" in text
    values = list(SoughtValue.objects.filter(feature__recruitment__jury=jury))
    assert [(one.at_least, one.at_most) for one in values[:3]] == [(3, 3), (5, 5), (2, 2)]
    wider = {f"least-{one.pk}": 0 for one in values} | {f"most-{one.pk}": 10 for one in values}
    assert client.post(address(jury, "targets"), wider | {f"least-{values[0].pk}": 11}).status_code == 422
    assert client.post(address(jury, "targets"), wider | {f"least-{values[0].pk}": 5}).status_code == 302
    assert (SoughtValue.objects.get(pk=values[0].pk).at_least, values[0].code) == (5, "16-to-34")


def test_what_applicants_were_asked_does_not_change(cast):
    call = make_call(cast.county)
    fill_pool(call, 3)
    client = client_of(cast.county_officer)
    other = SimpleUploadedFile("census.csv", b"feature,value,population\nShoe,Left,1\nShoe,Right,1\n")
    answer = client.post(address(call.jury, "targets"), {"upload": "1", "table": other})
    assert "cannot change" in answer.content.decode()
    newer = SimpleUploadedFile("census.csv", CENSUS.replace(b"51000", b"61000"))
    assert client.post(address(call.jury, "targets"), {"upload": "1", "table": newer}).status_code == 302
    assert SoughtValue.objects.filter(population=61000).exists()


def test_paper_goes_into_the_pool_and_the_link_is_shown_once(cast):
    call = make_call(cast.county)
    client = client_of(cast.county_officer)
    given = {"name": "Pat", "about-age": "65_over", "about-sex": "male", "about-area": "north"}
    assert client.post(address(call.jury, "paper"), given).status_code == 422
    answer = client.post(address(call.jury, "paper"), given | {"is_of_age": "on", "agrees": "on"})
    assert "/juries/application/" in answer.content.decode()
    assert Applicant.objects.get().channel == "paper"
    assert "/juries/application/" not in client.get(address(call.jury, "paper")).content.decode()


def test_a_draw_from_start_to_replacement_with_each_look_logged(cast):
    call = make_call(cast.county)
    fill_pool(call, 120)
    jury = call.jury
    client = client_of(cast.county_officer)
    assert client.post(address(jury, "start")).status_code == 302
    draw = address(jury, "draw", 1)
    assert "Publish the record" in client.get(draw).content.decode()
    assert client.post(address(jury, "observer", 1), {"observer": "Dr Patel"}).status_code == 409
    assert client.post(draw, {"do": "throw", "number": "123"}).status_code == 409
    assert not Pick.objects.exists()
    assert client.post(draw, {"do": "publish"}).status_code == 302
    assert client.post(draw, {"do": "cancel"}).status_code == 409
    assert client.post(draw, {"do": "throw", "number": "12x"}).status_code == 409
    assert client.post(draw, {"do": "throw", "number": ""}).status_code == 422
    assert client.post(draw, {"do": "throw", "number": "123", "where": "Dice"}).status_code == 302
    assert client.post(draw, {"do": "throw", "number": "124"}).status_code == 409
    assert "The number 123 was entered" in client.get(draw).content.decode()
    people = list(Applicant.objects.filter(standing="drawn"))
    page = client.get(address(jury, "drawn")).content.decode()
    assert page.count("Zebedee Secret") >= len(people) == 10
    assert "Female" not in page
    client.post(address(jury, "drawn"), {"applicant": str(people[0].pk), "do": "seat"})
    assert Juror.objects.filter(jury=jury).count() == 1
    client.post(address(jury, "drawn"), {"applicant": str(people[1].pk), "do": "decline"})
    assert client.post(address(jury, "drawn"), {"applicant": str(people[1].pk), "do": "seat"}).status_code == 409
    assert client.post(address(jury, "start")).status_code == 302
    assert Draw.objects.get(sequence=2).state == Draw.State.MADE
    client.get(address(jury, "pool"))
    made = client.post(address(jury, "observer", 1), {"observer": "Dr Patel, university"})
    assert made["Content-Disposition"].startswith("attachment")
    looks = [entry.data["what"] for entry in PageLogEntry.objects.filter(page=jury, action=LOOK)]
    assert {"names and contacts of those who were drawn", "pool of applicants, counted"} <= set(looks)
    assert "openings of draw 1, for Dr Patel, university" in looks


def test_targets_that_cannot_be_met_are_explained(cast):
    call = make_call(cast.county)
    fill_pool(call)
    SoughtValue.objects.filter(code="65_over").update(at_least=9, at_most=9)
    SoughtValue.objects.filter(code="35-to-64").update(at_least=3, at_most=3)
    client = client_of(cast.county_officer)
    client.post(address(call.jury, "start"))
    text = client.get(address(call.jury, "draw", 1)).content.decode()
    assert "smallest change" in text
    assert "it takes" in text
    assert Draw.objects.get().state == Draw.State.IMPOSSIBLE


def test_a_call_that_is_open_is_not_drawn_until_it_is_closed(cast):
    call = make_call(cast.county, closes_at=timezone.now() + timedelta(days=3))
    fill_pool(call)
    client = client_of(cast.county_officer)
    assert client.post(address(call.jury, "start")).status_code == 409
    assert client.post(address(call.jury, "close")).status_code == 302
    assert client.post(address(call.jury, "start")).status_code == 302


NAMES = ["overview", "call", "targets", "pool", "paper", "drawn"]


@pytest.mark.parametrize("who", ["borough_officer", "facilitator", "moderator", "outsider", "resident"])
def test_everybody_else_is_told_there_is_nothing(cast, who):
    call = make_call(cast.county)
    fill_pool(call)
    make_draw(call)
    client = client_of(getattr(cast, who))
    paths = [address(call.jury, name) for name in NAMES]
    paths += [address(call.jury, name, 1) for name in ("draw", "state", "observer")]
    refused = (404,) if who == "borough_officer" else (302, 403, 404)
    for path in paths:
        assert client.get(path).status_code in refused, path
        assert "Zebedee" not in client.get(path).content.decode()
    for path in (address(call.jury, "start"), address(call.jury, "close"), address(call.jury, "draw", 1)):
        assert client.post(path, {"do": "publish"}).status_code in refused, path
    assert not Draw.objects.filter(publication__isnull=False).exists()


def test_an_administrator_sees_every_jurys_screens(cast):
    call = make_call(cast.county)
    client = client_of(cast.administrator)
    assert all(client.get(address(call.jury, name)).status_code == 200 for name in NAMES if name != "drawn")
    assert "Zebedee" not in client.get(address(call.jury, "drawn"), follow=True).content.decode()
    for user, is_offered in ((cast.administrator, False), (cast.county_officer, True)):
        overview = client_of(user).get(address(call.jury, "overview")).content.decode()
        assert (address(call.jury, "drawn") in overview) is is_offered


def test_the_screens_cost_the_same_for_few_and_for_many(cast, django_assert_max_num_queries):
    call = make_call(cast.county)
    fill_pool(call, 60)
    client = client_of(cast.county_officer)
    client.get(address(call.jury))
    for name in ("overview", "pool", "drawn"):
        with django_assert_max_num_queries(44):
            assert client.get(address(call.jury, name)).status_code == 200
    assert Recruitment.objects.count() == 1
