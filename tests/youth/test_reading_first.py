"""Nothing is seen before a checked adult has read it; two adults never decide the same twice."""

from datetime import timedelta

import pytest

from forums.errors import AlreadyDecided, ChangedMeanwhile, ForumRefusal, ReasonMissing, RuleMissing
from forums.models import Post
from tests.at_once import at_once, both_databases
from tests.forums.factories import make_forum
from tests.forums.test_pages import signed_in
from tests.youth.factories import make_checked, make_writer
from tests.youth.rooms import make_chat, make_reply, make_talk, now
from youth.chat_errors import UnderConcern
from youth.errors import NotChecked
from youth.services.concerns import raise_concern
from youth.services.reading_first import let_through, take, turn_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def adult(cast):
    return make_checked()


@pytest.fixture
def waiting(adult):
    room = make_chat(by=adult)
    first = make_talk(room, make_writer(), by=adult)
    return make_reply(room, first, make_writer(), "It waits", is_read=False)


def test_only_an_adult_whose_check_stands_decides_whoever_else_they_are(waiting, cast):
    lapsed, unconfirmed = make_checked(ends_in_days=0), make_checked()
    unconfirmed.safeguarding_checks.update(confirmed_at=None, confirmed_by=None)
    cast.administrator.is_superuser = True
    cast.administrator.save()
    rule = waiting.thread.forum.rules.first()
    for by in (lapsed, unconfirmed, cast.administrator, cast.moderator, make_writer().user):
        with pytest.raises(NotChecked):
            let_through(post=waiting, by=by, at=now())
        with pytest.raises(NotChecked):
            turn_down(post=waiting, rule=rule, reason="No", by=by, at=now())
        with pytest.raises(NotChecked):
            take(post=waiting, by=by, at=now())
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_who_takes_a_post_on_has_it_for_a_quarter_of_an_hour(waiting, adult):
    other, at = make_checked(), now()
    take(post=waiting, by=adult, at=at)
    with pytest.raises(ChangedMeanwhile):
        let_through(post=waiting, by=other, at=at + timedelta(minutes=15) - timedelta(microseconds=1))
    let_through(post=waiting, by=other, at=at + timedelta(minutes=15))
    with pytest.raises(AlreadyDecided):
        let_through(post=waiting, by=adult, at=at + timedelta(minutes=16))


def test_not_let_through_takes_a_rule_of_this_room_and_a_reason(waiting, adult):
    rule = waiting.thread.forum.rules.first()
    with pytest.raises(ReasonMissing):
        turn_down(post=waiting, rule=rule, reason=" ", by=adult, at=now())
    for wrong in (None, make_forum().rules.first()):
        with pytest.raises(RuleMissing):
            turn_down(post=waiting, rule=wrong, reason="Why", by=adult, at=now())
    turn_down(post=waiting, rule=rule, reason="Why", by=adult, at=now())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.published_at) == ("removed", None)


def test_what_a_concern_is_about_is_not_let_through_by_the_queue(waiting, adult):
    raise_concern(post=waiting, reason="harm", words="It sounds like it", by=adult, at=now())
    with pytest.raises(UnderConcern):
        let_through(post=waiting, by=adult, at=now())
    place = f"/youth/looking-after/posts/{waiting.pk}/"
    assert signed_in(adult).post(place, {"choice": "through"}).status_code == 404


def test_no_moderator_and_no_administrator_finds_it_in_the_engine(waiting, cast):
    for user in (cast.administrator, cast.moderator):
        client = signed_in(user)
        for place in ("/forums/", "/cms/", "/search/?q=waits"):
            assert "It waits" not in client.get(place, follow=True).content.decode()


@both_databases
@pytest.mark.django_db(transaction=True)
def test_four_adults_at_once_decide_once(database):
    adult = make_checked()
    room = make_chat(by=adult)
    first = make_talk(room, make_writer(), by=adult)
    post = make_reply(room, first, make_writer(), "It waits", is_read=False)
    adults = [make_checked() for _number in range(4)]

    def decide_one(number):
        let_through(post=post, by=adults[number], at=now())

    outcomes = at_once(decide_one)
    assert [one for one in outcomes if one is not None and not isinstance(one, ForumRefusal)] == []
    assert Post.objects.get(pk=post.pk).acts.count() == 1
