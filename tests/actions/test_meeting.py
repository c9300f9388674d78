"""Where the ledger meets the rooms above: under a consultation and its outcome, and on the front page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.standing import Status
from consultations.models import ConsultationPlan, OutcomePage
from tests import factories
from tests.actions.plans import make_action, make_plan, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast):
    now = timezone.now()
    page = factories.make_consultation(
        cast.county, title="Evening buses", opens_at=now - timedelta(days=90), closes_at=now - timedelta(days=30)
    )
    factories.make_survey(page)
    page.add_child(instance=OutcomePage(title="Outcome", slug="outcome"))
    return page


@pytest.fixture
def plan(cast):
    made = make_plan(cast.county, title="Buses after dark", published_at=timezone.now())
    say(make_action(made), Status.DONE, at=timezone.now())
    make_action(made)
    return made


def test_an_officer_links_a_plan_and_both_lead_to_each_other(client, cast, consultation, plan):
    screen = reverse("officer_results:plans", args=[consultation.pk])
    client.force_login(cast.county_officer)
    draft = make_plan(cast.county, title="Not yet told", published_at=None)
    for one in (plan, draft):
        assert client.post(screen, {"plan": one.pk}).status_code == 302
    shown = client.get(screen).content.decode()
    assert "Buses after dark" in shown
    assert "Draft: shown once it is published" in shown
    client.logout()
    for address in (consultation.url, f"{consultation.url}outcome/"):
        page = client.get(address).content.decode()
        assert "What was promised" in page
        assert "1 of 2 is done." in page
        assert "Not yet told" not in page
    assert consultation.url in client.get(plan.get_absolute_url()).content.decode()
    client.force_login(cast.county_officer)
    client.post(screen, {"away": plan.pk})
    assert "What was promised" not in client.get(consultation.url).content.decode()


def test_nobody_links_anothers_plan_or_to_anothers_consultation(client, cast, consultation, plan):
    theirs = make_plan(cast.borough, title="Heron draft", published_at=None)
    screen = reverse("officer_results:plans", args=[consultation.pk])
    client.force_login(cast.county_officer)
    refused = client.post(screen, {"plan": theirs.pk})
    assert refused.status_code == 400
    assert "Heron draft" not in refused.content.decode()
    client.force_login(cast.borough_officer)
    for sent in ({"plan": theirs.pk}, {"plan": plan.pk}):
        assert client.post(screen, sent).status_code == 404
    assert client.get(screen).status_code == 404
    assert not ConsultationPlan.objects.exists()


def test_the_front_page_says_how_all_promises_stand(client, cast):
    factories.make_home()
    assert "What we promised" not in client.get("/").content.decode()
    for number in (1, 2):
        plan = make_plan(cast.county, published_at=timezone.now())
        for _ in range(number):
            make_action(plan)
    make_action(make_plan(cast.county, published_at=None))
    page = client.get("/").content.decode()
    assert "None of 3 is done yet." in page
    assert 'href="/plans/"' in page
