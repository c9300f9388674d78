"""Letting out what is ready: the version that was read, by a checked adult, through the workflow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from people.roles import Role
from tests.youth.factories import make_checked, make_editor, make_piece, make_writer
from tests.youth.test_stages import make_due
from youth.desk_errors import MomentPast, MovedSince, NoRight
from youth.errors import MovedOn, NotChecked, NotPublished
from youth.models import ArticlePage, Piece, Release, SafeguardingCheck
from youth.services.proposing import publish_later, publish_now
from youth.services.stages import move
from youth.stages_table import Stage

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def ready(**fields):
    piece = make_piece(stage=Stage.WITH_EDITOR, **fields)
    move(piece=piece, to=Stage.READY, user=make_editor().user, at=timezone.now())
    return Piece.objects.select_related("page").get(pk=piece.pk)


def desk(piece):
    return reverse("youth:publish_one", args=[piece.pk])


def seen(piece):
    return ArticlePage.objects.get(pk=piece.page_id).latest_revision_id


def test_a_checked_adult_reads_everything_on_one_page_and_publishes():
    adult, piece = make_checked(ends_in_days=1), ready(title="The last bus", writer=make_writer(name="Kestrel"))
    client = signed_in(adult)
    assert "The last bus" in client.get(reverse("youth:publish")).content.decode()
    page = client.get(desk(piece)).content.decode()
    for words in ("Kestrel (may stand there)", "<p>Two.</p>", "Ready", "Publish now"):
        assert words in page
    assert client.post(desk(piece), {"action": "publish", "seen": seen(piece)}).url == reverse("youth:publish")
    piece.refresh_from_db()
    assert (piece.stage, piece.page.live) == (Stage.PUBLISHED, True)
    assert Release.objects.get(state="out").by == adult
    actions = PageLogEntry.objects.filter(page=piece.page, user=adult).values_list("action", flat=True)
    assert {"wagtail.workflow.approve", "wagtail.publish"} <= set(actions)
    assert ModelLogEntry.objects.filter(action="engage.look", user=adult).count() >= 1
    assert "Nothing waits" in client.get(reverse("youth:publish")).content.decode()
    assert Client().get(f"/youth/read/{piece.page.slug}/").status_code == 200


@pytest.mark.parametrize("days", [0, -1])
def test_a_check_that_has_lapsed_publishes_nothing(days):
    adult, piece = make_checked(ends_in_days=days), ready()
    boss = make_checked(ends_in_days=days)
    boss.is_superuser = True
    boss.save()
    for user in (adult, boss, make_editor().user, piece.writer.user):
        assert signed_in(user).post(desk(piece), {"action": "publish", "seen": seen(piece)}).status_code == 404
        for let_out in (publish_now, lambda **k: publish_later(goes_out_at=k["at"] + timedelta(days=1), **k)):
            with pytest.raises(NotChecked):
                let_out(piece=piece, user=user, seen=seen(piece), at=timezone.now())
    assert Piece.objects.get(pk=piece.pk).stage == Stage.READY
    assert not ArticlePage.objects.live().exists()


def test_only_what_was_read_goes_out():
    adult, piece = make_checked(), ready()
    old = seen(piece)
    version = piece.page.get_latest_revision_as_object()
    version.body = "Something else."
    version.save_revision(user=adult, clean=False)
    with pytest.raises(MovedSince):
        publish_now(piece=piece, user=adult, seen=old, at=timezone.now())
    answer = signed_in(adult).post(desk(piece), {"action": "publish", "seen": old})
    assert answer.status_code == 409
    assert "newer version than the one you read" in answer.content.decode()
    publish_now(piece=piece, user=adult, seen=seen(piece), at=timezone.now())
    assert ArticlePage.objects.get(pk=piece.page_id).body == "Something else."


def test_what_lacks_something_stays():
    adult, piece = make_checked(), ready()
    version = piece.page.get_latest_revision_as_object()
    version.byline = "Somebody else"
    version.save_revision(user=adult, clean=False)
    with pytest.raises(NotPublished):
        publish_now(piece=piece, user=adult, seen=seen(piece), at=timezone.now())
    page = signed_in(adult).get(desk(piece)).content.decode()
    assert "It cannot be published yet" in page
    assert "may not stand there" in page
    writing = make_piece(stage=Stage.WITH_EDITOR)
    with pytest.raises(MovedOn):
        publish_now(piece=writing, user=adult, seen=seen(writing), at=timezone.now())
    assert signed_in(adult).get(desk(writing)).url == reverse("youth:team_piece", args=[writing.pk])


def test_an_account_without_rights_is_told_whom_to_ask():
    adult, piece = make_checked(), ready()
    adult.groups.remove(Group.objects.get(name=Role.CHECKED_ADULT.value))
    with pytest.raises(NoRight):
        publish_now(piece=piece, user=adult, seen=seen(piece), at=timezone.now())
    piece.refresh_from_db()
    assert (piece.stage, piece.page.live, piece.page.workflow_in_progress) == (Stage.READY, False, True)
    assert not Release.objects.exists()


def test_it_goes_out_at_its_moment_and_not_when_the_check_has_lapsed_by_then():
    adult, now = make_checked(), timezone.now()
    first, second = ready(), ready()
    with pytest.raises(MomentPast):
        publish_later(piece=first, user=adult, seen=seen(first), goes_out_at=now, at=now)
    for piece in (first, second):
        later = timezone.localtime(now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        answer = signed_in(adult).post(desk(piece), {"action": "later", "goes_out_at": later, "seen": seen(piece)})
        assert answer.status_code == 302
    assert "Goes out on" in signed_in(adult).get(reverse("youth:team")).content.decode()
    assert "It goes out on" in signed_in(first.writer.user).get(reverse("youth:write")).content.decode()
    make_due(ArticlePage.objects.get(pk=first.page_id), now - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert Piece.objects.get(pk=first.pk).stage == Stage.PUBLISHED
    SafeguardingCheck.objects.update(look_again_on=timezone.localdate())
    make_due(ArticlePage.objects.get(pk=second.page_id), now - timedelta(minutes=1))
    with pytest.raises(NotPublished):
        call_command("publish_scheduled")
    assert Piece.objects.get(pk=second.pk).stage == Stage.READY


def test_a_moment_that_is_none_is_said_and_what_was_typed_stays():
    adult, piece = make_checked(), ready()
    for moment, status in (("soon", 400), ("", 400), ("2020-01-01T10:00", 409)):
        answer = signed_in(adult).post(desk(piece), {"action": "later", "goes_out_at": moment, "seen": seen(piece)})
        assert answer.status_code == status
        assert "Publish later" in answer.content.decode()
    assert not Release.objects.exists()


def test_what_is_on_the_clock_is_published_now_moved_or_taken_off():
    adult, now = make_checked(), timezone.now().replace(microsecond=0)
    piece = ready()
    later, sooner = now + timedelta(days=2), now + timedelta(days=1)
    for moment in (later, sooner):
        publish_later(piece=piece, user=adult, seen=seen(piece), goes_out_at=moment, at=now)
    assert piece.page.revisions.get(approved_go_live_at__isnull=False).approved_go_live_at == sooner
    move(piece=piece, to=Stage.WITH_EDITOR, user=make_editor().user, at=now)
    assert not piece.page.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert not Release.objects.exclude(state="ended").exists()
    move(piece=piece, to=Stage.READY, user=adult, at=now)
    publish_later(piece=piece, user=adult, seen=seen(piece), goes_out_at=later, at=now)
    publish_now(piece=piece, user=adult, seen=seen(piece), at=now)
    page = ArticlePage.objects.get(pk=piece.page_id)
    assert (page.live, page.go_live_at) == (True, None)


def test_changes_are_asked_for_through_the_workflow():
    adult, piece = make_checked(), ready()
    refused = signed_in(adult).post(desk(piece), {"action": "ask", "words": " "})
    assert refused.status_code == 409
    assert "Say what should change" in refused.content.decode()
    signed_in(adult).post(desk(piece), {"action": "ask", "words": "Say when it was."})
    piece.refresh_from_db()
    assert (piece.stage, piece.asked) == (Stage.DRAFTING, "Say when it was.")
    assert piece.page.current_workflow_state.status == "needs_changes"
    page = signed_in(piece.writer.user).get(reverse("youth:piece", args=[piece.pk])).content.decode()
    assert "Say when it was." in page
    assert signed_in(adult).post(desk(piece), {"action": "burn"}).status_code == 404
