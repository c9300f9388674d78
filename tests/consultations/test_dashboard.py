"""The desk on the front of the admin: one's own organisation's work, the most pressing first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.dashboard import desk_rows
from consultations.models import ConsultationPartner
from people.services import ensure_groups
from tests import factories

pytestmark = pytest.mark.django_db


def closed(organisation, days, **fields):
    now = timezone.now()
    return factories.make_consultation(
        organisation, opens_at=now - timedelta(days=days + 60), closes_at=now - timedelta(days=days), **fields
    )


def test_the_most_pressing_comes_first_and_drafts_last(cast):
    factories.make_consultation(cast.county, title="A draft", live=False)
    factories.make_consultation(cast.county, title="Open")
    closed(cast.county, 10, title="Due")
    closed(cast.county, 85, title="Overdue")
    assert [row.title for row in desk_rows(cast.county_officer, at=timezone.now())] == [
        "Overdue",
        "Due",
        "Open",
        "A draft",
    ]


def test_the_other_organisation_and_the_outsider_see_nothing_of_it(cast):
    factories.make_consultation(cast.county, title="Heron Lane")
    assert desk_rows(cast.borough_officer, at=timezone.now()) == []
    assert desk_rows(cast.outsider, at=timezone.now()) == []


@pytest.mark.parametrize("may_edit", [True, False])
def test_a_partner_finds_it_and_edits_it_only_where_invited(cast, may_edit):
    page = factories.make_consultation(cast.county)
    ConsultationPartner.objects.create(consultation=page, organisation=cast.borough, can_edit=may_edit)
    (row,) = desk_rows(cast.borough_officer, at=timezone.now())
    assert bool(row.edit_url) is may_edit


def test_the_number_of_statements_does_not_grow(cast, django_assert_num_queries):
    for number in (1, 3):
        while factories.ConsultationPage.objects.count() < number:
            factories.make_survey(factories.make_consultation(cast.county))
        with django_assert_num_queries(4):
            desk_rows(cast.county_officer, at=timezone.now())


def test_the_front_of_the_admin_shows_it(client, cast):
    ensure_groups()
    page = factories.make_consultation(cast.county, title="Heron Lane")
    client.force_login(cast.county_officer)
    body = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Heron Lane" in body
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in body
