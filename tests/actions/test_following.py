"""Following by e-mail and the weekly digest."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from actions import origins
from actions.digest import DELAY, digest_moment
from actions.models import DigestRun, Follow, Follower
from actions.origins import Contributor
from actions.services.digests import send_digest
from actions.services.following import ask_to_follow, confirm_follow, confirm_url, follower_key, leave_url
from actions.standing import Status
from consultations.models import Contact
from consultations.services.private import ContactGiven
from consultations.services.promises import NotYourPlan, link_plan
from people.notices import send_waiting
from people.privacy import apply_retention, erase_person, held_about
from tests import factories
from tests.actions.plans import local, make_action, make_plan, say
from tests.consultations.answered import make_response

pytestmark = pytest.mark.django_db

#: A Thursday at seven in the morning, and the Thursday before.
DUE = local(2026, 7, 16, 7)
BEFORE = DUE - timedelta(days=7)
IN_WEEK = DUE - timedelta(days=2)
RUN = DUE + DELAY
ADA = "Ada@Post.example"


def follow(email=ADA, *, at=BEFORE, **thing) -> Follow:
    asked = ask_to_follow(email=email, at=at, **thing)
    return confirm_follow(token=confirm_url(asked).split("/")[-2], at=at)


def letters(kind: str = "digest") -> list:
    """Send what waits and return the letters of that kind."""
    mail.outbox.clear()
    send_waiting(at=RUN + timedelta(hours=1))
    starts = {"digest": "What moved", "follow": ("Confirm", "You follow")}[kind]
    return [one for one in mail.outbox if one.subject.startswith(starts)]


@pytest.fixture
def plan(cast):
    return make_plan(cast.county, title="Peer challenge", slug="peer", published_at=local(2026, 6, 1, 9))


@pytest.fixture
def action(plan):
    return make_action(plan, title="Open the door")


class TestAsking:
    def test_from_the_page_to_the_letter_to_the_button(self, client, plan, action):
        page = reverse("actions:follow_action", args=[plan.slug, action.reference])
        assert client.get(page).status_code == 200
        assert "Write an e-mail address like" in client.post(page, {"email": "ada"}).content.decode()
        answer = client.post(page, {"email": ADA})
        assert "Look into your e-mail" in answer.content.decode()
        assert not Follow.objects.confirmed().exists()
        [letter] = letters("follow")
        assert letter.to == [ADA.lower()]
        link = re.search(r"/follow/confirm/\S+", letter.body)[0]
        assert client.get(link).status_code == 200
        assert not Follow.objects.confirmed().exists()  # mail programs open links by themselves
        assert "You follow it" in client.post(link).content.decode()
        assert Follow.objects.confirmed().get().action == action

    def test_the_page_says_the_same_to_who_follows_and_to_who_does_not(self, client, plan):
        page = reverse("actions:follow_plan", args=[plan.slug])
        first = client.post(page, {"email": ADA}).content
        follow(plan=plan)
        assert client.post(page, {"email": ADA}).content == first
        assert [one.subject.split()[0] for one in letters("follow")].count("You") == 1

    def test_an_address_gets_few_letters_a_day_and_the_page_does_not_tell(self, client, plan, settings):
        settings.MAIL_LIMIT_PER_DAY, settings.MAIL_LIMIT_PER_HOUR = 1, 3
        page = reverse("actions:follow_plan", args=[plan.slug])
        answers = [client.post(page, {"email": ADA}).content for _ in range(3)]
        assert answers == [answers[0]] * 3
        assert len(letters("follow")) == 1
        assert "your network" in client.post(page, {"email": "bo@post.example"}).content.decode()

    def test_no_draft_can_be_followed(self, client, cast):
        draft = make_plan(cast.county, published_at=None)
        page = reverse("actions:follow_plan", args=[draft.slug])
        assert client.get(page).status_code == 404
        client.force_login(cast.county_officer)
        client.post(page, {"email": ADA})
        assert not Follow.objects.exists()

    def test_a_link_works_for_a_week(self, client, plan):
        at = local(2026, 7, 1, 9)
        asked = ask_to_follow(email=ADA, plan=plan, at=at)
        apply_retention(at=at + timedelta(days=7) - timedelta(seconds=1))
        assert Follow.objects.filter(pk=asked.pk).exists()
        apply_retention(at=at + timedelta(days=7))
        assert not Follower.objects.exists()
        token = confirm_url(asked).split("/")[-2]
        assert client.post(reverse("actions:follow_confirm", args=[token])).status_code == 404

    def test_forged_links_are_refused(self, client, plan):
        follow(plan=plan)
        for name in ("follow_confirm", "follow_leave"):
            assert client.get(reverse(f"actions:{name}", args=["1:abc:def"])).status_code == 404
        confirm = confirm_url(Follow.objects.get()).split("/")[-2]
        assert client.get(reverse("actions:follow_leave", args=[confirm])).status_code == 404

    def test_the_address_lies_sealed(self, plan):
        follow(plan=plan)
        row = Follower.objects.get()
        assert row.key == follower_key(ADA.lower())
        assert b"post.example" not in bytes(row.content).lower()


class TestLeaving:
    def path(self) -> str:
        return "/follow/leave/" + leave_url(Follower.objects.get()).split("/")[-2] + "/"

    def test_one_click_without_signing_in(self, plan, action):
        follow(plan=plan)
        follow(action=action)
        strict = Client(enforce_csrf_checks=True)
        assert strict.get(self.path()).status_code == 200
        assert Follow.objects.count() == 2
        assert strict.post(self.path(), {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Follower.objects.exists()

    def test_one_of_two(self, client, plan, action):
        follow(plan=plan)
        other = follow(action=action)
        client.post(self.path(), {"follow": other.pk})
        assert Follow.objects.get().plan == plan
        client.post(self.path(), {"follow": Follow.objects.get().pk})
        assert not Follower.objects.exists()

    def test_a_link_reaches_no_others_follow(self, client, plan):
        follow(plan=plan)
        path = self.path()
        other = follow("bo@post.example", plan=plan)
        client.post(path, {"follow": other.pk})
        assert Follow.objects.filter(pk=other.pk).exists()

    def test_what_somebody_follows_stands_in_their_data_and_goes_with_them(self, cast, plan):
        follow("resident@example.org", plan=plan)
        follow(plan=plan)

        def rows():
            return next(one.rows for one in held_about(cast.resident) if one.kind.slug == "follows")

        assert rows() == []  # the address is not proved
        EmailAddress.objects.create(user=cast.resident, email="resident@example.org", verified=True)
        assert [row["You follow"] for row in rows()] == ["Peer challenge"]
        erase_person(user=cast.resident, at=DUE)
        assert Follower.objects.count() == 1

    def test_who_heard_nothing_for_two_years_is_forgotten(self, plan):
        follow(plan=plan)
        apply_retention(at=BEFORE + timedelta(days=730) - timedelta(seconds=1))
        assert Follower.objects.exists()
        apply_retention(at=BEFORE + timedelta(days=730))
        assert not Follower.objects.exists()


class TestMoment:
    @pytest.mark.parametrize(
        ("at", "due"),
        [
            (local(2026, 7, 16, 6, 59), local(2026, 7, 9, 7)),
            (local(2026, 7, 16, 7), local(2026, 7, 16, 7)),
            (local(2026, 7, 22, 23), local(2026, 7, 16, 7)),
            (local(2026, 10, 29, 6, 59), local(2026, 10, 22, 7)),  # the clocks went back on the 25th
            (local(2026, 10, 29, 7), local(2026, 10, 29, 7)),
            (local(2027, 4, 1, 7), local(2027, 4, 1, 7)),  # and forward on 28 March
        ],
    )
    def test_thursday_at_seven_by_the_clock_on_the_wall(self, at, due):
        assert digest_moment(at, zone=ZoneInfo("Europe/London")) == due

    def test_a_week_with_a_change_of_clocks_is_told_whole(self):
        before, after = (
            digest_moment(local(*day, 8), zone=ZoneInfo("Europe/London")) for day in ((2026, 10, 22), (2026, 10, 29))
        )
        assert after.timestamp() - before.timestamp() == (7 * 24 + 1) * 3600


class TestDigest:
    def test_one_letter_an_address_with_all_that_moved(self, plan, action, cast):
        other = make_plan(cast.borough, title="Another", published_at=local(2026, 6, 1, 9))
        moved = make_action(other, title="Also moved")
        follow(plan=plan)
        follow(ADA.lower(), action=moved)
        follow("bo@post.example", action=make_action(other))
        say(action, Status.ON_TRACK, "First word", at=IN_WEEK)
        say(action, Status.AT_RISK, "Last word", at=IN_WEEK + timedelta(hours=1))
        say(moved, Status.DONE, "Finished", at=IN_WEEK)
        assert send_digest(at=RUN) == 1
        [letter] = letters()
        assert letter.to == [ADA.lower()]
        assert "2 plans" in letter.subject
        for words in ("Open the door", "At risk", "Last word", "Also moved", "Done", action.get_absolute_url()):
            assert words in letter.body
        assert "First word" not in letter.body
        assert "/follow/leave/" in letter.extra_headers["List-Unsubscribe"]
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_once_a_week_however_often_the_clock_ticks(self, plan, action):
        follow(plan=plan)
        say(action, Status.ON_TRACK, at=IN_WEEK)
        assert [send_digest(at=RUN + timedelta(minutes=n)) for n in (0, 1, 500)] == [1, 0, 0]
        DigestRun.objects.update(finished_at=None)  # it died on the way
        assert send_digest(at=RUN) == 0
        assert len(letters()) == 1

    def test_nothing_moved_no_letter(self, plan, action, cast):
        follow(plan=plan)
        say(make_action(make_plan(cast.county, published_at=None)), Status.DONE, at=IN_WEEK)
        assert send_digest(at=RUN) == 0
        assert letters() == []

    def test_before_the_hour_it_is_last_weeks(self, plan, action):
        follow(plan=plan)
        say(action, Status.ON_TRACK, at=IN_WEEK)
        assert send_digest(at=RUN - timedelta(seconds=1)) == 0
        assert DigestRun.objects.get().until == BEFORE
        assert send_digest(at=RUN) == 1

    @pytest.mark.parametrize(
        ("moved", "is_told"),
        [
            (BEFORE - timedelta(seconds=1), False),
            (BEFORE, True),
            (DUE - timedelta(seconds=1), True),
            (DUE, False),
        ],
    )
    def test_the_window(self, plan, action, moved, is_told):
        follow(plan=plan, at=BEFORE - timedelta(days=3))
        say(action, Status.ON_TRACK, at=moved)
        assert send_digest(at=RUN) == int(is_told)

    def test_what_moved_before_one_followed_is_not_told(self, plan, action):
        say(action, Status.ON_TRACK, at=IN_WEEK)
        follow(plan=plan, at=IN_WEEK + timedelta(seconds=1))
        assert send_digest(at=RUN) == 0

    def test_not_confirmed_not_told(self, plan, action):
        ask_to_follow(email=ADA, plan=plan, at=BEFORE)
        say(action, Status.ON_TRACK, at=IN_WEEK)
        assert send_digest(at=RUN) == 0

    def test_weeks_in_which_nothing_ran_are_made_up_for(self, plan, action):
        follow(plan=plan)
        send_digest(at=RUN)
        say(action, Status.ON_TRACK, at=DUE)
        say(make_action(plan), Status.LATE, at=DUE + timedelta(days=9))
        assert send_digest(at=RUN + timedelta(days=21)) == 1
        body = letters()[0].body
        assert "On track" in body
        assert "Late" in body

    def test_a_new_action_in_a_plan_is_told_to_those_who_follow_the_plan(self, plan):
        follow(plan=plan)
        make_action(plan, title="Brand new", created_at=IN_WEEK)
        assert send_digest(at=RUN) == 1
        assert "New in the plan" in letters()[0].body


class TestContributors:
    def test_who_took_part_and_asked_is_told_when_it_moves(self, plan, action, cast):
        consultation = factories.make_consultation(cast.county)
        for email, asks in ((ADA, True), ("bo@post.example", False)):
            make_response(consultation, contact=ContactGiven(email=email, wants_progress=asks))
        with pytest.raises(NotYourPlan):
            link_plan(consultation=consultation, plan=make_plan(cast.borough), by=cast.county_officer, at=BEFORE)
        with pytest.raises(NotYourPlan):
            link_plan(consultation=consultation, plan=plan, by=cast.borough_officer, at=BEFORE)
        link_plan(consultation=consultation, plan=plan, by=cast.county_officer, at=BEFORE)
        follow(ADA, plan=plan)
        say(action, Status.ON_TRACK, at=IN_WEEK)
        assert send_digest(at=RUN) == 1  # once, though she follows it too
        [letter] = letters()
        link = re.search(r"/outcome-mails/\S+", letter.body)[0]
        Client(enforce_csrf_checks=True).post(link)
        assert not Contact.objects.filter(wants_progress=True).exists()
        assert origins.origins_of_plans([plan.pk])[plan.pk][0].label == consultation.title

    def test_a_room_that_names_an_address_twice_leads_to_one_letter(self, plan, action, monkeypatch):
        class Room:
            def plans(self, plan_ids):
                return {}

            actions = plans

            def contributors(self, *, plan_id, action_id):
                return [Contributor("ada@post.example", "https://x/1"), Contributor("ADA@post.example", "https://x/2")]

        monkeypatch.setitem(origins._rooms, "test", Room())
        say(action, Status.ON_TRACK, at=IN_WEEK)
        assert send_digest(at=RUN) == 1
        assert len(letters()) == 1
