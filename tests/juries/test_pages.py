"""What the public reads of a jury: the index, the jury on one scroll, sessions, recommendations, report, easy read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from actions.models import Action, ActionPlan
from core.generation import current
from core.moments import words_change_at
from core.pagecache import expires_at
from juries.face_room import next_moment
from juries.models import JurorQuestion, JuryCommissioner
from juries.services import recommending
from juries.services.linking import link_actions, link_plan
from juries.services.rights import open_shelf
from people.models import Organisation
from tests.juries import factories

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def make_plan(lead: Organisation, **fields) -> ActionPlan:
    values = {"title": "Jury plan", "slug": "jury-plan", "published_at": timezone.now(), "created_at": timezone.now()}
    return ActionPlan.objects.create(lead_organisation=lead, **(values | fields))


def make_action(plan: ActionPlan, reference: str = "1") -> Action:
    return Action.objects.create(plan=plan, reference=reference, title="Buy pictures", created_at=timezone.now())


def fill(jury, cast) -> None:
    """Give a jury one more of everything that lists show."""
    session = factories.make_session(jury, theme=factories.make_theme(jury))
    witness = factories.make_witness(session)
    asked = JurorQuestion.objects.create(session=session, witness=witness, text="Why small print?")
    row = factories.make_recommendation(jury)
    recommending.add_evidence(recommendation=row, session=session, witness=witness)
    recommending.add_evidence(recommendation=row, session=session, question=asked)
    recommending.add_minority_statement(recommendation=row, text="We would rather choose.", jurors=2)
    for body in (cast.county, cast.borough):
        factories.make_owed_answer(row, body)
    number = row.number
    plan = make_plan(cast.county, title=f"Plan {number}", slug=f"plan-{jury.pk}-{number}")
    link_plan(jury=jury, plan=plan)
    link_actions(recommendation=row, actions=[make_action(plan)])


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_lists_take_the_same_statements_for_one_row_and_three(cast, client):
    jury = factories.make_jury(cast.county)
    urls = [jury.url, f"{jury.url}recommendations/", reverse("juries:answers"), "/api/juries", f"/api/juries/{jury.pk}"]
    fill(jury, cast)
    session_url = f"{jury.url}{jury.get_children().first().slug}/"
    urls += ["/juries/", session_url, f"{jury.url}recommendations/1/"]
    before = {url: statements(client, url) for url in urls}
    for _ in range(2):
        fill(jury, cast)
        factories.make_jury(cast.borough)
    assert {url: statements(client, url) for url in urls} == before
    assert max(before.values()) <= 32


def test_the_story_is_told_on_one_page(cast, client):
    jury = factories.make_jury(
        cast.county,
        body="<p>Because of the letters.</p>",
        how_chosen="<p>By lot.</p>",
        steering_group="<p>Five bodies.</p>",
        programme="<p>One day.</p>",
        report="<h2>Found</h2><p>Information.</p>",
        easy_read="<p>We met.</p>",
        what_followed="<p>Pictures were bought.</p>",
        budget=12000,
    )
    JuryCommissioner.objects.create(jury=jury, organisation=cast.borough)
    fill(jury, cast)
    body = client.get(jury.url).content.decode()
    for words in (
        "What should change?",
        "Because of the letters.",
        "By lot.",
        "Five bodies.",
        "£12,000",
        "County Council<br>Borough Council",
        "Director of Education",
        "Write it so that people can read it.",
        "Not answered yet",
        "Plan 1</a>",
        'class="stand-part is-',
        "css/rooms/stand.css",
        f'href="{jury.url}report/"',
        f'href="{jury.url}easy-read/"',
        "Pictures were bought.",
        'href="#recommendations"',
    ):
        assert words in body, words
    assert "Information." in client.get(f"{jury.url}report/").content.decode()
    assert "We met." in client.get(f"{jury.url}easy-read/").content.decode()


def test_a_recommendation_says_what_it_rests_on_and_what_it_led_to(cast, client):
    jury = factories.make_jury(cast.county)
    fill(jury, cast)
    page = client.get(f"{jury.url}recommendations/1/").content.decode()
    session = jury.get_children().first()
    for words in (
        "Why small print?",
        "We would rather choose.",
        "2 jurors",
        "Buy pictures",
        f"{jury.url}{session.slug}/",
    ):
        assert words in page, words
    assert f"{jury.url}recommendations/1/" in client.get(f"{jury.url}{session.slug}/").content.decode()


def test_votes_are_said_with_what_was_needed(cast, client):
    jury = factories.make_jury(cast.county)
    factories.make_recommendation(jury, votes_for=6, votes_against=4, votes_abstained=3, threshold=60)
    body = client.get(f"{jury.url}recommendations/1/").content.decode()
    assert "6 jurors for it, 4 against, 3 abstained." in body
    assert "60% were needed, 60% were for it" in body
    assert "Passed" in body


@pytest.mark.parametrize("how", ["unpublished", "draft", "restricted"])
def test_what_is_not_public_is_not_there(cast, client, how):
    jury = factories.make_jury(cast.county, report="<p>Found.</p>", easy_read="<p>We.</p>", live=how != "unpublished")
    row = factories.make_recommendation(jury, published=how != "draft")
    factories.make_owed_answer(row, cast.borough)
    urls = [f"{jury.url}recommendations/1/", f"/api/juries/{jury.pk}"]
    if how == "restricted":
        PageViewRestriction.objects.create(page=jury, restriction_type="login")
    if how == "draft":
        urls = urls[:1]
    else:
        urls += [f"{jury.url}{part}/" for part in ("recommendations", "report", "easy-read")]
    for url in urls:
        assert client.get(url).status_code == 404, url
    assert "Recommendation 1" not in client.get(reverse("juries:answers")).content.decode()
    assert how == "draft" or jury.title not in client.get("/juries/").content.decode()
    assert how == "restricted" or client.get(jury.url).status_code == (200 if how == "draft" else 404)


def test_a_jury_of_another_shelf_is_not_found_under_this_one(cast, client):
    jury = factories.make_jury(cast.county)
    factories.make_recommendation(jury)
    assert client.get(f"/juries/borough/{jury.slug}/recommendations/1/").status_code == 404


def test_pages_are_kept_until_a_clock_changes_what_they_say(cast):
    at = timezone.now()
    jury = factories.make_jury(cast.county)
    assert next_moment(at) == words_change_at(at)
    soon = at + timedelta(minutes=3)
    factories.make_session(jury, starts_at=soon)
    assert next_moment(at) == soon
    assert expires_at(at) <= soon
    assert next_moment(soon) > soon


def test_every_change_of_what_is_public_drops_kept_pages(cast):
    jury = factories.make_jury(cast.county)
    row = factories.make_recommendation(jury, published=False)
    seen = [current()]
    recommending.change_recommendation(recommendation=row, title="A draft")
    assert current() == seen[0]
    for change in (
        lambda: recommending.publish_recommendation(recommendation=row, by=cast.county_officer, at=timezone.now()),
        lambda: recommending.change_recommendation(recommendation=row, title="Anew"),
        lambda: link_plan(jury=jury, plan=make_plan(cast.county)),
    ):
        change()
        seen.append(current())
        row.refresh_from_db()
    assert seen == sorted(set(seen))


def test_every_organisation_gets_a_shelf_of_its_own(cast):
    shelf = factories.make_jury_shelf(cast.county)
    assert open_shelf(cast.county) == shelf
    groups = set(shelf.group_permissions.values_list("group", flat=True))
    assert groups == {cast.county.officers_id}


def test_the_api_tells_how_bodies_answered(cast, client):
    jury = factories.make_jury(cast.county)
    row = factories.make_recommendation(jury)
    factories.make_owed_answer(row, cast.borough, due_on=timezone.localdate() - 3 * DAY)
    listed = client.get("/api/juries").json()
    assert (listed["count"], listed["items"][0]["state"]) == (1, "reported")
    told = client.get(f"/api/juries/{jury.pk}").json()["recommendations"][0]
    assert told["url"].endswith(row.get_absolute_url())
    assert told["answers"][0] | {"due_on": ""} == {
        "organisation": "Borough Council",
        "answer": "",
        "reasons": "",
        "due_on": "",
        "answered_at": None,
        "days_late": 3,
    }


def test_every_body_that_called_the_jury_is_named_the_lead_first(cast):
    jury = factories.make_jury(cast.county)
    jury.commissioners.set([JuryCommissioner(organisation=cast.borough), JuryCommissioner(organisation=cast.county)])
    jury.save()
    text = Client().get(jury.url).content.decode()
    assert "County Council<br>Borough Council</dd>" in text
    assert Client().get(f"/api/juries/{jury.pk}").json()["called_by"] == ["County Council", "Borough Council"]
