"""The guard of publication by the clock, over what a writer may, behind the wall, and for kept pages."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from core import generation
from people.models import Notice
from people.publishing import publish_due
from people.ticks import registered
from tests import factories
from tests.youth.admin_forms import article_form, bulk, edit
from tests.youth.factories import make_article, make_checked, make_piece, make_section, make_writer
from youth.errors import NotPublished
from youth.lawful import allowed_bylines, may_stand_public, missing_for_publication
from youth.models import ArticlePage, Release, SafeguardingCheck
from youth.publication import public_articles, release

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def schedule(page, user):
    """Schedule the article for tomorrow in the admin and return the revision that waits."""
    later = timezone.localtime() + timedelta(days=1)
    form = article_form(page, go_live_at=later.strftime("%Y-%m-%d %H:%M"), **{"action-publish": "1"})
    assert signed_in(user).post(edit(page), form).status_code == 302
    return page.revisions.get(approved_go_live_at__isnull=False)


def let_the_moment_come(revision):
    now = timezone.now() - timedelta(seconds=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = now.isoformat()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now, content=revision.content)


def lapse(user):
    SafeguardingCheck.objects.filter(user=user).update(look_again_on=timezone.localdate())


def tick():
    publish_due(timezone.now())


def wagtails_own():
    call_command("publish_scheduled")


@pytest.mark.parametrize("clock", [tick, wagtails_own])
def test_what_is_scheduled_goes_out_at_its_moment_in_the_name_of_who_scheduled_it(clock):
    page, user = make_piece().page, make_checked()
    revision = schedule(page, user)
    clock()
    assert not public_articles().exists()
    let_the_moment_come(revision)
    clock()
    assert public_articles().get() == page
    assert Release.objects.exclude(state="ended").get().by == user


@pytest.mark.parametrize("clock", [tick, wagtails_own])
@pytest.mark.parametrize("why", ["lapsed", "ended", "gone"])
def test_a_check_that_lapses_before_the_moment_keeps_it_back(clock, why):
    page, user = make_piece().page, make_checked()
    let_the_moment_come(schedule(page, user))
    if why == "lapsed":
        lapse(user)
    elif why == "ended":
        SafeguardingCheck.objects.filter(user=user).update(ended_at=timezone.now())
    else:
        user.delete()
    if clock is tick:
        clock()
        clock()
        assert Notice.objects.filter(kind="not-published").count() == (0 if why == "gone" else 1)
    else:
        with pytest.raises(NotPublished):
            clock()
    assert not ArticlePage.objects.live().exists()
    again = make_checked()
    page.refresh_from_db()
    page.get_latest_revision().publish(user=again, skip_permission_checks=True)
    assert public_articles().get() == page


def test_somebody_unchecked_neither_schedules_nor_changes_what_waits():
    """A revision saved over, as the editor does while one types, is no longer what was scheduled."""
    page, user = make_piece(body="Let out.").page, make_checked()
    revision = schedule(page, user)
    lapse(user)
    form = article_form(page, body="Slipped in.", overwrite_revision_id=revision.pk)
    signed_in(user).post(edit(page), form, headers={"accept": "application/json"})
    revision.refresh_from_db()
    assert revision.content["body"] == "Let out."  # the admin locks what waits for its moment
    draft = revision.as_object()
    draft.body = "Slipped in."
    draft.save_revision(user=user, overwrite_revision=revision, approved_go_live_at=draft.go_live_at)
    revision.refresh_from_db()
    assert revision.content["body"] == "Slipped in."
    SafeguardingCheck.objects.filter(user=user).update(look_again_on=timezone.localdate() + timedelta(days=9))
    let_the_moment_come(revision)
    tick()
    assert not ArticlePage.objects.live().exists()
    with pytest.raises(NotPublished):
        revision.publish()


def test_a_schedule_that_was_taken_back_publishes_nothing():
    page = make_piece().page
    revision = schedule(page, make_checked())
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    revision.refresh_from_db()
    with pytest.raises(NotPublished):
        revision.publish()


def test_the_day_on_which_a_check_lapses_is_a_day_without_it():
    page = make_piece().page
    user, today = make_checked(), timezone.localdate()
    check = SafeguardingCheck.objects.filter(user=user)
    revision = page.get_latest_revision()
    for look_again_on, is_out in (
        (today - timedelta(days=1), False),
        (today, False),
        (today + timedelta(days=1), True),
    ):
        check.update(look_again_on=look_again_on)
        if is_out:
            revision.publish(user=user, skip_permission_checks=True)
        else:
            with pytest.raises(NotPublished):
                revision.publish(user=user, skip_permission_checks=True)
        assert public_articles().exists() is is_out


def test_what_goes_out_or_is_taken_down_puts_kept_pages_out_of_date():
    before = generation.current()
    page = make_article()
    out = generation.current()
    page.unpublish()
    assert before < out < generation.current()


def test_both_clocks_are_wound():
    assert "youth articles nobody released" in {tick.name for tick in registered()}


STATES = [
    ("in", "older", None, True),
    ("in", "younger", None, True),
    ("waiting", "younger", None, False),
    ("paused", "older", None, False),
    ("left", "older", None, False),
    ("left", "older", False, False),
    ("left", "older", True, True),
    ("alumnus", "older", True, True),
    ("alumnus", "older", False, False),
]


@pytest.mark.parametrize(("state", "band", "keeps", "is_out"), STATES)
def test_nothing_new_goes_out_of_somebody_who_does_not_take_part(state, band, keeps, is_out):
    """Paused, without a guardian's yes, or gone without a word about what is public."""
    piece = make_piece(writer=make_writer(band=band))
    piece.writer.state, piece.writer.keeps_articles = state, keeps
    piece.writer.save()
    user, revision = make_checked(), piece.page.get_latest_revision()
    if is_out:
        revision.publish(user=user, skip_permission_checks=True)
    else:
        with pytest.raises(NotPublished) as refusal:
            revision.publish(user=user, skip_permission_checks=True)
        assert "does not take part" in " ".join(refusal.value.lines())
    assert public_articles().exists() is is_out


