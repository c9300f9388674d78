"""No article goes public but by a checked adult, whoever presses and whichever way: every way Wagtail has is tried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page, TaskState

from people.roles import Role
from people.services import give_role
from tests import factories
from tests.youth.admin_forms import article_form, bulk, copy_form, edit
from tests.youth.factories import make_article, make_checked, make_piece
from youth.errors import NotPublished
from youth.models import ArticlePage, ReadPage, Release, SafeguardingCheck
from youth.publication import public_articles, take_down_unreleased

pytestmark = pytest.mark.django_db

REFUSED = "Only an adult whose safeguarding check stands today can publish this."


def unchecked():
    """Everybody who may enter the admin and whom no check that stands is on record for."""
    boss = factories.make_user(is_superuser=True, is_staff=True)
    administrator = factories.make_user()
    give_role(user=administrator, role=Role.ADMINISTRATOR)
    lapsed, unconfirmed, ended, early = make_checked(ends_in_days=0), make_checked(), make_checked(), make_checked()
    now = timezone.now()
    checks = SafeguardingCheck.objects
    checks.filter(user=unconfirmed).update(confirmed_at=None, confirmed_by=None)
    checks.filter(user=ended).update(ended_at=now)
    tomorrow = timezone.localdate() + timedelta(days=1)
    checks.filter(user=early).update(checked_on=tomorrow)
    return [boss, administrator, lapsed, unconfirmed, ended, early]


def unchecked_ways_in():
    """Of those the three who come into the admin by different rights: over all, by office, by a check that lapsed."""
    return unchecked()[:3]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def waiting():
    """Return an article that a workflow holds for a checked adult."""
    page = make_piece().page
    state = ReadPage.objects.get().get_workflow().start(page, make_checked())
    return page, state.current_task_state


def press(user, page):
    return signed_in(user).post(edit(page), article_form(page, **{"action-publish": "1"}), follow=True)


def press_many(user, page):
    return signed_in(user).post(bulk("publish", page), {"include_descendants": ""}, follow=True)


def press_all_below(user, page):
    """Publish the list of articles with all that lies below it."""
    return signed_in(user).post(bulk("publish", page.get_parent()), {"include_descendants": "on"}, follow=True)


def schedule(user, page):
    later = timezone.localtime() + timedelta(days=1)
    form = article_form(page, go_live_at=later.strftime("%Y-%m-%d %H:%M"), **{"action-publish": "1"})
    return signed_in(user).post(edit(page), form, follow=True)


def press_an_old_one(user, page):
    old = page.get_latest_revision()
    page.save_revision()
    return signed_in(user).post(edit(page), article_form(page, revision=old.pk, **{"action-publish": "1"}), follow=True)


def write_a_new_one(user, page):
    url = reverse("wagtailadmin_pages:add", args=["youth", "articlepage", page.get_parent().pk])
    return signed_in(user).post(url, article_form(page, slug="another", **{"action-publish": "1"}), follow=True)


@pytest.mark.parametrize("way", [press, press_many, press_all_below, schedule, press_an_old_one, write_a_new_one])
def test_no_button_publishes_for_somebody_unchecked_and_each_says_why(way):
    page = make_piece().page
    for user in unchecked() if way is press_many else unchecked_ways_in():
        answer = way(user, page)
        assert REFUSED in answer.content.decode(), (way, user.email)
        assert not ArticlePage.objects.live().exists()
        assert not Release.objects.exists()
        assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
        assert not ArticlePage.objects.filter(slug="another").exists()


@pytest.mark.parametrize("way", [press, press_many, press_all_below, press_an_old_one, write_a_new_one])
def test_each_button_publishes_for_a_checked_adult(way):
    page = make_piece().page
    user = make_checked(ends_in_days=1)
    answer = way(user, page)
    assert answer.status_code == 200
    out = Release.objects.get(state="out")
    assert out.by == user
    assert public_articles().get() == out.article
    assert out.article.live_revision_id == out.revision_id


def test_what_was_typed_stays_when_the_button_is_refused():
    page = make_piece().page
    boss = unchecked()[0]
    form = article_form(page, body="Typed a moment ago.", **{"action-publish": "1"})
    assert "Typed a moment ago." in signed_in(boss).post(edit(page), form).content.decode()


def test_what_is_missing_is_said_to_a_checked_adult():
    page = make_piece(teaser="", kind="film").page
    for way in (press, press_many):
        body = way(make_checked(), page).content.decode()
        assert "Say in a sentence what it is about." in body
        assert "Give the review its rating, 1 to 5." in body
    assert not ArticlePage.objects.live().exists()


@pytest.mark.parametrize("place", ["editor", "list"])
def test_no_approval_publishes_for_somebody_unchecked(place):
    page, task = waiting()
    editor = article_form(page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    for user in unchecked() if place == "list" else unchecked_ways_in():
        client = signed_in(user)
        if place == "editor":
            assert REFUSED in client.post(edit(page), editor).content.decode()
            assert REFUSED in press(user, page).content.decode()
        else:
            client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {})
        with pytest.raises(NotPublished):
            TaskState.objects.get(pk=task.pk).approve(user=user)
        task.refresh_from_db()
        assert task.status == TaskState.STATUS_IN_PROGRESS
        assert not ArticlePage.objects.live().exists()
    adult = signed_in(make_checked())
    if place == "editor":
        adult.post(edit(page), editor)
    else:
        adult.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""})
    assert public_articles().get() == page


@pytest.mark.parametrize("how", ["publish_copies", "alias"])
def test_no_copy_is_public_at_once_not_even_a_checked_adults(how):
    page = make_article()
    for user in [*unchecked_ways_in(), make_checked()]:
        client = signed_in(user)
        body = client.post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]), copy_form(page, **{how: "on"}), follow=True
        ).content.decode()
        assert "A copy is not public at once." in body
        assert ArticlePage.objects.get() == page
        assert ReadPage.objects.get().numchild == 1
    with pytest.raises(NotPublished):
        CreatePageAliasAction(page, update_slug="two").execute(skip_permission_checks=True)
    with pytest.raises(NotPublished):
        page.copy(update_attrs={"slug": "two"}, keep_live=True)
    assert list(public_articles()) == [page]


def test_a_draft_of_a_copy_is_nobodys_way_round():
    page = make_article()
    boss, adult = unchecked()[0], make_checked()
    signed_in(adult).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy_form(page))
    copy = ArticlePage.objects.exclude(pk=page.pk).get()
    assert not copy.live
    press(boss, copy)
    assert list(public_articles()) == [page]
    writer = page.piece.writer
    writer.state = "paused"
    writer.save()
    assert "does not take part at the moment" in press(adult, copy).content.decode()
    assert list(public_articles()) == [page]
    writer.state = "in"
    writer.save()
    press(adult, copy)
    assert public_articles().count() == 2


def test_the_admins_api_makes_nothing_public():
    page = make_piece().page
    out = make_article()
    old = page.get_latest_revision().pk
    before = set(public_articles())
    sends = {
        "publish": {},
        "copy": {"keep_live": True, "destination_page_id": page.get_parent().pk, "slug": "two"},
        "create_alias": {"destination_page_id": page.get_parent().pk, "slug": "three"},
        "convert_alias": {},
        "copy_for_translation": {"locale": Locale.get_default().language_code, "alias": True},
        "revert_to_page_revision": {"revision_id": old},
    }
    for user in [*unchecked_ways_in(), make_checked()]:
        client = signed_in(user)
        for action, data in sends.items():
            for one in (page, out):
                client.raise_request_exception = False
                client.post(f"/cms/api/main/pages/{one.pk}/action/{action}/", data, content_type="application/json")
                assert set(public_articles()) == before, (action, user.email)
                assert set(ArticlePage.objects.live()) == before, (action, user.email)


def test_code_publishes_in_the_name_of_a_checked_adult_or_not_at_all():
    page = make_piece().page
    revision = page.get_latest_revision()
    for user in [None, *unchecked()]:
        with pytest.raises(NotPublished):
            revision.publish(user=user, skip_permission_checks=True)
        with pytest.raises(NotPublished):
            PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
    page.live = True
    with pytest.raises(NotPublished):
        page.save()
    with pytest.raises(NotPublished):
        page.save(update_fields=["live"])
    with pytest.raises(NotPublished):
        ReadPage.objects.get().add_child(instance=ArticlePage(title="New", slug="new"))
    assert not ArticlePage.objects.live().exists()
    assert not Release.objects.exists()


def live_by_statement(page):
    ArticlePage.objects.filter(pk=page.pk).update(live=True)


def live_by_the_base(page):
    base = Page.objects.get(pk=page.pk)
    base.live = True
    base.save()


def live_by_import(page):
    page.live = True
    for one in serializers.deserialize("json", serializers.serialize("json", [page.page_ptr, page])):
        one.object.live = True
        one.save()


@pytest.mark.parametrize("way", [live_by_statement, live_by_the_base, live_by_import])
def test_what_is_made_live_past_the_model_is_shown_to_nobody_and_taken_down(client, way):
    page = make_piece().page
    way(page)
    assert ArticlePage.objects.live().filter(pk=page.pk).exists()
    assert not public_articles().exists()
    assert client.get(f"/youth/read/{page.slug}/").status_code == 404
    assert take_down_unreleased() == 1
    assert not ArticlePage.objects.live().exists()
    assert take_down_unreleased() == 0


def test_an_old_release_counts_no_more_once_the_article_was_taken_down():
    """By the button, by the base model, which the clock uses for what expires, and by a statement."""
    boss = unchecked()[0]
    for down in (
        lambda page: signed_in(boss).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])),
        lambda page: Page.objects.get(pk=page.pk).unpublish(),
        lambda page: ArticlePage.objects.filter(pk=page.pk).update(live=False) and take_down_unreleased(),
    ):
        page = make_article()
        down(page)
        page.refresh_from_db()
        assert not page.live
        assert not Release.objects.exclude(state="ended").filter(article=page).exists()
        press(boss, page)
        press_many(boss, page)
        page.refresh_from_db()
        page.live = True
        with pytest.raises(NotPublished):
            page.save()
        assert not public_articles().exists()
        adult = make_checked()
        page.refresh_from_db()
        press(adult, page)
        assert public_articles().get() == page
        page.refresh_from_db()
        page.unpublish()


def test_nobody_unchecked_changes_what_is_public():
    page = make_article(body="As it was let out.")
    for user in unchecked_ways_in():
        answer = signed_in(user).post(
            edit(page), article_form(page, body="Slipped in.", **{"action-publish": "1"}), follow=True
        )
        assert REFUSED in answer.content.decode()
        draft = ArticlePage.objects.get(pk=page.pk)
        draft.body = "Slipped in."
        revision = draft.save_revision(user=user)
        with pytest.raises(NotPublished):
            PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
        with pytest.raises(NotPublished):
            draft.save()
        assert ArticlePage.objects.get(pk=page.pk).body == "As it was let out."
    press(make_checked(), page)
    assert ArticlePage.objects.get(pk=page.pk).live


def test_the_admin_saves_drafts_beside_what_is_public_and_moves_nothing_out():
    page = make_article(body="As it was let out.")
    adult = signed_in(make_checked())
    adult.post(edit(page), article_form(page, body="A later thought."))
    now = ArticlePage.objects.get(pk=page.pk)
    assert (now.body, now.has_unpublished_changes) == ("As it was let out.", True)
    assert now.get_latest_revision_as_object().body == "A later thought."
    elsewhere = factories.make_index()
    adult.raise_request_exception = False
    adult.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk]))
    assert ArticlePage.objects.get(pk=page.pk).get_parent().specific == ReadPage.objects.get()
