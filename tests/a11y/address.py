"""One public page in one state, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys import be_signed_in, inside
from tests.sites import LiveSite

Walk = Callable[[Page, LiveSite], None]


@dataclass(frozen=True)
class Address:
    """A page that axe looks at.

    `path` is opened first, by whoever `as_whom` names. A function makes the state first and returns the path; it runs
    inside the site (`tests.journeys.inside`) anew for every visit. `walk` then goes on by links and buttons, as a
    person would, with script and without. `template` is what is seen at the end. A variant is the same template in
    another state: only `make a11y` looks at it.
    """

    name: str
    path: str | Callable[[], str]
    template: str
    walk: Walk | None = None
    status: int = 200
    as_whom: str = ""
    is_variant: bool = False

    def visit(self, page: Page, site: LiveSite) -> None:
        path = self.path if isinstance(self.path, str) else self._made(site)
        if self.as_whom:
            be_signed_in(page.context, site, self.as_whom)
        answer = page.goto(site.url + path)
        assert answer is not None
        assert answer.status == self.status, f"{path} answers {answer.status}"
        if self.walk:
            self.walk(page, site)

    def _made(self, site: LiveSite) -> str:
        assert callable(self.path)
        with inside(site):
            return self.path()
