"""Growing older by the clock: just before a band ends for certain, on its last day, and after."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from people.models import Notice
from people.notices import letter_of
from people.privacy import apply_retention
from people.protection import is_protected
from people.roles import Role
from people.services import give_role
from people.ticks import registered
from tests.youth.factories import make_article, make_piece, make_section, make_writer
from youth.clocks import DRAFT, GROWN_DRAFTS, LEFT
from youth.models import Band, GuardianRequest, Piece, Writer
from youth.permissions import is_young_editor, joined_writer, may_read_chat
from youth.services.growing import grow
from youth.services.guardians import ask

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
END = date(2028, 3, 31)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def letters() -> list:
    return [letter_of(one) for one in Notice.objects.order_by("pk")]


def gone(writer: Writer, state: str) -> None:
    Writer.objects.filter(pk=writer.pk).update(state=state, left_on=timezone.localdate())


@pytest.mark.parametrize(("days", "grows"), [(-1, False), (0, False), (1, True), (400, True)])
def test_the_younger_become_the_older_after_the_last_day(days, grows):
    make_section()
    writer = make_writer(band=Band.YOUNGER, band_ends_on=END)
    waiting = make_writer(band=Band.YOUNGER, band_ends_on=END, state=Writer.State.WAITING)
    paused = make_writer(band=Band.YOUNGER, band_ends_on=END, state=Writer.State.PAUSED, paused_reason="Talk")
    ask(writer=waiting, email="parent@example.org", at=noon(END) - timedelta(days=3))
    assert grow(noon(END + timedelta(days=days))) == (3 if grows else 0)
    assert grow(noon(END + timedelta(days=days))) == 0
    for one in (writer, waiting, paused):
        one.refresh_from_db()
    if not grows:
        assert {writer.band, waiting.band} == {"younger"}
        return
    assert (writer.band, writer.band_ends_on) == ("older", date(2032, 3, 31))
    assert (writer.state, waiting.state, paused.state) == ("in", "in", "paused")
    assert writer.guardian_agreed_on is None
    assert not GuardianRequest.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("days", "grows"), [(-1, False), (0, False), (1, True)])
def test_the_older_grow_out_of_it_after_the_last_day(client, days, grows):
    make_section()
    writer = make_writer(band_ends_on=END, first_name="Ivy", wants_letters=True)
    give_role(user=writer.user, role=Role.YOUNG_EDITOR)
    article, draft, edited = make_article(writer=writer), make_piece(writer=writer), make_piece()
    Piece.objects.filter(pk=edited.pk).update(editor=writer)
    day = END + timedelta(days=days)
    grow(noon(day))
    writer.refresh_from_db()
    assert (writer.state == "alumnus") is grows
    assert (joined_writer(writer.user) is None) is grows
    assert may_read_chat(writer.user, today=day) is not grows
    assert is_young_editor(writer.user) is not grows
    assert is_protected(writer.user) is not grows
    article.refresh_from_db()
    assert article.live
    assert Piece.objects.filter(pk=draft.pk).exists()
    if not grows:
        return
    assert (writer.left_on, writer.first_name, writer.area) == (day, "", None)
    assert not Piece.objects.filter(editor=writer).exists()
    [letter] = letters()
    assert letter.recipient == writer.user.email
    assert article.title not in letter.body
    link = next(word for word in letter.body.split() if "/me/after/" in word)
    path = "/" + link.split("/", 3)[3]
    assert article.title in client.get(path).content.decode()
    client.get(f"{path}?articles=erase")
    assert client.post(path, {}).status_code == 422
    client.post(path, {"articles": "keep"})
    writer.refresh_from_db()
    assert writer.keeps_articles is True
    client.post(path, {"articles": "erase"})
    assert [piece.pk for piece in Piece.objects.filter(writer=writer)] == [draft.pk]
    assert "Nothing of yours is up" in client.get(path).content.decode()
    assert client.get("/youth/me/after/forged/").status_code == 410


def test_the_clock_moves_nobody_at_night():
    writer = make_writer(band_ends_on=END)
    tick = next(one for one in registered() if one.name == "youth-growing")
    midnight = noon(END) + timedelta(hours=13)
    tick.run(midnight)
    writer.refresh_from_db()
    assert writer.is_in
    tick.run(midnight + timedelta(hours=6))
    writer.refresh_from_db()
    assert writer.state == "alumnus"


@pytest.mark.parametrize(("days", "goes"), [(-1, False), (0, True), (1, True)])
def test_drafts_of_the_grown_go_after_ninety_days_and_articles_stay(days, goes):
    writer = make_writer()
    kept, draft, other = make_article(writer=writer), make_piece(writer=writer), make_piece()
    gone(writer, Writer.State.ALUMNUS)
    apply_retention(at=noon(timezone.localdate() + GROWN_DRAFTS + timedelta(days=days)))
    assert Piece.objects.filter(pk=draft.pk).exists() is not goes
    assert Piece.objects.filter(pk__in=[kept.piece.pk, other.pk]).count() == 2
    assert Writer.objects.filter(pk=writer.pk).exists()


@pytest.mark.parametrize(("days", "goes"), [(-1, False), (0, True)])
def test_who_has_nothing_published_is_forgotten(days, goes):
    day = timezone.localdate()
    for state in (Writer.State.ALUMNUS, Writer.State.LEFT):
        gone(make_writer(), state)
    stays = make_writer()
    make_article(writer=stays)
    gone(stays, Writer.State.LEFT)
    apply_retention(at=noon(day + LEFT + timedelta(days=days)))
    assert Writer.objects.exclude(pk=stays.pk).filter(left_on=day).exists() is not goes
    assert Writer.objects.filter(pk=stays.pk).exists()


@pytest.mark.parametrize(("hours", "goes"), [(-1, False), (1, True)])
def test_a_draft_nobody_touched_for_a_year_goes(hours, goes):
    draft, article = make_piece(), make_article()
    at = timezone.now() + DRAFT + timedelta(hours=hours)
    apply_retention(at=at)
    assert Piece.objects.filter(pk=draft.pk).exists() is not goes
    assert Piece.objects.filter(pk=article.piece.pk).exists()
