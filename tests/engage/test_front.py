"""The front page: what is open, what opens next, what came of what was asked; each at its boundary."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory

from consultations.models import ConsultationPartner, OutcomePage
from engage import front
from tests import factories

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/London"))
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


@pytest.fixture
def county(db):
    factories.make_home()
    return factories.make_organisation("County Council", slug="county")


@pytest.fixture
def request_():
    return RequestFactory().get("/", headers={"host": "localhost"})


def make_outcome(page, **fields):
    words = {
        "we_asked": "<p>Which halls?</p>",
        "you_said": "<p>Ramps.</p>",
        "we_did": "<ul><li>Built</li><li>Six</li></ul>",
    }
    outcome = OutcomePage(title="Outcome", slug="outcome", **(words | fields))
    page.add_child(instance=outcome)
    return outcome


def make_closed(county, **fields):
    return factories.make_consultation(county, opens_at=NOW - 60 * DAY, closes_at=NOW - 10 * DAY, **fields)


def test_a_consultation_is_shown_from_the_moment_it_opens_until_it_closes(county, request_):
    page = factories.make_consultation(county, title="Buses", opens_at=NOW, closes_at=NOW + DAY)

    def titles(cards):
        return [card.title for card in cards]

    assert titles(front.open_cards(request_, at=NOW - TICK)) == []
    assert titles(front.planned_cards(request_, at=NOW - TICK)) == ["Buses"]
    for moment in (NOW, NOW + DAY - TICK):
        assert titles(front.open_cards(request_, at=moment)) == ["Buses"]
        assert titles(front.planned_cards(request_, at=moment)) == []
    assert titles(front.open_cards(request_, at=page.closes_at)) == []


def test_a_card_says_when_who_and_how_long(county, request_):
    page = factories.make_consultation(
        county,
        title="Buses",
        opens_at=NOW - DAY,
        closes_at=NOW + 5 * DAY + 14 * timedelta(hours=1),
        minutes_to_answer=8,
    )
    ConsultationPartner.objects.create(consultation=page, organisation=factories.make_organisation())
    (card,) = front.open_cards(request_, at=NOW)
    assert card.facts == (
        "Closes in 5 days · Friday 27 November, 11:59 pm",
        "County Council with 1 other · takes 8 minutes",
    )
    assert card.href == f"/consultations/county/{page.slug}/"
    assert (card.status, card.status_text) == ("open", "Open")


def test_what_closes_first_comes_first_and_only_so_many_are_shown(county, request_):
    for days in (9, 3, 6, 12, 15, 18):
        factories.make_consultation(county, title=f"{days}", opens_at=NOW - DAY, closes_at=NOW + days * DAY)
    assert [card.title for card in front.open_cards(request_, at=NOW)] == ["3", "6", "9", "12", "15"]


def test_drafts_are_not_shown(county, request_):
    factories.make_consultation(county, opens_at=NOW - DAY, closes_at=NOW + DAY, live=False)
    factories.make_consultation(county, opens_at=NOW + DAY, closes_at=NOW + 2 * DAY, live=False)
    make_outcome(make_closed(county), live=False)
    assert front.open_cards(request_, at=NOW) == []
    assert front.planned_cards(request_, at=NOW) == []
    assert front.recent_outcomes(request_, at=NOW) == []


def test_an_outcome_is_told_in_plain_words_once_the_consultation_has_closed(county, request_):
    page = make_closed(county, title="Halls")
    make_outcome(page, we_did="<p>" + "word " * 60 + "</p>", first_published_at=NOW - DAY)
    (told,) = front.recent_outcomes(request_, at=NOW)
    assert (told.title, told.we_asked, told.you_said) == ("Halls", "Which halls?", "Ramps.")
    assert told.we_did == "word " * 33 + "word…"
    assert told.said == "Told on Saturday 21 November"
    assert front.recent_outcomes(request_, at=page.closes_at - TICK) == []


def test_points_of_a_list_do_not_run_together(county, request_):
    make_outcome(make_closed(county))
    assert front.recent_outcomes(request_, at=NOW)[0].we_did == "Built Six"


def test_the_front_page_costs_the_same_at_one_and_at_three(client, county, django_assert_max_num_queries):
    def fill(number):
        for _ in range(number):
            page = factories.make_consultation(county)
            ConsultationPartner.objects.create(consultation=page, organisation=factories.make_organisation())
            factories.make_consultation(county, opens_at=page.opens_at + 30 * DAY, closes_at=page.closes_at)
            past = factories.make_consultation(
                county, opens_at=page.opens_at - 90 * DAY, closes_at=page.opens_at - 40 * DAY
            )
            make_outcome(past)

    fill(1)
    client.get("/")
    with django_assert_max_num_queries(100) as one:
        client.get("/")
    fill(2)
    with django_assert_max_num_queries(100) as three:
        response = client.get("/")
    assert len(one) == len(three)
    assert len(three) <= 10  # five of them are Wagtail finding the page
    assert response.content.decode().count('class="card"') == 3


def test_an_empty_site_says_what_would_be_here(client, county):
    page = client.get("/").content.decode()
    assert "Nothing is open today" in page
    assert "Opening soon" not in page
    assert "This is what we did" not in page
