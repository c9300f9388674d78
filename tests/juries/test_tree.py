"""What is below an unpublished page, and what of a jury cannot be deleted."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from core.generation import current
from juries.models import Draw, JuryPage, Recommendation
from tests.admin_walk import client_of
from tests.factories import make_organisation
from tests.juries import factories
from tests.juries.drawn import fill_pool, make_call, make_draw

pytestmark = pytest.mark.django_db


def test_a_session_of_a_jury_that_is_not_published_is_not_there(cast):
    jury = factories.make_jury(cast.county, live=False)
    session = factories.make_session(jury, summary="Who will be heard")
    assert Client().get(session.url).status_code == 404
    JuryPage.objects.filter(pk=jury.pk).update(live=True)
    assert "Who will be heard" in Client().get(session.url).content.decode()


def test_a_session_for_some_is_told_nobody_else_on_the_jurys_page(cast):
    jury = factories.make_jury(cast.county)
    session = factories.make_session(jury, title="Behind closed doors")
    row = factories.make_recommendation(jury)
    row.evidence.create(session=session, note="What was said there")
    session.view_restrictions.create(restriction_type="login")
    for address in (jury.url, row.get_absolute_url()):
        text = Client().get(address).content.decode()
        assert "Behind closed doors" not in text
        assert "What was said there" not in text


def published_draw(cast) -> JuryPage:
    call = make_call(cast.county)
    fill_pool(call, 20)
    make_draw(call, published=True)
    return call.jury


def published_recommendation(cast) -> JuryPage:
    return factories.make_recommendation(factories.make_jury(cast.county)).jury


@pytest.mark.parametrize("make", [published_draw, published_recommendation])
def test_a_jury_with_something_public_is_not_deleted(cast, make):
    jury = make(cast)
    for client in (client_of(cast.county_officer), client_of(cast.administrator)):
        answer = client.post(f"/cms/pages/{jury.pk}/delete/", follow=True)
        assert "so it stays" in answer.content.decode()
        client.post(f"/cms/bulk/wagtailcore/page/delete/?id={jury.pk}")
        assert JuryPage.objects.filter(pk=jury.pk).exists()
    assert Draw.objects.exists() or Recommendation.objects.exists()


def test_a_published_draw_is_kept_by_the_database_layer_too_and_a_draft_jury_can_go(cast):
    jury = published_draw(cast)
    with pytest.raises(ProtectedError), transaction.atomic():
        jury.delete()
    draft = factories.make_recommendation(factories.make_jury(cast.county), published=False).jury
    client_of(cast.county_officer).post(f"/cms/pages/{draft.pk}/delete/")
    assert not JuryPage.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("slug", ["answers", "application", "letters", "room"])
def test_no_shelf_lies_behind_another_address(slug):
    shelf = factories.make_jury_shelf(make_organisation(slug.title(), slug=slug))
    assert shelf.slug == f"{slug}-juries"
    assert f"Juries led by {slug.title()}" in Client().get(shelf.url).content.decode()


@pytest.mark.parametrize(
    ("days", "opens", "words"),
    [
        (9, 3, ("How the jurors are chosen", "Opens", "What it will hear")),
        (
            9,
            -3,
            ("How the jurors are chosen", "You could sit on this jury", "Apply to be a juror", "What it will hear"),
        ),
        (0, -30, ("Who sits, and how they were chosen", "Anybody can check the draw", "What it hears")),
        (-9, -30, ("Who sat, and how they were chosen", "How jurors are found", "What it heard")),
    ],
)
def test_the_page_says_how_jurors_are_found_and_what_was_or_will_be(cast, days, opens, words):
    now, today = timezone.now(), timezone.localdate()
    first = today + timedelta(days=days)
    report = first + timedelta(days=1) if days < 0 else None
    jury = factories.make_jury(
        cast.county, starts_on=first, ends_on=None, report_on=report, how_chosen="<p>By lot.</p>", programme="<p>A.</p>"
    )
    before = current()
    make_call(jury=jury, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=opens + 7))
    assert current() > before, "kept pages are out of date"
    text = Client().get(jury.url).content.decode()
    assert [one for one in words if one not in text] == []
    assert ("You could sit on this jury" in text) == (opens == -3)
