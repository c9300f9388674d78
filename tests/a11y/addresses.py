"""Every public template of the site and how to reach it in the demonstration. A new template gets a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.sites import LiveSite


@dataclass(frozen=True)
class Address:
    """`path` is opened first; `walk` then goes on by links and buttons, as a person without script would."""

    name: str
    path: str
    walk: Callable[[Page, LiveSite], None] | None = None
    status: int = 200

    def visit(self, page: Page, site: LiveSite) -> None:
        answer = page.goto(site.url + self.path)
        assert answer is not None
        assert answer.status == self.status, f"{self.path} answers {answer.status}"
        if self.walk:
            self.walk(page, site)


ADDRESSES = [
    Address("home", "/"),
    Address("finder", "/consultations/"),
    Address("finder, nothing found", "/consultations/?q=zzzzzz"),
    Address("style guide", "/styleguide/"),
    Address("sign in", "/accounts/login/"),
    Address("sign up", "/accounts/signup/"),
    Address("password reset", "/accounts/password/reset/"),
    Address("not found", "/no-such-page/", status=404),
]