def test_a_guardian_who_takes_the_yes_back_keeps_back_what_is_scheduled():
    piece = make_piece(writer=make_writer(band="younger"))
    let_the_moment_come(schedule(piece.page, make_checked()))
    piece.writer.state, piece.writer.guardian_agreed_on = "waiting", None
    piece.writer.save()
    tick()
    assert not ArticlePage.objects.live().exists()


def test_a_piece_whose_writer_is_erased_may_still_go_out():
    piece = make_piece()
    piece.writer.delete()
    piece.page.get_latest_revision().publish(user=make_checked(), skip_permission_checks=True)
    assert public_articles().get() == piece.page


def article(**changes):
    values = {
        "teaser": "T",
        "body": "B",
        "byline": "Kestrel",
        "is_review": False,
        "rating": None,
        "picture_id": None,
        "picture_alt": "",
    }
    return SimpleNamespace(**values | changes)


def writer(**changes):
    values = {
        "pen_name": "Kestrel",
        "first_name": "Kit",
        "is_younger": False,
        "state": "in",
        "guardian_agreed_on": None,
        "keeps_articles": None,
    }
    return SimpleNamespace(**values | changes)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"teaser": " \u200b"}, "in a sentence"),
        ({"body": "\n"}, "no text"),
        ({"byline": " "}, "who wrote it"),
        ({"is_review": True}, "its rating"),
        ({"picture_id": 4, "picture_alt": " "}, "what the picture shows"),
    ],
)
def test_each_thing_that_is_missing_is_named(changes, says):
    assert missing_for_publication(article(), None) == []
    assert [says in str(line) for line in missing_for_publication(article(**changes), None)] == [True]


def test_under_16_the_pen_name_alone_may_stand_above_it():
    older, younger = writer(), writer(is_younger=True, guardian_agreed_on=date(2026, 1, 1))
    assert allowed_bylines(older) == {"Kestrel", "Kit"}
    assert allowed_bylines(younger) == {"Kestrel"}
    piece = SimpleNamespace(writer=younger)
    assert missing_for_publication(article(byline="Kestrel"), piece) == []
    assert len(missing_for_publication(article(byline="Kit"), piece)) == 1
    assert not may_stand_public(writer(is_younger=True))


SCREENS = ["edit", "history", "usage", "view_draft", "delete", "copy", "unpublish", "workflow_history", "move"]


def test_the_section_is_all_that_a_checked_adult_sees_and_no_officer_sees_it(cast):
    make_section()
    draft = make_piece(title="Heron draft").page
    other = factories.make_consultation(cast.county, title="Egret plan", live=False)
    other.save_revision()
    adult, officer = signed_in(make_checked()), signed_in(cast.county_officer)
    for client in (adult, officer):
        client.raise_request_exception = False
    for screen in SCREENS:
        own, foreign = (reverse(f"wagtailadmin_pages:{screen}", args=[one.pk]) for one in (draft, other))
        assert adult.get(own).status_code in {200, 302}, screen
        answer = officer.get(own)
        assert answer.status_code == 404, screen
        assert adult.get(foreign).status_code == 404, screen
    revision = draft.get_latest_revision()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, revision.pk, "latest"])
    assert adult.get(compare).status_code == 200
    assert officer.get(compare).status_code in {302, 404}
    for url in (
        "/cms/",
        reverse("wagtailadmin_pages:search") + "?q=Heron",
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert "Heron draft" not in officer.get(url).content.decode(), url
    assert "Heron draft" in adult.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk])).content.decode()
    assert officer.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk])).status_code == 404
    for url in (reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_pages:search") + "?q=Egret"):
        assert "Egret plan" not in adult.get(url).content.decode(), url
    officer.post(edit(draft), article_form(draft, title="Taken", **{"action-publish": "1"}))
    officer.post(bulk("publish", draft), {})
    officer.post(bulk("delete", draft), {})
    draft.refresh_from_db()
    assert (draft.title, draft.live, draft.draft_title) == ("Heron draft", False, "Heron draft")


def test_two_releases_at_once_are_one():
    """Whoever presses after somebody else leaves one release standing, of the revision pressed last."""
    page, user = make_piece().page, make_checked()
    first = release(page, page.get_latest_revision(), by=user, at=timezone.now())
    second = release(page, page.save_revision(), by=user, at=timezone.now())
    first.refresh_from_db()
    assert (first.state, second.state) == ("ended", "out")
