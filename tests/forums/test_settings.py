"""Making and keeping a forum: who may, what stays closed, what a rule's number is worth, who is named and told."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forums.errors import (
    AdministratorsOnly,
    LastModerator,
    LastRule,
    ModeratorMissing,
    ModeratorsDecide,
    MustWait,
    NobodyThere,
    NotYourself,
    PromisedClosed,
    RuleUsed,
)
from forums.models import Assessment, Forum, HouseRule, Moderator, PartnershipQuestion
from forums.privacy_desk import collect_moderated
from forums.services.keeping import NAMED_A_DAY, appoint, end_moderator, make_forum, name_moderator, open_forum
from forums.services.moderating import Verdict, decide
from forums.services.own_posts import withdraw_post
from forums.services.scrutiny import ask_partnership, put_question
from forums.services.settings import change_rule, close_forum, open_to_all, set_in_force
from people.models import CommunityOfInterest, Notice
from people.notices import letter_of
from tests.forums import factories
from tests.forums.factories import make_member, make_thread, reply, rule_of
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
PAGES = ("", "rules/", "rules/1/", "moderators/", "assessments/")


@pytest.fixture
def forum(cast):
    found = factories.make_forum("Carers", moderator=cast.moderator)
    CommunityOfInterest.objects.filter(pk=found.community_id).update(lead_organisation=cast.county)
    return Forum.objects.select_related("community").get(pk=found.pk)


@pytest.fixture
def closed(cast):
    found = factories.make_forum("Quiet circle", is_closed=True, moderator=cast.facilitator, held_words="hidden word")
    CommunityOfInterest.objects.filter(pk=found.community_id).update(lead_organisation=cast.county)
    return found


def keeping(forum, end=""):
    return f"/forums/{forum.community.slug}/keep/{end}"


def settings_of(forum, **changed):
    names = ("welcome", "complaints", "first_posts_wait", "slow_mode_seconds", "supporters_needed", "answer_days")
    return {name: getattr(forum, name) for name in (*names, "held_words")} | {"action": "save"} | changed


def test_only_those_who_look_after_a_forum_open_its_keeping(cast, forum, closed):
    make_member(forum, cast.resident)
    make_member(closed, cast.young_person)
    elsewhere = factories.make_forum(moderator=cast.outsider)
    assert Moderator.objects.filter(forum=elsewhere).exists()
    open_doors = {
        forum: (cast.moderator, cast.administrator, cast.county_officer),
        closed: (cast.facilitator, cast.administrator),
    }
    for one, keepers in open_doors.items():
        for person in vars(cast).values():
            if not hasattr(person, "email"):
                continue
            client = signed_in(person)
            wanted = 200 if person in keepers else 404
            assert {client.get(keeping(one, end)).status_code for end in PAGES} == {wanted}, person
            if wanted == 404:
                sent = {"action": "archive", "email": person.email, "title": "Mine"}
                assert {client.post(keeping(one, end), sent).status_code for end in PAGES} == {404}
    assert not Forum.objects.filter(is_archived=True).exists()
    assert HouseRule.objects.filter(title="Mine").count() == 0


def test_all_settings_are_set_and_what_is_wrong_loses_nothing(cast, forum):
    client = signed_in(cast.county_officer)
    wrong = client.post(keeping(forum), settings_of(forum, answer_days=400, welcome="Typed before"))
    assert "Write a number of days from 1 to 365" in shown(wrong)
    assert "Typed before" in wrong.content.decode()
    assert 'href="#id_answer_days"' in wrong.content.decode()
    values = {
        "welcome": "Come in",
        "complaints": "Write to us",
        "first_posts_wait": 3,
        "slow_mode_seconds": 60,
        "supporters_needed": 5,
        "answer_days": 14,
        "held_words": "weasel\nwalk*",
    }
    assert client.post(keeping(forum), values | {"action": "save"}).status_code == 302
    assert Forum.objects.filter(pk=forum.pk, **values).exists()
    assert client.post(keeping(forum), {"action": "burn"}).status_code == 404
    client.post(keeping(forum), {"action": "archive"})
    make_url = f"/forums/{forum.community.slug}/join/"
    assert "no longer takes new posts" in shown(signed_in(cast.resident).post(make_url, {"name": "Otter"}))
    client.post(keeping(forum), {"action": "unarchive"})
    assert not Forum.objects.get(pk=forum.pk).is_archived
    assert ModelLogEntry.objects.filter(action="forums.kept").count() == 3


def test_who_keeps_a_closed_forum_sees_nothing_of_what_is_inside(cast, closed):
    member = make_member(closed, cast.resident, "Hidden Otter")
    make_thread(member, "Hidden title", "hidden words")
    client = signed_in(cast.administrator)
    for end in PAGES:
        page = shown(client.get(keeping(closed, end)))
        assert "hidden" not in page.lower()
    page = client.get(keeping(closed)).content.decode()
    assert "held_words" not in page
    sent = settings_of(closed, held_words="", welcome="Hello")
    assert client.post(keeping(closed), sent).status_code == 302
    assert Forum.objects.get(pk=closed.pk).held_words == "hidden word"
    assert Forum.objects.get(pk=closed.pk).welcome == "Hello"
    assert "hidden word" in signed_in(cast.facilitator).get(keeping(closed)).content.decode()
    assert "Look after this forum" in shown(client.get(closed.get_absolute_url()))
    assert client.get(f"/forums/{closed.community.slug}/threads/1/").status_code == 404


def test_what_was_written_for_members_is_never_opened(cast, closed):
    post = make_thread(make_member(closed, cast.resident)).posts.get()
    moderator, administrator = signed_in(cast.facilitator), signed_in(cast.administrator)
    with pytest.raises(PromisedClosed):
        open_to_all(forum=closed, by=cast.facilitator)
    withdraw_post(post=post, member=post.member, at=timezone.now())
    said = moderator.post(keeping(closed), {"action": "open"})
    assert said.status_code == 409
    assert "written for members alone" in shown(said)
    # Whether anything was written is told to its moderators alone: an empty forum answers an administrator the same.
    empty = factories.make_forum(is_closed=True, moderator=cast.facilitator)
    answers = [shown(administrator.post(keeping(one), {"action": "open"})) for one in (closed, empty)]
    assert all("Only a moderator of this community can open it." in answer for answer in answers)
    assert not any("written for members alone" in answer for answer in answers)
    with pytest.raises(ModeratorsDecide):
        open_to_all(forum=empty, by=cast.administrator)
    moderator.post(keeping(empty), {"action": "open"})
    closed.refresh_from_db()
    empty.refresh_from_db()
    assert (closed.is_closed, empty.is_closed) == (True, False)


def test_a_forum_that_is_closed_takes_its_questions_names_away(cast, forum):
    member = make_member(forum)
    threads = [make_thread(member, f"Thread {number}", f"Words {number}") for number in (1, 2)]
    words = {"member": member, "organisation": cast.county, "at": timezone.now()}
    out, gathering = (ask_partnership(thread=thread, title=thread.title, **words) for thread in threads)
    put_question(question=out, by=cast.moderator, at=timezone.now())
    client = signed_in(cast.moderator)
    Moderator.objects.filter(forum=forum).delete()
    with pytest.raises(ModeratorMissing):
        close_forum(forum=forum, by=cast.moderator)
    Moderator.objects.create(forum=forum, user=cast.moderator, since=timezone.now())
    assert client.post(keeping(forum), {"action": "close"}).status_code == 302
    page = shown(signed_in(cast.outsider).get(out.get_absolute_url()))
    assert "Thread 1" in page
    assert "Carers" not in page
    assert "supporter" not in page
    assert PartnershipQuestion.objects.get(pk=gathering.pk).is_from_closed
    assert signed_in(cast.outsider).get(threads[0].get_absolute_url()).status_code == 404
    with pytest.raises(PromisedClosed):
        open_to_all(forum=forum, by=cast.moderator)


def test_a_rule_keeps_its_number_and_once_used_its_words(cast, forum):
    client, used, free = signed_in(cast.moderator), rule_of(forum, 1), rule_of(forum, 2)
    member = make_member(forum)
    post = reply(make_thread(member), member)
    decide(post=post, verdict=Verdict("remove", rule=used, reason="x"), by=cast.moderator, at=timezone.now())
    with pytest.raises(RuleUsed):
        change_rule(rule=used, title="Other", text="", by=cast.moderator)
    assert client.post(keeping(forum, "rules/1/"), {"title": "Other"}).status_code == 409
    empty = client.post(keeping(forum, "rules/2/"), {"title": " ", "text": "Kept words"})
    assert empty.status_code == 409
    assert "Kept words" in empty.content.decode()
    client.post(keeping(forum, "rules/2/"), {"title": "Say it kindly", "text": ""})
    assert rule_of(forum, 2).title == "Say it kindly"
    client.post(keeping(forum, "rules/"), {"action": "retire", "rule": 1})
    with pytest.raises(LastRule):
        set_in_force(rule=free, is_in_force=False, by=cast.moderator)
    assert "last rule in force" in shown(client.post(keeping(forum, "rules/"), {"action": "retire", "rule": 2}))
    assert client.post(keeping(forum, "rules/"), {"action": "add", "title": ""}).status_code == 409
    client.post(keeping(forum, "rules/"), {"action": "add", "title": "No adverts", "text": ""})
    client.post(keeping(forum, "rules/"), {"action": "restore", "rule": 1})
    assert list(forum.rules.values_list("number", "is_retired")) == [(1, False), (2, False), (3, False)]
    assert client.post(keeping(forum, "rules/"), {"action": "retire", "rule": 99_999}).status_code == 404
    assert HouseRule.objects.filter(pk=used.pk, title="Be kind").exists()


def test_moderators_are_named_by_address_and_told(cast, forum):
    client, url = signed_in(cast.county_officer), keeping(forum, "moderators/")
    assert "Nobody has an account" in shown(client.post(url, {"action": "name", "email": "nobody@example.org"}))
    assert "Give the e-mail address" in shown(client.post(url, {"action": "name", "email": ""}))
    assert client.post(url, {"action": "name", "email": "RESIDENT@example.org"}).status_code == 302
    assert letter_of(Notice.objects.get(kind="forum-moderator")).recipient == cast.resident.email
    assert "resident@example.org" in shown(client.get(url))
    named = Moderator.objects.get(user=cast.resident)
    assert not named.may_open_names
    # The right to open names is an administrator's to give; a field that is not there is not read.
    sent = {"action": "name", "email": cast.resident.email, "may_open_names": "on"}
    client.post(url, sent)
    named.refresh_from_db()
    assert not named.may_open_names
    with pytest.raises(AdministratorsOnly):
        name_moderator(forum=forum, user=cast.resident, may_open_names=True, by=cast.moderator, at=timezone.now())
    signed_in(cast.administrator).post(url, sent)
    named.refresh_from_db()
    assert named.may_open_names
    assert {"You look after": "Carers", "Since": named.since, "May open names": True} in collect_moderated(
        cast.resident
    )
    other = Moderator.objects.get(forum=factories.make_forum(moderator=cast.outsider))
    assert client.post(url, {"action": "end", "moderator": other.pk}).status_code == 404
    client.post(url, {"action": "end", "moderator": named.pk})
    assert not Moderator.objects.filter(user=cast.resident).exists()


def test_nobody_tries_addresses_without_end(cast, forum):
    at = timezone.now().replace(hour=12)
    for _ in range(NAMED_A_DAY):
        with pytest.raises(NobodyThere):
            appoint(forum=forum, email="nobody@example.org", by=cast.moderator, at=at)
    with pytest.raises(MustWait):
        appoint(forum=forum, email=cast.resident.email, by=cast.moderator, at=at)
    assert appoint(forum=forum, email=cast.resident.email, by=cast.moderator, at=at + timedelta(days=1))


def test_nobody_lets_themselves_into_a_closed_community(cast, closed):
    client, url = signed_in(cast.administrator), keeping(closed, "moderators/")
    said = client.post(url, {"action": "name", "email": cast.administrator.email})
    assert "Nobody makes themselves moderator" in shown(said)
    with pytest.raises(NotYourself):
        appoint(forum=closed, email=cast.administrator.email, by=cast.administrator, at=timezone.now())
    only = Moderator.objects.get(forum=closed)
    with pytest.raises(LastModerator):
        end_moderator(moderator=only, by=cast.administrator)
    appoint(forum=closed, email=cast.resident.email, by=cast.administrator, at=timezone.now())
    letters = [letter_of(notice) for notice in Notice.objects.filter(kind="forum-moderator")]
    assert {letter.recipient for letter in letters} == {cast.facilitator.email, cast.resident.email}
    assert not any("Quiet" in f"{letter.subject}{letter.body}" for letter in letters)
    end_moderator(moderator=only, by=cast.administrator)


def test_the_newest_assessment_of_a_kind_stands_and_the_older_stays(cast, forum):
    client, url = signed_in(cast.moderator), keeping(forum, "assessments/")
    sent = {
        "kind": Assessment.Kind.ILLEGAL_CONTENT,
        "made_on": date(2025, 1, 1),
        "review_on": date(2026, 1, 1),
        "made_by_role": "Safeguarding lead",
        "conclusion": "The risk is low.",
    }
    wrong = client.post(url, sent | {"review_on": date(2025, 1, 1)})
    assert "must come after the day it was made on" in shown(wrong)
    assert 'href="#id_review_on"' in wrong.content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    late = {"made_on": tomorrow, "review_on": tomorrow + timedelta(days=9)}
    assert "has not come yet" in shown(client.post(url, sent | late))
    assert not Assessment.objects.exists()
    client.post(url, sent)
    assert "time to look at it again" in shown(client.get(url))
    client.post(url, sent | {"made_on": date(2025, 6, 1), "review_on": tomorrow, "conclusion": "Still low."})
    page = shown(signed_in(cast.outsider).get(f"/forums/{forum.community.slug}/rules/"))
    assert page.index("Still low.") < page.index("A later one stands in its place.") < page.index("The risk is low.")
    assert "Safeguarding lead" in page


def test_a_forum_is_made_by_those_who_lead_the_community(cast):
    ours = CommunityOfInterest.objects.create(name="Ours", slug="ours", lead_organisation=cast.county)
    theirs = CommunityOfInterest.objects.create(name="Theirs", slug="theirs", lead_organisation=cast.borough)
    client, url = signed_in(cast.county_officer), "/cms/forums/make/"
    page = client.get(f"{url}?community={ours.pk}").content.decode()
    assert f'value="{ours.pk}" selected' in page
    assert "Theirs" not in page
    refused = client.post(url, {"community": theirs.pk, "reading": "open"})
    assert refused.status_code == 422
    closed = {"community": ours.pk, "reading": "closed", "moderator": ""}
    assert "nobody else can let people in" in shown(client.post(url, closed))
    assert "Nobody has an account" in shown(client.post(url, closed | {"moderator": "nobody@example.org"}))
    assert not Forum.objects.exists()
    done = client.post(url, closed | {"moderator": cast.resident.email})
    assert done.status_code == 302
    made = Forum.objects.get()
    assert (made.community, made.is_closed, made.moderators.get().user) == (ours, True, cast.resident)
    listed = shown(client.get("/cms/forums/"))
    assert "Its moderators look after it" in listed
    assert "Theirs" not in listed
    assert "Settings, rules, moderators" in shown(signed_in(cast.administrator).get("/cms/forums/"))
    for stranger in (cast.resident, cast.outsider, cast.moderator):
        assert signed_in(stranger).get(url).status_code in {302, 403}
    with pytest.raises(ModeratorMissing):
        make_forum(community=theirs, is_closed=True, by=cast.administrator, at=timezone.now())


def test_the_lists_cost_the_same_at_one_row_and_three(cast, forum):
    client, counts = signed_in(cast.administrator), {}
    for number in (1, 2):
        for _ in range(number):
            one = factories.make_forum()
            open_forum(community=one.community, is_closed=False, by=cast.administrator, at=timezone.now())
            set_in_force(rule=rule_of(forum, 2), is_in_force=number == 1, by=cast.administrator)
            HouseRule.objects.create(forum=forum, number=forum.rules.count() + 1, title="More")
            user = make_member(forum) and cast.outsider
            name_moderator(forum=one, user=user, by=cast.administrator, at=timezone.now())
        for url in ("/cms/forums/", keeping(forum, "rules/"), keeping(forum, "moderators/")):
            client.get(url)
            with CaptureQueriesContext(connection) as context:
                client.get(url)
            counts.setdefault(url, []).append(len(context))
    assert all(len(set(found)) == 1 for found in counts.values()), counts
