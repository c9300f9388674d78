"""A guardian's yes: nothing without it, nothing by opening a link, and nothing stays once it is taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from consultations.services.rotating import SEALED
from people.models import Notice
from people.notices import letter_of, recipient_key, send_waiting
from people.privacy import apply_retention, erase_person
from people.roles import Role
from people.services import give_role
from tests import factories
from tests.youth.factories import make_article, make_piece, make_section, make_writer
from youth.clocks import GUARDIAN_LINK, WAITING
from youth.joining_errors import AskedAlready, LinkTooOld, NotWaiting, OwnAddress, RemindedAlready, SaidNo
from youth.models import ArticlePage, Band, GuardianRequest, Piece, Release, Writer
from youth.permissions import is_young_editor, joined_writer, may_read_chat
from youth.services.guardians import answer, ask, find, remind

pytestmark = pytest.mark.django_db
PARENT = "parent@example.org"
ASK = "/youth/join/guardian/"


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["counters"].clear()


@pytest.fixture
def waiting() -> Writer:
    make_section()
    return make_writer(state=Writer.State.WAITING, band=Band.YOUNGER, name="Blue Teapot")


def letters() -> list:
    return [letter_of(one) for one in Notice.objects.exclude(sealed=b"").order_by("pk")]


def link_in(body: str) -> str:
    found = re.search(r"/youth/guardian/[^/\s]+/", body)
    assert found
    return found[0]


def token_of(writer: Writer, *, email: str = PARENT, at=None) -> str:
    ask(writer=writer, email=email, at=at or timezone.now())
    return link_in(letters()[-1].body).split("/")[-2]


def test_the_letter_says_the_pen_name_alone_and_opens_the_page(waiting, client):
    token = token_of(waiting)
    letter = letters()[-1]
    assert letter.recipient == PARENT
    assert "Blue Teapot" in letter.body
    assert waiting.user.email not in letter.body
    request = GuardianRequest.objects.get()
    assert token not in request.token_key
    assert PARENT.encode() not in bytes(request.sealed)
    notice = Notice.objects.get()
    assert notice.recipient_key != recipient_key(PARENT)
    page = client.get(f"/youth/guardian/{token}/")
    assert "May they write for us?" in page.content.decode()
    assert waiting.user.email not in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    for method in (client.get, client.head):
        method(f"/youth/guardian/{token}/?answer=yes&is_guardian=1")
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_yes_lets_in_and_forgets_the_address(waiting, client):
    address = f"/youth/guardian/{token_of(waiting)}/"
    assert client.post(address, {"answer": "yes"}).status_code == 409
    assert client.post(address, {}).status_code == 409
    assert client.post(address, {"answer": "yes", "is_guardian": "1"}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.guardian_agreed_on) == ("in", timezone.localdate())
    request = GuardianRequest.objects.get()
    assert (bytes(request.sealed), request.has_agreed) == (b"", True)
    told = {letter.recipient: letter for letter in letters()}
    assert "You can take your yes back" in told[PARENT].body
    assert "has said yes" in told[waiting.user.email].body
    before = Notice.objects.count()
    client.post(address, {"answer": "yes", "is_guardian": "1"})
    assert Notice.objects.count() == before
    assert "You have said yes" in client.get(address).content.decode()
    with pytest.raises(NotWaiting):
        ask(writer=waiting, email="other@example.org", at=timezone.now())


def test_a_no_ends_it_until_the_same_guardian_changes_it(waiting, client):
    address = f"/youth/guardian/{token_of(waiting)}/"
    client.post(address, {"answer": "no"})
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    with pytest.raises(SaidNo):
        ask(writer=waiting, email="other@example.org", at=timezone.now())
    client.force_login(waiting.user)
    assert "has said no" in client.get(ASK).content.decode()
    assert "has not agreed" in client.get("/youth/me/").content.decode()
    Client().post(address, {"answer": "yes", "is_guardian": "1"})
    waiting.refresh_from_db()
    assert waiting.is_in


def test_a_letter_that_reached_the_wrong_person(waiting, client):
    address = f"/youth/guardian/{token_of(waiting)}/"
    assert "Thank you for telling us" in client.post(address, {"answer": "wrong"}).content.decode()
    assert not GuardianRequest.objects.exists()
    assert client.get(address).status_code == 410
    token_of(waiting, email="right@example.org")


def test_who_can_be_asked_and_how_often(waiting, client):
    own = waiting.user.email
    for address in (own, own.upper(), own.replace("@", "+mum@")):
        with pytest.raises(OwnAddress):
            ask(writer=waiting, email=address, at=timezone.now())
    first = token_of(waiting)
    with pytest.raises(AskedAlready):
        ask(writer=waiting, email=PARENT, at=timezone.now())
    second = token_of(waiting, email="other@example.org")
    assert find(first) is None
    assert find(second)
    assert {letter.recipient for letter in letters()} == {"other@example.org"}
    client.force_login(waiting.user)
    codes = [client.post(ASK, {"email": f"p{number}@example.org"}).status_code for number in range(4)]
    assert codes == [302, 302, 302, 409]
    assert "name@example.org" in client.post(ASK, {"email": "nobody"}).content.decode()
    client.force_login(make_writer().user)
    assert client.get(ASK).status_code == 302
    client.force_login(factories.make_user())
    assert client.get(ASK).status_code == 404


def test_one_reminder_and_only_on_request(waiting, client):
    with pytest.raises(NotWaiting):
        remind(writer=waiting, at=timezone.now())
    token = token_of(waiting)
    client.force_login(waiting.user)
    assert client.post(ASK, {"action": "remind"}).status_code == 302
    assert [link_in(letter.body) for letter in letters()] == [f"/youth/guardian/{token}/"] * 2
    with pytest.raises(RemindedAlready):
        remind(writer=waiting, at=timezone.now())
    assert client.post(ASK, {"action": "remind"}).status_code == 409


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_the_link_lives_fourteen_days(waiting, seconds, opens):
    asked_at = timezone.now() - timedelta(days=20)
    token, at = token_of(waiting, at=asked_at), asked_at + GUARDIAN_LINK + timedelta(seconds=seconds)
    assert apply_retention(at=at)["youth-guardian"] == int(not opens)
    if opens:
        assert answer(token=token, has_agreed=True, at=at).has_agreed
        return
    with pytest.raises(LinkTooOld):
        answer(token=token, has_agreed=True, at=at)
    token_of(waiting, at=at)


def test_a_link_that_ran_out_says_so(waiting, client):
    token = token_of(waiting, at=timezone.now() - GUARDIAN_LINK)
    for answered in (client.get, client.post):
        page = answered(f"/youth/guardian/{token}/", {"answer": "yes", "is_guardian": "1"})
        assert page.status_code == 410
        assert "This link is too old" in page.content.decode()
    assert "This link no longer works" in client.get("/youth/guardian/nothing/").content.decode()
    client.force_login(waiting.user)
    assert "too old by now" in client.get(ASK).content.decode()
    assert client.post(ASK, {"action": "remind"}).status_code == 409


def test_somebody_under_age_answers_for_nobody(waiting):
    friend = make_writer()
    ask(writer=waiting, email=friend.user.email, at=timezone.now())
    assert "/youth/guardian/" not in letters()[-1].body


def test_taking_the_yes_back_takes_everything_out_of_sight(waiting):
    token, at = token_of(waiting), timezone.now()
    answer(token=token, has_agreed=True, at=at)
    waiting.refresh_from_db()
    article = make_article(writer=waiting)
    ready = make_piece(writer=waiting, stage=Piece.Stage.READY)
    revision = ready.page.get_latest_revision()
    revision.approved_go_live_at = at + timedelta(days=1)
    revision.save()
    give_role(user=waiting.user, role=Role.YOUNG_EDITOR)
    edited = make_piece()
    Piece.objects.filter(pk=edited.pk).update(editor=waiting)

    answer(token=token, has_agreed=False, at=at)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.guardian_agreed_on, waiting.waits_since) == ("waiting", None, timezone.localdate())
    article.refresh_from_db()
    assert not article.live
    assert not Release.objects.filter(state__in=["out", "scheduled"]).exists()
    assert not ready.page.revisions.exclude(approved_go_live_at=None).exists()
    assert set(Piece.objects.filter(writer=waiting).values_list("stage", flat=True)) == {"drafting"}
    assert not is_young_editor(waiting.user)
    assert not Piece.objects.filter(editor=waiting).exists()
    assert joined_writer(waiting.user) is None
    assert not may_read_chat(waiting.user, today=timezone.localdate())
    assert GuardianRequest.objects.get().withdrawn_at == at
    answer(token=token, has_agreed=True, at=at)
    waiting.refresh_from_db()
    assert waiting.is_in
    assert not ArticlePage.objects.live().exists()


def test_a_pause_outlives_every_answer(waiting):
    token, at = token_of(waiting), timezone.now()
    answer(token=token, has_agreed=True, at=at)
    Writer.objects.update(state=Writer.State.PAUSED, paused_reason="Talk first")
    answer(token=token, has_agreed=False, at=at)
    answer(token=token, has_agreed=True, at=at)
    waiting.refresh_from_db()
    assert waiting.state == "paused"


@pytest.mark.parametrize(("days", "goes"), [(-1, False), (0, True), (1, True)])
def test_without_a_yes_everything_goes_after_thirty_days(waiting, days, goes):
    make_piece(writer=waiting)
    other = make_piece(writer=make_writer())
    token_of(waiting)
    at = timezone.now()
    Writer.objects.filter(pk=waiting.pk).update(waits_since=timezone.localdate(at) - WAITING - timedelta(days=days))
    assert apply_retention(at=at)["youth-writer"] == int(goes)
    assert Writer.objects.filter(pk=waiting.pk).exists() is not goes
    left = {piece.pk for piece in Piece.objects.all()}
    assert (left == {other.pk}) is goes
    assert ArticlePage.objects.count() == len(left)
    assert GuardianRequest.objects.exists() is not goes
    assert Notice.objects.exists() is not goes


def test_letters_to_a_guardian_stand_apart_and_go_with_the_account(waiting):
    token_of(waiting)
    assert (GuardianRequest, "sealed") in SEALED
    send_waiting(at=timezone.now())
    assert Notice.objects.get().sent_at
    erase_person(user=waiting.user, at=timezone.now())
    assert not Notice.objects.exists()
    assert not GuardianRequest.objects.exists()
    assert not Writer.objects.exists()
