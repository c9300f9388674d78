"""Fixtures of the tests that look at the site through Chromium: the site, its pages, and axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests import servers
from tests.sites import LiveSite, running_site

# The loop that drives Chromium runs in the same thread as the tests, which may look into the site's database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What is waited for comes at once, or late on a machine that has much to do.
expect.set_options(timeout=20_000)

#: Nothing is gathered about the elements that keep a rule: that took a fifth of axe's time.
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: What sticks to the edge of the screen covers things until one scrolls on. Axe sees one moment, so it is laid where it
#: belongs; that nothing which has the focus is covered is tested by keyboard (tests/browser/test_youth_front.py).
LAY_DOWN = """() => document.querySelectorAll("body > *").forEach(one => {
  if (getComputedStyle(one).position === "sticky") one.style.position = "static";
})"""
RUN_AXE = "async rules => { const { violations } = await axe.run(rules); return { violations }; }"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium of this machine, silent towards the network."""
    chromium = servers.find_chromium()
    if chromium is None:
        words = "Chromium is not on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    return {"executable_path": chromium, "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def live_site(django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The demonstration, shared by the tests of one process: for those that leave nothing behind that others see."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site


@pytest.fixture
def own_site(django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The demonstration for one test alone, which may change what it likes."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site


class Scripts:
    """The switch of one page's JavaScript.

    Chromium's own protocol is asked, not Playwright's `java_script_enabled`: that one cannot be switched back on, and
    axe needs script to look at a page that was loaded without.
    """

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def allow(self, *, allowed: bool) -> None:
        self.session.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})


SCRIPTS: WeakKeyDictionary[Page, Scripts] = WeakKeyDictionary()


def without_script(page: Page) -> Page:
    """Switch the page's JavaScript off, before anything is loaded into it."""
    SCRIPTS[page] = Scripts(page)
    SCRIPTS[page].allow(allowed=False)
    return page


class KeptPages:
    """Pages that serve one test after the other: Chromium takes longer to begin a page than to show one.

    Between two tests everything is forgotten that a site can leave in a browser: the document, cookies, storage, kept
    files. After a test that failed the page is thrown away.
    """

    def __init__(self, browser: Browser, site: LiveSite) -> None:
        self.browser = browser
        self.site = site
        self.pages: dict[str, Page] = {}

    @contextmanager
    def page(self, *, has_script: bool, **choices: Any) -> Iterator[Page]:
        """Lend the page of a window like this."""
        name = repr((has_script, choices))
        page = self.pages.pop(name, None) or self._new(has_script=has_script, **choices)
        try:
            yield page
            self._forget(page)
        except BaseException:
            page.context.close()
            raise
        self.pages[name] = page

    def _new(self, *, has_script: bool, **choices: Any) -> Page:
        page = self.browser.new_context(**choices).new_page()
        return page if has_script else without_script(page)

    def _forget(self, page: Page) -> None:
        page.unroute_all()
        page.goto(f"{self.site.url}/health/live")
        page.context.clear_cookies()
        session = SCRIPTS[page].session if page in SCRIPTS else page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self.site.url, "storageTypes": "all"})
        session.send("Network.clearBrowserCache")

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


@pytest.fixture(scope="session")
def kept_pages(browser: Browser, live_site: LiveSite) -> Iterator[KeptPages]:
    pages = KeptPages(browser, live_site)
    yield pages
    pages.close()


@pytest.fixture
def plain_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page without JavaScript, as narrow as a small phone."""
    context = browser.new_context(**(browser_context_args | {"viewport": {"width": 320, "height": 640}}))
    yield without_script(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """Return a function that fails with axe's own words where a page breaks a rule, or scrolls sideways."""

    def check(page: Page) -> None:
        scripts = SCRIPTS.get(page)
        if scripts:
            scripts.allow(allowed=True)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(LAY_DOWN)
        results = AxeResults(page.evaluate(RUN_AXE, AXE_RULES))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if scripts:
            scripts.allow(allowed=False)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        assert wide <= 0, f"{page.url} is {wide} px wider than the window"

    return check
