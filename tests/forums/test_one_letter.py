"""One letter for the whole site, and one page: what closes, moved and was said; nothing twice, nothing closed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.services.digests import send_digest
from actions.services.following import ask_to_follow, confirm_follow, confirm_url
from actions.standing import Status
from forums.letters import DAILY, DELAY, WEEKLY
from forums.models import ConsultationThread, Member
from forums.services.joining import choose_notices
from forums.services.scrutiny import answer_question, ask_partnership
from forums.services.telling import leave_letters, send_round
from people.models import Notice
from people.notices import letter_of
from tests import factories
from tests.actions.plans import make_action, make_plan, say
from tests.forums.factories import make_forum, make_member, make_thread, reply
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
TUESDAY = datetime(2026, 11, 24, 7, tzinfo=LONDON)
THURSDAY = TUESDAY + timedelta(days=2)
WEEK = timedelta(days=7)
LATER = timedelta(minutes=5)


def joined(forum, user, notices, name=""):
    member = make_member(forum, user, name, at=TUESDAY - 4 * WEEK)
    choose_notices(member=member, notices=notices)
    return member


@pytest.fixture
def action(cast):
    plan = make_plan(cast.county, title="Peer challenge", published_at=TUESDAY - 9 * WEEK)
    return make_action(plan, title="Open the door")


def follow(email, thing):
    asked = ask_to_follow(email=email, action=thing, at=TUESDAY - 8 * WEEK)
    confirm_follow(token=confirm_url(asked).split("/")[-2], at=TUESDAY - 8 * WEEK)
    Notice.objects.all().delete()


def told(kind=""):
    found = Notice.objects.filter(kind__contains=kind).order_by("pk")
    return [letter_of(notice) for notice in found]


@pytest.mark.parametrize(
    ("closes_at", "is_told"),
    [
        (TUESDAY + timedelta(days=3) - timedelta(seconds=1), False),  # told the week before
        (TUESDAY + timedelta(days=3), True),
        (TUESDAY + timedelta(days=10) - timedelta(seconds=1), True),
        (TUESDAY + timedelta(days=10), False),
    ],
)
def test_a_consultation_is_told_once_before_it_closes(cast, closes_at, is_told):
    forum = make_forum("Carers")
    joined(forum, cast.resident, Member.Notices.WEEKLY)
    page = factories.make_consultation(title="Evening buses", opens_at=TUESDAY - 8 * WEEK, closes_at=closes_at)
    page.communities.add(forum.community)
    page.save()
    send_round(kind=WEEKLY, at=TUESDAY + DELAY)
    letters = told("forum-weekly")
    assert len(letters) == int(is_told)
    if is_told:
        assert "Consultations that close soon" in letters[0].body
        assert "“Evening buses” closes" in letters[0].body


def test_only_what_is_for_ones_open_communities_or_talked_about_there(cast):
    forum, quiet = make_forum("Carers"), make_forum("Quiet", is_closed=True)
    for one in (forum, quiet):
        joined(one, cast.resident, Member.Notices.WEEKLY)
    joined(make_forum("Elsewhere"), cast.outsider, Member.Notices.WEEKLY)
    writer = joined(forum, factories.make_user(), Member.Notices.NEVER)
    soon = {"opens_at": TUESDAY - WEEK, "closes_at": TUESDAY + timedelta(days=5)}
    pages = {
        name: factories.make_consultation(title=name, **soon) for name in ("Talked about", "For the quiet", "None")
    }
    pages["Draft"] = factories.make_consultation(title="Draft", live=False, **soon)
    thread = make_thread(writer, at=TUESDAY - 3 * WEEK)
    ConsultationThread.objects.create(thread=thread, consultation=pages["Talked about"])
    for name, community in (("For the quiet", quiet.community), ("Draft", forum.community)):
        pages[name].communities.add(community)
        pages[name].save()
    Notice.objects.all().delete()
    send_round(kind=WEEKLY, at=TUESDAY + DELAY)
    (letter,) = told()
    assert letter.recipient == cast.resident.email
    assert "Talked about" in letter.body
    for name in ("For the quiet", "None", "Draft", "Quiet"):
        assert name not in letter.body


def test_whoever_has_a_weekly_letter_hears_of_other_rooms_there_alone(cast):
    forum, other = make_forum("Carers"), make_forum("Faith")
    joined(forum, cast.resident, Member.Notices.DAILY)
    joined(other, cast.resident, Member.Notices.WEEKLY)
    joined(forum, cast.outsider, Member.Notices.DAILY)
    page = factories.make_consultation(
        title="Evening buses", opens_at=TUESDAY - WEEK, closes_at=TUESDAY + timedelta(days=3, hours=12)
    )
    page.communities.add(forum.community, other.community)
    page.save()
    send_round(kind=DAILY, at=TUESDAY + DELAY)
    assert [letter.recipient for letter in told("forum-daily")] == [cast.outsider.email]
    send_round(kind=WEEKLY, at=TUESDAY + DELAY)
    assert [letter.recipient for letter in told("forum-weekly")] == [cast.resident.email]


def test_what_moved_is_told_in_the_weekly_letter_and_not_again_in_the_digest(cast, action):
    joined(make_forum("Carers"), cast.resident, Member.Notices.WEEKLY)
    for email in (cast.resident.email.upper(), "somebody@else.example"):
        follow(email, action)
    say(action, Status.AT_RISK, at=TUESDAY - timedelta(days=1))
    assert send_round(kind=WEEKLY, at=TUESDAY + DELAY) == 1
    (letter,) = told("forum-weekly")
    assert "Open the door: At risk" in letter.body
    assert "/follow/leave/" in letter.body
    say(action, Status.LATE, at=TUESDAY + timedelta(days=1))
    assert send_digest(at=THURSDAY + LATER) == 1
    assert [letter.recipient for letter in told("digest")] == ["somebody@else.example"]
    assert send_round(kind=WEEKLY, at=TUESDAY + WEEK + DELAY) == 1
    assert "Open the door: Late" in told("forum-weekly")[-1].body


def test_who_comes_in_between_hears_of_everything_once(cast, action):
    """The digest has told what moved until Thursday, so the letter of Tuesday begins there."""
    follow(cast.resident.email, action)
    other = make_action(action.plan, title="Mend the lift")
    follow(cast.resident.email, other)
    say(action, Status.AT_RISK, at=TUESDAY - timedelta(days=1))
    joined(make_forum(), cast.outsider, Member.Notices.WEEKLY)
    send_round(kind=WEEKLY, at=TUESDAY + DELAY)
    make_member(make_forum(), cast.resident, at=TUESDAY + timedelta(days=1))
    assert send_digest(at=THURSDAY + LATER) == 1
    say(other, Status.DONE, at=THURSDAY + timedelta(days=1))
    send_round(kind=WEEKLY, at=TUESDAY + WEEK + DELAY)
    (digest,), (letter,) = told("digest"), told("forum-weekly")
    assert "Open the door" in digest.body
    assert "Mend the lift: Done" in letter.body
    assert "Open the door" not in letter.body


def test_who_leaves_the_letters_gets_the_digest_again_without_what_they_were_told(cast, action):
    joined(make_forum(), cast.resident, Member.Notices.WEEKLY)
    other = make_action(action.plan, title="Mend the lift")
    for one in (action, other):
        follow(cast.resident.email, one)
    say(action, Status.AT_RISK, at=TUESDAY - timedelta(days=1))
    send_round(kind=WEEKLY, at=TUESDAY + DELAY)
    leave_letters(user_id=cast.resident.pk)
    say(other, Status.DONE, at=TUESDAY + timedelta(days=1))
    assert send_digest(at=THURSDAY + LATER) == 1
    (digest,) = told("digest")
    assert "Mend the lift" in digest.body
    assert "Open the door" not in digest.body


@pytest.mark.parametrize("notices", [Member.Notices.NEVER, Member.Notices.DAILY, Member.Notices.AT_ONCE])
def test_without_a_weekly_letter_the_digest_goes_on(cast, action, notices):
    joined(make_forum(), cast.resident, notices)
    follow(cast.resident.email, action)
    say(action, Status.AT_RISK, at=TUESDAY - timedelta(days=1))
    for kind in (WEEKLY, DAILY):
        assert send_round(kind=kind, at=TUESDAY + DELAY) == 0
    assert send_digest(at=THURSDAY + LATER) == 1


def test_the_page_shows_the_same_and_of_closed_communities_only_that_there_is_something(cast, action):
    at = timezone.now()
    forum, quiet = make_forum("Carers"), make_forum("Quiet circle", is_closed=True)
    member = make_member(forum, cast.resident)
    make_member(quiet, cast.resident)
    writer, hidden = make_member(forum), make_member(quiet)
    make_thread(hidden, "Hidden title")
    thread = make_thread(writer, "Ramps")
    page = factories.make_consultation(title="Evening buses", closes_at=at + timedelta(days=5))
    page.communities.add(forum.community)
    page.save()
    question = ask_partnership(thread=thread, member=member, organisation=cast.county, title="When?", at=at)
    type(question).objects.update(state="put", put_at=at, due_on=at.date())
    question.refresh_from_db()
    answer_question(question=question, by=cast.county_officer, role="Head", answer="In March", at=at)
    follow(cast.resident.email, action)
    say(action, Status.AT_RISK, at=at)
    body = signed_in(cast.resident).get("/whats-new/").content.decode()
    for words in ("New: “Ramps”", "Answered: When?", "“Evening buses” closes", "Open the door: At risk"):
        assert words in body
    assert "something new for you in a closed community" in body
    for secret in ("Hidden", "Quiet circle", quiet.community.slug):
        assert secret not in body
    assert Client().get("/whats-new/").status_code == 302
    empty = shown(signed_in(cast.outsider).get("/whats-new/"))
    assert "Join a community" in empty
    assert "Ramps" not in empty


def test_the_page_costs_the_same_however_much_is_new(cast):
    forum, counts = make_forum(), []
    make_member(forum, cast.resident)
    writer, client = make_member(forum), signed_in(cast.resident)
    for number in (1, 2):
        for one in range(number):
            thread = make_thread(writer, f"Thread {number} {one}", f"Words {number} {one}")
            reply(thread, writer)
            page = factories.make_consultation(closes_at=timezone.now() + timedelta(days=5))
            page.communities.add(forum.community)
            page.save()
        client.get("/whats-new/")
        with CaptureQueriesContext(connection) as context:
            client.get("/whats-new/")
        counts.append(len(context))
    assert counts[0] == counts[1]
