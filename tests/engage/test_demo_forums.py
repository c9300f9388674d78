"""The demonstration's forums: there at once, unharmed by loading again, counted right, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from engage.demo.communities import read_communities
from engage.demo.forums import place_forums
from engage.demo.forums_people import KNOWN
from engage.demo.forums_read import read_talks, talks_of
from engage.demo.forums_write import moments
from engage.demo.partners import COMMUNITIES, ORGANISATIONS
from engage.models import CommunityPage
from forums.access import find_forum
from forums.filters import Hold, held_by
from forums.likeness import is_reserved, likeness_of
from forums.models import (
    Act,
    Appeal,
    Draft,
    Forum,
    Member,
    PartnershipQuestion,
    Picture,
    Post,
    ReadMark,
    Suspension,
    Thread,
)
from forums.permissions import may_moderate
from forums.reads.queue import queue_page
from forums.services.appeals import decide_appeal
from forums.services.posting import refresh_thread
from people.models import CommunityOfInterest, Organisation, User
from tests import factories
from tests.actions.plans import make_action, make_plan

SLUGS = [row["slug"] for row in read_communities()]
TALKS = {slug: talks_of(slug) for slug in SLUGS}
NEEDED = {said.body for talks in TALKS.values() for talk in talks for said in talk.posts}
SIGN_INS = ("county", "health", "moderator", "host", "member", "newcomer", "carer")
COUNTED = ("last_number", "last_public_number", "public_count", "published_at", "last_post_at")


def posts():
    return [(slug, talk, said) for slug, talks in TALKS.items() for talk in talks for said in talk.posts]


@pytest.fixture(scope="module")
def at():
    return timezone.now()


@pytest.fixture(scope="module")
def everything(at, django_db_setup, django_db_blocker, tmp_path_factory):
    """Load once for all tests of this file; each of them takes back what it does itself."""
    folder = tmp_path_factory.mktemp("pictures")
    with django_db_blocker.unblock(), override_settings(FORUM_PICTURES=folder), transaction.atomic():
        _set_the_table()
        place_forums(at=at)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def load(everything, db, at):
    def loaded(days=0):
        place_forums(at=at + timedelta(days=days))

    return loaded


def _set_the_table():
    factories.make_home()
    names = {slug: name for slug, name, *_rest in ORGANISATIONS}
    for slug in NEEDED - {""} | {"county", "health", "north-west", "age-concern"}:
        factories.make_organisation(names[slug], slug=slug)
    for name in SIGN_INS:
        user = factories.make_user(f"{name}@engage.example")
        if name in {"county", "health"}:
            user.groups.add(Organisation.objects.get(slug=name).officers)
    for slug, name, description, *_lead in COMMUNITIES:
        CommunityOfInterest.objects.create(slug=slug, name=name, description=description)
    county = Organisation.objects.get(slug="county")
    factories.make_consultation(county, slug="evening-buses")
    make_action(make_plan(county, slug="disabled-peoples-jury"), reference="1.2")


def test_six_hundred_posts_none_of_which_repeats_another():
    said = [" ".join(" ".join(one.lines).split()) for _slug, _talk, one in posts()]
    written = [text for text in said if text]
    sentences = [found for text in written for found in re.split(r"(?<=[.!?]) ", re.sub(r">\d+ .*", "", text))]
    assert sum(len(talks) for talks in TALKS.values()) >= 40
    assert len(written) >= 600
    assert [text for text, number in Counter(written).items() if number > 1] == []
    assert [one for one, number in Counter(sentences).items() if number > 1 and len(one) > 30] == []


def test_quotes_say_what_was_said():
    wrong = []
    for slug, talk, said in posts():
        before = talk.posts[: talk.posts.index(said)]
        for number, words in re.findall(r"^>(\d+) (.+)$", "\n".join(said.lines), re.MULTILINE):
            quoted = before[int(number) - 1 : int(number)]
            if not any(words.rstrip(".") in line for one in quoted for line in one.lines):
                wrong.append((slug, talk.name, words))
    assert wrong == []


def test_what_a_filter_would_hold_is_held_and_nothing_else():
    words = {row["slug"]: row["held_words"] for row in read_communities()}
    for slug, talk, said in posts():
        found = [] if said.body else held_by(said.source("/x/"), is_newcomer=False, words=words[slug])
        assert found == ([Hold.PHONE] if said.mark == "held" else []), (slug, talk.name, said.lines)


def test_names_are_free_to_be_taken_and_nobody_has_one_in_two_communities():
    names = [(slug, who) for slug, who in {(slug, said.who) for slug, _talk, said in posts() if not said.body}]
    bodies = [word for _slug, name, short, *_rest in ORGANISATIONS for word in (name, short)]
    assert [who for _slug, who in names if is_reserved(who, bodies=bodies) or len(who) > 40] == []
    assert len({likeness_of(who) for _slug, who in names}) == len(names)
    assert set(KNOWN) <= set(names)


def test_a_talk_has_a_rhythm_and_ends_before_now(at):
    for talks in TALKS.values():
        for talk in talks:
            written = moments(talk, at=at)
            assert all(one < other for one, other in pairwise(written)), talk.name
            assert written[-1] < at, talk.name
    spread = [moment for talks in TALKS.values() for talk in talks for moment in moments(talk, at=at)]
    months = Counter((moment.year, moment.month) for moment in spread)
    assert len(months) >= 12
    nights = [moment for moment in spread if timezone.localtime(moment).hour in {1, 2, 3, 4}]
    assert len(nights) < len(spread) / 20


@pytest.mark.parametrize(
    "text", ["words before", "== no head", "== a | 2..1 | T\nnot a post", "== a | 2..1 | T\n@ [odd"]
)
def test_a_text_that_means_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_talks(text)


def test_counters_equal_the_posts_and_loading_again_adds_nothing(load, at):
    for thread in Thread.objects.all():
        counted = [getattr(thread, name) for name in COUNTED]
        refresh_thread(thread)
        assert [getattr(thread, name) for name in COUNTED] == counted, thread.title
        assert thread.last_number == (max(thread.posts.values_list("number", flat=True), default=thread.last_number))
    for forum in Forum.objects.all():
        assert forum.last_thread == max(forum.threads.values_list("number", flat=True))
    kinds = (Forum, Thread, Post, Member, Act, PartnershipQuestion, ReadMark, CommunityPage, User)
    before = [kind._default_manager.count() for kind in kinds]
    load()
    load(days=9)
    assert [kind._default_manager.count() for kind in kinds] == before
    assert Forum.objects.count() == 6
    assert Forum.objects.filter(is_closed=True).count() == 2
    assert Thread.objects.public().count() >= 40
    assert Post.objects.public().count() >= 600 - 6
    assert {state for state, _label in Post.State.choices} == set(Post.objects.values_list("state", flat=True))


def test_first_posts_waited_and_everything_was_written_by_somebody_inside(load):
    for forum in Forum.objects.all():
        let_through = Act.objects.filter(forum=forum, kind=Act.Kind.APPROVE).values_list("member", flat=True)
        assert max(Counter(let_through).values()) == forum.first_posts_wait
    late = Post.objects.public().filter(decided_at__isnull=False, member__organisation=None)
    assert late.exists()
    assert all(post.published_at >= post.written_at for post in late)
    officials = Post.objects.filter(organisation__isnull=False)
    assert officials.count() >= 40
    assert not officials.filter(role="").exists()
    assert not Post.objects.filter(member=None, is_answer=False).exists()
    for member in Member.objects.filter(state=Member.State.IN):
        first = member.posts.order_by("written_at").first()
        assert first is None or member.joined_on <= first.written_at.date()


def test_two_questions_are_answered_one_is_late_and_stays_so(load, at):
    state = PartnershipQuestion.State
    states = Counter(PartnershipQuestion.objects.values_list("state", flat=True))
    assert states == {state.ANSWERED: 2, state.PUT: 2, state.GATHERING: 1}
    assert PartnershipQuestion.objects.filter(action_links__action__reference="1.2").count() == 1
    today = timezone.localdate(at)
    (late,) = PartnershipQuestion.objects.overdue_on(today)
    assert late.days_late(today=today) == 12
    load(days=10)
    late.refresh_from_db()
    assert late.days_late(today=timezone.localdate(at + timedelta(days=10))) == 12
    for question in PartnershipQuestion.objects.all():
        enough = question.supports.count() >= question.supporters_needed
        assert enough == (question.state != state.GATHERING)
        until = question.put_at or at
        assert all(question.asked_at <= one.supported_at <= until for one in question.supports.all())
        if question.state == state.ANSWERED:
            assert question.answer_post.source == question.answer
            assert question.put_at < question.answered_at
            assert timezone.localdate(question.answered_at) <= question.due_on


def test_what_left_a_closed_community_is_its_approved_text_alone(load):
    question = PartnershipQuestion.objects.get(is_from_closed=True)
    answer = Client().get(question.get_absolute_url()).content.decode()
    assert question.public_title in answer.replace("&#x27;", "'")
    assert question.title not in answer
    assert "Carers</" not in answer
    assert "a-week-off" not in answer
    thread = question.thread
    assert Client().get(thread.get_absolute_url()).status_code == 404
    outsider = factories.make_user()
    assert not find_forum("carers", user=outsider).may_read
    carer = User.objects.get(email="carer@engage.example")
    assert find_forum("carers", user=carer).may_read
    assert not find_forum("lesbian-gay-bisexual-trans", user=carer).may_read


def test_moderators_find_something_to_do(load, at):
    moderator = User.objects.get(email="moderator@engage.example")
    rural = Forum.objects.get(community__slug="rural-residents")
    assert may_moderate(moderator, rural)
    _page, rows = queue_page(rural, by=moderator, page=None, at=at)
    assert [row.post.state for row in rows] == [Post.State.PUBLIC, Post.State.HELD, Post.State.WAITING]
    (report,) = rows[0].reports
    assert report.member_id is None
    assert report.words
    newcomer = find_forum("rural-residents", user=User.objects.get(email="newcomer@engage.example")).member
    assert rows[2].post.member == newcomer
    waiting = Appeal.objects.get(decided_at=None)
    decide_appeal(appeal=waiting, is_upheld=True, reason="He may say it of himself.", by=moderator, at=at)
    assert Member.objects.filter(state=Member.State.WAITING).count() == 1
    paused = [one for one in Suspension.objects.all() if one.stands_at(at)]
    assert len(paused) == 1
    done = {Act.Kind.REMOVE, Act.Kind.KEEP, Act.Kind.LOCK, Act.Kind.MERGE, Act.Kind.PIN, Act.Kind.SUSPEND, Act.Kind.PUT}
    assert done <= set(Act.objects.values_list("kind", flat=True))
    assert not Act.objects.filter(made_at__gt=at + timedelta(seconds=1)).exists()
    assert Draft.objects.count() == 2
    assert ReadMark.objects.filter(is_followed=True).count() > 50


def test_threads_hang_on_what_they_are_about_and_pages_show_them(load, client):
    buses = Thread.objects.get(about="consultation", consultation_link__consultation__slug="evening-buses")
    assert buses.public_count > 50
    assert client.get(buses.get_absolute_url(), {"page": 2}).status_code == 200
    (picture,) = Picture.objects.all()
    assert picture.alt
    assert client.get(picture.get_absolute_url())["Content-Type"] == "image/webp"
    for slug in SLUGS:
        page = CommunityPage.objects.get(slug=slug)
        shown = client.get(page.get_url()).content.decode()
        titles = [talk.title for talk in TALKS[slug]]
        assert any(title in shown for title in titles) != page.community.forum.is_closed
