"""The desk of checked adults: who sees it, what comes first, what is put down of every look."""

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry

from forums.models import Post
from tests.forums.test_pages import shown, signed_in
from tests.youth.factories import make_checked, make_section, make_writer
from tests.youth.rooms import make_chat, make_reply, make_talk, now
from tests.youth.test_chat import statements
from youth.models import Concern
from youth.said import said_key
from youth.services.concern_steps import take_on
from youth.services.concerns import report_post

pytestmark = pytest.mark.django_db
DESK = "/youth/looking-after/"


@pytest.fixture
def lead(cast):
    make_section()
    return make_checked(is_lead=True)


@pytest.fixture
def room(lead):
    return make_chat(by=lead)


@pytest.fixture
def first(room, lead):
    return make_talk(room, make_writer(name="Otter"), by=lead)


def reported(room, first, lead, reason, words="Words"):
    post = make_reply(room, first, make_writer(), words, by=lead)
    return report_post(post=post, reason=reason, reporter=make_writer(), network="x", at=now())


def test_posts_come_oldest_first_and_worrying_concerns_before_all_others(room, first, lead):
    for words in ("Older words", "Newer words"):
        make_reply(room, first, make_writer(), words, is_read=False)
    reported(room, first, lead, "mean")
    reported(room, first, lead, "harm")
    page = shown(signed_in(lead).get(DESK))
    assert page.index("Older words") < page.index("Newer words")
    assert page.index("Somebody might get hurt") < page.index("It’s mean")
    assert "Somebody may be in danger. Look at this first." in page


def test_an_empty_desk_says_so(lead):
    page = shown(signed_in(lead).get(DESK))
    assert "Everything has been read" in page
    assert "Nothing new" in page
    assert "No concern stands like this" in shown(signed_in(lead).get(f"{DESK}concerns/"))
    assert signed_in(lead).get(f"{DESK}concerns/?state=nonsense").status_code == 404


def test_nobody_else_comes_near(room, first, lead, cast):
    waiting = make_reply(room, first, make_writer(), "Waits", is_read=False)
    concern = reported(room, first, lead, "mean")
    cast.administrator.is_superuser = True
    cast.administrator.save()
    outside = [make_checked(ends_in_days=0), make_checked(ends_in_days=-5, is_lead=True), make_writer().user]
    outside += [cast.administrator, cast.moderator, cast.resident, concern.about.user, concern.reporter.user]
    places = [DESK, f"{DESK}concerns/", f"{DESK}concerns/{concern.pk}/", f"{DESK}posts/{waiting.pk}/"]
    for user in outside:
        client = signed_in(user)
        for place in places:
            assert client.get(place).status_code == 404, (user, place)
        assert client.post(places[2], {"do": "take"}).status_code == 404
        assert client.post(places[3], {"choice": "through"}).status_code == 404
        assert client.post(f"{places[3]}take/").status_code == 404
    concern.refresh_from_db()
    assert (concern.taken_by, Post.objects.get(pk=waiting.pk).state) == (None, "waiting")


def test_a_post_is_let_through_or_not_and_a_colleague_has_it_meanwhile(room, first, lead):
    of_lead, other = signed_in(lead), signed_in(make_checked())
    one, two, three = (make_reply(room, first, make_writer(), f"Words {n}", is_read=False) for n in (1, 2, 3))
    assert of_lead.post(f"{DESK}posts/{one.pk}/take/").headers["Location"] == f"{DESK}posts/{one.pk}/"
    assert "A colleague is reading this one" in shown(other.get(DESK))
    through = {"choice": "through", "seen": said_key(one.source)}
    refused = other.post(f"{DESK}posts/{one.pk}/", through)
    assert (refused.status_code, "A colleague is looking at this post" in shown(refused)) == (409, True)
    assert other.post(f"{DESK}posts/{one.pk}/take/").headers["Location"] == DESK
    assert of_lead.post(f"{DESK}posts/{one.pk}/", {"choice": "back"}).status_code == 302
    assert other.post(f"{DESK}posts/{one.pk}/", through).status_code == 302
    missing = of_lead.post(f"{DESK}posts/{two.pk}/", {"choice": "down", "down-reason": "Kept reason"})
    assert (missing.status_code, "Kept reason" in missing.content.decode()) == (409, True)
    rule = room.forum.rules.first()
    sent = {"choice": "down", "down-reason": "Say it kindly", "down-rule": rule.pk}
    assert of_lead.post(f"{DESK}posts/{two.pk}/", sent).status_code == 302
    unclear = of_lead.post(f"{DESK}posts/{three.pk}/", {"choice": "raise", "raise-reason": "harm"})
    assert (unclear.status_code, Concern.objects.count()) == (409, 0)
    worry = {"choice": "raise", "raise-reason": "harm", "raise-words": "It sounds like it"}
    made = of_lead.post(f"{DESK}posts/{three.pk}/", worry)
    concern = Concern.objects.get()
    assert made.headers["Location"] == f"{DESK}concerns/{concern.pk}/"
    states = dict(Post.objects.values_list("source", "state"))
    assert [states[f"Words {n}"] for n in (1, 2, 3)] == ["public", "removed", "waiting"]
    page = shown(of_lead.get(DESK))
    assert "Words 3" not in page
    assert of_lead.post(f"{DESK}posts/{one.pk}/", {"choice": "through"}).status_code == 404
    assert of_lead.post(f"{DESK}posts/999999/", {"choice": "nonsense"}).status_code == 404


