"""Officers write down what their jury recommended; nobody else does. The ledger hears what its actions answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from actions.origins import origins_of_actions, origins_of_plans
from juries import errors
from juries.models import EvidenceLink, JurorQuestion, JuryPage, Recommendation
from juries.services import recommending
from juries.services.linking import link_actions, link_plan, unlink_plan
from people.models import Notice
from tests.admin_walk import client_of
from tests.juries import factories
from tests.juries.test_pages import make_action, make_plan

pytestmark = pytest.mark.django_db
WORDS = {"number": 1, "title": "Write plainly", "text": "In words people know.", "votes_for": 9, "votes_against": 2}


@pytest.fixture
def jury(cast):
    return factories.make_jury(cast.county)


def screen(row) -> str:
    return reverse("officer_juries:recommendation", args=[row.jury_id, row.pk])


def test_an_officer_writes_publishes_and_asks(cast, jury, client):
    officer = client_of(cast.county_officer)
    add = reverse("officer_juries:recommendation_add", args=[jury.pk])
    assert officer.post(add, WORDS | {"title": ""}).status_code == 422
    assert officer.post(add, WORDS | {"threshold": 67}).status_code == 302
    row = Recommendation.objects.get()
    assert officer.post(add, WORDS).status_code == 422
    assert client.get(f"{jury.url}recommendations/1/").status_code == 404
    session = factories.make_session(jury)
    steps = [
        {"do": "evidence", "evidence-basis": f"session-{session.pk}", "evidence-note": "Nobody could read it."},
        {"do": "minority", "minority-text": "Leave it.", "minority-jurors": 2},
        {"do": "publish"},
        {"do": "save"} | WORDS | {"number": 7, "title": "Write plainly, always"},
        {"do": "ask", "bodies-organisations": [cast.borough.pk], "bodies-due_on": timezone.localdate().isoformat()},
    ]
    for step in steps:
        assert officer.post(screen(row), step).status_code == 302, step
    body = client.get(f"{jury.url}recommendations/1/").content.decode()
    for words in ("Write plainly, always", "Nobody could read it.", "Leave it.", "Borough Council", "Not answered yet"):
        assert words in body, words
    assert Notice.objects.filter(kind="jury-answer").count() == 1
    assert officer.get(screen(row)).status_code == 200
    assert "1 of 1" not in officer.get(reverse("officer_juries:jury", args=[jury.pk])).content.decode()
    assert officer.post(screen(row), {"do": "remove"}).status_code == 422
    assert officer.post(screen(row), {"do": "ask_no_more", "answer": row.answers.get().pk}).status_code == 302
    assert not row.answers.exists()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, jury):
    row, officer = factories.make_recommendation(jury), client_of(cast.county_officer)
    for step, words in (
        ({"do": "save", "title": "", "text": "My long text"}, "My long text"),
        ({"do": "ask", "bodies-due_on": ""}, "Choose at least one body."),
        ({"do": "evidence", "evidence-basis": "", "evidence-note": "A note"}, "A note"),
        ({"do": "minority", "minority-text": "", "minority-jurors": 3}, "Write the statement."),
    ):
        answer = officer.post(screen(row), step)
        assert answer.status_code == 422, step
        assert words in answer.content.decode(), step
    assert officer.post(screen(row), {"do": "nothing"}).status_code == 404


def test_a_published_number_stays(jury):
    row = factories.make_recommendation(jury)
    with pytest.raises(errors.NumberStays):
        recommending.change_recommendation(recommendation=row, number=9)
    with pytest.raises(errors.PublishedStays):
        recommending.remove_recommendation(recommendation=row)
    with pytest.raises(errors.NumberTaken):
        recommending.add_recommendation(jury=jury, **WORDS)
    draft = recommending.add_recommendation(jury=jury, **(WORDS | {"number": 2}))
    assert recommending.change_recommendation(recommendation=draft, number=3).number == 3
    assert recommending.next_number(jury) == 4


def test_published_again_it_keeps_its_moment(cast, jury):
    row, first = factories.make_recommendation(jury, published=False), timezone.now()
    for at in (first, first + timedelta(days=1)):
        recommending.publish_recommendation(recommendation=row, by=cast.county_officer, at=at)
    row.refresh_from_db()
    assert row.published_at == first


def test_evidence_and_themes_are_the_jurys_own(cast, jury):
    row, other = factories.make_recommendation(jury), factories.make_jury(cast.borough)
    strange = factories.make_session(other)
    session = factories.make_session(jury)
    with pytest.raises(errors.NotOfThisJury):
        recommending.add_evidence(recommendation=row, session=strange)
    with pytest.raises(errors.NotOfThisJury):
        recommending.add_evidence(recommendation=row, session=session, witness=factories.make_witness(strange))
    with pytest.raises(errors.NotOfThisJury):
        recommending.change_recommendation(recommendation=row, theme=factories.make_theme(other))
    asked = JurorQuestion.objects.create(session=session, text="Why?")
    for note in ("Once", "Twice"):
        recommending.add_evidence(recommendation=row, session=session, question=asked, note=note)
    assert EvidenceLink.objects.get().note == "Twice"


def test_actions_are_of_the_jurys_plans_and_tell_what_they_answer(cast, jury):
    row, plan = factories.make_recommendation(jury), make_plan(cast.county)
    action = make_action(plan)
    with pytest.raises(errors.NotOfThisJury):
        link_actions(recommendation=row, actions=[action])
    officer = client_of(cast.county_officer)
    assert officer.post(reverse("officer_juries:jury", args=[jury.pk]), {"plan": plan.pk}).status_code == 302
    assert officer.post(screen(row), {"do": "actions", "actions-actions": [action.pk]}).status_code == 302
    assert origins_of_plans([plan.pk])[plan.pk][0].url == jury.url
    told = origins_of_actions([action.pk])[action.pk][0]
    assert (told.label, told.of, told.url) == (f"Recommendation 1: {row.title}", jury.title, row.get_absolute_url())
    jury.unpublish()
    assert origins_of_plans([plan.pk]) == origins_of_actions([action.pk]) == {}
    unlink_plan(jury=jury, plan=plan)
    assert not row.action_links.exists()


def test_drafts_of_other_organisations_plans_are_not_offered(cast, jury):
    hidden = make_plan(cast.borough, title="Secret plan", published_at=None)
    url, officer = reverse("officer_juries:jury", args=[jury.pk]), client_of(cast.county_officer)
    assert "Secret plan" not in officer.get(url).content.decode()
    assert officer.post(url, {"plan": hidden.pk}).status_code == 422
    assert not jury.plan_links.exists()


def test_other_organisations_and_outsiders_come_across_nothing(cast, jury):
    row = factories.make_recommendation(jury, published=False, title="Heron Lane")
    link_plan(jury=jury, plan=make_plan(cast.county))
    urls = [
        reverse("officer_juries:jury", args=[jury.pk]),
        reverse("officer_juries:questions", args=[jury.pk]),
        reverse("officer_juries:recommendation_add", args=[jury.pk]),
        screen(row),
        reverse("officer_juries:recommendation", args=[factories.make_jury(cast.borough).pk, row.pk]),
    ]
    stranger = client_of(cast.borough_officer)
    for url in urls:
        assert stranger.get(url).status_code == 404, url
        for do in ("publish", "unlink", "save", "ask"):
            assert stranger.post(url, WORDS | {"do": do}).status_code == 404, url
        assert client_of(cast.outsider).get(url).status_code in {302, 403}, url
        assert "Heron Lane" not in client_of(cast.outsider).get(url).content.decode()
    row.refresh_from_db()
    assert (row.published_at, row.title) == (None, "Heron Lane")
    listed = stranger.get(reverse("officer_juries:list")).content.decode()
    assert jury.title not in listed
    for who in (cast.county_officer, cast.administrator):
        assert jury.title in client_of(who).get(reverse("officer_juries:list")).content.decode()
        assert client_of(who).get(screen(row)).status_code == 200


def edited(jury: JuryPage, **fields) -> dict:
    """What the page editor sends."""
    empty = {
        f"{rows}-{part}": "0" if part != "MAX_NUM_FORMS" else "1000"
        for rows in ("commissioners", "themes", "comments")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    rich = dict.fromkeys(
        ("body", "steering_group", "how_chosen", "programme", "report", "easy_read", "what_followed"), "null"
    )
    words = {name: getattr(jury, name) for name in ("title", "slug", "summary", "question", "place")}
    return empty | rich | words | {"contact_role": "", "contact_email": "", "action-publish": "1"} | fields


def test_a_picture_needs_words_and_a_jury_its_question(cast, jury, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = Image.objects.create(
        title="Jury", file=get_test_image_file("jury.png"), collection=cast.county.collection
    )
    url, officer = reverse("wagtailadmin_pages:edit", args=[jury.pk]), client_of(cast.county_officer)
    refused = officer.post(url, edited(jury, question="", picture=picture.pk)).content.decode()
    assert "Write the question that is put to the jury." in refused
    assert "Say in words what the picture shows" in refused
    turned = officer.post(url, edited(jury, starts_on="2026-05-04", ends_on="2026-05-03")).content.decode()
    assert "The last day is before the first." in turned
    told = edited(jury, picture=picture.pk, picture_alt="Thirteen people around a table")
    assert officer.post(url, told).status_code == 302
    assert 'alt="Thirteen people around a table"' in officer.get(jury.url).content.decode()
    assert client_of(cast.borough_officer).post(url, told).status_code == 404


def test_a_session_offers_themes_and_witnesses_of_its_own_alone(cast, jury):
    other = factories.make_jury(cast.borough)
    factories.make_theme(other, "Secret theme")
    factories.make_witness(factories.make_session(other), role="Secret witness")
    session = factories.make_session(jury)
    factories.make_theme(jury, "Our theme")
    factories.make_witness(session, role="Our witness")
    body = client_of(cast.county_officer).get(reverse("wagtailadmin_pages:edit", args=[session.pk])).content.decode()
    assert "Our theme" in body
    assert "Our witness" in body
    assert "Secret" not in body
