"""What anybody reads of the ledger: plans, a plan with its filters, an action with its history, feed and API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from actions import origins
from actions.addresses import to_address, to_reference
from actions.models import Evidence
from actions.origins import Origin
from actions.standing import Status
from core.pagecache import expires_at
from tests.actions.plans import local, make_action, make_plan, say

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


class Room:
    """A room above that answers for every plan and action."""

    def plans(self, plan_ids):
        return {pk: [Origin("A question about buses", "Consultation", "/asked/")] for pk in plan_ids}

    def actions(self, action_ids):
        return {pk: [Origin("Recommendation 3", "A jury", "/jury/3/")] for pk in action_ids}

    def contributors(self, *, plan_id, action_id):
        return []


@pytest.fixture
def room(monkeypatch):
    monkeypatch.setattr(origins, "_rooms", {"room": Room()})


@pytest.fixture
def plan(cast):
    """A plan of the county in which every status and every mark shows."""
    long_ago = timezone.now() - timedelta(days=200)
    made = make_plan(cast.county, title="Buses", slug="buses", summary="Better buses.", published_at=long_ago)
    late = make_action(
        made, reference="1.1", theme="Stops", title="Raise the kerbs", owner=cast.borough, due_on=TODAY - timedelta(37)
    )
    say(late, Status.AT_RISK, "Two of nine are raised.", at=timezone.now() - timedelta(days=5))
    make_action(made, reference="2", theme="Fares", title="A single ticket", due_words="Spring")
    done = make_action(made, reference="3", theme="Stops", title="Print large timetables", owner=cast.county)
    say(done, Status.DONE, "They hang at every stop.", at=timezone.now())
    gone = make_action(made, reference="C 4/b", theme="Fares", title="Free Sundays", owner=cast.county)
    say(gone, Status.DROPPED, reason="The law does not let us.", at=timezone.now())
    return made


def statements(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_says_how_each_plan_stands(client, cast, plan, room):
    make_plan(cast.county, title="Secret draft", published_at=None)
    page = client.get("/plans/").content.decode()
    assert "1 of 4 is done. 1 is overdue, and nothing was heard of 1 for three months." in page
    assert "A question about buses" in page
    assert "Secret draft" not in page


def test_a_plan_speaks_for_itself(client, plan, room):
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "37 days late" in page
    silent = timezone.localdate(plan.published_at)
    assert f"Nothing heard since {silent.day}" in page
    assert "Owner not named yet" in page
    assert "Recommendation 3" in page
    assert page.index("Raise the kerbs") < page.index("Print large timetables") < page.index("A single ticket")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "done"}, {"Print large timetables"}),
        ({"owner": "borough"}, {"Raise the kerbs"}),
        ({"owner": "not-named"}, {"A single ticket"}),
        ({"theme": "Fares"}, {"A single ticket", "Free Sundays"}),
        ({"theme": "Fares", "status": "dropped"}, {"Free Sundays"}),
        ({"overdue": "1"}, {"Raise the kerbs"}),
        ({"silent": "1"}, {"A single ticket"}),
        ({"status": "no such"}, {"Raise the kerbs", "Print large timetables", "A single ticket", "Free Sundays"}),
        ({"owner": "nobody\x00"}, set()),
    ],
)
def test_filters(client, plan, query, found):
    shown = client.get(plan.get_absolute_url(), query).context["themes"]
    assert {one.action.title for _theme, actions in shown for one in actions} == found


def test_an_action_tells_its_whole_history(client, cast, plan, room):
    action = plan.actions.get(reference="1.1")
    update = say(action, Status.LATE, "Five <b>are</b> raised.", at=timezone.now(), by=cast.borough_officer)
    Evidence.objects.create(update=update, title="Photographs", url="https://example.org/kerbs")
    action.partners.add(cast.county)
    page = client.get(action.get_absolute_url()).content.decode()
    assert page.index("Five &lt;b&gt;are") < page.index("Two of nine")
    assert 'href="https://example.org/kerbs"' in page
    assert "Borough Council" in page
    assert "County Council" in page
    assert "borough_officer" not in page
    dropped = client.get(plan.actions.get(reference="C 4/b").get_absolute_url()).content.decode()
    assert "The law does not let us." in dropped


@pytest.mark.parametrize("reference", ["3.2", "C 4/b", "feed", "é", "..", "x~1", "a?b#c%2F1", "A", "١"])
def test_any_reference_has_an_address_of_its_own(reference):
    found = resolve(reverse("actions:action", args=["buses", reference]))
    assert (found.view_name, found.kwargs["reference"]) == ("actions:action", reference)


@pytest.mark.parametrize("address", ["~2", "~C3", "~41B1", "a b", "~zz1"])
def test_no_reference_has_two_addresses(address):
    with pytest.raises(ValueError, match=r"."):
        to_reference(address)
    assert to_reference(to_address(address)) == address


@pytest.mark.parametrize("address", ["/plans/none/", "/plans/buses/9.9/", "/plans/buses/~001/", "/plans/none/feed/"])
def test_what_is_not_there(client, plan, address):
    assert client.get(address).status_code == 404


def test_a_draft_is_for_officers_of_its_lead_alone(client, cast):
    draft = make_plan(cast.county, title="Heron Lane", published_at=None)
    action = make_action(draft, title="Close it")
    addresses = [draft.get_absolute_url(), action.get_absolute_url()]
    for stranger in (None, cast.outsider, cast.borough_officer, cast.facilitator):
        if stranger:
            client.force_login(stranger)
        assert [client.get(one).status_code for one in addresses] == [404, 404]
        assert client.get(reverse("actions:feed", args=[draft.slug])).status_code == 404
        assert client.get(f"/api/plans/{draft.slug}").status_code == 404
    for insider in (cast.county_officer, cast.administrator):
        client.force_login(insider)
        assert [client.get(one).status_code for one in addresses] == [200, 200]
    assert b"Draft" in client.get(addresses[0]).content


def test_statements_stay_the_same_however_long_a_plan_grows(client, cast, room):
    def grow(plan, number):
        for _ in range(number):
            action = make_action(plan, owner=cast.borough, theme="Stops")
            for _ in range(number):
                Evidence.objects.create(update=say(action, Status.ON_TRACK), title="Look", url="https://example.org/")

    one, three = make_plan(cast.county), make_plan(cast.county)
    grow(one, 1)
    client.get(one.get_absolute_url())
    first = {name: statements(client, name) for name in ("/plans/", "/api/plans")}
    grow(three, 3)
    for address in (
        lambda plan: plan.get_absolute_url(),
        lambda plan: plan.actions.first().get_absolute_url(),
        lambda plan: reverse("actions:feed", args=[plan.slug]),
        lambda plan: f"/api/plans/{plan.slug}",
    ):
        assert statements(client, address(one)) == statements(client, address(three)) <= 12
    assert {name: statements(client, name) for name in first} == first


def test_a_long_plan_comes_in_pages_that_keep_the_filter(client, cast):
    plan = make_plan(cast.county)
    for _ in range(60):
        make_action(plan, theme="Stops")
    page = client.get(plan.get_absolute_url(), {"theme": "Stops", "page": 1})
    assert sum(len(actions) for _theme, actions in page.context["themes"]) == 50
    assert b"?theme=Stops&amp;page=2" in page.content


def test_the_feed_brings_what_was_said_and_answers_not_changed(client, plan):
    address = reverse("actions:feed", args=[plan.slug])
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = answer.content.decode()
    assert "They hang at every stop." in feed
    assert "The law does not let us." in feed
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    say(plan.actions.get(reference="2"), Status.ON_TRACK, "Talks <b>have</b> begun.", at=timezone.now())
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert 'type="html">Talks &amp;lt;b&amp;gt;have&amp;lt;/b&amp;gt; begun.' in again.content.decode()


def test_the_api_says_what_the_pages_say(client, plan, room):
    (item,) = client.get("/api/plans").json()["items"]
    assert item["counts"] == {
        "total": 4,
        "statuses": {"not_started": 1, "on_track": 0, "at_risk": 1, "late": 0, "done": 1, "dropped": 1},
        "overdue": 1,
        "silent": 1,
    }
    assert item["answers"] == [
        {"label": "A question about buses", "of": "Consultation", "url": "http://testserver/asked/"}
    ]
    detail = client.get("/api/plans/buses?per_page=3").json()
    assert [one["reference"] for one in detail["actions"]["items"]] == ["1.1", "2", "3"]
    assert detail["actions"]["items"][0]["is_overdue"] is True
    assert detail["actions"]["items"][1]["is_silent"] is True
    assert detail["actions"]["items"][1]["owner"] is None
    last = client.get(detail["actions"]["next"]).json()["actions"]
    assert [one["url"] for one in last["items"]] == ["http://testserver/plans/buses/C~204~2Fb/"]
    assert last["next"] is None
    assert client.get("/api/plans?page=9").json()["items"] == []
    assert client.get("/api/plans?page=0").status_code == 422


def test_what_the_calendar_says_changes_at_midnight_and_kept_pages_with_it():
    assert expires_at(local(2026, 3, 28, 23, 55)) <= local(2026, 3, 29)
    assert expires_at(local(2026, 10, 25, 23, 58)) <= local(2026, 10, 26)
