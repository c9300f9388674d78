"""What journeys in which several people come to one site share."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page

#: Gives somebody a browser: `visit("member", has_phone=True, has_script=False)`; without a name, to nobody known.
Visit = Callable[..., Page]


def press(page: Page | Locator, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).click()


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways to."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def post_of(page: Page, words: str) -> Locator:
    return page.locator("li.post", has_text=words)
