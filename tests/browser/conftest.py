from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.visiting import Visit
from tests.browsers import *  # noqa: F403  the fixtures
from tests.journeys import be_signed_in
from tests.sites import LiveSite, running_site

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def forum_site(django_db_blocker: DjangoDbBlocker) -> Iterator[LiveSite]:
    """The demonstration for the tests of one module: each keeps to a community of its own."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site


@pytest.fixture
def visit(browser: Browser, forum_site: LiveSite) -> Iterator[Visit]:
    """Return a function that gives somebody a browser of their own: signed in or not, with a phone, without script."""
    opened: list[BrowserContext] = []

    def come(email: str = "", *, has_phone: bool = False, has_script: bool = True) -> Page:
        size = PHONE if has_phone else DESK
        context = browser.new_context(
            locale="en-GB",
            timezone_id="Europe/London",
            viewport=size,  # type: ignore[arg-type]
            has_touch=has_phone,
            java_script_enabled=has_script,
            base_url=forum_site.url,
        )
        opened.append(context)
        if email:
            be_signed_in(context, forum_site, f"{email}@engage.example")
        return context.new_page()

    yield come
    for context in opened:
        context.close()
