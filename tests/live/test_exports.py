"""Files of an event: rows without names, counts, and what is in neither."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from live.errors import FewVoters, LinksStand
from live.exports import count_rows, voter_rows
from live.models import Ballot
from people.access_log import LOOK
from questions.services import ChoiceDraft
from tests.live.halls import NOW, choices_of, make_event, make_poll
from tests.live.past import end, make_round, on_paper, vote, write

pytestmark = pytest.mark.django_db


def officer(cast):
    client = Client()
    client.force_login(cast.county_officer)
    return client


def full_event(**fields):
    """Return an event with one of everything that a file must hold or leave out."""
    event = make_event(**fields)
    travel = make_poll(event, text="How did you come?", choices=("Bus", "Train", ChoiceDraft("Other", is_other=True)))
    bus, train, other = choices_of(travel)
    vote(make_round(travel), [bus, train, bus, bus, train, other], text="on a horse")
    vote(make_round(travel, number=2), [train] * 5)
    age = make_poll(event, text="How old are you?", is_slice=True)
    vote(make_round(age), [choices_of(age)[0]] * 6)
    test = make_poll(event, text="A test?", is_test=True)
    vote(make_round(test), [choices_of(test)[0]] * 6)
    few = make_poll(event, text="Who is left?")
    vote(make_round(few), [choices_of(few)[0]] * 4)
    write(make_round(make_poll(event, "short_text", text="In a word?")), ["=1+1", "secret words"], state="shown")
    return event


def test_a_row_for_each_voter_with_a_column_for_each_round(cast):
    event = end(full_event())
    head, *rows = voter_rows(event, at=NOW)
    assert head == ["Row", "How did you come? (round 1)", "How did you come? (round 2)"]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert sorted(row[1:] for row in rows) == [
        ["Bus", "Train"],
        ["Bus", "Train"],
        ["Bus", "Train"],
        ["Other", ""],
        ["Train", "Train"],
        ["Train", "Train"],
    ]


def test_rows_stand_in_an_order_that_tells_nothing_and_stays():
    """Voters came in the order of their answers; the rows stand in that of names drawn when the event ended."""
    event = make_event()
    item = make_poll(event, "rating", config={"maximum": 10})
    vote(make_round(item), [1 + place // 10 for place in range(100)])
    event = end(event)
    rows = [row[1] for row in voter_rows(event, at=NOW)[1:]]
    assert rows != sorted(rows)
    assert sorted(rows) == [1 + place // 10 for place in range(100)]
    assert rows == [row[1] for row in voter_rows(event, at=NOW)[1:]]


def test_no_rows_while_people_could_be_traced(cast):
    event = full_event(organisation=cast.county)
    with pytest.raises(LinksStand):
        voter_rows(event, at=NOW)
    answer = officer(cast).get(reverse("live:export_rows", args=[event.pk, "csv"]))
    assert answer.status_code == 409
    assert "once the event has ended" in answer.content.decode()
    assert not ModelLogEntry.objects.filter(action=LOOK).exists()


@pytest.mark.parametrize(("number", "is_given"), [(4, False), (5, True)])
def test_rows_only_where_enough_took_part(number, is_given):
    event = make_event(minimum=5)
    item = make_poll(event)
    vote(make_round(item), [choices_of(item)[0]] * number)
    on_paper(item.rounds.get(), choices_of(item)[0], 30)
    event = end(event)
    if is_given:
        assert len(voter_rows(event, at=NOW)) == number + 1
    else:
        with pytest.raises(FewVoters):
            voter_rows(event, at=NOW)


@pytest.mark.parametrize(("number", "is_given"), [(9, False), (10, True)])
def test_where_results_are_public_no_file_tells_of_fewer_than_their_page(number, is_given):
    event = make_event(minimum=5, are_results_public=True)
    split, item = make_poll(event, text="Split?"), make_poll(event, text="Whole?")
    bus, train, _bike = choices_of(split)
    vote(make_round(split), [bus] * number)
    vote(split.rounds.get(), [train] * 10, first=50, channel="helper")
    vote(make_round(item), [choices_of(item)[0]] * number)
    event = end(event)
    by_channel = {row[3] for row in count_rows(event, at=NOW) if row[5] == "People"}
    assert ("By phone" in by_channel) is is_given
    if is_given:
        assert voter_rows(event, at=NOW)[0] == ["Row", "Split?", "Whole?"]
    else:
        with pytest.raises(FewVoters, match="Fewer than 10"):
            voter_rows(event, at=NOW)


@pytest.mark.parametrize("channel", ["helper", "paper"])
@pytest.mark.parametrize(("number", "is_told"), [(4, False), (5, True)])
def test_no_round_in_which_one_channel_brought_few(channel, number, is_told):
    """Rows with one answer alone are a helper's; the result less the rows is the paper's."""
    event = make_event(minimum=5)
    whole, split = make_poll(event, text="Whole?"), make_poll(event, text="Split?")
    for item in (whole, split):
        vote(make_round(item), [choices_of(item)[0]] * 20)
    if channel == "paper":
        on_paper(split.rounds.get(), choices_of(split)[1], number)
    else:
        vote(split.rounds.get(), [choices_of(split)[1]] * number, first=100, channel="helper")
    assert ("Split?" in voter_rows(end(event), at=NOW)[0]) == is_told


def test_nothing_of_a_voter_is_in_the_file(cast):
    event = end(full_event(organisation=cast.county))
    text = officer(cast).get(reverse("live:export_rows", args=[event.pk, "csv"])).content.decode()
    for ballot in Ballot.objects.filter(round__item__event=event):
        assert ballot.voter not in text
        assert not ballot.code or ballot.code not in text
    for words in ("horse", "secret", "1+1", "How old", "A test?", "Who is left?", "In a word?"):
        assert words not in text


@pytest.mark.parametrize("kind", ["rows", "counts"])
def test_files_are_for_those_who_run_the_event_and_each_is_logged(cast, kind):
    event = end(full_event(organisation=cast.county))
    for form in ("csv", "xlsx"):
        address = reverse(f"live:export_{kind}", args=[event.pk, form])
        assert Client().get(address).status_code == 302
        for user in (cast.borough_officer, cast.outsider, cast.facilitator):
            client = Client()
            client.force_login(user)
            assert client.get(address).status_code == 404
        answer = officer(cast).get(address)
        assert answer.status_code == 200
        assert form in answer["Content-Disposition"]
    assert ModelLogEntry.objects.filter(action=LOOK, user=cast.county_officer).count() == 2


def test_the_spreadsheet_holds_the_same_rows_as_the_table(cast):
    event = end(full_event(organisation=cast.county))
    client = officer(cast)
    book = load_workbook(io.BytesIO(client.get(reverse("live:export_rows", args=[event.pk, "xlsx"])).content))
    table = client.get(reverse("live:export_rows", args=[event.pk, "csv"])).content.decode("utf-8-sig")
    as_text = [[str(cell if cell is not None else "") for cell in row] for row in book.active.values]
    assert as_text == list(csv.reader(io.StringIO(table)))


def test_counts_by_round_and_channel_where_no_channel_is_small():
    event = make_event(minimum=5)
    item = make_poll(event)
    bus, train, _bike = choices_of(item)
    split, whole = make_round(item), make_round(item, number=2)
    vote(split, [bus] * 5)
    vote(split, [train] * 5, first=50, channel="helper")
    vote(whole, [bus] * 5)
    vote(whole, [train] * 4, first=50, channel="helper")
    rows = [list(row) for row in count_rows(end(event), at=NOW)]
    told = {(row[2], row[3], row[4]): row[6] for row in rows if row[5] == "People"}
    assert told[1, "By phone", "Bus"] == told[1, "Through a helper", "Train"] == "5"
    assert (told[2, "All", "Bus"], told[2, "All", "Train"]) == ("5", "4")
    assert (2, "By phone", "Bus") not in told
    assert {(row[2], row[3], row[6]) for row in rows if row[5] == "Votes"} == {
        (1, "By phone", 5),
        (1, "Through a helper", 5),
        (2, "By phone", 5),
        (2, "Through a helper", 4),
    }


def test_counts_round_groups_and_hold_no_words():
    event = full_event()
    age = event.agenda.get(is_slice=True)
    vote(age.rounds.get(), [choices_of(age)[0]] * 32, first=100)
    vote(age.rounds.get(), [choices_of(age)[1]] * 41, first=200)
    rows = [list(row) for row in count_rows(end(event), at=NOW)]
    assert [row[6] for row in rows if row[1] == "How old are you?"] == [40, 40]
    assert "secret words" not in str(rows)
    assert "A test?" not in str(rows)
