"""The page of one consultation: what it says in each state, and what it never says."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from consultations.models import (
    Area,
    ConsultationDocument,
    ConsultationPage,
    ConsultationPartner,
    OutcomePage,
    ResultSnapshot,
    Topic,
)
from core.generation import raise_generation
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
OPEN = {"opens_at": NOW - 5 * DAY, "closes_at": NOW + 40 * DAY}
PLANNED = {"opens_at": NOW + 5 * DAY, "closes_at": NOW + 40 * DAY}
DUE = {"opens_at": NOW - 60 * DAY, "closes_at": NOW - 20 * DAY}
LATE = {"opens_at": NOW - 200 * DAY, "closes_at": NOW - 125 * DAY}


def make(cast, **fields):
    page = factories.make_consultation(cast.county, **({"title": "Evening buses", "slug": "buses"} | fields))
    raise_generation()
    return page


def look(client, path="/consultations/county/buses/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def said(body):
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def add_outcome(page, **fields):
    texts = {"we_asked": "<p>About buses.</p>", "you_said": "<p>Keep the last one.</p>", "we_did": "<p>We kept it.</p>"}
    return page.add_child(instance=OutcomePage(title="Outcome", slug="outcome", **(texts | fields)))


def test_it_says_what_lawful_consultation_needs(client, cast):
    make(
        cast,
        **OPEN,
        body="<p>Nine routes.</p>",
        decision="Which routes to keep.",
        decided_by="The cabinet",
        decided_on=date(2031, 3, 4),
        period_reason="The contract ends soon.",
        contact_phone="0116 496 0000",
        other_ways="<p>Ask for a paper form.</p>",
    )
    words = said(look(client))
    for part in (
        "Nine routes.",
        "Which routes to keep.",
        "Who decides The cabinet",
        "When Tuesday 4 March 2031",
        "What can change The times.",
        "What cannot change The budget.",
        "Why these dates The contract ends soon.",
        "No group is worse off.",
        "From the equality analysis of",
        "Policy team policy@example.org 0116 496 0000",
        "Ask for a paper form.",
        "Closes in",
    ):
        assert part in words


def test_papers_say_their_kind_and_size(client, cast):
    page = make(cast, **OPEN)
    paper = Document.objects.create(title="Figures", file=ContentFile(b"x" * 2048, name="figures.pdf"))
    ConsultationDocument.objects.create(consultation=page, document=paper, description="Passengers by route")
    words = said(look(client)).replace("\xa0", " ")
    assert "Figures (PDF, 2.0 KB)" in words
    assert "Passengers by route" in words


def test_subjects_and_organisations_lead_into_the_finder(client, cast):
    page = make(cast, **OPEN)
    page.topics.set([Topic.objects.create(name="Transport", slug="transport")])
    page.areas.set([Area.objects.create(name="Town", slug="town")])
    page.save()
    ConsultationPartner.objects.create(consultation=page, organisation=cast.borough)
    body = look(client)
    for query in ("topic=transport", "area=town", "organisation=county", "organisation=borough"):
        assert f'href="/consultations/?{query}"' in body
    assert "Run together by County Council Borough Council" in said(body)


@pytest.mark.parametrize(
    ("window", "has_survey", "is_offered"),
    [(OPEN, True, True), (OPEN, False, False), (PLANNED, True, False), (DUE, True, False)],
)
def test_views_can_be_given_while_it_is_open_and_asks_something(client, cast, window, has_survey, is_offered):
    page = make(cast, **window)
    if has_survey:
        factories.make_survey(page)
    assert ('href="/consultations/county/buses/respond/"' in look(client)) is is_offered


def test_it_says_when_an_account_is_needed(client, cast):
    factories.make_survey(make(cast, **OPEN, needs_account=True))
    assert "You need an account" in said(look(client))


@pytest.mark.parametrize(("window", "is_offered"), [(PLANNED, True), (OPEN, True), (DUE, False)])
def test_dates_to_come_can_be_added_to_a_calendar(client, cast, window, is_offered):
    make(cast, **window)
    assert ('href="/consultations/county/buses/calendar.ics"' in look(client)) is is_offered


@pytest.mark.parametrize(("window", "is_linked"), [(OPEN, False), (DUE, True), (LATE, True)])
def test_results_are_linked_once_closed_and_counted(client, cast, window, is_linked):
    page = make(cast, **window)
    assert "/results/" not in look(client)
    ResultSnapshot.objects.create(consultation=page, counted_at=NOW)
    assert ('href="/consultations/county/buses/results/"' in look(client)) is is_linked


def test_while_the_outcome_is_due_it_says_until_when(client, cast):
    make(cast, **DUE)
    assert "What was said and what is decided will be published here by" in said(look(client))


def test_an_overdue_outcome_is_told_plainly(client, cast):
    make(cast, **LATE)
    words = said(look(client))
    assert "Outcome overdue" in words
    assert "The outcome is 41 days late" in words
    assert ", 12 weeks after closing." in words


def test_a_published_outcome_is_told_shortly(client, cast):
    add_outcome(make(cast, **LATE))
    body = look(client)
    assert "What came of it We kept it." in said(body)
    assert 'href="/consultations/county/buses/outcome/"' in body
    assert "late" not in said(body)


def test_a_draft_or_private_outcome_is_not_told(client, cast):
    outcome = add_outcome(make(cast, **LATE), we_did="<p>Zebrafish</p>", live=False)
    assert "Zebrafish" not in look(client)
    OutcomePage.objects.filter(pk=outcome.pk).update(live=True)
    PageViewRestriction.objects.create(page=outcome, restriction_type="login")
    assert "Zebrafish" not in look(client)


def test_an_editors_text_runs_nothing(client, cast):
    page = make(cast, **OPEN)
    ConsultationPage.objects.filter(pk=page.pk).update(
        body='<p onclick="x()">Safe</p><script>zebrafish()</script>', decision="<b>bold</b>", title="<i>Buses</i>"
    )
    body = look(client)
    assert "onclick" not in body
    assert "<script>" not in body
    assert "&lt;b&gt;bold&lt;/b&gt;" in body
    assert "&lt;i&gt;Buses&lt;/i&gt;" in body


@pytest.mark.parametrize("kind", ["draft", "gone", "private"])
def test_what_is_not_public_is_not_shown(client, cast, kind):
    page = make(cast, **OPEN, live=kind != "draft")
    if kind == "gone":
        page.unpublish()
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get("/consultations/county/buses/")
    assert response.status_code == (302 if kind == "private" else 404)
    assert "Evening buses" not in response.content.decode()


def test_a_preview_shows_what_is_not_saved(cast):
    topic = Topic.objects.create(name="Transport", slug="transport")
    page = make(cast, **OPEN, live=False)
    page.title = "Not saved"
    page.topics.add(topic)
    body = page.make_preview_request().content.decode()
    assert "Not saved" in body
    assert "topic=transport" in body


def test_a_page_without_dates_can_be_previewed(cast):
    page = make(cast, live=False)
    page.opens_at = page.closes_at = None
    assert "Dates to be announced" in page.make_preview_request().content.decode()


def test_the_number_of_statements_is_constant(client, cast):
    page, counted = make(cast, **OPEN), []
    for count in (1, 3):
        for number in range(count):
            paper = Document.objects.create(title="Paper", file=ContentFile(b"x", name=f"{count}{number}.pdf"))
            ConsultationDocument.objects.create(consultation=page, document=paper)
            page.topics.add(Topic.objects.create(name=f"Topic {count}{number}", slug=f"topic-{count}{number}"))
            ConsultationPartner.objects.create(consultation=page, organisation=factories.make_organisation())
        page.save()
        look(client)
        with CaptureQueriesContext(connection) as captured:
            look(client)
        counted.append(len(captured))
    assert counted[0] == counted[1]
