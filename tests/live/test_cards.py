"""Cards: printed before, one voter each, worthless after."""

from __future__ import annotations

import pytest
from django.urls import reverse

from live.cards import batches_of, sheets_of
from live.models import Event
from live.names import card_code, voter_of_card
from live.services.events import MOST_CARDS, end_event
from live.showing import join_url
from live.tokens import COOKIE, read_token
from tests.admin_walk import client_of
from tests.live.halls import NOW, make_event


@pytest.fixture
def event(cast):
    return make_event(cast.county, admission=Event.Admission.CARD, cards=25)


def address(name, event, *rest):
    return reverse(f"live:{name}", args=[event.pk, *rest])


@pytest.mark.django_db
def test_each_card_is_printed_once_ten_a_sheet(cast, event):
    body = client_of(cast.county_officer).get(address("cards_print", event, 1)).content.decode()
    codes = [card_code(event.secret_bytes, number) for number in range(1, 26)]
    assert len(set(codes)) == 25
    assert [body.count(f"{code[:4]} {code[4:]}") for code in codes] == [1] * 25
    assert body.count('class="sheet"') == 3
    assert body.count("<svg") >= 25


def test_the_qr_code_leads_to_the_page_to_join_with_the_code_after_the_hash(monkeypatch):
    from live import cards

    read = []
    plain = cards.qr_path
    monkeypatch.setattr(cards, "qr_path", lambda text: read.append(text) or plain(text))
    sheets_of(b"secret", 3, 4, url=join_url("K7M4TP"))
    assert read == [f"{join_url('K7M4TP')}#{card_code(b'secret', number)}" for number in (3, 4)]


@pytest.mark.parametrize(
    ("cards", "expected"), [(0, []), (1, [(1, 1)]), (200, [(1, 200)]), (201, [(1, 200), (201, 201)])]
)
def test_many_cards_are_printed_in_batches(cards, expected):
    assert batches_of(cards) == expected


@pytest.mark.django_db
def test_a_card_lets_its_voter_in_on_any_phone_until_the_event_ends(client, event):
    code = card_code(event.secret_bytes, 7)
    voter = voter_of_card(event.secret_bytes, 7)
    join = reverse("live:join", args=[event.code])
    assert client.post(join, {"card": f"{code[:4]} {code[4:]}".lower()}).status_code == 302
    assert read_token(client.cookies[COOKIE].value, code=event.code).voter == voter
    end_event(event=event, at=NOW)
    client.cookies.clear()
    assert client.post(join, {"card": code}).status_code == 200
    assert COOKIE not in client.cookies


@pytest.mark.django_db
def test_more_cards_leave_those_that_are_printed_as_they_are(cast, event):
    before = card_code(event.secret_bytes, 25)
    client = client_of(cast.county_officer)
    assert client.post(address("cards", event), {"number": "300"}).status_code == 302
    event.refresh_from_db()
    assert (event.cards, card_code(event.secret_bytes, 25)) == (300, before)
    assert client.get(address("cards_print", event, 201)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "words"),
    [("", "Write how many"), ("-1", "0 or more"), (str(MOST_CARDS + 1), "at most"), ("ten", "whole number")],
)
def test_a_number_that_is_none_is_refused_in_words(cast, event, sent, words):
    response = client_of(cast.county_officer).post(address("cards", event), {"number": sent})
    assert response.status_code == 400
    assert words in response.content.decode()
    event.refresh_from_db()
    assert event.cards == 25


@pytest.mark.django_db
def test_after_the_end_no_card_is_printed(cast, event):
    code = card_code(event.secret_bytes, 1)
    end_event(event=event, at=NOW)
    client = client_of(cast.county_officer)
    response = client.get(address("cards_print", event, 1), follow=True)
    assert response.redirect_chain
    assert code[:4] not in response.content.decode()
    assert client.post(address("cards", event), {"number": "5"}).status_code == 400
    event.refresh_from_db()
    assert event.cards == 25


@pytest.mark.django_db
def test_others_see_no_cards(cast, event):
    for who in (cast.borough_officer, cast.outsider):
        client = client_of(who)
        assert client.get(address("cards_print", event, 1)).status_code == 404
        assert client.get(address("cards", event)).status_code == 404
