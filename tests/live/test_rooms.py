"""Joining, answering by plain forms, putting questions; and the moderator who reads them first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from live.errors import NotNow
from live.models import AudienceQuestion, Ballot, Event, Round, Support
from live.models.rounds import GRACE
from live.names import card_code
from live.services.agenda import add_step
from live.services.events import change_event, end_event, set_cards
from live.services.talking import handle_question, put_question, support_question, take_back_support
from live.tokens import COOKIE, read_token
from tests.live.halls import NOW, cast_votes, choices_of, make_event, make_poll, open_round

pytestmark = [pytest.mark.django_db]


def join(client: Client, event: Event, **data: str):
    return client.post(reverse("live:join", args=[event.code]), data)


def voter_of(client: Client, event: Event) -> str | None:
    cookie = client.cookies.get(COOKIE)
    token = read_token(cookie.value, code=event.code) if cookie else None
    return token.voter if token else None


def test_one_press_joins_and_the_same_phone_stays_the_same_voter(client):
    event = make_event()
    assert client.get(reverse("live:join", args=[event.code])).status_code == 200
    assert join(client, event).url == reverse("live:room", args=[event.code])
    voter = voter_of(client, event)
    join(client, event)
    assert voter_of(client, event) == voter
    other = Client()
    join(other, event)
    assert voter_of(other, event) != voter


def test_the_code_is_found_however_it_is_typed(client):
    event = make_event()
    typed = f"{event.code[:3].lower()} {event.code[3:]}"
    assert client.get(reverse("live:front"), {"code": typed}).url == reverse("live:join", args=[event.code])
    assert client.get(reverse("live:join", args=[event.code.lower()])).url == reverse("live:join", args=[event.code])
    assert client.get(reverse("live:front"), {"code": "XXXXXX"}).status_code == 404


def test_a_form_from_another_site_joins_and_answers_nothing(client):
    event = make_event()
    for header in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        assert client.post(reverse("live:join", args=[event.code]), headers=header).status_code == 403
    assert COOKIE not in client.cookies


def test_a_card_is_one_voter_on_whichever_phone(client):
    event = make_event(admission="card", cards=5)
    code = card_code(event.secret_bytes, 3)
    for wrong in ("", "WRONG", card_code(event.secret_bytes, 6)):
        assert join(client, event, card=wrong).status_code == 400
    join(client, event, card=code.lower())
    other = Client()
    join(other, event, card=code)
    assert voter_of(client, event) == voter_of(other, event)


def test_a_hall_behind_one_address_gets_in_with_its_cards_however_many_mistype(client, monkeypatch):
    monkeypatch.setattr("live.views.join.CARD_TRIES", 2)
    event = make_event(admission="card", cards=5)
    pages = [join(client, event, card="WRONG") for _try in range(3)]
    assert ["Too many codes" in page.content.decode() for page in pages] == [False, False, True]
    for number in range(1, 6):
        assert join(Client(), event, card=card_code(event.secret_bytes, number)).status_code == 302


def test_where_people_sign_in_each_is_one_voter_and_strangers_are_sent_to_sign_in(cast, client):
    event = make_event(cast.county, admission="signed_in")
    assert "/accounts/login/" in join(client, event).url
    client.force_login(cast.resident)
    join(client, event)
    other = Client()
    other.force_login(cast.resident)
    join(other, event)
    assert voter_of(client, event) == voter_of(other, event)


def test_the_cookie_of_one_event_opens_no_other(client):
    event, other = make_event(), make_event()
    join(client, event)
    client.cookies[COOKIE] = client.cookies[COOKIE].value
    assert client.get(reverse("live:room", args=[other.code])).url == reverse("live:join", args=[other.code])


def test_a_plain_form_votes_changes_and_reads_back(client):
    event = make_event()
    poll = make_poll(event)
    bus, train, _bike = choices_of(poll)
    join(client, event)
    round_ = open_round(poll)
    answer = reverse("live:answer", args=[event.code])
    field = f"q{poll.question_id}"
    for choice in (bus, bus, train):
        assert client.post(answer, {"round": round_.pk, field: choice}).status_code == 302
    assert [ballot.value for ballot in Ballot.objects.all()] == [train]
    page = client.get(reverse("live:room", args=[event.code])).content.decode()
    assert "Received." in page
    assert Ballot.objects.get().code in page
    wrong = client.post(answer, {"round": round_.pk, field: "999"})
    assert wrong.status_code == 409
    assert "not among them" in wrong.content.decode()
    late = client.post(answer, {"round": round_.pk + 1, field: bus})
    assert late.status_code == 409


def test_a_form_that_is_sent_again_after_closing_says_that_the_vote_stands(client):
    event = make_event()
    poll, following = make_poll(event), make_poll(event, text="And home again?")
    bus, train, _bike = choices_of(poll)
    join(client, event)
    stranger = Client()
    join(stranger, event)
    round_ = open_round(poll, at=NOW - timedelta(minutes=1))
    answer, field = reverse("live:answer", args=[event.code]), f"q{poll.question_id}"
    assert client.post(answer, {"round": round_.pk, field: bus}).status_code == 302
    Round.objects.update(closes_at=timezone.now() - GRACE)
    for moves_on in (False, True):
        if moves_on:
            open_round(following)
        again = client.post(answer, {"round": round_.pk, field: bus})
        assert (again.status_code, "and it counts" in again.content.decode()) == (200, True)
        changed = client.post(answer, {"round": round_.pk, field: train})
        assert (changed.status_code, "from before counts" in changed.content.decode()) == (409, True)
        late = stranger.post(answer, {"round": round_.pk, field: bus})
        assert (late.status_code, "It does not count" in late.content.decode()) == (409, True)
    assert [ballot.value for ballot in Ballot.objects.all()] == [bus]


def test_several_people_share_a_phone_only_where_the_event_allows_it(client):
    event = make_event()
    poll = make_poll(event)
    bus, *_others = choices_of(poll)
    join(client, event)
    round_ = open_round(poll)
    vote = {"round": round_.pk, f"q{poll.question_id}": bus, "seat": "2"}
    client.post(reverse("live:answer", args=[event.code]), vote)
    client.post(reverse("live:answer", args=[event.code]), vote | {"seat": "1"})
    assert Ballot.objects.count() == 1
    Event.objects.update(allows_sharing=True)
    client.post(reverse("live:answer", args=[event.code]), vote)
    client.post(reverse("live:answer", args=[event.code]), vote | {"seat": "9"})
    assert Ballot.objects.count() == 2
    assert "Person 2" in client.get(reverse("live:room", args=[event.code])).content.decode()


def test_a_card_is_one_voter_even_where_phones_may_be_shared(client):
    event = make_event(admission="card", cards=5, allows_sharing=True)
    poll = make_poll(event)
    join(client, event, card=card_code(event.secret_bytes, 1))
    round_ = open_round(poll)
    for seat in "12":
        vote = {"round": round_.pk, f"q{poll.question_id}": choices_of(poll)[0], "seat": seat}
        client.post(reverse("live:answer", args=[event.code]), vote)
    assert Ballot.objects.count() == 1
    assert "Person 2" not in client.get(reverse("live:room", args=[event.code])).content.decode()


@pytest.mark.parametrize("admission", ["card", "signed_in"])
def test_a_phone_that_joined_when_all_might_is_told_to_join_anew_and_keeps_its_words(cast, client, admission):
    event = make_event(cast.county)
    poll = make_poll(event, "short_text")
    join(client, event)
    early = voter_of(client, event)
    change_event(event=event, admission=admission, cards=5)
    round_ = open_round(poll)
    room, answer = (reverse(f"live:{name}", args=[event.code]) for name in ("room", "answer"))
    written = {"round": round_.pk, f"q{poll.question_id}": "Buses, please"}
    for page in (client.get(room), client.post(answer, written)):
        assert page.status_code == 403
        assert reverse("live:join", args=[event.code]) in page.content.decode()
    assert "Buses, please" in page.content.decode()
    put = client.post(reverse("live:talk", args=[event.code]), {"text": "When is the bus?"})
    assert (put.status_code, "When is the bus?" in put.content.decode()) == (403, True)
    client.force_login(cast.resident)
    join(client, event, card=card_code(event.secret_bytes, 5))
    assert voter_of(client, event) != early
    assert client.post(answer, written).status_code == 302
    assert Ballot.objects.count() == 1


def test_a_card_that_counts_no_more_is_told_so_and_those_below_it_go_on(client):
    event = make_event(admission="card", cards=5)
    poll = make_poll(event)
    round_ = open_round(poll)
    clients = {number: Client() for number in (4, 5)}
    for number, one in clients.items():
        join(one, event, card=card_code(event.secret_bytes, number))
    set_cards(event=event, number=4)
    vote = {"round": round_.pk, f"q{poll.question_id}": choices_of(poll)[0]}
    told = {number: one.post(reverse("live:answer", args=[event.code]), vote) for number, one in clients.items()}
    assert {number: page.status_code for number, page in told.items()} == {4: 302, 5: 403}
    assert Ballot.objects.count() == 1


def test_an_ended_event_lets_nobody_in(client):
    event = make_event()
    end_event(event=event, at=NOW)
    page = join(client, event)
    assert "has ended" in page.content.decode()
    assert COOKIE not in client.cookies


@pytest.fixture
def talk():
    event = make_event()
    item = add_step(event=event, kind="talk", title="Ask the panel")
    Event.objects.filter(pk=event.pk).update(current=item)
    event.refresh_from_db()
    return event.agenda.get()


def ask(item, voter: str, text: str) -> AudienceQuestion:
    return put_question(event=item.event, item=item, voter=voter, text=text, at=NOW)


def test_a_question_is_seen_by_nobody_before_the_moderator(client, talk):
    join(client, talk.event)
    client.post(reverse("live:talk", args=[talk.event.code]), {"text": "When do the buses come back?"})
    other = Client()
    join(other, talk.event)
    room = reverse("live:room", args=[talk.event.code])
    assert "buses" not in other.get(room).content.decode()
    assert "waiting for a moderator" in client.get(room).content.decode()
    handle_question(question=AudienceQuestion.objects.get(), action="accept", by=None)
    assert "buses" in other.get(room).content.decode()
    handle_question(question=AudienceQuestion.objects.get(), action="dismiss", by=None, reason="Answered this morning")
    assert "Answered this morning" in client.get(room).content.decode()
    assert "buses" not in other.get(room).content.decode()


def test_support_counts_once_and_can_be_taken_back(talk):
    question = ask(talk, "a" * 32, "When?")
    handle_question(question=question, action="accept", by=None)
    for _press in range(2):
        support_question(event=talk.event, question_id=question.pk, voter="b" * 32)
        assert Support.objects.count() == 1
    take_back_support(event=talk.event, question_id=question.pk, voter="c" * 32)
    take_back_support(event=make_event(), question_id=question.pk, voter="b" * 32)
    assert Support.objects.count() == 1
    take_back_support(event=talk.event, question_id=question.pk, voter="b" * 32)
    assert Support.objects.count() == 0


def test_ones_own_support_is_not_called_another_persons(client, talk):
    question = ask(talk, "a" * 32, "When?")
    handle_question(question=question, action="accept", by=None)
    join(client, talk.event)
    room, talking = (reverse(f"live:{name}", args=[talk.event.code]) for name in ("room", "talk"))
    client.post(talking, {"support": question.pk})
    page = client.get(room).content.decode()
    assert "You support this question (1 so far)." in page
    assert "data-support hidden" in page
    assert "data-supported hidden" not in page
    client.post(talking, {"unsupport": question.pk})
    page = client.get(room).content.decode()
    assert "data-support hidden" not in page
    assert "data-supported hidden" in page


def test_joining_two_questions_adds_up_their_people_once(talk):
    one, other = ask(talk, "a" * 32, "When?"), ask(talk, "b" * 32, "When then?")
    for question in (one, other):
        handle_question(question=question, action="accept", by=None)
        support_question(event=talk.event, question_id=question.pk, voter="c" * 32)
    support_question(event=talk.event, question_id=other.pk, voter="d" * 32)
    handle_question(question=other, action="merge", into=one, by=None)
    assert {support.voter[0] for support in one.supports.all()} == {"b", "c", "d"}
    assert list(talk.audience_questions.public()) == [one]


@pytest.mark.parametrize("state", ["waiting", "dismissed", "merged"])
def test_a_question_is_joined_with_none_that_people_do_not_read(cast, client, talk, state):
    one, other = ask(talk, "a" * 32, "When?"), ask(talk, "b" * 32, "When then?")
    AudienceQuestion.objects.filter(pk=one.pk).update(state=state)
    Event.objects.update(organisation=cast.county)
    client.force_login(cast.county_officer)
    page = client.post(
        reverse("live:moderate", args=[talk.event_id]), {"question": other.pk, "action": "merge", "into": one.pk}
    )
    assert page.status_code == 409
    assert "Let the other question through first" in page.content.decode()
    other.refresh_from_db()
    assert (other.state, other.merged_into, Support.objects.count()) == ("waiting", None, 0)


def test_a_joined_question_is_neither_let_through_nor_answered_and_takes_those_joined_with_it_along(talk):
    one, other, third = (ask(talk, voter * 32, f"When, {voter}?") for voter in "abc")
    for question in (one, other):
        handle_question(question=question, action="accept", by=None)
    handle_question(question=third, action="merge", into=other, by=None)
    handle_question(question=other, action="merge", into=one, by=None)
    third.refresh_from_db()
    assert third.merged_into == one
    for action in ("accept", "pin", "answer", "dismiss", "merge"):
        with pytest.raises(NotNow):
            handle_question(question=third, action=action, reason="No", into=one, by=None)
    handle_question(question=third, action="undo", by=None)
    handle_question(question=third, action="accept", by=None)
    third.refresh_from_db()
    assert (third.state, third.merged_into) == ("accepted", None)


def test_only_those_who_run_the_event_moderate(cast, client):
    event = make_event(cast.county)
    words = make_poll(event, "short_text")
    round_ = open_round(words)
    cast_votes(round_, None, text="Buses")
    ballot = Ballot.objects.get()
    page = reverse("live:moderate", args=[event.pk])
    show = {"word": f"show:{ballot.pk}.{ballot.revision}"}
    for outsider in (cast.outsider, cast.borough_officer, cast.moderator, cast.facilitator):
        client.force_login(outsider)
        assert client.get(page).status_code == 404
        assert client.post(page, show).status_code == 404
    client.force_login(cast.county_officer)
    assert "Buses" in client.get(page).content.decode()
    client.post(page, show)
    ballot.refresh_from_db()
    assert (ballot.text_state, ballot.reviewed_by) == (Ballot.TextState.SHOWN, cast.county_officer)


def test_words_that_were_changed_after_they_were_read_are_not_let_through(cast, client):
    event = make_event(cast.county)
    round_ = open_round(make_poll(event, "short_text"))
    cast_votes(round_, None, text="Buses", voter="a" * 32)
    seen = Ballot.objects.get()
    cast_votes(round_, None, text="Something else", voter="a" * 32, sequence=2)
    client.force_login(cast.county_officer)
    client.post(reverse("live:moderate", args=[event.pk]), {"words": f"{seen.pk}.{seen.revision}", "action": "show"})
    seen.refresh_from_db()
    assert seen.text_state == Ballot.TextState.WAITING


def test_a_moderator_of_one_event_decides_nothing_in_another(cast, client):
    event, other = make_event(cast.county), make_event(cast.borough)
    round_ = open_round(make_poll(other, "short_text"))
    cast_votes(round_, None, text="Buses")
    ballot = Ballot.objects.get()
    client.force_login(cast.county_officer)
    client.post(reverse("live:moderate", args=[event.pk]), {"word": f"show:{ballot.pk}.{ballot.revision}"})
    ballot.refresh_from_db()
    assert ballot.text_state == Ballot.TextState.WAITING
