"""An officer sees and edits what is the organisation's and nothing else: a walk through every address there is.

The county's draft is called `SECRET`; its pictures, documents, tags and survey carry the same words, and its officer a
name of her own. The borough's officer asks for every address with the numbers of what is the county's and of what is
the borough's, reading and writing. The county's officer walks beside, so that a wall that hides all does not pass.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.gate import rule_for
from tests.admin_walk import addresses, admin_addresses, body_of, client_of
from tests.county import SECRET, County, carried_away, everything, leaks, make_county

#: Screens of the admin that hold nothing of anybody's.
OPEN_DOORS = ("/cms/sprite/", "/cms/jsi18n/", "/cms/login/", "/cms/logout/")


@pytest.fixture
def county(cast, settings, tmp_path) -> County:
    settings.MEDIA_ROOT = tmp_path
    return make_county(cast)


@pytest.mark.django_db
def test_an_officer_comes_across_nothing_of_another_organisation(cast, county):
    client = client_of(cast.borough_officer)
    found, broken = {}, {}
    for url in addresses(county):
        response = client.get(url)
        words = leaks(body_of(response).replace("?tag=" + SECRET.replace(" ", "+"), ""))
        if words:
            found[url] = words
        if response.status_code >= 500 and "failwhale" not in url:
            broken[url] = response.status_code
    assert found == {}
    assert broken == {}


@pytest.mark.django_db
def test_an_officer_writes_nothing_of_another_organisation(cast, county):
    client = client_of(cast.borough_officer)
    before = everything(county)
    found = {}
    for url in addresses(county):
        response = client.post(
            url,
            {
                "title": "Taken over",
                "slug": "taken-over",
                "new_title": "Copied",
                "new_slug": "copied",
                "new_parent_page": cast.borough.shelf.pk,
                "chooser": cast.borough.shelf.pk,
                "collection": cast.borough.collection_id,
                "tags": "taken",
                "position": "0",
                "action-publish": "1",
                "restriction_type": "none",
                "destination_page_id": cast.borough.shelf.pk,
                "revision_id": county.revision.pk,
                "role": cast.borough.officers_id,
                "mark_as_active": "False",
            },
        )
        words = leaks(body_of(response))
        if words:
            found[url] = words
    assert found == {}
    assert everything(county) == before
    assert carried_away(county) == []
    cast.county_officer.refresh_from_db()
    assert cast.county_officer.is_active
    assert not cast.county_officer.groups.filter(pk=cast.borough.officers_id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_pages:search?q=Heron",
        "wagtailadmin_choose_page_search?q=Heron",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_tag_autocomplete?term=Heron",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
        "wagtaildocs_chooser:choose",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_home",
        "youth_figures:list",
    ],
)
def test_the_organisations_own_officer_sees_it_in_every_list(cast, county, name):
    name, question, query = name.partition("?")
    body = body_of(client_of(cast.county_officer).get(reverse(name) + question + query))
    assert SECRET in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("wagtailadmin_pages:edit", "draft"),
        ("wagtailadmin_pages:history", "draft"),
        ("wagtailadmin_pages:usage", "draft"),
        ("wagtailadmin_pages:delete", "draft"),
        ("wagtailadmin_pages:copy", "draft"),
        ("wagtailadmin_pages:view_draft", "draft"),
        ("wagtailadmin_explore", "shelf"),
        ("wagtailadmin_choose_page_child", "shelf"),
        ("wagtailadmin_api:pages:detail", "draft"),
        ("wagtailimages:edit", "image"),
        ("wagtailimages:image_usage", "image"),
        ("wagtailimages_chooser:chosen", "image"),
        ("wagtailimages_chooser:select_format", "image"),
        ("wagtaildocs:edit", "document"),
        ("wagtaildocs_chooser:chosen", "document"),
        ("builder:survey", "draft"),
        ("builder:preview", "draft"),
        ("officer_results:detail", "draft"),
        ("officer_results:texts", "published"),
        ("officer_results:csv", "published"),
        ("officer_results:events", "published"),
        ("live:event", "event"),
        ("live:event_results", "event"),
        ("live:agenda", "event"),
        ("live:paper", "event"),
        ("live:remote", "event"),
        ("officer_juries:jury", "jury"),
        ("officer_juries:questions", "jury"),
        ("officer_plans:plan", "plan"),
        ("ledger_desk:import", "table"),
        ("ledger_desk:import_into", "plan"),
        ("ledger_desk:report", "report"),
        ("ledger_desk:reviews", "plan"),
    ],
)
def test_the_organisations_own_officer_sees_it_on_every_screen(cast, county, name, what):
    response = client_of(cast.county_officer).get(reverse(name, args=[getattr(county, what).pk]))
    assert response.status_code == 200
    assert SECRET in body_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "what", "data"),
    [
        ("wagtailadmin_pages:delete", "draft", {}),
        ("wagtailadmin_pages:unlock", "draft", {}),
        ("wagtailimages:delete", "image", {}),
        ("wagtaildocs:edit", "document", {"title": "Renamed"}),
    ],
)
def test_the_organisations_own_officer_writes(cast, county, name, what, data):
    before = everything(county)
    thing = getattr(county, what)
    if what == "document":
        data = data | {"collection": thing.collection_id, "tags": ""}
    assert client_of(cast.county_officer).post(reverse(name, args=[thing.pk]), data).status_code == 302
    assert everything(county) != before


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "moderator"])
def test_who_has_no_work_in_the_admin_is_refused_at_every_address(cast, county, who):
    client = client_of(getattr(cast, who))
    for url in addresses(county):
        response = client.get(url)
        if url.startswith("/cms/") and not url.startswith(OPEN_DOORS):
            assert response.status_code in {403, 404}, url
        assert leaks(body_of(response)) == [], url


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(county):
    client = Client(raise_request_exception=False)
    for url in addresses(county):
        response = client.get(url)
        if url.startswith("/cms/") and not url.startswith(OPEN_DOORS):
            assert response.status_code in {302, 404}, url
            assert response.status_code == 404 or response.url.startswith(("/cms/login/", "/accounts/login/")), url
        assert leaks(body_of(response)) == [], url


def test_every_address_of_wagtail_has_its_rule():
    """As soon as Wagtail brings a screen with a number in its address, somebody has to decide about it."""
    open_to_all = {"wagtailadmin_password_reset_confirm"}
    unruled = [
        name
        for route, name in admin_addresses()
        if "<" in route and name.startswith(("wagtail", "None")) and name not in open_to_all and rule_for(name) is None
    ]
    assert unruled == ["wagtailadmin_tag_model_autocomplete"]
