"""Opening a name, on pages: one asks, another confirms, it is seen once, and the log joins it to nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Moderator, NameOpening
from forums.services.opening import STANDS
from forums.services.posting import start_thread
from people.models import Notice
from people.notices import letter_of
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
REASON = "A threat against a neighbour"


def scene(cast, **fields):
    """A post of the resident's; the moderator may open names, the facilitator moderates and may not."""
    forum = make_forum("Faith groups", **fields)
    at = timezone.now()
    Moderator.objects.create(forum=forum, user=cast.moderator, since=at, may_open_names=True)
    Moderator.objects.create(forum=forum, user=cast.facilitator, since=at)
    thread = make_thread(make_member(forum, cast.resident, "Otter"))
    return forum, f"{thread.get_absolute_url()}posts/1/name/", f"/forums/{forum.community.slug}/names/"


def test_one_asks_another_confirms_and_it_is_seen_once(cast):
    forum, ask, names = scene(cast)
    asking, second = signed_in(cast.moderator), signed_in(cast.administrator)
    assert "with a second person" in shown(asking.get(ask.replace("name/", "pause/")))
    empty = asking.post(ask, {"reason": "", "is_endangering": "on", "endangers": "My sister"})
    assert empty.status_code == 409
    assert "My sister" in empty.content.decode()
    assert asking.post(ask, {"reason": REASON}).headers["Location"] == names
    told = letter_of(Notice.objects.get(kind="forum-name-asked"))
    assert told.recipient == cast.administrator.email
    assert "Otter" not in told.body
    opening = NameOpening.objects.get()
    sent = {"opening": opening.pk}
    assert "Confirm" not in shown(asking.get(names))
    assert "Somebody else has to confirm" in shown(asking.post(names, sent | {"action": "confirm"}))
    assert "not confirmed" in shown(asking.post(names, sent | {"action": "open"}))
    page = shown(second.get(names))
    assert REASON in page
    assert "Confirm" in page
    assert cast.resident.email not in page
    second.post(names, sent | {"action": "confirm"})
    opened = asking.post(names, sent | {"action": "open"})
    assert cast.resident.email in shown(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    for client in (asking, second):
        again = client.post(names, sent | {"action": "open"})
        assert again.status_code == 409
        assert cast.resident.email not in shown(again)
        assert "not to be seen again" in shown(client.get(names))
    assert letter_of(Notice.objects.get(kind="forum-name-opened")).recipient == cast.resident.email
    log = shown(second.get("/cms/forums/openings/"))
    assert REASON in log
    assert cast.moderator.email in log
    assert "The member was told" in log
    for name in ("Otter", cast.resident.email):
        assert name not in log
    assert forum.community.name in log


def test_a_reason_not_to_tell_stands_in_the_log_and_what_is_declined_is_over(cast):
    _forum, ask, names = scene(cast)
    asking, second = signed_in(cast.moderator), signed_in(cast.administrator)
    asking.post(ask, {"reason": REASON, "is_endangering": "on", "endangers": "A child in the house"})
    asking.post(ask, {"reason": "Another matter"})
    first, other = NameOpening.objects.order_by("pk")
    assert "A child in the house" in shown(second.get(names))
    second.post(names, {"opening": first.pk, "action": "confirm"})
    second.post(names, {"opening": other.pk, "action": "decline"})
    second.post(names, {"opening": first.pk, "action": "open"})
    assert not Notice.objects.filter(kind="forum-name-opened").exists()
    assert second.post(names, {"opening": other.pk, "action": "open"}).status_code == 409
    assert second.post(names, {"opening": other.pk, "action": "shout"}).status_code == 404
    log = shown(second.get("/cms/forums/openings/"))
    assert "A child in the house" in log
    assert "Declined" in log


def test_a_week_is_over_just_at_its_end(cast):
    _forum, ask, names = scene(cast)
    signed_in(cast.moderator).post(ask, {"reason": REASON})
    second = signed_in(cast.administrator)
    NameOpening.objects.update(asked_at=timezone.now() - STANDS + timedelta(minutes=1))
    assert "waits for you" in shown(second.get(names))
    NameOpening.objects.update(asked_at=timezone.now() - STANDS)
    assert "over: nobody acted" in shown(second.get(names))
    sent = {"opening": NameOpening.objects.get().pk, "action": "confirm"}
    assert second.post(names, sent).status_code == 409


@pytest.mark.parametrize("is_closed", [False, True])
def test_nobody_else_comes_near(cast, is_closed):
    forum, ask, names = scene(cast, is_closed=is_closed)
    other = make_forum(moderator=cast.outsider)
    Moderator.objects.filter(forum=other).update(may_open_names=True)
    signed_in(cast.moderator).post(ask, {"reason": REASON})
    sent = {"opening": NameOpening.objects.get().pk, "action": "confirm"}
    for stranger in (cast.resident, cast.outsider, cast.facilitator, cast.county_officer, cast.young_person):
        client = signed_in(stranger)
        for url in (ask, names):
            assert client.get(url).status_code == 404
            assert client.post(url, sent | {"reason": "Curious"}).status_code == 404
        assert client.get("/cms/forums/openings/").status_code in {302, 403}
    outsider = signed_in(cast.outsider)  # one forum's right is not another's
    assert outsider.post(f"/forums/{other.community.slug}/names/", sent).status_code == 404
    assert NameOpening.objects.filter(confirmed_at=None).count() == 1
    administrator = signed_in(cast.administrator)
    # An administrator decides with the others, and still reads nothing of what is said in a closed community.
    assert administrator.get(ask).status_code == (404 if is_closed else 200)
    assert "Confirm" in shown(administrator.get(names))
    assert "too steep" not in shown(administrator.get(names))
    told = letter_of(Notice.objects.get(kind="forum-name-asked"))
    assert (forum.community.slug in told.body) is not is_closed


def test_who_writes_for_a_body_has_no_name_to_open(cast):
    forum, _ask, _names = scene(cast)
    officer = make_member(forum, cast.county_officer, organisation=cast.county, role="Policy officer")
    words = {"title": "Paths", "source": "We look at them.", "at": timezone.now()}
    thread = start_thread(forum=forum, member=officer, user=cast.county_officer, **words).thread
    assert signed_in(cast.moderator).get(f"{thread.get_absolute_url()}posts/1/name/").status_code == 404
