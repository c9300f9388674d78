"""The call for jurors and the draw: the form, one's own application, the published record."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from engage.demo.draw import DRAWN_LINK, OWN_LINK
from tests.a11y.address import Address
from tests.sites import LiveSite

OPEN = "/juries/county/growing-older/"
DRAWN = "/juries/county/clean-rivers/"


def send_nothing(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def open_commitments(page: Page, site: LiveSite) -> None:
    page.get_by_text("Open your own commitments").click()
    expect(page.get_by_role("columnheader", name="Salt")).to_be_visible()


ADDRESSES = [
    Address("apply to be a juror", f"{OPEN}apply/", "juries/apply.html"),
    Address("apply, nothing filled in", f"{OPEN}apply/", "juries/apply.html", send_nothing, is_variant=True),
    Address("application sent", f"{OPEN}apply/done/", "juries/apply_done.html"),
    Address("apply, after closing", f"{DRAWN}apply/", "juries/apply_not_open.html", status=410),
    Address("own application", f"/juries/application/{DRAWN_LINK}/", "juries/apply_own.html", open_commitments),
    Address("take an application back", f"/juries/application/{OWN_LINK}/withdraw/", "juries/apply_withdraw.html"),
    Address("draw, picked", f"{DRAWN}draw/", "juries/draw.html"),
    Address("draw, not yet", f"{OPEN}draw/", "juries/draw.html", is_variant=True),
]
