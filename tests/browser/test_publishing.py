"""An officer writes a consultation, is told what is missing, schedules it, and it goes public at its moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.models import ConsultationPage, ShelfPage
from engage.demo.sign_ins import PASSWORD
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

TITLE = "Where should the new library van stop?"


def sign_in(page: Page, site: LiveSite, email: str) -> None:
    page.goto(f"{site.url}/cms/")
    page.get_by_label("Email").or_(page.get_by_label("E-mail")).first.fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site.url}/cms/")


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def write_first_tab(page: Page) -> None:
    now = timezone.localtime()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("The van has three free mornings. Tell us where it should stop.")
    page.locator("#id_opens_at").fill((now + timedelta(days=2)).strftime("%Y-%m-%d 09:00"))
    page.locator("#id_opens_at").press("Escape")
    page.locator("#id_closes_at").fill((now + timedelta(days=60)).strftime("%Y-%m-%d 23:59"))
    page.locator("#id_closes_at").press("Escape")
    page.locator("#id_period_reason").fill("It may meet a holiday.")


def write_what_the_law_needs(page: Page) -> None:
    today = timezone.localdate()
    open_tab(page, "What the law needs")
    page.locator("#id_decision").fill("Where the van stops on its three free mornings.")
    page.locator("#id_decided_by").fill("Head of libraries")
    page.locator("#id_decided_on").fill((today + timedelta(days=90)).isoformat())
    page.locator("#id_decided_on").press("Escape")
    page.locator("#id_can_change").fill("The stops and the times.")
    page.locator("#id_cannot_change").fill("The van itself.")
    page.locator("#id_equality_analysis").fill("Stops with level pavement come first.")


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.locator("[name=action-publish]").first.click()


def test_an_officer_writes_previews_schedules_and_publishes(page: Page, own_site: LiveSite) -> None:
    with own_site.data():
        shelf = ShelfPage.objects.get(organisation__slug="county").pk
    sign_in(page, own_site, "county@engage.example")
    page.goto(f"{own_site.url}/cms/pages/add/consultations/consultationpage/{shelf}/")
    write_first_tab(page)
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("things are missing before this can be published")).to_be_visible()

    write_what_the_law_needs(page)
    open_tab(page, "Who and where")
    page.locator("#id_contact_role").fill("Library service")
    page.locator("#id_contact_email").fill("libraries@county.example")
    publish(page)
    open_tab(page, "What the law needs")
    expect(page.get_by_text("Give the date of the equality analysis.").filter(visible=True)).to_be_visible()
    expect(page.locator("#id_decision")).to_have_value("Where the van stops on its three free mornings.")

    page.locator("#id_equality_analysis_on").fill(timezone.localdate().isoformat())
    page.locator("#id_equality_analysis_on").press("Escape")
    page.get_by_role("button", name="Save draft").first.click()
    open_tab(page, "What is asked")
    expect(page.get_by_text("Nothing is missing. The saved draft can be published.")).to_be_visible()

    with own_site.data():
        consultation = ConsultationPage.objects.get(title=TITLE)
    preview = page.context.new_page()
    preview.goto(f"{own_site.url}/cms/pages/{consultation.pk}/view_draft/")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    preview.close()

    schedule_for_tomorrow(page)
    publish(page)
    expect(page.get_by_text("has been scheduled for publishing")).to_be_visible()

    visitor = page.context.browser.new_context().new_page()
    address = f"{own_site.url}/consultations/county/{consultation.slug}/"
    assert visitor.goto(address).status == 404
    bring_forward(own_site, consultation.pk)
    assert visitor.goto(address).status == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    visitor.goto(f"{own_site.url}/consultations/?status=planned")
    expect(visitor.get_by_role("link", name=TITLE)).to_be_visible()


def schedule_for_tomorrow(page: Page) -> None:
    page.get_by_role("button", name="Status").click()
    page.get_by_role("button", name="Set schedule").first.click()
    moment = page.locator("#id_go_live_at")
    moment.fill((timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"))
    # The calendar lies over the button, and Escape would close the dialog with it.
    page.get_by_role("button", name="Save schedule").evaluate("button => button.click()")
    expect(page.get_by_text("Once scheduled:")).to_be_visible()


def bring_forward(site: LiveSite, pk: int) -> None:
    """Let the scheduled moment have come, and the clock of the site tick once."""
    with site.data():
        revision = ConsultationPage.objects.get(pk=pk).latest_revision
        revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
    site.manage("tick")
