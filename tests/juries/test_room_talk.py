"""The jurors' discussion of a session: for this jury alone, whoever else asks and wherever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.letters import WEEKLY
from forums.models import Act, Forum, Member, NoticeRun, Post, Report, Thread
from forums.reads.news import news_between
from forums.reads.search import search
from forums.services.telling import send_letters
from juries.models import Juror, JuryForum, JurySessionThread
from juries.room_errors import BadWindow, DiscussionClosed
from juries.services.leaving import end_place, forget
from juries.services.talking import close_discussion, open_discussion, say, sweep_talk
from people.models import Notice
from people.notices import letter_of
from tests.admin_walk import client_of
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown, signed_in
from tests.juries.factories import make_jury, make_session
from tests.juries.rooms import enter, now, seat

pytestmark = pytest.mark.django_db
SECRETS = ("Heron words", "Private room", "first session of all")


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


@pytest.fixture
def session(jury):
    return make_session(jury, title="The first session of all")


@pytest.fixture
def talk(jury, session):
    return open_discussion(jury=jury, session=session, at=now() - timedelta(hours=1))


def url_of(talk, end=""):
    return f"/juries/room/sessions/{talk.session_id}/{end}"


def test_jurors_talk_under_the_names_they_chose_and_nothing_here_names_an_account(jury, talk):
    ann, ben, fay = seat(jury, 3)
    Juror.objects.filter(pk=fay.pk).update(is_facilitator=True)
    of_ann, of_ben = enter(ann), enter(ben)
    assert "What we say about it" in shown(of_ann.get("/juries/room/"))
    done = of_ann.post(url_of(talk), {"source": "Heron words, and **more**"})
    assert (done.status_code, done.headers["Location"]) == (302, url_of(talk, "?page=1#post-1"))
    say(discussion=talk, juror=Juror.objects.get(pk=fay.pk), source="Go on", at=now())
    page = of_ben.get(url_of(talk))
    assert "<strong>more</strong>" in page.content.decode()
    assert "Ann" in shown(page)
    assert "(facilitator)" in shown(page)
    of_ann.post("/juries/room/me/", {"name": "Heron"})
    assert "Ann" not in shown(of_ben.get(url_of(talk)))
    for member in Member.objects.all():
        assert (member.display_name, bytes(member.content), member.organisation) == ("", b"", None)
    assert Post.objects.filter(member__in=Member.objects.all()).count() == 2
    empty = of_ben.post(url_of(talk), {"source": " "})
    assert (empty.status_code, Post.objects.count()) == (409, 2)
    assert "Write something first" in shown(empty)
    assert not Notice.objects.exclude(kind="jury-invitation").exists()


def test_one_changes_ones_own_words_for_half_an_hour_and_deletes_them_at_any_time(jury, talk):
    ann, ben = seat(jury, 2)
    post = say(discussion=talk, juror=ann, source="Heron words", at=now())
    of_ann, of_ben = enter(ann), enter(ben)
    own = url_of(talk, "posts/1/")
    assert of_ben.get(own).status_code == of_ben.post(own, {"choice": "delete"}).status_code == 404
    assert of_ann.post(own, {"source": "Crane words"}).status_code == 302
    assert "Crane words" in shown(of_ben.get(url_of(talk)))
    Post.objects.filter(pk=post.pk).update(written_at=now() - timedelta(minutes=30))
    late = of_ann.post(own, {"source": "Stork words"})
    assert late.status_code == 409
    assert "Delete this post" in shown(late)
    close_discussion(jury=jury, discussion=talk, at=now())
    assert of_ann.post(own, {"choice": "delete"}).status_code == 302
    gone = shown(of_ben.get(url_of(talk)))
    assert "Deleted by its author" in gone
    assert "Crane" not in gone


def test_it_takes_posts_until_just_before_it_closes_and_again_when_it_is_opened(jury, session):
    (ann,) = seat(jury, 1)
    at = now()
    with pytest.raises(BadWindow):
        open_discussion(jury=jury, session=session, at=at, closes_at=at)
    talk = open_discussion(jury=jury, session=session, at=at, closes_at=at + timedelta(hours=1))
    say(discussion=talk, juror=ann, source="In time", at=at + timedelta(hours=1) - timedelta(microseconds=1))
    for moment in (timedelta(hours=1), timedelta(hours=2)):
        with pytest.raises(DiscussionClosed):
            say(discussion=talk, juror=ann, source="Too late", at=at + moment)
    again = open_discussion(jury=jury, session=session, at=at + timedelta(hours=2))
    assert again.thread == talk.thread
    say(discussion=again, juror=ann, source="Once more", at=at + timedelta(hours=2))
    close_discussion(jury=jury, discussion=again, at=at + timedelta(hours=3))
    refused = enter(ann).post(url_of(talk), {"source": "Kept in the page"})
    assert (refused.status_code, "This discussion is closed" in shown(refused)) == (409, True)


def test_a_facilitator_looks_after_it_and_a_juror_reports(jury, talk):
    ann, ben, fay = seat(jury, 3)
    Juror.objects.filter(pk=fay.pk).update(is_facilitator=True)
    of_ann, of_ben, of_fay = enter(ann), enter(ben), enter(Juror.objects.get(pk=fay.pk))
    of_ann.post(url_of(talk), {"source": "Unkind words"})
    of_ann.post(url_of(talk), {"source": "Ring me on 07700 900123"})
    assert "07700" not in shown(of_ben.get(url_of(talk)))
    assert "07700" in shown(of_fay.get(url_of(talk)))
    assert of_ben.post(url_of(talk, "posts/2/report/"), {"reason": "rules"}).status_code == 404
    report = of_ben.post(url_of(talk, "posts/1/report/"), {"reason": "rules", "words": "It hurts"})
    assert report.status_code == 302
    assert Report.objects.get().member is None
    assert "1 report" in shown(of_fay.get(url_of(talk)))
    assert "1 report" not in shown(of_ben.get(url_of(talk)))
    look = url_of(talk, "posts/1/look/")
    assert of_ben.get(look).status_code == of_ben.post(look, {"choice": "remove"}).status_code == 403
    assert "It hurts" in shown(of_fay.get(look))
    rule = talk.thread.forum.rules.first()
    for missing in ({"rule": rule.pk}, {"reason": "Unkind"}, {"rule": make_forum().rules.first().pk, "reason": "x"}):
        assert of_fay.post(look, {"choice": "remove", **missing}).status_code == 409, missing
    assert of_fay.post(look, {"choice": "nonsense", "reason": "typed"}).status_code in (302, 409)
    assert of_fay.post(look, {"choice": "remove", "rule": rule.pk, "reason": "About a person"}).status_code == 302
    assert of_fay.post(url_of(talk, "posts/2/look/"), {"choice": "approve"}).status_code == 302
    page = shown(of_ben.get(url_of(talk)))
    assert "Unkind" not in page
    assert str(rule) in page
    assert "About a person" not in page
    assert "About a person" in shown(of_ann.get(url_of(talk)))
    assert "07700" in page
    assert list(Act.objects.order_by("pk").values_list("kind", "by")) == [("remove", None), ("approve", None)]


def test_a_facilitator_opens_a_discussion_and_a_juror_does_not(jury, session, cast):
    ann, fay = seat(jury, 2)
    Juror.objects.filter(pk=fay.pk).update(is_facilitator=True)
    of_fay = enter(Juror.objects.get(pk=fay.pk))
    place = f"/juries/room/sessions/{session.pk}/open/"
    assert enter(ann).post(place).status_code == 403
    assert enter(ann).get(f"/juries/room/sessions/{session.pk}/").status_code == 404
    assert "Open a discussion" in shown(of_fay.get("/juries/room/"))
    assert of_fay.post(place).status_code == 302
    assert of_fay.post(place, {"choice": "close"}).status_code == 302
    talk = JurySessionThread.objects.select_related("thread__forum").get()
    assert not talk.takes_posts(at=now())
    theirs = make_session(make_jury(cast.borough))
    assert of_fay.post(f"/juries/room/sessions/{theirs.pk}/open/").status_code == 404


def test_officers_of_the_jurys_own_organisation_look_after_it(jury, session, cast):
    (ann,) = seat(jury, 1)
    client, room = client_of(cast.county_officer), f"/cms/juries/{jury.pk}/room/talk/"
    past = client.post(room, {"session": session.pk, "choice": "open", "closes_at": "2001-01-01T10:00"})
    assert "closes at a moment to come" in shown(past)
    assert client.post(room, {"session": session.pk, "choice": "open", "closes_at": ""}).status_code == 302
    talk = JurySessionThread.objects.select_related("thread__forum").get()
    say(discussion=talk, juror=ann, source="Heron words", at=now())
    assert "Heron words" in shown(client.get(f"{room}{session.pk}/"))
    rule = talk.thread.forum.rules.first()
    assert client.post(f"{room}{session.pk}/1/", {"choice": "remove"}).status_code == 409
    sent = {"choice": "remove", "rule": rule.pk, "reason": "No names"}
    assert client.post(f"{room}{session.pk}/1/", sent).status_code == 302
    assert Act.objects.get(kind="remove").by == cast.county_officer
    assert client.post(room, {"session": session.pk, "choice": "close"}).status_code == 302
    assert "Closed" in shown(client.get(room))
    for who in (cast.administrator, cast.borough_officer, cast.moderator, cast.outsider, cast.facilitator):
        other = client_of(who)
        for address in (room, f"{room}{session.pk}/", f"{room}{session.pk}/1/"):
            for answer in (other.get(address), other.post(address, sent | {"session": session.pk})):
                assert answer.status_code in (302, 403, 404, 405), (who, address)
                assert not [word for word in SECRETS if word in answer.content.decode()], (who, address)
    assert "Discussions of the sessions" not in shown(client_of(cast.administrator).get(room[: -len("talk/")]))
    assert talk.thread.posts.get().state == "removed"


def test_nobody_outside_the_jury_learns_of_it(jury, talk, cast):
    ann, *_others = seat(jury)
    at = now()
    say(discussion=talk, juror=ann, source="Heron words", at=at)
    (stranger,) = seat(make_jury(cast.borough), 1)
    other = enter(stranger)
    ends = ("", "posts/1/", "posts/1/report/", "posts/1/look/")
    for end in ends:
        for method in (other.get, other.post):
            there = method(url_of(talk, end), {"source": "x", "reason": "rules"})
            nowhere = method(url_of(talk, end).replace(str(talk.session_id), "999999"), {"source": "x"})
            assert there.status_code == nowhere.status_code == 404
    member = make_member(make_forum("Quiet circle", is_closed=True), cast.young_person)
    make_thread(make_member(make_forum("Open"), cast.resident), "Plain", "Plain words")
    make_member(Forum.objects.get(is_closed=False), cast.outsider)
    number, base = talk.thread.number, f"/forums/{talk.thread.forum_id}/"
    addresses = ["/forums/", "/forums/?q=heron", base, "/forums/None/", f"/forums/None/threads/{number}/"]
    addresses += ["/api/forums", "/api/questions", f"/talk/page/{talk.session_id}/", jury.get_url(), "/my-data/"]
    people = [Client(), *map(signed_in, (cast.administrator, cast.moderator, cast.young_person, cast.county_officer))]
    for client in people:
        for address in addresses:
            said = client.get(address, follow=True).content.decode()
            assert "Heron words" not in said, address
            assert "Private room" not in said, address
        for end in ends:
            assert client.get(url_of(talk, end)).status_code == 403
    assert search("heron", list(Forum.objects.all())).posts == []
    assert talk.thread.forum_id not in set(Forum.objects.values_list("pk", flat=True))
    for who in (cast.administrator, cast.moderator):
        assert talk.thread.forum not in Forum.objects.moderated_by(who)
    news = news_between(at - timedelta(days=1), at + timedelta(days=1))
    assert [one.title for threads in news.threads.values() for one in threads] == ["Plain"]
    NoticeRun.objects.create(kind=WEEKLY, since=at - timedelta(days=9), until=at - timedelta(days=8), finished_at=at)
    send_letters(at=at + timedelta(days=8))
    assert member.forum.is_closed
    letters = [letter_of(one) for one in Notice.objects.exclude(kind="jury-invitation")]
    assert [one for one in letters if "Plain" in one.body], "there are letters, about what is open"
    assert not [one for one in letters if any(word in f"{one.subject} {one.body}" for word in SECRETS)]


def test_who_left_reads_nothing_and_what_they_said_stays_under_a_number(jury, talk):
    ann, ben = seat(jury, 2)
    of_ann, of_ben = enter(ann), enter(ben)
    say(discussion=talk, juror=ann, source="Heron words", at=now())
    end_place(juror=ann, at=now())
    assert of_ann.get(url_of(talk)).status_code == 403
    forget(ann)
    page = shown(of_ben.get(url_of(talk)))
    assert "Heron words" in page
    assert f"Juror {ann.number}" in page
    assert "Ann" not in page


def test_statements_do_not_grow_with_posts_and_pages_stay_put(jury, talk):
    ann, ben = seat(jury, 2)
    client = enter(ben)
    counts = []
    at = now() - timedelta(days=2)
    for number in range(1, 53):
        author = ann if number % 2 else ben
        say(discussion=talk, juror=author, source=f"Words {number}.", at=at + timedelta(minutes=5 * number))
        if number in (1, 3):
            with CaptureQueriesContext(connection) as context:
                client.get(url_of(talk))
            counts.append(len(context))
    with CaptureQueriesContext(connection) as context:
        last = shown(client.get(url_of(talk)))
    assert counts == [len(context)] * 2
    assert "Words 51." in last
    assert "Words 50." not in last
    first = shown(client.get(url_of(talk, "?page=1")))
    assert "Words 1." in first
    assert "Words 50." in first


def test_what_was_said_goes_with_the_session_and_with_the_jury(jury, session, talk, cast):
    (ann,) = seat(jury, 1)
    second = make_session(jury, title="Second")
    kept = open_discussion(jury=jury, session=second, at=now())
    for one in (talk, kept):
        say(discussion=one, juror=ann, source="Heron words", at=now())
    assert sweep_talk() == 0
    session.delete()
    assert sweep_talk() == 1
    assert list(Thread.objects.all()) == [kept.thread]
    community = make_thread(make_member(make_forum(), cast.resident))
    jury.delete()
    assert sweep_talk() == 1
    assert (JuryForum.objects.count(), Forum.private_rooms.count()) == (0, 0)
    assert list(Thread.objects.all()) == [community]
    assert timezone.now() > kept.opened_at