def test_a_concern_is_worked_through_on_its_page(room, first, lead):
    concern = reported(room, first, lead, "stranger", "Meet me in the park")
    client, place = signed_in(lead), f"{DESK}concerns/{concern.pk}/"
    page = shown(client.get(place))
    assert "Meet me in the park" in page
    assert "They stop at six." in page
    assert "Out of everybody’s sight" in page
    assert concern.about.user.email not in page
    assert client.post(place, {"do": "close", "close-words": "Kept outcome"}).status_code == 409
    assert client.post(place, {"do": "take"}).status_code == 302
    early = client.post(place, {"do": "close", "close-words": "Kept outcome"})
    assert "Decide about the words first" in shown(early)
    assert "Kept outcome" in early.content.decode()
    rule = room.forum.rules.first()
    assert client.post(place, {"do": "remove", "remove-rule": rule.pk, "remove-reason": "We stay"}).status_code == 302
    shown_once = client.post(place, {"do": "look_up", "look_up-whose": "about", "look_up-words": "To warn them"})
    assert concern.about.user.email in shown(shown_once)
    assert "no-store" in shown_once["Cache-Control"]
    assert concern.about.user.email not in shown(client.get(place))
    assert client.post(place, {"do": "look_up", "look_up-whose": "about"}).status_code == 409
    unsaid = client.post(place, {"do": "pass", "pass-words": "Kept words"})
    assert "Choose whom you told" in shown(unsaid)
    assert "Kept words" in unsaid.content.decode()
    passed = {"do": "pass", "pass-passed_to": "police", "pass-words": "All of it", "pass-reference": "Log 7"}
    assert client.post(place, passed).status_code == 302
    assert "Passed on, not closed" in shown(client.get(DESK))
    assert client.post(place, {"do": "close", "close-words": "They visited"}).status_code == 302
    done = shown(client.get(place))
    for words in ("The police", "Log 7", "They visited", "To warn them", "This concern is closed"):
        assert words in done
    assert "Meet me" not in shown(client.get(f"{DESK}concerns/"))
    assert "This person doesn’t feel right" in shown(client.get(f"{DESK}concerns/?state=closed"))
    assert client.post(place, {"do": "nonsense"}).status_code == 200


def test_a_colleague_who_comes_second_is_told_and_may_take_it_over(room, first, lead):
    concern = reported(room, first, lead, "mean")
    place, other = f"{DESK}concerns/{concern.pk}/", make_checked()
    take_on(concern=concern, by=lead, at=now())
    refused = signed_in(other).post(place, {"do": "take"})
    assert (refused.status_code, "Somebody has moved this on" in shown(refused)) == (409, True)
    page = shown(signed_in(other).get(place))
    assert "is looking into this" in page
    assert "How to reach a young person" not in page
    assert signed_in(other).post(place, {"do": "take", "over": "1"}).status_code == 302
    assert "How to reach a young person is looked up by a safeguarding lead" in shown(signed_in(other).get(place))
    assert (
        signed_in(other).post(place, {"do": "look_up", "look_up-whose": "about", "look_up-words": "x"}).status_code
        == 409
    )


def test_every_look_is_put_down(room, first, lead):
    waiting = make_reply(room, first, make_writer(), "Waits", is_read=False)
    concern = reported(room, first, lead, "mean")
    client = signed_in(lead)
    for place in (DESK, f"{DESK}posts/{waiting.pk}/", f"{DESK}concerns/{concern.pk}/", f"{DESK}concerns/"):
        client.get(place)
    looks = ModelLogEntry.objects.filter(user=lead, action="engage.look").values_list("data__what", flat=True)
    assert {"post that waits to be read", "concern"} <= set(looks)
    pages = PageLogEntry.objects.filter(user=lead, action="engage.look").values_list("data__what", flat=True)
    assert {"posts and concerns that wait", "concerns"} <= set(pages)
    assert not [
        entry.label for entry in ModelLogEntry.objects.all() if "Otter" in entry.label or "Waits" in entry.label
    ]


def test_the_desk_asks_the_same_for_one_and_for_three(room, first, lead):
    client = signed_in(lead)

    def add():
        make_reply(room, first, make_writer(), f"Waits {Post.objects.count()}", is_read=False)
        return reported(room, first, lead, "mean", f"Words {Post.objects.count()}")

    concern = add()
    places = [DESK, f"{DESK}concerns/?state=new", f"{DESK}concerns/{concern.pk}/"]
    one = [statements(client, place) for place in places]
    add()
    add()
    assert [statements(client, place) for place in places] == one
