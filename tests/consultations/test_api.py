"""The API: what it says, what it refuses, what it never shows, and that its schema is true."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import load_all_checks
from wagtail.models import PageViewRestriction

from consultations.models import Audience, ConsultationPartner, OutcomePage, Topic
from core.generation import raise_generation
from people.models import CommunityOfInterest
from tests import factories
from tests.actions.plans import make_action, make_plan

NOW = timezone.now()


def make(title, organisation, **fields):
    page = factories.make_consultation(organisation, title=title, **fields)
    raise_generation()
    return page


@pytest.fixture
def full(cast):
    """A consultation with one of everything."""
    page = make("Evening buses", cast.county, minutes_to_answer=8)
    page.topics.set([Topic.objects.create(name="Transport", slug="transport")])
    page.audiences.set([Audience.objects.create(name="Carers", slug="carers")])
    page.communities.set([CommunityOfInterest.objects.create(name="Disabled people", slug="disabled-people")])
    page.save()
    ConsultationPartner.objects.create(consultation=page, organisation=cast.borough)
    raise_generation()
    return page


def test_an_item_says_what_a_list_needs(client, full):
    answer = client.get("/api/consultations").json()
    assert {name: answer[name] for name in ("count", "page", "pages", "next", "previous")} == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "next": None,
        "previous": None,
    }
    (item,) = answer["items"]
    assert item["id"] == full.pk
    assert item["title"] == "Evening buses"
    assert item["status"] == "open"
    assert item["url"] == f"http://testserver{full.url}"
    assert item["organisations"] == [
        {"slug": "county", "name": "County Council"},
        {"slug": "borough", "name": "Borough Council"},
    ]
    assert item["topics"] == [{"slug": "transport", "name": "Transport"}]
    assert item["audiences"] == [
        {"slug": "carers", "name": "Carers"},
        {"slug": "disabled-people", "name": "Disabled people"},
    ]
    assert timezone.datetime.fromisoformat(item["closes_at"]) - full.closes_at < timedelta(milliseconds=1)


def test_one_consultation_says_more(client, full):
    full.add_child(instance=OutcomePage(title="Outcome", slug="outcome"))
    answer = client.get(f"/api/consultations/{full.pk}").json()
    assert answer["decision"] == "Whether to change it."
    assert answer["cannot_change"] == "The budget."
    assert answer["outcome_url"] == f"http://testserver{full.url}outcome/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open", ["Bus", "Shop"]),
        ("status=open&status=planned", ["Bus", "Shop", "Later"]),
        ("status=closed", []),
        ("topic=transport", ["Bus"]),
        ("organisation=borough", ["Shop"]),
        ("q=shop", ["Shop"]),
        ("sort=title", ["Bus", "Later", "Shop"]),
        ("to=2000-01-01", []),
    ],
)
def test_the_filters_are_those_of_the_finder(client, cast, query, found):
    bus = make("Bus", cast.county, closes_at=NOW + timedelta(days=4))
    bus.topics.set([Topic.objects.create(name="Transport", slug="transport")])
    bus.save()
    make("Shop", cast.borough, closes_at=NOW + timedelta(days=9))
    make("Later", cast.county, opens_at=NOW + timedelta(days=2))
    assert [item["title"] for item in client.get(f"/api/consultations?{query}").json()["items"]] == found


def test_following_next_sees_each_once(client, cast):
    for number in range(5):
        factories.make_consultation(cast.county, title=f"Number {number}")
    raise_generation()
    url, seen = "/api/consultations?sort=title&per_page=2&status=open", []
    while url:
        answer = client.get(url).json()
        assert answer["count"] == 5
        assert answer["pages"] == 3
        seen += [item["title"] for item in answer["items"]]
        url = answer["next"]
    assert seen == [f"Number {number}" for number in range(5)]
    assert client.get("/api/consultations?page=999").json()["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=101",
        "status=finished",
        "topic=gone",
        "topic=%00",
        "sort=colour",
        "from=yesterday",
        "from=2026-05-02&to=2026-05-01",
        "q=" + "a" * 5000,
    ],
)
def test_what_cannot_be_used_is_refused_in_plain_json(client, full, query):
    response = client.get(f"/api/consultations?{query}")
    assert response.status_code == 422
    problems = response.json()["problems"]
    assert problems[0]["parameter"] in {part.partition("=")[0] for part in query.split("&")}
    assert problems[0]["message"]


def test_words_hold_no_power(client, full):
    assert client.get("/api/consultations?q=%00%22%27%29%3B--").status_code == 200


@pytest.mark.parametrize("number", ["1", "999999", "99999999999999999999999999"])
def test_an_unknown_number_is_not_found(client, full, number):
    response = client.get(f"/api/consultations/{number}")
    assert response.status_code == 404
    assert response.json()["error"]


@pytest.mark.parametrize("kind", ["draft", "private", "gone"])
def test_what_is_not_public_is_not_there(client, cast, kind):
    make("Seen by all", cast.county)
    page = make("Zebrafish", cast.county, live=kind != "draft")
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    if kind == "gone":
        page.unpublish()
    client.force_login(cast.county_officer)
    assert "Zebrafish" not in client.get("/api/consultations").content.decode()
    assert client.get("/api/consultations?q=zebrafish").json()["count"] == 0
    response = client.get(f"/api/consultations/{page.pk}")
    assert response.status_code == 404
    assert "Zebrafish" not in response.content.decode()


def test_a_draft_or_private_outcome_is_not_told(client, full):
    outcome = full.add_child(instance=OutcomePage(title="Outcome", slug="outcome", live=False))
    assert client.get(f"/api/consultations/{full.pk}").json()["outcome_url"] is None
    OutcomePage.objects.filter(pk=outcome.pk).update(live=True)
    PageViewRestriction.objects.create(page=outcome, restriction_type="login")
    assert client.get(f"/api/consultations/{full.pk}").json()["outcome_url"] is None


def test_the_number_of_statements_is_constant(client, cast):
    counted = []
    for count in (1, 2):
        for number in range(count):
            make(f"Bus {count} {number}", cast.county)
        client.get("/api/consultations")
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/consultations")
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 5


def test_the_description_names_everything_it_answers(client, full):
    schema = client.get("/api/openapi.json").json()
    assert set(schema["paths"]) >= {"/api/consultations", "/api/consultations/{consultation_id}"}
    assert set(schema["paths"]) >= {"/api/plans", "/api/plans/{slug}"}
    names = {parameter["name"] for parameter in schema["paths"]["/api/consultations"]["get"]["parameters"]}
    assert names >= {"q", "status", "topic", "area", "audience", "organisation", "from", "to", "sort", "page"}


def test_the_page_for_programmers_asks_nothing_of_another_host(client, full):
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "/api/openapi.json" in page.content.decode()
    assert "//" not in page.content.decode().replace("http://testserver/", "")


load_all_checks()
CHECKS = schemathesis.checks.CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


@pytest.fixture
def one_connection(db):
    """The application closes the connection after each request, and with it the test's transaction: let it not."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    "path", ["/api/consultations", "/api/consultations/{consultation_id}", "/api/plans", "/api/plans/{slug}"]
)
def test_answers_keep_to_the_description(full, one_connection, path):
    make_action(make_plan(full.lead_organisation))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())

    @given(case=schema[path]["GET"].as_strategy())
    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
