"""Following what becomes a draft again, and digests that broke off, waited or came in the week of publishing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionPlan, DigestRun, Follower
from actions.services.digests import send_digest
from actions.services.following import ask_to_follow, confirm_url, leave, leave_url
from actions.standing import Status
from actions.work import owed_by
from people.notices import send_waiting
from people.privacy import held_about
from tests.actions.plans import NOW, make_action, make_plan, say
from tests.actions.test_following import ADA, BEFORE, DUE, IN_WEEK, RUN, follow, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return make_plan(cast.county, title="Peer challenge", published_at=BEFORE - timedelta(days=30))


@pytest.mark.parametrize("what", ["plan", "action"])
def test_what_a_plan_is_called_as_a_draft_again_is_told_to_nobody(client, cast, plan, what):
    thing = {"plan": plan} if what == "plan" else {"action": make_action(plan, title="Heron Lane")}
    asked = ask_to_follow(email="resident@example.org", at=timezone.now(), **thing)
    EmailAddress.objects.create(user=cast.resident, email="resident@example.org", verified=True)
    ActionPlan.objects.update(published_at=None, title="Heron Lane")
    confirm, stop = (link.removeprefix(settings.SITE_URL) for link in (confirm_url(asked), leave_url(asked.follower)))
    pages = [client.get(confirm), client.post(confirm), client.get(stop)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    data = next(str(one.rows) for one in held_about(cast.resident) if one.kind.slug == "follows")
    for words in [*(page.content.decode() for page in pages), data]:
        assert "Heron" not in words
        assert plan.get_absolute_url() not in words
    assert "not public at the moment" in data


def test_a_draft_has_no_page_to_follow_it_for_its_own_officers_either(client, cast):
    action = make_action(make_plan(cast.county, published_at=None), reference="1")
    client.force_login(cast.county_officer)
    slug = action.plan.slug
    for page in (
        reverse("actions:follow_plan", args=[slug]),
        reverse("actions:follow_action", args=[slug, action.reference]),
    ):
        assert client.get(page).status_code == client.post(page, {"email": ADA}).status_code == 404


def test_a_digest_that_broke_off_is_finished_a_week_later(plan):
    follow(plan=plan)
    follow("bo@post.example", plan=plan)
    action = make_action(plan, created_at=plan.created_at)
    say(action, Status.AT_RISK, "The first week", at=IN_WEEK)
    assert send_digest(at=RUN) == 2
    send_waiting(at=RUN)
    run = DigestRun.objects.get()
    DigestRun.objects.filter(pk=run.pk).update(finished_at=None)  # it died, after some were written to
    late = follow("cy@post.example", plan=plan)
    type(late).objects.filter(pk=late.pk).update(confirmed_at=BEFORE)
    say(action, Status.DONE, "The second week", at=DUE + timedelta(days=1))
    assert send_digest(at=RUN + timedelta(days=7)) == 4
    assert send_digest(at=RUN + timedelta(days=7)) == 0
    assert not DigestRun.objects.filter(finished_at=None).exists()
    found = sorted((letter.to[0], "The first" in letter.body, "The second" in letter.body) for letter in _all())
    assert found == [
        (ADA.lower(), False, True),
        ("bo@post.example", False, True),
        ("cy@post.example", False, True),
        ("cy@post.example", True, False),
    ]


def _all():
    mail.outbox.clear()
    send_waiting(at=RUN + timedelta(days=8))
    return [one for one in mail.outbox if one.subject.startswith("What moved")]


def test_an_action_added_in_the_week_its_plan_was_published_is_told(cast):
    plan = make_plan(cast.county, published_at=IN_WEEK)
    make_action(plan, title="There from the first", created_at=IN_WEEK - timedelta(days=1))
    follow(plan=plan, at=IN_WEEK)
    make_action(plan, title="Brand new", created_at=IN_WEEK + timedelta(hours=1))
    assert send_digest(at=RUN) == 1
    [letter] = letters()
    assert "Brand new" in letter.body
    assert "There from the first" not in letter.body


def test_who_leaves_gets_no_digest_that_was_waiting(plan):
    follow(plan=plan)
    say(make_action(plan), Status.DONE, at=IN_WEEK)
    assert send_digest(at=RUN) == 1
    leave(follower=Follower.objects.get())
    assert letters() == []


def test_a_draft_is_never_silent_on_the_work_list(cast):
    draft = make_plan(cast.county, published_at=None)
    old = make_action(draft, reference="1", order=2, created_at=NOW - timedelta(days=400))
    first = make_action(draft, reference="2", order=1, created_at=NOW)
    assert owed_by(cast.county_officer, plan=draft, today=NOW.date()) == [first.pk, old.pk]
    shown = make_plan(cast.county, published_at=NOW - timedelta(days=400))
    new = make_action(shown, order=1, created_at=NOW)
    silent = make_action(shown, order=2, created_at=NOW - timedelta(days=500))
    assert owed_by(cast.county_officer, plan=shown, today=NOW.date()) == [silent.pk, new.pk]
