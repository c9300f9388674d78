"""Reviews: frozen once, read by everybody when published, compared two by two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from actions.board_reads import end_of
from actions.errors import Refusal
from actions.models import FrozenReview, PlanReview
from actions.services.reviews import freeze_plan, publish_review, withdraw_review, write_commentary
from actions.snapshots import compare, entries_of
from actions.standing import Status
from tests.actions.plans import local, make_action, make_plan, say

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2026, 3, 31), date(2027, 3, 31)
START = local(2026, 1, 5, 9)


@pytest.fixture
def plan(cast):
    return make_plan(cast.county, title="Peer challenge", published_at=START)


def freeze(plan, on=FIRST, *, at=None, published=True, title="") -> PlanReview:
    at = at or end_of(on)
    review = freeze_plan(plan=plan, title=title or f"Review {on.year}", commentary="Words", on=on, by=None, at=at)
    if published:
        publish_review(review=review, at=at)
    return review


@pytest.mark.parametrize(
    ("said_at", "status"),
    [
        (end_of(FIRST) - timedelta(seconds=1), Status.DONE),
        (end_of(FIRST), Status.NOT_STARTED),
    ],
)
def test_it_freezes_what_stood_at_the_end_of_the_day(plan, said_at, status):
    say(make_action(plan), Status.DONE, "Done at last", at=said_at)
    make_action(plan, created_at=end_of(FIRST))
    [entry] = entries_of(freeze(plan, at=end_of(FIRST) + timedelta(days=30)).snapshot)
    assert (entry.status, entry.text) == (status, "Done at last" if status == Status.DONE else "")


def test_what_it_froze_is_never_changed(plan):
    action = make_action(plan, title="As it was")
    review = freeze(plan)
    say(action, Status.DONE, at=end_of(FIRST))
    action.delete()
    review.refresh_from_db()
    assert [one.title for one in entries_of(review.snapshot)] == ["As it was"]
    review.snapshot[0]["status"] = "done"
    with pytest.raises(FrozenReview):
        review.save()
    with pytest.raises(FrozenReview):
        PlanReview.objects.filter(pk=review.pk).update(snapshot=[])
    with pytest.raises(FrozenReview):
        PlanReview.objects.filter(pk=review.pk).update(taken_on=SECOND)
    review.refresh_from_db()
    review.taken_on = SECOND
    with pytest.raises(FrozenReview):
        review.save(update_fields=["taken_on"])
    review.refresh_from_db()
    write_commentary(review=review, title="Other title", commentary="Other words")
    review.refresh_from_db()
    assert (review.commentary, review.is_whole) == ("Other words", True)


def test_what_is_refused(cast, plan):
    with pytest.raises(Refusal):
        freeze(plan)
    draft = make_plan(cast.county, published_at=None, created_at=START)
    make_action(draft)
    with pytest.raises(Refusal):
        publish_review(review=freeze(draft, published=False), at=START)


@pytest.fixture
def two(plan, cast):
    moved = make_action(plan, reference="1", title="Moved", created_at=START)
    gone = make_action(plan, reference="2", title="Gone", created_at=START)
    make_action(plan, reference="3", title="Put off", created_at=START, due_on=FIRST)
    make_action(plan, reference="4", title="Same", created_at=START)
    first = freeze(plan)
    say(moved, Status.DONE, at=end_of(FIRST))
    gone.delete()
    plan.actions.filter(reference="3").update(due_on=SECOND)
    make_action(plan, reference="5", title="Fresh", created_at=end_of(FIRST))
    return first, freeze(plan, SECOND)


def test_two_reviews_side_by_side(client, plan, two):
    first, second = two
    pairs = {pair.either.title: pair for pair in compare(entries_of(first.snapshot), entries_of(second.snapshot))}
    assert {title: pair.is_different for title, pair in pairs.items()} == {
        "Moved": True,
        "Gone": True,
        "Put off": True,
        "Same": False,
        "Fresh": True,
    }
    assert pairs["Moved"].is_moved
    assert pairs["Gone"].is_dropped
    assert pairs["Fresh"].is_added
    assert pairs["Put off"].is_put_off
    for then, now in ((first, second), (second, first)):  # the earlier is always on the left
        body = client.get(f"/plans/{plan.slug}/reviews/compare/?then={then.pk}&now={now.pk}").content.decode()
        assert body.index("Review 2026</a>") < body.index("Review 2027</a>")
        for words in ("No longer in the plan", "Added", "Another status", "another date", "1 action has the same"):
            assert words.lower() in body.lower()


def test_the_pages_of_reviews(client, cast, plan, two):
    first, second = two
    assert "Words" in client.get(first.get_absolute_url()).content.decode()
    withdraw_review(review=second)
    folder = f"/plans/{plan.slug}/reviews/"
    paths = [second.get_absolute_url(), f"{folder}compare/?then={first.pk}&now={second.pk}"]
    for user, status in ((None, 404), (cast.outsider, 404), (cast.borough_officer, 404), (cast.county_officer, 200)):
        client.logout()
        if user:
            client.force_login(user)
        assert [client.get(path).status_code for path in paths] == [status] * 2
        assert ("Review 2027" in client.get(folder).content.decode()) is (status == 200)
    other = make_plan(cast.borough, published_at=START)
    assert client.get(f"/plans/{other.slug}/reviews/{first.pk}/").status_code == 404
    assert client.get(f"{folder}compare/?then={first.pk}&now=x").status_code == 404
    assert client.get(f"{folder}compare/").status_code == 302


def test_a_review_that_was_changed_past_the_site_says_so(client, cast, plan, two):
    first, second = two
    compared = f"/plans/{plan.slug}/reviews/compare/?then={first.pk}&now={second.pk}"
    desk = reverse("ledger_desk:review", args=[plan.pk, first.pk])
    client.force_login(cast.county_officer)
    warning, promise = "Do not rely on them", "kept as they were taken down and are never changed"
    for path in (first.get_absolute_url(), compared, desk):
        assert warning not in client.get(path).content.decode()
    assert promise in client.get(first.get_absolute_url()).content.decode()
    QuerySet.update(PlanReview.objects.filter(pk=first.pk), snapshot=first.snapshot[1:])
    for path in (first.get_absolute_url(), compared, desk):
        assert client.get(path).content.decode().count(warning) == 1
    assert promise not in client.get(first.get_absolute_url()).content.decode()
    assert warning not in client.get(second.get_absolute_url()).content.decode()
