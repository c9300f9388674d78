"""A draw in Chromium: an officer closes the call, draws, publishes and enters the number; a second person checks it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from juries.models import JuryPage
from tests.databases import ROOT
from tests.journeys import be_signed_in
from tests.sites import LiveSite

pytestmark = pytest.mark.browser

PUBLIC = "/juries/county/growing-older/draw/"
OFFICER = "county@engage.example"


def test_a_draw_is_made_in_public_and_a_second_person_checks_it(
    page: Page, plain_page: Page, live_site: LiveSite, tmp_path: Path, assert_accessible: Callable[[Page], None]
) -> None:
    with live_site.data():
        jury = JuryPage.objects.get(slug="growing-older").pk
    be_signed_in(page.context, live_site, OFFICER)
    page.goto(f"{live_site.url}/cms/juries/{jury}/recruitment/")
    page.get_by_role("button", name="Close the call now").click()
    page.get_by_role("button", name="Start a draw").click()
    expect(page.get_by_role("button", name="Publish the record")).to_be_visible()
    expect(page.locator("#draw-words")).to_contain_text("Ready to be published")
    page.get_by_role("button", name="Publish the record").click()

    plain_page.goto(live_site.url + PUBLIC)
    expect(plain_page.get_by_text("The number has not been thrown yet")).to_be_visible()
    hash_before = plain_page.locator("code.hash").inner_text()
    with plain_page.expect_download() as begun:
        plain_page.get_by_role("link", name=re.compile("Download the record")).click()
    record = tmp_path / "record.json"
    begun.value.save_as(record)

    page.get_by_label(re.compile("The number thrown")).fill("042")
    page.get_by_label(re.compile("Where and how")).fill("Three dice, in the library")
    page.get_by_role("button", name="Fix this number").click()
    expect(page.get_by_text("The number 042 was entered")).to_be_visible()
    page.get_by_role("link", name="Who was drawn").first.click()
    expect(page.get_by_role("button", name=re.compile("^Takes part"))).to_have_count(24)

    plain_page.reload()
    assert_accessible(plain_page)
    drawn = plain_page.locator(".pseudonyms li").all_inner_texts()
    assert (len(drawn), plain_page.locator("code.hash").inner_text()) == (24, hash_before)
    said = checked(record, hash_before)
    assert "Everything that was checked holds." in said
    assert f"The number 042 picks: {' '.join(drawn)}" in said


def checked(record: Path, sha256: str) -> str:
    """Check the record as a second person does: in a place of their own, where there is no database of ours."""
    command = [sys.executable, "manage.py", "verify_draw", str(record), "--number", "042", "--sha256", sha256]
    nowhere = {"ENGAGE_VAR": str(record.parent), "DATABASE_URL": "sqlite:////nowhere/at/all", "PATH": "/usr/bin:/bin"}
    nowhere |= {"VAULT_SECRETS": "theirs", "VAULT_NAME_SECRET": "theirs", "SECRET_KEY": "theirs"}
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True, check=True)
    return done.stdout
