"""The finder: what it finds, what it counts, what it never shows, and what it does with nonsense."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Area, Audience, ConsultationPage, ConsultationPartner, OutcomePage, Topic
from core.generation import raise_generation
from people.models import CommunityOfInterest
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
STRANGE = ["\x00", "Op\x00en", '"', "'; DROP TABLE", "* OR NEAR(", "%", "a:b", "\u202eopen", "(((", "-", "x" * 199]
STRANGE += ["😀", "فارسی", "الحافلات 12"]


def make(title, organisation=None, **fields):
    """Return a published consultation with this title that everybody may see at once."""
    page = factories.make_consultation(organisation, title=title, **fields)
    raise_generation()
    return page


def titles(client, query=""):
    """Return the titles of the results of one address, in order."""
    response = client.get(f"/consultations/?{query}")
    assert response.status_code == 200
    return [card["title"] for card in response.context["cards"]]


def text(client, query=""):
    response = client.get(f"/consultations/?{query}")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def five(cast):
    """One consultation in each of the five ways one can stand."""
    day = timedelta(days=1)
    windows = {
        "Planned": (NOW + 5 * day, NOW + 50 * day),
        "Open": (NOW - 5 * day, NOW + 40 * day),
        "Due": (NOW - 60 * day, NOW - 10 * day),
        "Overdue": (NOW - 200 * day, NOW - 100 * day),
        "Answered": (NOW - 220 * day, NOW - 90 * day),
    }
    made = {name: make(name, cast.county, opens_at=o, closes_at=c) for name, (o, c) in windows.items()}
    made["Answered"].add_child(instance=OutcomePage(title="Outcome"))
    raise_generation()
    return made


def test_everything_published_is_listed_and_counted(client, five):
    assert set(titles(client)) == set(five)
    assert "5 consultations" in text(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=planned", {"Planned"}),
        ("status=open", {"Open"}),
        ("status=outcome_due", {"Due"}),
        ("status=overdue", {"Overdue"}),
        ("status=outcome_published", {"Answered"}),
        ("status=closed", {"Due", "Overdue", "Answered"}),
        ("status=open&status=planned", {"Open", "Planned"}),
        ("status=closed&status=overdue", {"Due", "Overdue", "Answered"}),
    ],
)
def test_status(client, five, query, found):
    assert set(titles(client, query)) == found


def test_each_card_says_how_it_stands_and_who_runs_it(client, five, cast):
    ConsultationPartner.objects.create(consultation=five["Open"], organisation=cast.borough)
    ConsultationPage.objects.filter(pk=five["Open"].pk).update(minutes_to_answer=8)
    raise_generation()
    said = text(client, "status=open")
    assert "Open" in said
    assert "Closes in" in said
    assert "County Council, Borough Council" in said
    assert "8 minutes to answer" in said


def test_subjects_narrow_and_repeated_ones_mean_any(client, cast):
    transport, health = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Transport", "Health"))
    town = Area.objects.create(name="Town", slug="town")
    for title, topics, areas in (
        ("Bus", [transport], [town]),
        ("Clinic", [health], []),
        ("Both", [transport, health], []),
    ):
        page = make(title, cast.county)
        page.topics.set(topics)
        page.areas.set(areas)
        page.save()
    raise_generation()
    assert set(titles(client, "topic=transport")) == {"Bus", "Both"}
    assert set(titles(client, "topic=transport&topic=health")) == {"Bus", "Clinic", "Both"}
    assert set(titles(client, "topic=transport&area=town")) == {"Bus"}
    assert titles(client, "topic=health&area=town") == []


def test_an_audience_is_an_audience_or_a_community(client, cast):
    carers = Audience.objects.create(name="Carers", slug="carers")
    disabled = CommunityOfInterest.objects.create(name="Disabled people", slug="disabled-people")
    first, second = make("First", cast.county), make("Second", cast.county)
    first.audiences.set([carers])
    second.communities.set([disabled])
    first.save()
    second.save()
    make("Third", cast.county)
    assert titles(client, "audience=carers") == ["First"]
    assert titles(client, "audience=disabled-people") == ["Second"]
    assert set(titles(client, "audience=disabled-people&audience=carers")) == {"First", "Second"}


def test_an_organisation_leads_or_is_a_partner(client, cast):
    make("Led", cast.borough)
    joined = make("Joined", cast.county)
    make("Other", cast.county)
    ConsultationPartner.objects.create(consultation=joined, organisation=cast.borough)
    raise_generation()
    assert set(titles(client, "organisation=borough")) == {"Led", "Joined"}


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("to=2026-03-01", False),
        ("to=2026-03-02", True),
        ("from=2026-03-09", True),
        ("from=2026-03-10", False),
        ("from=2026-03-04&to=2026-03-04", True),
        ("from=2026-03-03&to=2026-03-20", True),
        ("from=1/3/2026&to=2/3/2026", True),
    ],
)
def test_days_overlap_the_window(client, cast, query, is_found):
    opens_at, closes_at = (timezone.make_aware(datetime(2026, 3, day)) for day in (2, 10))  # noqa: DTZ001
    make("Window", cast.county, opens_at=opens_at, closes_at=closes_at)
    assert titles(client, query) == (["Window"] if is_found else [])


def test_orders(client, five):
    assert titles(client) == ["Open", "Planned", "Due", "Answered", "Overdue"]
    assert titles(client, "sort=closing") == titles(client)
    assert titles(client, "sort=newest") == ["Planned", "Open", "Due", "Overdue", "Answered"]
    assert titles(client, "sort=title") == ["Answered", "Due", "Open", "Overdue", "Planned"]


def test_closing_soon_puts_the_soonest_of_the_open_first(client, cast):
    for days in (30, 3, 12):
        make(f"In {days}", cast.county, closes_at=NOW + timedelta(days=days))
    assert titles(client) == ["In 3", "In 12", "In 30"]


def test_words_are_found_in_title_summary_text_and_subjects(client, cast):
    title = make("Evening buses", cast.county)
    make("Shops", cast.county, summary="Where should the gazebo stand?")
    make("Roads", cast.county, body="<p>The wisteria by the bridge.</p>")
    title.areas.set([Area.objects.create(name="Hinckley", slug="hinckley")])
    title.save()
    raise_generation()
    assert titles(client, "q=evening") == ["Evening buses"]
    assert titles(client, "q=EVENING+bus") == ["Evening buses"]
    assert titles(client, "q=gazebos") == ["Shops"]
    assert titles(client, "q=wisteria") == ["Roads"]
    assert titles(client, "q=hinckley") == ["Evening buses"]
    assert titles(client, "q=hinck") == ["Evening buses"]
    assert titles(client, "q=evening+wisteria") == []
    assert titles(client, "q=hinckley+evening") == ["Evening buses"]
    assert titles(client, "q=roads+wisteria") == ["Roads"]


def test_the_best_match_has_the_words_in_its_title(client, cast):
    make("Shops", cast.county, summary="And the library?", closes_at=NOW + timedelta(days=2))
    make("Library hours", cast.county, closes_at=NOW + timedelta(days=20))
    assert titles(client, "q=library") == ["Library hours", "Shops"]
    assert titles(client, "q=library&sort=closing") == ["Shops", "Library hours"]


def test_counts_are_taken_with_the_other_filters(client, five, cast):
    transport = Topic.objects.create(name="Transport", slug="transport")
    for name in ("Open", "Planned"):
        five[name].topics.set([transport])
        five[name].save()
    raise_generation()
    response = client.get("/consultations/?topic=transport&status=open")
    counts = {
        group["name"]: {option["value"]: option["count"] for option in group["options"]}
        for group in response.context["groups"]
    }
    assert counts["status"] == {"open": 1, "planned": 1}
    assert counts["topic"] == {"transport": 1}
    assert counts["organisation"] == {"county": 1}


def test_chips_drop_one_filter_each(client, five):
    response = client.get("/consultations/?status=open&status=planned&q=open&from=2020-01-01")
    chips = {chip["label"]: chip["query"] for chip in response.context["chips"]}
    assert chips == {
        "Words: open": "status=open&status=planned&from=2020-01-01",
        "Status: Open": "q=open&status=planned&from=2020-01-01",
        "Status: Planned": "q=open&status=open&from=2020-01-01",
        "From Wednesday 1 January 2020": "q=open&status=open&status=planned",
    }


def test_nothing_found_says_what_to_do(client, five):
    said = text(client, "status=open&q=planned")
    assert "0 consultations" in said
    assert "Without “Words: planned” : 1 consultation" in said
    assert "Without “Status: Open” : 1 consultation" in said
    assert "See all consultations" in said


def test_an_empty_site_says_what_will_be_here(client, cast):
    factories.make_index()
    assert "There are no consultations yet." in text(client)


def test_pages_of_twenty(client, cast):
    for number in range(41):
        factories.make_consultation(cast.county, title=f"Number {number:02d}")
    raise_generation()
    assert titles(client, "sort=title") == [f"Number {number:02d}" for number in range(20)]
    assert titles(client, "sort=title&page=2") == [f"Number {number:02d}" for number in range(20, 40)]
    assert titles(client, "sort=title&page=3") == ["Number 40"]
    response = client.get("/consultations/?sort=title&page=2")
    assert 'href="?sort=title&amp;page=3"' in response.content.decode()
    assert "There is no page 999" in text(client, "sort=title&page=999")
    assert titles(client, "sort=title&page=999") == ["Number 40"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("topic=gone", "not on our list"),
        ("status=finished", "not on our list"),
        ("page=minus", "The page is not a number"),
        ("page=-1", "The page is not a number"),
        ("page=%D9%A1", "The page is not a number"),
        ("page=99999999999999999999", "The page is not a number"),
        ("from=2026-02-30", "Write the date"),
        ("to=99999-01-01", "Write the date"),
        ("to=9999-12-31", "Write the date"),
        ("from=2026-05-02&to=2026-05-01", "on or after the first day"),
        ("sort=colour", "We cannot sort"),
        ("q=" + "a" * 5000, "too long"),
        ("topic=" + "b" * 5000, "not on our list"),
        ("topic=%00", "not on our list"),
        ("from=%00", "Write the date"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(client, five, query, note):
    assert note in text(client, query)


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_are_only_words(client, five, words):
    response = client.get(f"/consultations/?q={quote(words)}")
    assert response.status_code == 200
    assert b"\x00" not in response.content


def test_what_was_typed_stays_in_the_fields(client, five):
    body = client.get("/consultations/?q=%3Cb%3Ebus&from=whenever&status=open").content.decode()
    assert 'value="&lt;b&gt;bus"' in body
    assert 'value="whenever"' in body
    assert re.search(r'name="status" value="open" checked', body)


def statements(client, query):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/consultations/?{query}").status_code == 200
    return len(captured)


def test_the_number_of_statements_is_constant_and_small(client, cast):
    transport = Topic.objects.create(name="Transport", slug="transport")
    counted = []
    for count in (1, 2, 21):
        for number in range(count):
            page = make(f"Bus {count} {number}", cast.county)
            page.topics.set([transport])
            page.save()
            ConsultationPartner.objects.create(consultation=page, organisation=cast.borough)
        raise_generation()
        query = "q=bus&topic=transport&status=open&organisation=borough&sort=title"
        counted.append((statements(client, query), statements(client, query), statements(client, "")))
    assert max(map(max, counted)) <= 12
    assert counted[1] == counted[2]
    assert counted[0][1:] == counted[1][1:]


def test_anonymous_answers_carry_no_cookie(client, five):
    response = client.get("/consultations/?status=open")
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()


def test_only_looking_is_allowed(client, five):
    assert client.post("/consultations/").status_code == 405


def test_an_editors_introduction_stands_above(client, five):
    index = factories.make_index()
    index.introduction = "<p>Tell us <b>early</b>.</p><script>x()</script>"
    index.save_revision().publish()
    response = client.get("/consultations/")
    assert "<p>Tell us <b>early</b>.</p>" in response.content.decode()
    assert "x()</script>" not in response.content.decode()
