"""A check lapses while somebody is at it: neither the admin nor the team's desk publishes; nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.visiting import Visit
from tests.journeys import inside
from tests.sites import LiveSite
from youth.models import ArticlePage, Piece, SafeguardingCheck

pytestmark = pytest.mark.browser
REFUSED = "Only an adult whose safeguarding check stands today can publish this."
TYPED = "A sentence that was typed a moment ago."


def look_again(site: LiveSite, day: date) -> None:
    """Have the check of the demonstration's checked adult end on this day."""
    with inside(site):
        checks = SafeguardingCheck.objects.filter(user__email="checked@engage.example", ended_at=None)
        assert checks.update(look_again_on=day)


def publish(page: Page) -> None:
    """Press the admin's own button, past the workflow that waits, and say that one means it."""
    page.get_by_role("button", name="More actions").last.click()
    page.locator("[name=action-publish]").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()


def test_a_check_that_lapses_at_the_desk_keeps_an_article_back(forum_site: LiveSite, visit: Visit) -> None:
    with inside(forum_site):
        piece = Piece.objects.filter(stage=Piece.Stage.READY, page__live=False).select_related("page").earliest("pk")
    address = f"/youth/read/{piece.page.slug}/"
    stranger, adult, lapsed = visit(has_phone=True), visit("checked"), visit("lapsed")
    today = timezone.localdate()

    adult.goto(f"/cms/pages/{piece.page_id}/edit/")
    adult.locator("#id_teaser").fill(TYPED)
    look_again(forum_site, today)
    publish(adult)
    expect(adult.get_by_text(REFUSED).first).to_be_visible()
    expect(adult.locator("#id_teaser")).to_have_value(TYPED)
    assert stranger.goto(address).status == 404  # type: ignore[union-attr]

    for page in (adult, lapsed):
        for place in ("/youth/team/publish/", f"/youth/team/publish/{piece.pk}/"):
            assert page.goto(place).status == 404  # type: ignore[union-attr]
    assert lapsed.goto(f"/cms/pages/{piece.page_id}/edit/").status in {403, 404}  # type: ignore[union-attr]
    with inside(forum_site):
        assert not ArticlePage.objects.get(pk=piece.page_id).live

    look_again(forum_site, today + timedelta(days=1))
    adult.goto(f"/cms/pages/{piece.page_id}/edit/")
    adult.locator("#id_teaser").fill(TYPED)
    publish(adult)
    expect(adult.get_by_text("has been published")).to_be_visible()
    assert stranger.goto(address).status == 200  # type: ignore[union-attr]
    expect(stranger.get_by_text(TYPED)).to_be_visible()
