"""The demonstration's youth section: what it says, there at once, unharmed by loading again, its dates ahead."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image

from consultations.models import ConsultationPage
from consultations.young import worded_for_young
from engage.demo import open_for_some, open_now
from engage.demo.partners import ORGANISATIONS
from engage.demo.place import place_home, place_index, place_partners, place_people, place_subjects
from engage.demo.publish import place_consultation
from engage.demo.youth import read
from engage.demo.youth.days import days_ago, hours, in_turn
from engage.demo.youth.place import place_youth
from forums.markup import render, words_of
from forums.models import Post
from live.models import Ballot
from people.models import Organisation, User
from youth import models
from youth.chat_hours import opening_at
from youth.figures_file import read_sheet
from youth.held_back import private_in
from youth.models import ArticlePage, Competition, Concern, Piece, Release, WeekPoll, WhatsOn, Writer
from youth.pen_names import refuse_telling
from youth.permissions import is_checked_adult, is_safeguarding_lead, is_young_editor
from youth.services.asking import run_week_polls
from youth.services.competing import count_words
from youth.services.figures import check_figures
from youth.words import sayable

ARTICLES, PIECES = read.articles(), read.pieces()
TALKS = [talk for path in sorted((read.FOLDER / "chat").glob("*.txt")) for talk in read.chat(path.stem)]
PLANS = (open_now.EVENING_BUSES, open_for_some.GOING_OUT)
#: One who may not know: said by somebody who must not be answered to, on purpose. No filter finds it, an adult must.
IN_WORDS = "double seven"


@pytest.fixture(scope="module")
def at():
    return timezone.now()


@pytest.fixture(scope="module")
def everything(at, django_db_setup, django_db_blocker, tmp_path_factory):
    """Load once for all tests of this file; each of them takes back what it does itself."""
    folders = {"YOUTH_ENTRIES": tmp_path_factory.mktemp("entries"), "MEDIA_ROOT": str(tmp_path_factory.mktemp("media"))}
    with django_db_blocker.unblock(), override_settings(**folders), transaction.atomic():
        place_index(place_home())
        place_subjects()
        place_partners()
        place_people()
        for plan in PLANS:
            place_consultation(plan, today=timezone.localdate(at))
        place_youth(at=at)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def load(everything, db, at):
    def loaded(days=0):
        place_youth(at=at + timedelta(days=days))

    return loaded


def _standing() -> dict[str, int]:
    known = [getattr(models, name) for name in models.__all__]
    return {one.__name__: one._default_manager.count() for one in known if hasattr(one, "_default_manager")} | {
        "Post": Post.objects.count(),
        "Ballot": Ballot.objects.count(),
    }


def test_two_dozen_articles_of_every_kind_each_as_it_may_be_published():
    assert len(ARTICLES) == 24
    assert {words["kind"] for words in ARTICLES} == set(ArticlePage.Kind.values)
    for words in ARTICLES:
        assert 150 <= count_words(words.text) <= 450, words.slug
        assert 0 < len(words["teaser"]) <= 160, words.slug
        assert (words.rating is not None) == (words["kind"] in ArticlePage.REVIEWS), words.slug
        assert private_in(f"{words['title']}\n{words['teaser']}\n{words.text}") == [], words.slug
        assert "!" not in words.text + words["title"] + words["teaser"], words.slug
        shown = words_of(render(words.text))
        assert "**" not in shown, words.slug
        assert "](" not in shown, words.slug
    topics, series = Counter(one for words in ARTICLES for one in words.topics), Counter(w["series"] for w in ARTICLES)
    assert set(topics) == {row["slug"] for row in read.table("team")["topic"]}
    assert {row["slug"] for row in read.table("team")["series"]} <= {
        name for name, number in series.items() if number > 1
    }


def test_pictures_are_small_of_one_shape_all_used_and_said_in_words():
    beside = {words["picture"]: words["alt"] for words in ARTICLES if words["picture"]}
    entered = {
        entry["picture"]: entry["alt"]
        for row in read.table("competitions")["competition"]
        for entry in row["entry"]
        if "picture" in entry
    }
    assert {path.name for path in read.PICTURES.iterdir()} == set(beside | entered)
    assert all(20 < len(alt) <= 200 for alt in (beside | entered).values())
    for name in beside | entered:
        path: Path = read.PICTURES / name
        assert path.stat().st_size < 40_000, name
        with Image.open(path) as image:
            assert image.size == ((1200, 800) if name in beside else (800, 1120)), name


def test_what_is_said_might_have_been_said_here():
    for piece in PIECES:
        for part in [*piece.of("line"), *piece.of("talk")]:
            assert sayable(part.text) == part.text
        assert all(private_in(part.text) == [] for part in piece.of("version")), piece.words.slug
    for talk in TALKS:
        for said in talk.posts:
            assert private_in(said.text) == []
            assert said.waits or IN_WORDS not in said.text
    names = [row["name"] for row in read.table("team")["writer"]]
    for name in names:
        bodies = [word for _slug, full, short, *_rest in ORGANISATIONS for word in (full, short)]
        refuse_telling(name, known=[], bodies=[*bodies, "The Jitty"])
    who = {said.who for talk in TALKS for said in talk.posts} | {words["by"] for words in ARTICLES}
    assert who <= set(names)


def test_a_hundred_words_are_a_hundred():
    found = [row for row in read.table("competitions")["competition"] if row["takes"] == "text"]
    assert [count_words(entry["text"]) for row in found for entry in row["entry"]] == [100] * 5


@pytest.mark.parametrize("hour", [0, 4, 12, 16, 23])
def test_things_happen_after_school_and_never_ahead(at, hour):
    now = timezone.localtime(at).replace(hour=hour)
    for days in (0, 0.1, 0.5, 1, 2.5, 6, 40):
        moment = days_ago(days, at=now)
        assert moment <= now
        assert opening_at(hours(), timezone.localtime(moment)).is_open
    written = in_turn([2, 1.9, 0.1, 0.1, 0], at=now)
    assert written == sorted(set(written))
    assert written[-1] < now


@pytest.mark.parametrize("text", ["words before", "== 2 | T\nnot a post", "@ 2 | Moth\nbefore any thread"])
def test_a_chat_that_means_nothing_is_refused(text, tmp_path, monkeypatch):
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "odd.txt").write_text(text, "utf-8")
    monkeypatch.setattr(read, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"."):
        read.chat("odd")


def test_everything_is_there(load, at):
    today = timezone.localdate(at)
    assert ArticlePage.objects.live().count() == 24 == Release.objects.filter(state=Release.State.OUT).count()
    assert {piece.stage for piece in Piece.objects.all()} == set(Piece.Stage.values) - {Piece.Stage.SET_ASIDE}
    assert Piece.objects.exclude(asked="").get().stage == Piece.Stage.DRAFTING
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@engage.example")}
    assert [is_checked_adult(people[name], today=today) for name in ("checked", "safeguarding", "lapsed", "admin")] == [
        *(True, True, False, False)
    ]
    assert is_safeguarding_lead(people["safeguarding"], today=today)
    assert all(is_young_editor(people[f"editor{number}"]) for number in (1, 2, 3))
    younger = Writer.objects.get(user=people["younger"])
    assert younger.is_in
    assert younger.is_younger
    assert younger.guardian_agreed_on
    won = Competition.objects.get(announced_at__isnull=False)
    assert [(one.place, one.pen_name) for one in won.winners.all()] == [(1, "Moth"), (2, "Static"), (3, "Kestrel")]
    assert {concern.state for concern in Concern.objects.all()} == {Concern.State.CLOSED, Concern.State.TAKEN}
    assert not Post.objects.filter(written_at__gt=at).exists()
    assert not Post.objects.filter(published_at__gt=at).exists()
    pages = list(ConsultationPage.objects.values_list("pk", flat=True))
    assert worded_for_young(pages) == set(pages)


def test_an_officer_could_bring_the_figures(load):
    county = Organisation.objects.get(slug="county")
    check = check_figures(organisation=county, sheet=read_sheet((read.FOLDER / "figures.csv").read_text("utf-8")))
    assert check.problems == []
    assert {change.same for change in check.changes}
    assert not any(change.new + change.gone for change in check.changes)


def test_loading_again_adds_nothing(load):
    before = _standing()
    load()
    assert _standing() == before


def test_what_lies_ahead_moves_with_the_calendar_and_a_poll_is_always_on(load, at):
    later = at + timedelta(days=30)
    run_week_polls(later)
    load(30)
    assert [one.slug for one in WhatsOn.objects.all() if one.ends_at <= later] == []
    assert [one.title for one in Competition.objects.open_at(later)] == ["Design the cover of our first printed issue"]
    assert WeekPoll.objects.filter(ends_on__gte=timezone.localdate(later)).count() == 1
    load(30)
    assert WeekPoll.objects.count() == 5


def test_the_front_and_an_article_are_shown(load):
    browser = Client()
    front = browser.get("/youth/").content.decode()
    assert "Four mates, one caravan" in front
    article = browser.get("/youth/read/four-mates-one-caravan/").content.decode()
    assert "Pitch Nineteen" in article
    assert "Otter" in article
