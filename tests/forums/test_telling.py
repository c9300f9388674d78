"""Letters: as often as somebody chose, one for all communities, nothing of a closed one, statements by batches."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forums import letter_sources
from forums.letters import AT_ONCE, DAILY, DELAY, WEEKLY, Line, Section, last_due
from forums.models import Member, NoticeRun
from forums.names import member_key, seal_account
from forums.services.joining import choose_notices
from forums.services.marks import follow, mark_read
from forums.services.scrutiny import answer_question, ask_partnership
from forums.services.telling import leave_letters, leave_url, reader_of, send_letters, send_round
from people.models import Notice, User
from people.notices import letter_of
from tests import factories
from tests.forums.factories import make_forum, make_member, make_thread, reply

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
#: A Monday at noon, in winter: the next weekly letter is due on Tuesday at seven.
MONDAY = datetime(2026, 11, 23, 12, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 24, 7, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("kind", "at", "due"),
    [
        (DAILY, datetime(2026, 11, 24, 6, 59, tzinfo=LONDON), datetime(2026, 11, 23, 7, tzinfo=LONDON)),
        (DAILY, TUESDAY, TUESDAY),
        (WEEKLY, datetime(2026, 11, 24, 6, 59, tzinfo=LONDON), datetime(2026, 11, 17, 7, tzinfo=LONDON)),
        (WEEKLY, TUESDAY, TUESDAY),
        (WEEKLY, datetime(2026, 11, 30, 23, tzinfo=LONDON), TUESDAY),
        (WEEKLY, datetime(2026, 6, 9, 6, 30, tzinfo=UTC), datetime(2026, 6, 9, 7, tzinfo=LONDON)),
        (AT_ONCE, MONDAY, MONDAY),
    ],
)
def test_letters_leave_at_seven_by_the_clock_on_the_wall(kind, at, due):
    assert last_due(kind, at, zone=LONDON) == due


def chosen(forum, user, notices, **fields):
    member = make_member(forum, user, at=MONDAY - timedelta(days=30), **fields)
    choose_notices(member=member, notices=notices)
    return member


def letters():
    return [letter_of(notice) for notice in Notice.objects.order_by("pk")]


def test_one_letter_for_all_communities_as_often_as_chosen(cast):
    one, two, closed = make_forum("Carers"), make_forum("Faith"), make_forum("Hidden", is_closed=True)
    for forum in (one, two, closed):
        writer = chosen(forum, factories.make_user(), Member.Notices.NEVER)
        chosen(forum, cast.resident, Member.Notices.WEEKLY)
        make_thread(writer, f"Talk in {forum}", at=MONDAY)
    chosen(one, cast.outsider, Member.Notices.NEVER)
    Notice.objects.all().delete()
    assert send_letters(at=TUESDAY + DELAY - timedelta(seconds=1)) == 0
    assert send_letters(at=TUESDAY + DELAY) == 1
    assert send_letters(at=TUESDAY + timedelta(hours=3)) == 0
    (letter,) = letters()
    assert letter.recipient == cast.resident.email
    assert letter.subject == "New in your communities"
    assert "Talk in Carers" in letter.body
    assert "Talk in Faith" in letter.body
    assert "Hidden" not in letter.body
    assert "Sign in to read it" in letter.body
    assert closed.community.slug not in letter.body


def test_a_letter_of_a_closed_community_alone_names_nothing(cast):
    closed = make_forum("Hidden", is_closed=True)
    writer = chosen(closed, factories.make_user(), Member.Notices.NEVER)
    chosen(closed, cast.resident, Member.Notices.AT_ONCE)
    make_thread(writer, "Hidden talk", at=MONDAY)
    Notice.objects.all().delete()
    send_letters(at=MONDAY + timedelta(minutes=5))
    (letter,) = letters()
    said = f"{letter.subject} {letter.body} {letter.leave_url}"
    assert "idden" not in said
    assert "forums/" not in said
    assert closed.community.slug not in said


def test_at_once_tells_of_what_one_follows_and_of_nothing_one_has_read(cast):
    forum = make_forum()
    writer = chosen(forum, factories.make_user(), Member.Notices.NEVER)
    reader = chosen(forum, cast.resident, Member.Notices.AT_ONCE)
    thread = make_thread(writer, at=MONDAY - timedelta(days=2))
    other = make_thread(writer, "Not followed", at=MONDAY - timedelta(days=2))
    follow(member=reader, thread=thread, is_followed=True)
    send_round(kind=AT_ONCE, at=MONDAY - timedelta(days=1))
    Notice.objects.all().delete()
    reply(other, writer, at=MONDAY)
    assert send_round(kind=AT_ONCE, at=MONDAY + timedelta(minutes=3)) == 0
    post = reply(thread, writer, at=MONDAY + timedelta(minutes=4))
    assert send_round(kind=AT_ONCE, at=MONDAY + timedelta(minutes=8)) == 1
    assert "“Ramps at the library”: 1 new post" in letters()[0].body
    post = reply(thread, writer, at=MONDAY + timedelta(minutes=9))
    thread.refresh_from_db()
    mark_read(member=reader, thread=thread, number=post.number)
    assert send_round(kind=AT_ONCE, at=MONDAY + timedelta(minutes=20)) == 0


def test_supporters_are_told_what_became_of_their_question(cast):
    forum = make_forum("Carers", supporters_needed=1)
    member = chosen(forum, cast.resident, Member.Notices.DAILY)
    thread = make_thread(member, at=MONDAY - timedelta(days=9))
    question = ask_partnership(
        thread=thread, member=member, organisation=cast.county, title="When?", at=MONDAY - timedelta(days=9)
    )
    send_letters(at=MONDAY - timedelta(days=1))
    Notice.objects.all().delete()
    answer_question(question=question, by=cast.county_officer, role="Head", answer="In March.", at=MONDAY)
    assert send_letters(at=TUESDAY + DELAY) == 1
    assert "Answered: When?" in letters()[0].body
    assert "/asked/" in letters()[0].body


def test_a_link_to_leave_works_without_signing_in_and_names_nothing(cast):
    forum, closed = make_forum(), make_forum(is_closed=True)
    members = [chosen(one, cast.resident, Member.Notices.DAILY) for one in (forum, closed)]
    token = leave_url(cast.resident.pk).rstrip("/").rpartition("/")[2]
    assert reader_of(token) == cast.resident.pk
    assert reader_of(token + "x") is None
    assert leave_letters(user_id=cast.resident.pk) == len(members)
    assert set(Member.objects.values_list("notices", flat=True)) == {Member.Notices.NEVER}


def test_other_rooms_join_the_same_letter(cast):
    class Closing:
        def prepare(self, *, kind, since, until):
            return self

        def sections(self, people):
            return {pk: [Section("Closing soon", "/c/", [Line("Evening buses", "/c/1/")])] for pk in people}

    forum = make_forum()
    make_thread(chosen(forum, cast.resident, Member.Notices.NEVER), at=MONDAY)
    chosen(forum, cast.outsider, Member.Notices.DAILY)
    letter_sources.register("closing", Closing())
    try:
        assert send_letters(at=TUESDAY + DELAY) == 1
    finally:
        letter_sources.unregister("closing")
    assert "Evening buses" in letters()[0].body
    assert "Ramps" in letters()[0].body


@pytest.mark.parametrize("database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_statements_grow_with_batches_and_not_with_people(cast, database):
    forums = [make_forum() for _ in range(6)]
    for forum in forums:
        make_thread(chosen(forum, factories.make_user(), Member.Notices.NEVER), at=MONDAY)
    counts = []
    for kind, number in ((Member.Notices.DAILY, 3), (Member.Notices.WEEKLY, 60)):
        fill(forums[:2], kind, number)
        with CaptureQueriesContext(connection) as context:
            assert send_round(kind=kind.value, at=TUESDAY + DELAY) == number
        counts.append(len(context))
    what_moved = 2  # asked for the weekly letter alone
    assert counts[0] == counts[1] - what_moved
    assert counts[1] <= len(forums) + 10_000 // 500
    assert NoticeRun.objects.get(kind=WEEKLY).letters == 60


def fill(forums, kind, number):
    """Put so many people into each of these communities."""
    users = User.objects.bulk_create(User(email=f"{kind}{one}@example.org") for one in range(number))
    Member.objects.bulk_create(
        Member(
            forum=forum,
            key=member_key(forum.community_id, user.pk),
            content=seal_account(user.pk),
            display_name=f"{kind} {user.pk}",
            notices=kind,
            joined_on=MONDAY.date(),
        )
        for user in users
        for forum in forums
    )
