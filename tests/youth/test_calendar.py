"""What's on as a calendar file that other programs read."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.youth.test_whats_on import make_checked, values
from youth.services.whats_on import cancel_whats_on, change_whats_on, let_whats_on_out, suggest_whats_on
from youth.whats_on_calendar import calendar

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
AT = datetime(2099, 6, 1, 9, tzinfo=LONDON)
TITLE = (
    "Dodgeball, darts; draughts \\ and a very long title with ümlauts, so that the line has to be folded twice or so"
)
FIRST = {"starts_at": datetime(2099, 7, 4, 18, tzinfo=LONDON), "ends_at": datetime(2099, 7, 4, 20, tzinfo=LONDON)}


@pytest.fixture
def adult():
    return make_checked()


def parsed(answer):
    return Calendar.from_ical(answer.content)


def test_it_is_escaped_folded_and_in_universal_time(client):
    adult = make_checked()
    one = suggest_whats_on(values=values(title=TITLE[:100], summary="One\r\nBEGIN:VALARM", **FIRST), by=adult, at=AT)
    let_whats_on_out(pk=one.pk, by=adult, at=AT)
    answer = client.get(reverse("youth:whats_on_calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\nBEGIN:VALARM" not in answer.content
    (event,) = parsed(answer).walk("VEVENT")
    assert str(event["summary"]) == TITLE[:100]
    assert event.decoded("dtstart") == datetime(2099, 7, 4, 17, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2099, 7, 4, 19, tzinfo=UTC)
    assert str(event["status"]) == "CONFIRMED"
    assert "Level entrance" in str(event["description"])
    assert str(event["url"]).endswith(one.get_absolute_url())


def test_what_changes_and_what_is_cancelled_keeps_its_name(client):
    adult = make_checked()
    one = suggest_whats_on(values=values(**FIRST), by=adult, at=AT)
    let_whats_on_out(pk=one.pk, by=adult, at=AT)
    url = reverse("youth:whats_on_one_calendar", args=[one.slug])
    first = parsed(client.get(url)).walk("VEVENT")[0]
    later = AT.replace(hour=10)
    change_whats_on(pk=one.pk, values={"title": "Moved"}, by=adult, at=later)
    second = parsed(client.get(url)).walk("VEVENT")[0]
    cancel_whats_on(pk=one.pk, by=adult, at=AT.replace(hour=11))
    third = parsed(client.get(reverse("youth:whats_on_calendar"))).walk("VEVENT")[0]
    assert first["uid"] == second["uid"] == third["uid"]
    assert (str(second["summary"]), second.decoded("dtstamp")) == ("Moved", later)
    assert str(third["status"]) == "CANCELLED"
    assert str(third["summary"]) == "Cancelled: Moved"
    assert third.decoded("last-modified") == AT.replace(hour=11)


def test_who_has_it_already_is_told_so(client):
    answer = client.get(reverse("youth:whats_on_calendar"))
    assert parsed(answer).walk("VEVENT") == []
    assert client.get(reverse("youth:whats_on_calendar"), headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_suggestion_is_in_no_calendar(client, adult):
    one = suggest_whats_on(values=values(**FIRST), by=adult, at=AT)
    assert parsed(client.get(reverse("youth:whats_on_calendar"))).walk("VEVENT") == []
    assert client.get(reverse("youth:whats_on_one_calendar", args=[one.slug])).status_code == 404
    text = calendar([one], absolute=lambda path: path, host="example.org")
    assert f"whats-on-{one.pk}@example.org".encode() in text
