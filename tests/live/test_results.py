"""What came of an event: who may read it, what it tells, and what it keeps to itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from live.models import AudienceQuestion, Showing
from live.models.rounds import SETTLING
from live.report import report_of
from live.services.agenda import add_step
from live.services.events import invite_facilitator
from live.tokens import COOKIE, VoterToken, seal_token
from tests import factories
from tests.live.halls import NOW, choices_of, make_event, make_poll
from tests.live.past import CLOSED, end, make_past, make_round, on_paper, vote, write

pytestmark = pytest.mark.django_db


def read(event, name="results", *args, client=None):
    return (client or Client()).get(reverse(f"live:{name}", args=[event.code, *args]))


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def as_voter(event):
    client = Client()
    client.cookies[COOKIE] = seal_token(VoterToken(event.code, event.pk, "a" * 32))
    return client


def fill(event, item, *, answers=(8, 6, 2)):
    round_ = make_round(item)
    ids = choices_of(item)
    vote(round_, [one for one, number in zip(ids, answers, strict=True) for _ in range(number)])
    return round_


class TestAccess:
    @pytest.mark.parametrize(
        ("is_public", "ended", "status"), [(True, True, 200), (True, False, 404), (False, True, 404)]
    )
    @pytest.mark.parametrize("name", ["results", "report"])
    def test_everybody_reads_public_results_once_the_event_has_ended(self, name, is_public, ended, status):
        event = make_past(are_results_public=is_public)
        fill(event, make_poll(event))
        if ended:
            end(event)
        assert read(event, name).status_code == status

    def test_those_who_run_it_read_settled_rounds_while_it_lasts_and_others_do_not(self, cast):
        event = make_event(cast.county)
        fill(event, make_poll(event, text="Settled?"))
        running = make_poll(event, text="Still open?")
        make_round(running, closes_at=None, is_shown=False)
        invite_facilitator(event=event, email=cast.facilitator.email, by=None, at=NOW)
        address = reverse("live:event_results", args=[event.pk])
        for user in (cast.county_officer, cast.facilitator):
            text = as_user(user).get(address).content.decode()
            assert "Settled?" in text
            assert "Still open?" not in text
        for user in (cast.borough_officer, cast.resident, cast.outsider):
            assert as_user(user).get(address).status_code == 404
            assert read(event, client=as_user(user)).status_code == 404
        assert Client().get(address).status_code == 302

    def test_what_may_be_reopened_is_told_to_nobody_while_the_event_lasts(self, cast):
        """Two looks, before and after it was open again, would tell how those voted who came between."""
        event = make_event(cast.county)
        round_ = make_round(make_poll(event, text="Closed by mistake?"), is_shown=False)
        vote(round_, [choices_of(round_.item)[0]] * 20)
        client = as_user(cast.county_officer)
        for name in ("event_results", "export_counts"):
            rest = ["csv"] if name == "export_counts" else []
            text = client.get(reverse(f"live:{name}", args=[event.pk, *rest])).content.decode()
            assert "Closed by mistake?" not in text
        assert read(event, "receipt_list", round_.pk, client=client).status_code == 404
        end(event)
        assert read(event, "receipt_list", round_.pk, client=client).status_code == 200

    def test_no_such_event(self):
        assert Client().get("/j/NOSUCH/results/").status_code == 404
        assert Client().get("/j/NOSUCH/receipts/").status_code == 404

    @pytest.mark.parametrize(("after", "number"), [(SETTLING - timedelta(microseconds=1), 0), (SETTLING, 1)])
    def test_a_round_stands_there_once_it_is_settled(self, after, number):
        event = make_event()
        make_round(make_poll(event), closes_at=CLOSED)
        assert len(report_of(event, at=CLOSED + after).polls) == number


class TestWhatIsTold:
    def test_counts_by_channel_and_the_whole_result(self):
        event = make_past()
        item = make_poll(event)
        round_ = fill(event, item)
        bus = choices_of(item)[0]
        vote(round_, [bus] * 3, first=100, channel="helper")
        on_paper(round_, bus, 12)
        text = read(end(event)).content.decode()
        assert "By phone: 16 · Through a helper: 3 · On paper: 12" in text
        assert "31 people answered" in text

    def test_leaves_out_test_questions_and_asks_nobody_else(self):
        event, other = make_past(), make_past()
        test = make_poll(event, text="Just a test?", is_test=True)
        fill(event, test)
        fill(other, make_poll(other, text="Of another event?"))
        text = read(end(event)).content.decode()
        assert "Just a test?" not in text
        assert "Of another event?" not in text
        assert "Nothing has been settled yet" in text

    def test_only_words_that_a_moderator_passed(self):
        event = make_past()
        wall, cloud = (
            make_poll(event, "short_text", text="Wall?"),
            make_poll(event, "short_text", view="cloud", text="Cloud?"),
        )
        for item in (wall, cloud):
            round_ = make_round(item)
            write(round_, ["passed words"], state="shown")
            write(round_, ["waiting words"], first=5)
            write(round_, ["hidden words"], state="hidden", first=9)
        end(event)
        for text in (read(event), read(event, "report"), read(event, "words", wall.rounds.get().pk)):
            assert "passed words" in text.content.decode()
            assert "waiting words" not in text.content.decode()
            assert "hidden words" not in text.content.decode()

    def test_a_small_result_that_the_hall_never_saw_stays_untold(self):
        event = make_past()
        seen, unseen = make_poll(event, text="Seen?"), make_poll(event, text="Unseen?")
        vote(make_round(seen), [choices_of(seen)[0]] * 4)
        vote(make_round(unseen, is_shown=False), [choices_of(unseen)[0]] * 9)
        text = read(end(event)).content.decode()
        assert "4 people answered" in text
        assert "9 people answered" not in text
        assert text.count("Too few people answered") == 1

    def test_questions_with_answers_and_of_those_not_taken_up_the_reasons_alone(self, cast):
        event = make_past(organisation=cast.county)
        talk = add_step(event=event, kind="talk", title="Ask us")
        state = AudienceQuestion.State
        plain = {"item": talk, "voter": "a" * 32, "put_at": NOW}
        AudienceQuestion.objects.create(text="When?", state=state.ANSWERED, answer="In May.", **plain)
        AudienceQuestion.objects.create(text="Rude words", state=state.DISMISSED, reason="It names somebody.", **plain)
        AudienceQuestion.objects.create(text="Nobody has read this", state=state.WAITING, **plain)
        end(event)
        text = read(event).content.decode()
        assert "When?" in text
        assert "In May." in text
        assert "It names somebody." in text
        assert "Rude words" not in text
        assert "Nobody has read this" not in text
        assert "Rude words" in read(event, client=as_user(cast.county_officer)).content.decode()

    def test_who_moved_is_told_to_the_nearest_five_and_not_of_few(self):
        event = make_past()
        item = make_poll(event, choices=("Yes please", "No thanks"))
        yes, no = choices_of(item)
        before, after = make_round(item), make_round(item, number=2)
        vote(before, [yes] * 40 + [no] * 40)
        vote(after, [yes] * 40 + [yes] * 17 + [no] * 23)
        ((_one, _two, movement),) = report_of(end(event), at=NOW + SETTLING).polls[0].movements
        assert (movement.both, movement.moved) == (80, 15)
        assert [row.counts for row in movement.rows] == [(40, None), (15, 25)]


class TestCuts:
    def make(self, *, sizes=(20, 20), shown=(0, 1), minimum=5):
        """Return an event with a poll that was cut by age: half of each group says the first answer."""
        event = make_past(minimum=minimum)
        age = make_poll(event, text="How old are you?", choices=("Under 30", "Over 30"), is_slice=True)
        poll = make_poll(event, text="Bus or train?", choices=("Bus", "Train"))
        groups, answers = choices_of(age), choices_of(poll)
        slice_round, round_ = make_round(age), make_round(poll)
        members = [group for group, size in zip(groups, sizes, strict=True) for _ in range(size)]
        vote(slice_round, members)
        vote(round_, [answers[place % 2] for place, _group in enumerate(members)])
        if shown:
            Showing.objects.create(
                round=round_, slice_round=slice_round, groups=[groups[one] for one in shown], shown_at=CLOSED
            )
        return end(event)

    def cuts(self, event):
        return report_of(event, at=NOW + SETTLING).polls[1].rounds[0].cuts

    def test_a_cut_that_the_room_saw_is_public_to_the_nearest_five(self):
        (table,) = self.cuts(self.make(sizes=(24, 42)))
        assert [(label, [cell.count for cell in cells]) for label, cells in table.rows] == [
            ("Under 30", [10, 10]),
            ("Over 30", [20, 20]),
        ]

    def test_a_cut_that_the_room_did_not_see_is_not_told(self):
        assert self.cuts(self.make(shown=())) == ()
        assert self.cuts(self.make(shown=(0,))) == ()

    @pytest.mark.parametrize(("size", "tables"), [(18, 0), (20, 1)])
    def test_groups_that_were_enough_for_the_room_may_be_too_small_for_the_public(self, size, tables):
        """Of 18 people 9 gave each answer: fewer than ten."""
        assert len(self.cuts(self.make(sizes=(size, size)))) == tables

    @pytest.mark.parametrize(("number", "tables"), [(9, 1), (10, 2)])
    def test_two_cuts_beside_each_other_tell_of_no_fewer_than_ten(self, number, tables):
        """The northerners less the young are the old northerners: all of them took the bus."""
        event = make_past(minimum=5)
        age = make_poll(event, choices=("Young", "Old"), is_slice=True)
        area = make_poll(event, choices=("North", "South"), is_slice=True)
        poll = make_poll(event, choices=("Bus", "Train"))
        (young, old), (north, south), (bus, train) = (choices_of(item) for item in (age, area, poll))
        people = [(young, north, bus)] * 30 + [(old, south, bus)] * 30 + [(old, north, bus)] * number
        people += [(young, north, train)] * 20 + [(old, south, train)] * 20
        rounds = [make_round(item) for item in (age, area, poll)]
        for one, values in zip(rounds, zip(*people, strict=True), strict=True):
            vote(one, values)
        for one, groups in zip(rounds, ([young, old], [north, south]), strict=False):
            Showing.objects.create(round=rounds[2], slice_round=one, groups=groups, shown_at=CLOSED)
        cuts = report_of(end(event), at=NOW + SETTLING).polls[2].rounds[0].cuts
        assert [table.rows[0][0] for table in cuts] == ["Young", "North"][:tables]

    def test_a_group_of_seven_is_not_told_though_the_room_saw_it(self):
        assert self.cuts(self.make(sizes=(7, 60))) == ()

    def test_the_slice_itself_hides_small_groups_and_rounds(self):
        event = self.make(sizes=(33, 41))
        text = read(event).content.decode()
        groups = report_of(event, at=NOW + SETTLING).polls[0].rounds[0].groups
        assert [cells[0].count for _label, cells in groups.rows] == [35, 40]
        assert "41 people" not in text
        small = report_of(self.make(sizes=(7, 60), shown=()), at=NOW + SETTLING).polls[0].rounds[0]
        assert small.groups is None
        assert small.is_small


class TestReceipts:
    def make(self, *, number=10, **fields):
        event = make_past(**fields)
        item = make_poll(event)
        round_ = make_round(item)
        bus, train, _bike = choices_of(item)
        return event, round_, vote(round_, [train] + [bus] * (number - 1))

    @pytest.mark.parametrize(("number", "status"), [(9, 404), (10, 200)])
    def test_a_list_of_ten_is_published_and_one_of_nine_is_not(self, number, status):
        event, round_, ballots = self.make(number=number)
        end(event)
        assert read(event, "receipt_list", round_.pk).status_code == status
        found = ballots[0].code in read(event, "receipts").content.decode()
        assert not found
        own = Client().post(reverse("live:receipts", args=[event.code]), {"code": ballots[0].code})
        assert (f"{ballots[0].code} was counted" in own.content.decode()) == (status == 200)

    def test_anybody_finds_their_vote_by_its_code_as_it_was_cast(self):
        event, round_, ballots = self.make(number=12)
        end(event)
        address = reverse("live:receipts", args=[event.code])
        for typed in (ballots[0].code, ballots[0].code.lower().replace("-", " ")):
            text = Client().post(address, {"code": typed}).content.decode()
            assert f"{ballots[0].code} was counted" in text
            assert "<li>Train</li>" in text
        text = Client().post(address, {"code": "<b>XXXX"}).content.decode()
        assert "We found no vote" in text
        assert "<b>XXXX" not in text
        text = read(event, "receipt_list", round_.pk).content.decode()
        assert all(ballot.code in text for ballot in ballots)

    def test_a_code_is_sent_in_no_address_and_from_no_other_site(self):
        event, _round, ballots = self.make(number=12)
        end(event)
        address = reverse("live:receipts", args=[event.code])
        client = Client(enforce_csrf_checks=True)
        page = client.get(address, {"code": ballots[0].code})
        assert ballots[0].code not in page.content.decode()
        typed = {"code": ballots[0].code}
        assert client.post(address, typed).status_code == 403
        typed["csrfmiddlewaretoken"] = str(page.context["csrf_token"])
        assert f"{ballots[0].code} was counted" in client.post(address, typed).content.decode()

    def test_no_list_where_a_few_voted_on_paper(self):
        """The result less the list would tell what those few said."""
        event, round_, _ballots = self.make(number=12)
        paper = on_paper(round_, choices_of(round_.item)[0], 3)
        end(event)
        assert read(event, "receipt_list", round_.pk).status_code == 404
        paper.number = 10
        paper.save()
        assert read(event, "receipt_list", round_.pk).status_code == 200

    def test_none_for_slices_words_tests_and_where_the_event_gives_none(self):
        event = make_past()
        items = [
            make_poll(event, is_slice=True),
            make_poll(event, is_test=True),
            make_poll(event, "short_text"),
        ]
        off = make_past(has_receipts=False)
        items.append(make_poll(off))
        for item in items:
            round_ = make_round(item)
            vote(round_, [None if item.question.kind == "short_text" else choices_of(item)[0]] * 20)
        for one in (event, off):
            end(one)
        for item in items:
            assert read(item.event, "receipt_list", item.rounds.get().pk).status_code == 404

    def test_whoever_voted_reads_lists_of_what_was_shown_and_strangers_do_not(self):
        event, round_, _ballots = self.make(are_results_public=False)
        unseen = make_round(make_poll(event), is_shown=False)
        vote(unseen, [choices_of(unseen.item)[0]] * 20)
        for _when in ("during", "after"):
            assert read(event, "receipt_list", round_.pk, client=as_voter(event)).status_code == 200
            assert read(event, "receipt_list", unseen.pk, client=as_voter(event)).status_code == 404
            assert read(event, "receipt_list", round_.pk).status_code == 404
            assert read(event, "receipts").status_code == 404
            assert read(event, "receipts", client=as_voter(make_event())).status_code == 404
            end(event)

    def test_a_list_of_another_event_is_not_found(self):
        event, _round, _ballots = self.make()
        other, theirs, _theirs = self.make()
        end(event)
        end(other)
        assert read(event, "receipt_list", theirs.pk).status_code == 404


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def add_much(event):
    """Add one of everything that a report tells of."""
    age = make_poll(event, is_slice=True, choices=("Young", "Old"))
    poll = make_poll(event, choices=("Bus", "Train"))
    members, answers = choices_of(age), choices_of(poll)
    slice_round, before, after = make_round(age), make_round(poll), make_round(poll, number=2)
    vote(slice_round, [members[place % 2] for place in range(60)])
    for one in (before, after):
        vote(one, [answers[place % 2] for place in range(60)])
        on_paper(one, answers[0], 10)
    Showing.objects.create(round=before, slice_round=slice_round, groups=members, shown_at=CLOSED)
    write(make_round(make_poll(event, "short_text")), ["Words"], state="shown")
    talk = add_step(event=event, kind="talk")
    first = AudienceQuestion.objects.create(item=talk, voter="a", text="One?", state="accepted", put_at=NOW)
    AudienceQuestion.objects.create(item=talk, voter="b", text="Two?", state="merged", merged_into=first, put_at=NOW)


@pytest.mark.parametrize("name", ["results", "report", "receipts"])
def test_pages_take_as_many_statements_with_one_of_everything_as_with_three(name):
    numbers = []
    for times in (1, 3):
        event = make_past()
        for _ in range(times):
            add_much(event)
        end(event)
        numbers.append(statements(Client(), reverse(f"live:{name}", args=[event.code])))
    assert numbers[0] == numbers[1]


def test_the_report_has_every_table_unfolded():
    event = make_past()
    fill(event, make_poll(event))
    end(event)
    assert '<details class="figure__table" open' in read(event, "report").content.decode()
    assert '<details class="figure__table">' in read(event).content.decode()


def test_an_outsider_of_the_organisation_that_ran_it_sees_no_files(cast):
    event = make_past(organisation=cast.county)
    fill(event, make_poll(event))
    end(event)
    assert "votes.csv" in read(event, client=as_user(cast.county_officer)).content.decode()
    for user in (cast.borough_officer, factories.make_user()):
        assert "votes.csv" not in read(event, client=as_user(user)).content.decode()
