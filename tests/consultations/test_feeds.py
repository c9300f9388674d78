"""The list for other programs: Atom, iCalendar, CSV."""

import csv
import io
from datetime import UTC, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from consultations.models import ConsultationPage, Topic
from core.generation import raise_generation
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ["/consultations/feed/", "/consultations/calendar.ics", "/consultations/export.csv"]


def make(title, organisation, **fields):
    page = factories.make_consultation(organisation, title=title, **fields)
    raise_generation()
    return page


def body(response):
    return response.getvalue() if response.streaming else response.content


def entries(client, query=""):
    response = client.get(f"/consultations/feed/?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def events(client, url="/consultations/calendar.ics"):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def lines(client, query=""):
    response = client.get(f"/consultations/export.csv?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


@pytest.fixture
def three(cast):
    day = timedelta(days=1)
    topic = Topic.objects.create(name="Transport", slug="transport")
    made = [
        make("Planned", cast.county, opens_at=NOW + 5 * day, closes_at=NOW + 60 * day),
        make("Open", cast.county, opens_at=NOW - 5 * day, closes_at=NOW + 40 * day, minutes_to_answer=8),
        make("Closed", cast.borough, opens_at=NOW - 90 * day, closes_at=NOW - 40 * day),
    ]
    made[1].topics.set([topic])
    made[1].save()
    raise_generation()
    return made


def test_the_feed_holds_the_newest_first_with_lasting_ids(client, three):
    found = entries(client)
    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Planned", "Open", "Closed"]
    assert found[1].findtext(f"{ATOM}id") == f"tag:testserver,2026:consultation/{three[1].pk}"
    assert found[1].find(f"{ATOM}link").get("href") == f"http://testserver{three[1].url}"
    assert found[1].find(f"{ATOM}category").get("term") == "Transport"
    assert found[2].findtext(f"{ATOM}author/{ATOM}name") == "Borough Council"


def test_words_with_signs_of_markup_in_them_stay_words_in_the_feed(client, cast):
    make("Under <b>5s</b>", cast.county, summary="For under <b>5s</b> & parents.")
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Under <b>5s</b>"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.findtext(f"{ATOM}summary").endswith("For under &lt;b&gt;5s&lt;/b&gt; &amp; parents.")


def test_the_calendar_holds_openings_and_closings(client, three):
    found = events(client)
    assert len(found) == 6
    opening = found[f"consultation-{three[1].pk}-opens@testserver"]
    closing = found[f"consultation-{three[1].pk}-closes@testserver"]
    assert opening["dtstart"].dt == three[1].opens_at
    assert closing["dtstart"].dt == three[1].closes_at
    assert str(closing["summary"]) == "Closes: Open"
    assert str(closing["url"]) == f"http://testserver{three[1].url}"


def test_an_event_keeps_its_uid_when_dates_and_names_change(client, three):
    before = set(events(client))
    page = three[1]
    page.title, page.closes_at = "Renamed", page.closes_at + timedelta(days=7)
    page.save_revision().publish()
    after = events(client)
    assert set(after) == before
    assert after[f"consultation-{page.pk}-closes@testserver"]["dtstart"].dt == page.closes_at


def test_what_closes_at_midnight_stands_on_the_day_people_mean(client, cast):
    midnight = timezone.localtime(NOW).replace(hour=0, minute=0, second=0) + timedelta(days=9)
    page = make("Midnight", cast.county, closes_at=midnight)
    closing = events(client)[f"consultation-{page.pk}-closes@testserver"]
    assert closing["dtstart"].dt == (midnight - timedelta(minutes=1)).astimezone(UTC)


def test_one_consultation_has_a_calendar_of_its_own(client, three):
    found = events(client, f"{three[1].url}calendar.ics")
    assert set(found) == {f"consultation-{three[1].pk}-{name}@testserver" for name in ("opens", "closes")}


@pytest.mark.parametrize("url", ["/consultations/county/none/calendar.ics", "/consultations/no%00/x/calendar.ics"])
def test_a_calendar_of_nothing_is_not_found(client, three, url):
    assert client.get(url).status_code == 404


def test_the_spreadsheet_holds_every_row(client, three):
    rows = {row["title"]: row for row in lines(client)}
    assert set(rows) == {"Planned", "Open", "Closed"}
    assert rows["Open"] == {
        "id": str(three[1].pk),
        "title": "Open",
        "status": "open",
        "opens_at": three[1].opens_at.isoformat(),
        "closes_at": three[1].closes_at.isoformat(),
        "organisations": "County Council",
        "topics": "Transport",
        "areas": "",
        "audiences": "",
        "minutes_to_answer": "8",
        "summary": "What we ask, in a sentence.",
        "url": f"http://testserver{three[1].url}",
    }


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_shows_a_formula_and_runs_nothing(client, cast, title):
    make(title, cast.county, slug="formula")
    assert lines(client)[0]["title"] == f"'{title}"


def test_the_filters_are_those_of_the_finder(client, three):
    assert [entry.findtext(f"{ATOM}title") for entry in entries(client, "status=open")] == ["Open"]
    assert len(events(client, "/consultations/calendar.ics?organisation=borough")) == 2
    assert [row["title"] for row in lines(client, "topic=transport&q=open")] == ["Open"]
    assert [row["title"] for row in lines(client, "sort=title")] == ["Closed", "Open", "Planned"]
    assert lines(client, "status=overdue") == []


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize("query", ["topic=gone", "page=x", "from=2026-02-30", "status=%00", "q=" + "a" * 5000])
def test_a_parameter_that_cannot_be_used_is_refused(client, three, url, query):
    response = client.get(f"{url}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("url", LISTS)
def test_nothing_new_is_not_sent_again(client, three, url):
    first = client.get(url)
    assert "max-age=300" in first["Cache-Control"]
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(f"{url}?status=open", headers={"If-None-Match": first["ETag"]}).status_code == 200
    three[1].title = "Changed"
    three[1].save_revision().publish()
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_what_is_not_public_is_in_no_list(client, cast, url):
    make("Seen by all", cast.county)
    make("Zebrafish draft", cast.county, live=False)
    private = make("Zebrafish private", cast.county)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    text = body(client.get(url)).decode()
    assert "Seen by all" in text
    assert "Zebrafish" not in text
    assert "Zebrafish" not in body(client.get(f"{url}?q=zebrafish")).decode().replace("q=zebrafish", "")
    for page in ConsultationPage.objects.filter(title__startswith="Zebrafish"):
        assert client.get(f"/consultations/county/{page.slug}/calendar.ics").status_code == 404


@pytest.mark.parametrize("url", LISTS)
def test_the_number_of_statements_is_constant(client, cast, url):
    counted = []
    for count in (1, 2):
        for number in range(count):
            make(f"Bus {count} {number}", cast.county)
        body(client.get(url))
        with CaptureQueriesContext(connection) as captured:
            body(client.get(url))
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 5
