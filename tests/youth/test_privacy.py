"""What is held about young people and checked adults is shown to them, given to them, and erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import User
from people.privacy import apply_retention, erase_person, held_about, registered
from tests import factories
from tests.youth.factories import make_article, make_checked, make_piece, make_section, make_writer
from youth.clocks import CHECK, CHECK_NUMBER, PIECE_TALK
from youth.models import ArticlePage, Competition, Concern, Entry, PieceMessage, SafeguardingCheck, Writer
from youth.services.leaving import leave

pytestmark = pytest.mark.django_db
KINDS = {
    "youth-writer",
    "youth-guardian",
    "youth-pieces",
    "youth-talk",
    "youth-entries",
    "youth-chat",
    "youth-concerns",
    "youth-checks",
}


@pytest.fixture
def writer() -> Writer:
    """Return a young person of whom something of every kind is held."""
    make_section()
    writer = make_writer(name="Blue Teapot")
    draft = make_piece(writer=writer, title="A draft about kites")
    make_article(writer=writer, title="Published kites")
    at = timezone.now()
    PieceMessage.objects.create(piece=draft, words="Shorter?", by=writer.user, name="Blue Teapot", made_at=at)
    Entry.objects.create(competition=competition(), writer=writer, number=1, title="Poem of wind", entered_at=at)
    Concern.objects.create(reason=Concern.Reason.MEAN, reporter=writer, made_at=at)
    return writer


def competition() -> Competition:
    at, today = timezone.now(), timezone.localdate()
    return Competition.objects.create(
        title="Poems",
        slug="poems",
        summary="Poems.",
        rules="Yours.",
        takes=Competition.Takes.TEXT,
        opens_at=at,
        closes_at=at + timedelta(days=9),
        announce_on=today + timedelta(days=20),
        erase_on=today + timedelta(days=60),
    )


def held(user: User) -> dict[str, str]:
    return {one.kind.slug: json.dumps(list(one.rows), default=str, ensure_ascii=False) for one in held_about(user)}


def test_every_kind_is_known_and_says_how_long_it_is_kept():
    kinds = {kind.slug: kind for kind in registered()}
    assert set(kinds) >= KINDS
    assert all(kinds[slug].retention for slug in KINDS)


def test_all_of_it_is_shown_and_given_and_nothing_of_others(writer, client):
    make_piece(title="Somebody else’s")
    rows = held(writer.user)
    assert "Blue Teapot" in rows["youth-writer"]
    assert "A draft about kites" in rows["youth-pieces"]
    assert "Somebody else’s" not in rows["youth-pieces"]
    assert "Shorter?" in rows["youth-talk"]
    assert "Poem of wind" in rows["youth-entries"]
    assert rows["youth-concerns"] != "[]"
    client.force_login(writer.user)
    page = client.get("/my-data/").content.decode()
    assert "A draft about kites" in page
    assert "kites" in client.get("/my-data/download/").content.decode()
    assert all(rows == "[]" for slug, rows in held(factories.make_user()).items() if slug in KINDS)


def test_erasing_takes_everything_but_the_worry(writer):
    user = writer.user
    erase_person(user=user, at=timezone.now())
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Writer.objects.exists()
    assert not ArticlePage.objects.exists()
    assert not PieceMessage.objects.exists()
    assert not Entry.objects.exists()
    assert Concern.objects.get().reporter is None


def test_articles_somebody_chose_to_keep_outlive_the_account(writer):
    leave(writer=writer, keeps_articles=True, at=timezone.now())
    erase_person(user=writer.user, at=timezone.now())
    article = ArticlePage.objects.get()
    assert (article.title, article.byline, article.live) == ("Published kites", "Blue Teapot", True)
    assert article.piece.writer is None


@pytest.mark.parametrize(("minutes", "goes"), [(-1, False), (1, True)])
def test_talk_on_pieces_goes_after_a_year(writer, minutes, goes):
    said_at = PieceMessage.objects.get().made_at
    PieceMessage.objects.first().piece.page.save_revision()
    apply_retention(at=said_at + PIECE_TALK + timedelta(minutes=minutes))
    assert PieceMessage.objects.exists() is not goes


def test_a_checked_adult_sees_the_end_of_their_number_alone(cast):
    adult = make_checked()
    rows = held(adult)["youth-checks"]
    assert "7890" in rows
    assert "001234567890" not in rows
    erase_person(user=adult, at=timezone.now())
    assert not SafeguardingCheck.objects.exists()


@pytest.mark.parametrize(("kept", "field"), [(CHECK_NUMBER, "number"), (CHECK, "row")])
def test_a_check_is_forgotten_in_two_steps(kept, field):
    make_checked(ends_in_days=10)
    ended = make_checked(ends_in_days=300)
    at = timezone.now()
    SafeguardingCheck.objects.filter(user=ended).update(ended_at=at, ended_reason="Moved away")
    for moment, is_there in ((at + kept - timedelta(minutes=1), True), (at + kept, False)):
        apply_retention(at=moment)
        check = SafeguardingCheck.objects.filter(user=ended).first()
        there = check is not None and (field == "row" or bool(bytes(check.sealed_number)))
        assert there is is_there
    lapsed = SafeguardingCheck.objects.exclude(user=ended).first()
    assert lapsed is not None
    assert bool(bytes(lapsed.sealed_number)) is (field == "number")
