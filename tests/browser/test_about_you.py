"""The questions about the respondent in Chromium: what does not apply goes away, and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from consultations.models import ConsultationPage
from consultations.services.drafting import begin_draft
from tests.sites import LiveSite

pytestmark = pytest.mark.browser


def open_form(page: Page, site: LiveSite) -> None:
    with site.data():
        consultation = ConsultationPage.objects.get(slug="evening-buses")
        _draft, token = begin_draft(consultation=consultation, at=timezone.now())
    page.goto(f"{site.url}/respond/{token}/about-you/")


def group(page: Page, words: str) -> Locator:
    return page.locator("fieldset").filter(has_text=words).first


def test_what_does_not_apply_goes_away(
    page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]
) -> None:
    open_form(page, live_site)
    orientation = group(page, "best describes your sexual orientation")
    gender = group(page, "same as your sex registered at birth")
    disability = group(page, "reduce your ability")
    expect(orientation).to_be_visible()
    expect(disability).to_be_hidden()
    page.get_by_label("Under 16").check()
    expect(orientation).to_be_hidden()
    expect(gender).to_be_hidden()
    page.get_by_label("16 to 17").check()
    expect(orientation).to_be_visible()
    group(page, "lasting or expected to last").get_by_label("Yes").check()
    expect(disability).to_be_visible()
    group(page, "lasting or expected to last").get_by_label("No", exact=True).check()
    expect(disability).to_be_hidden()
    assert_accessible(page)


def test_without_script_all_stand_there_and_say_for_whom(plain_page: Page, live_site: LiveSite) -> None:
    open_form(plain_page, live_site)
    orientation = group(plain_page, "best describes your sexual orientation")
    expect(orientation).to_contain_text("Only if you are aged 16 or over.")
    expect(group(plain_page, "reduce your ability")).to_be_visible()
