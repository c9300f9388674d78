"""Whom the sockets of the live room let in, and whom they show out again."""

from __future__ import annotations

import httpx
import pytest
from django.conf import settings
from django.utils import timezone

from live import consumers, hub
from live.models import Event
from live.services.events import change_event, set_cards
from people.models import User
from tests.live.halls import choices_of, make_event, make_poll, open_round, stored
from tests.live.serving import Site, closing_code, cookie, vote_frame

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db):
    with Site() as running:
        yield running


def test_only_those_who_run_an_event_see_its_remote(site, cast, client):
    event = make_event(cast.county)
    path = f"/live/events/{event.pk}/socket"
    for person in (None, cast.outsider, cast.borough_officer, cast.resident):
        with site.socket(path, **signed_in(client, person)) as remote:
            assert closing_code(remote) == consumers.CLOSE_STRANGER
    event.facilitators.create(user=cast.facilitator, invited_at=timezone.now())
    for person in (cast.facilitator, cast.county_officer):
        with site.socket(path, **signed_in(client, person)) as remote:
            assert remote.hear_state()["state"] == "waiting"


def test_a_remote_goes_dark_once_its_invitation_is_taken_back(site, cast, client, monkeypatch):
    monkeypatch.setattr(consumers, "ASK_AGAIN", 0.0)
    event = make_event(cast.county)
    event.facilitators.create(user=cast.facilitator, invited_at=event.created_at)
    with site.socket(f"/live/events/{event.pk}/socket", **signed_in(client, cast.facilitator)) as remote:
        assert remote.hear_state()["state"] == "waiting"
        event.facilitators.all().delete()
        Event.objects.filter(pk=event.pk).update(is_blank=True)
        hub.hint_from_thread(event.pk)
        assert closing_code(remote) == consumers.CLOSE_STRANGER


def sign_out(client, user) -> None:
    client.logout()


def deactivate(client, user) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_password(client, user) -> None:
    user.set_password("something else altogether")
    user.save()


def require_second_factor(client, user) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("change", [sign_out, deactivate, change_password, require_second_factor])
def test_a_remote_goes_dark_once_its_account_would_be_let_in_nowhere(site, cast, client, monkeypatch, change):
    monkeypatch.setattr(consumers, "ASK_AGAIN", 0.0)
    monkeypatch.setattr(settings, "STAFF_SECOND_FACTOR_REQUIRED", False)
    event = make_event(cast.county)
    path, cookies = f"/live/events/{event.pk}/socket", signed_in(client, cast.county_officer)
    with site.socket(path, **cookies) as remote:
        assert remote.hear_state()["state"] == "waiting"
        change(client, cast.county_officer)
        Event.objects.filter(pk=event.pk).update(is_blank=True)
        hub.hint_from_thread(event.pk)
        assert closing_code(remote) == consumers.CLOSE_STRANGER
    with site.socket(path, **cookies) as remote:
        assert closing_code(remote) == consumers.CLOSE_STRANGER


def test_who_joined_under_another_rule_is_shown_out_and_votes_no_more(site):
    event, voter = make_event(), "a" * 32
    poll = make_poll(event)
    bus, *_others = choices_of(poll)
    with site.phone(event, voter) as early:
        early.hear_state("waiting")
        change_event(event=event, admission=Event.Admission.CARD)
        set_cards(event=event, number=30)
        hub.hint_from_thread(event.pk)
        assert closing_code(early) == consumers.CLOSE_STRANGER
    round_ = open_round(poll, at=timezone.now())
    hub.hint_from_thread(event.pk)
    with site.phone(event, voter) as late, site.phone(event, card=29) as kept, site.phone(event, card=30) as gone:
        assert closing_code(late) == consumers.CLOSE_STRANGER
        assert gone.vote(round_, bus)["type"] == "received"
        set_cards(event=event, number=29)
        hub.hint_from_thread(event.pk)
        assert closing_code(gone) == consumers.CLOSE_STRANGER
        assert kept.vote(round_, bus)["type"] == "received"
    for old in (cookie(event, voter), cookie(event, "b" * 32, card=30)):
        for reply in (
            httpx.post(f"{site.address}/j/{event.code}/vote", json=vote_frame(round_, bus), headers={"Cookie": old}),
            httpx.get(f"{site.address}/j/{event.code}/state", headers={"Cookie": old}),
        ):
            assert (reply.status_code, reply.json()["why"]) == (403, "no_voter")
            assert "Join again" in reply.json()["words"]
    assert stored(round_) == [bus, bus]


def signed_in(client, person) -> dict[str, str]:
    if person is None:
        return {}
    client.force_login(person)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}
