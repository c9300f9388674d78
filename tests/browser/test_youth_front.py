"""Leaving at once, and what the front weighs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
#: Of all its files over the wire, pictures included: the one page that may weigh more than 100 KB.
MOST_BYTES = 150_000


@pytest.fixture
def elsewhere(context):
    """Stand in for the page one goes to: no test calls another host."""
    context.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
    )


def test_the_button_leaves_and_back_does_not_return(live_site, page, elsewhere):
    page.goto(f"{live_site.url}/about/")
    page.goto(f"{live_site.url}/youth/")
    page.get_by_role("link", name="Leave this page now").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{live_site.url}/about/")


def test_shift_three_times_leaves(live_site, page, elsewhere):
    page.goto(f"{live_site.url}/youth/help/")
    for _press in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()


def test_it_leaves_without_a_script(live_site, browser, elsewhere):
    context = browser.new_context(java_script_enabled=False)
    context.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
    )
    page = context.new_page()
    page.goto(f"{live_site.url}/youth/")
    page.get_by_role("link", name="Leave this page now").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    context.close()


def test_the_front_weighs_little_on_a_phone(live_site, browser):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{live_site.url}/youth/", wait_until="networkidle")
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
    page.wait_for_load_state("networkidle")
    assert len(sizes) > 5
    assert sum(sizes) < MOST_BYTES
    context.close()


def test_nothing_that_has_the_focus_is_under_the_way_out(live_site, browser):
    """At 400 % zoom of a small screen: 320 by 256 pixels are left."""
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(f"{live_site.url}/youth/join/")
    covered = """() => {
      const at = document.activeElement, box = at.getBoundingClientRect();
      const over = document.elementFromPoint(box.x + box.width / 2, Math.min(box.bottom, innerHeight) - 3);
      return at !== document.body && Boolean(over && over.closest(".exit")) && !at.closest(".exit");
    }"""
    seen = set()
    for _step in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
        assert not page.evaluate(covered), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    assert len(seen) > 12
    context.close()
