"""A piece from its first word to its readers, on a phone: written, edited, changed, proposed, then published."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import Visit, fits, press
from tests.forums.test_pictures import drawn
from tests.journeys import inside
from tests.sites import LiveSite
from youth.models import Piece

pytestmark = pytest.mark.browser

TITLE = "The marmalade bus stop"


def open_and(page: Page, summary: str) -> None:
    page.locator("summary", has_text=summary).click()


def write_a_piece(page: Page) -> str:
    """Begin a piece, type it, hang a picture beside it; return where it stands."""
    page.goto("/youth/write/")
    page.get_by_role("link", name="Start a piece").first.click()
    page.get_by_label("What is it called?").fill(TITLE)
    press(page, "Begin to write")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_label("What kind of piece is it?").select_option("opinion")
    page.get_by_label(re.compile("^What is it about")).fill("Somebody leaves jam at stop 12.")
    page.get_by_label("Your text").fill("Every Monday there is a jar.\n\nNobody knows **who** does it.")
    open_and(page, "Picture")
    picture = {"name": "stop.png", "mimeType": "image/png", "buffer": drawn("PNG", size=(600, 400))}
    page.get_by_label("Picture", exact=True).set_input_files(picture)
    page.get_by_label("What the picture shows").fill("A jar on a bench")
    page.get_by_role("button", name="Keep my draft").last.click()
    expect(page.get_by_text("Your draft is kept.")).to_be_visible()
    image = page.get_by_alt_text("A jar on a bench")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("one => one.naturalWidth") > 0
    assert fits(page)
    return page.url.split("?")[0]


def hand_in(page: Page) -> None:
    press(page, "Hand it in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand it in")
    press(page, "Hand it in to an editor")
    expect(page.get_by_text("With an editor").first).to_be_visible()
    assert fits(page)


def ask_for_a_change(page: Page) -> str:
    """Find the piece on the board, comment on a line and ask for changes; return where the team sees it."""
    page.goto("/youth/team/")
    page.get_by_role("link", name=TITLE).click()
    press(page, "I look after it")
    open_and(page, "Comment on paragraph 2")
    page.get_by_label("Your comment").and_(page.locator(":visible")).fill("Did you ask anybody?")
    page.locator("#line-2").get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Did you ask anybody?")).to_be_visible()
    page.get_by_label("What should change?").fill("")
    press(page, "Ask for changes")
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("Say what should change")
    page.get_by_label("What should change?").fill("I love the jam. Ask the driver too.")
    press(page, "Ask for changes")
    expect(page.get_by_text("Changes asked for").first).to_be_visible()
    assert fits(page)
    return page.url


def change_it(page: Page, piece: str) -> None:
    page.goto("/youth/write/")
    expect(page.get_by_text("I love the jam. Ask the driver too.")).to_be_visible()
    page.goto(piece)
    expect(page.get_by_text("Did you ask anybody?")).to_be_visible()
    press(page, re.compile("^This is done"))
    page.get_by_label("Your text").fill("Every Monday there is a jar.\n\nThe driver says it is his gran.")
    hand_in(page)


def test_a_piece_goes_from_its_writer_to_its_readers(forum_site: LiveSite, visit: Visit) -> None:
    writer, editor, adult = (visit(name, has_phone=True) for name in ("young", "editor1", "checked"))
    piece = write_a_piece(writer)
    hand_in(writer)
    desk = ask_for_a_change(editor)
    change_it(writer, piece)
    editor.goto(desk)
    editor.get_by_role("link", name="Its versions").click()
    expect(editor.locator("ins")).to_contain_text("his gran")
    editor.goto(desk)
    press(editor, "Propose for publication")
    expect(editor.get_by_text("Ready", exact=True).first).to_be_visible()

    lapsed = visit("lapsed")
    for address in ("/youth/team/publish/", desk.replace("pieces", "publish"), desk, piece):
        answer = lapsed.goto(address)
        assert answer is not None
        assert answer.status == 404

    adult.goto("/youth/team/publish/")
    adult.get_by_role("link", name=TITLE).click()
    expect(adult.get_by_text("his gran")).to_be_visible()
    assert fits(adult)
    press(adult, "Publish now")
    expect(adult.get_by_role("heading", level=1)).to_have_text("To publish")

    reader = visit()
    answer = reader.goto("/youth/read/the-marmalade-bus-stop/")
    assert answer is not None
    assert answer.status == 200
    expect(reader.get_by_text("The driver says it is his gran.")).to_be_visible()
    expect(reader.locator("article .meta").first).to_contain_text("By Biscuit Tin")
    expect(reader.get_by_alt_text("A jar on a bench")).to_be_visible()
    with inside(forum_site):
        assert Piece.objects.get(page__slug="the-marmalade-bus-stop").stage == Piece.Stage.PUBLISHED
