"""What bodies owe to communities: the page, the officers' list, the letters, and how soon answers come."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.chasing import stage
from forums.models import PartnershipQuestion
from forums.services.reminding import remind_bodies
from forums.services.scrutiny import answer_question, ask_partnership, put_question
from forums.timeliness import Asked, say_timeliness, timeliness
from people.models import Notice
from people.notices import letter_of, send_waiting
from people.services import make_officer
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown, signed_in

PUT = date(2026, 3, 2)
DUE = date(2026, 3, 30)


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())


def put(cast, title="When?", *, at=None, **fields):
    """A question that went to the county, due four weeks later."""
    at = at or on(PUT)
    forum = make_forum(moderator=cast.moderator, supporters_needed=9, **fields)
    member = make_member(forum, at=at)
    thread = make_thread(member, f"Thread of {title}", at=at)
    asked = ask_partnership(thread=thread, member=member, organisation=cast.county, title=title, at=at)
    outside = {"public_title": f"Outside: {title}"} if forum.is_closed else {}
    return put_question(question=asked, by=cast.moderator, at=at, **outside)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (PUT, "asked"),
        (DUE - timedelta(days=8), "asked"),
        (DUE - timedelta(days=7), "ahead"),
        (DUE, "ahead"),
        (DUE + timedelta(days=1), "late-0"),
        (DUE + timedelta(days=28), "late-0"),
        (DUE + timedelta(days=29), "late-1"),
    ],
)
def test_each_letter_has_its_time(day, name):
    assert stage(put_on=PUT, due_on=DUE, today=day) == name


def test_what_is_due_within_a_week_is_not_reminded_of_before():
    assert stage(put_on=DUE - timedelta(days=7), due_on=DUE, today=DUE) == "asked"


def test_how_soon_is_counted_in_days_and_in_time_is_up_to_the_day():
    rows = [
        Asked(PUT, DUE, DUE),
        Asked(PUT, DUE, DUE + timedelta(days=1)),
        Asked(PUT, DUE, PUT),
        Asked(PUT, DUE),
        Asked(PUT, DUE + timedelta(days=1)),
    ]
    found = timeliness(rows, today=DUE + timedelta(days=1))
    assert (found.asked, found.answered, found.in_time, found.late, found.judged) == (5, 3, 2, 1, 4)
    assert found.median_days == 28
    assert timeliness(rows[:1] + rows[2:3], today=DUE).median_days == 14
    said = say_timeliness(found)
    assert said == (
        "5 questions were put. Of 4 answers that were due or given, 2 came in time. "
        "Half of the first answers came within 28 days."
    )
    assert say_timeliness(timeliness(rows[2:3], today=DUE)).endswith("came on the day the question was put.")
    assert timeliness(rows[3:4], today=DUE).late == 0
    assert say_timeliness(timeliness(rows[3:4], today=DUE)) == "1 question was put."
    assert say_timeliness(timeliness([], today=DUE)) == "No question has been put to a body yet."


@pytest.mark.django_db
def test_the_body_is_told_reminded_and_told_again_once_each(cast):
    question = put(cast)
    make_officer(user=cast.facilitator, organisation=cast.county)
    for day in (PUT, PUT + timedelta(days=3), DUE - timedelta(days=7), DUE, DUE + timedelta(days=1)):
        for _ in range(2):
            remind_bodies(at=on(day))
    letters = [letter_of(notice) for notice in Notice.objects.filter(kind="forum-question").order_by("pk")]
    mine = [letter.subject for letter in letters if letter.recipient == cast.county_officer.email]
    assert mine == ["A question to you: “When?”", "Due soon: “When?”", "Overdue: “When?”"]
    assert len(letters) == 6
    assert "1 day late" in letters[-1].body
    assert question.get_absolute_url() in letters[-1].body
    assert cast.borough_officer.email not in {letter.recipient for letter in letters}
    send_waiting(at=on(DUE))
    remind_bodies(at=on(DUE + timedelta(days=29)))
    answer_question(question=question, by=cast.county_officer, role="Head", answer="In May.", at=on(DUE))
    assert not Notice.objects.filter(kind="forum-question", sent_at=None).exists()
    assert remind_bodies(at=on(DUE + timedelta(days=60))) == 0


@pytest.mark.django_db
def test_a_letter_about_a_closed_community_holds_what_went_out_alone(cast):
    put(cast, "hidden question", is_closed=True)
    assert remind_bodies(at=on(PUT)) == 1
    letter = letter_of(Notice.objects.get(kind="forum-question"))
    assert "Outside: hidden question" in letter.subject
    assert "Thread of" not in letter.body
    assert "community-" not in letter.body


@pytest.mark.django_db
def test_letters_cost_the_same_where_nothing_is_to_be_told(cast):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            put(cast)
        remind_bodies(at=on(PUT))
        with CaptureQueriesContext(connection) as context:
            remind_bodies(at=on(PUT))
        counts.append(len(context))
    assert counts == [2, 2]


@pytest.mark.django_db
def test_a_bodys_page_counts_the_days_unanswered_first(cast):
    now = timezone.now()
    late = put(cast, "Late one?", at=now - timedelta(days=37))
    put(cast, "Soon due?", at=now - timedelta(days=18))
    put(cast, "Secret one?", at=now, is_closed=True)
    done = put(cast, "Answered one?", at=now - timedelta(days=12))
    answer_question(question=done, by=cast.county_officer, role="Head", answer="Yes.", at=now)
    page = shown(Client().get("/asked/by/county/"))
    order = [page.index(word) for word in ("Late one?", "Soon due?", "Outside: Secret one?", "Answered one?")]
    assert order == sorted(order)
    for words in ("9 days late", "Due in 10 days", "Due in 28 days", "Answered after 12 days"):
        assert words in page
    assert "4 questions were put. Of 2 answers that were due or given, 1 came in time." in page
    closed = PartnershipQuestion.objects.get(is_from_closed=True)
    for words in ("Thread of Secret", closed.thread.forum.community.name, closed.thread.forum.community.slug):
        assert words not in page
    assert "A closed community" in page
    empty = shown(Client().get("/asked/by/borough/"))
    assert "No question has been put to a body yet." in empty
    assert "No question waits" in empty
    assert Client().get("/asked/by/nobody/").status_code == 404
    forum = shown(Client().get(late.thread.forum.get_absolute_url()))
    assert "9 days late" in forum
    assert "1 question was put. Of 1 answer that was due or given, 0 came in time." in forum
    assert "1 question was put." in shown(Client().get(f"{late.thread.forum.get_absolute_url()}log/"))


@pytest.mark.django_db
def test_officers_see_what_their_own_body_owes(cast):
    question = put(cast, "Ours?")
    page = signed_in(cast.county_officer).get("/cms/forums/asked/").content.decode()
    assert f'href="{question.get_absolute_url()}"' in page
    assert "Ours?" in page
    theirs = shown(signed_in(cast.borough_officer).get("/cms/forums/asked/"))
    assert "Ours?" not in theirs
    assert "No community waits" in theirs
    for stranger in (cast.resident, cast.moderator, cast.outsider):
        assert signed_in(stranger).get("/cms/forums/asked/").status_code in {302, 403}


@pytest.mark.django_db
def test_the_lists_cost_the_same_at_one_row_and_three(cast):
    pages = ((Client(), "/asked/by/county/"), (signed_in(cast.county_officer), "/cms/forums/asked/"))
    counts = {url: [] for _client, url in pages}
    for number in (1, 2):
        for _ in range(number):
            put(cast)
            answer_question(question=put(cast), by=cast.county_officer, role="Head", answer="Yes.", at=on(DUE))
        for client, url in pages:
            client.get(url)
            with CaptureQueriesContext(connection) as context:
                client.get(url)
            counts[url].append(len(context))
    assert all(len(set(found)) == 1 for found in counts.values()), counts
