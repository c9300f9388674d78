"""The desks of the youth section: a writer's, the editorial team's, and where checked adults publish."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.a11y.address import Address
from tests.sites import LiveSite
from youth.models import Issue, Piece, Writer
from youth.services.drafting import Draft, save_draft, start_piece
from youth.services.editing import comment_on_line
from youth.stages_table import Stage

YOUNG = "young@engage.example"
EDITOR = "editor1@engage.example"
CHECKED = "checked@engage.example"
TITLE = "A draft for the desk"


def own_draft() -> Piece:
    """A draft of one writer with a note on a line, made on first use."""
    found = Piece.objects.filter(page__draft_title=TITLE).first()
    if found is not None:
        return found
    writer, editor = (Writer.objects.select_related("user").get(user__email=email) for email in (YOUNG, EDITOR))
    at = timezone.now()
    piece = start_piece(user=writer.user, title=TITLE, idea="How a page looks.", begins=True, at=at)
    draft = Draft(title=TITLE, kind="film", teaser="In a sentence.", body="One.\n\n- two\n- three", rating=4)
    seen = piece.page.latest_revision_id
    revision = save_draft(piece=piece, user=writer.user, draft=draft, seen=seen, at=at)
    comment_on_line(piece=piece, user=editor.user, paragraph=1, words="Which film?", seen=revision.pk, at=at)
    return piece


def own(name: str) -> Callable[[], str]:
    return lambda: reverse(f"youth:{name}", args=[own_draft().pk])


def at_stage(name: str, stage: str, **more: str) -> Callable[[], str]:
    """Return the address of the first piece of the demonstration that stands there."""
    return lambda: reverse(
        f"youth:{name}", args=[Piece.objects.filter(stage=stage, **more).order_by("pk").values_list("pk", flat=True)[0]]
    )


def an_issue() -> str:
    return reverse("youth:issue", args=[Issue.objects.values_list("pk", flat=True)[0]])


def a_person() -> str:
    return reverse("youth:team_person", args=[Writer.objects.get(user__email="younger@engage.example").pk])


def say_too_much(page: Page, site: LiveSite) -> None:
    page.get_by_label("Write something").fill("Ring me on 07700 900123.")
    page.get_by_role("button", name="Say it to everybody here").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


def plan_nothing(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


ADDRESSES = [
    Address("My pieces", "/youth/write/", "youth/write/own.html", as_whom=YOUNG),
    Address("Starting a piece", "/youth/write/new/", "youth/write/new.html", as_whom=YOUNG),
    Address("Writing a piece", own("piece"), "youth/write/edit.html", as_whom=YOUNG),
    Address("Handing a piece in", own("piece_hand_in"), "youth/write/hand_in.html", as_whom=YOUNG),
    Address("How a piece will look", own("piece_preview"), "youth/write/preview.html", as_whom=YOUNG),
    Address("Talk on a piece", own("talk"), "youth/write/talk.html", as_whom=YOUNG),
    Address("Talk refused", own("talk"), "youth/write/talk.html", walk=say_too_much, as_whom=YOUNG, is_variant=True),
    Address(
        "A piece that is with an editor",
        at_stage("piece", Stage.WITH_EDITOR, writer__user__email=YOUNG),
        "youth/write/read.html",
        as_whom=YOUNG,
    ),
    Address("The board", "/youth/team/", "youth/team/board.html", as_whom=EDITOR),
    Address("A piece for the team", own("team_piece"), "youth/team/piece.html", as_whom=EDITOR),
    Address("Versions of a piece", own("team_versions"), "youth/team/versions.html", as_whom=EDITOR),
    Address("Issues", "/youth/team/issues/", "youth/team/issues.html", as_whom=EDITOR),
    Address("No issue", "/youth/team/issues/", "youth/team/issues.html", plan_nothing, as_whom=EDITOR, is_variant=True),
    Address("One issue", an_issue, "youth/team/issue.html", as_whom=EDITOR),
    Address("To publish", "/youth/team/publish/", "youth/team/publish.html", as_whom=CHECKED),
    Address("Publishing a piece", at_stage("publish_one", Stage.READY), "youth/team/publish_one.html", as_whom=CHECKED),
    Address("Writers", "/youth/team/people/", "youth/team/people.html", as_whom=CHECKED),
    Address("One writer", a_person, "youth/team/person.html", as_whom=CHECKED),
]
