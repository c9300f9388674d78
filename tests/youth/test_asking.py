"""What young people are asked: words that wait for a checked adult, the poll of the week by the clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from live.models import Round
from tests import factories
from tests.youth.factories import make_checked, make_editor, make_section, make_writer
from youth.asking_errors import AlreadyOut, AnswersMissing, NobodyRunsIt, WeekTaken, WeekTooLong, WordsMissing
from youth.asking_reads import open_consultations, polls_of_the_week
from youth.errors import NotAnEditor, NotChecked
from youth.models import WeekPoll
from youth.services.asking import (
    change_poll,
    drop_poll,
    let_poll_out,
    run_week_polls,
    suggest_poll,
    word_consultation,
    words_key,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    front = make_section()
    front.organisation = factories.make_organisation()
    front.save()
    return front


def suggest(by, at, *, after_days=0, days=6, **fields):
    start = timezone.localdate(at) + timedelta(days=after_days)
    values = {"question": "Which bus do you need?", "answers": "The early one\nThe late one\nA third"} | fields
    return suggest_poll(starts_on=start, ends_on=start + timedelta(days=days), by=by, at=at, **values)


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def test_words_of_a_young_editor_wait_for_a_checked_adult(section):
    page = factories.make_consultation(is_for_young_people=True)
    at = page.opens_at
    word_consultation(consultation=page, title="Your bus", summary="When it goes.", by=make_editor().user, at=at)
    assert [one.title for one in open_consultations(at=at, limit=5)] == [page.title]
    adult = make_checked()
    word_consultation(consultation=page, title="Your bus!", summary="When it goes.", by=adult, at=timezone.now())
    assert [one.title for one in open_consultations(at=at, limit=5)] == ["Your bus!"]
    word_consultation(consultation=page, title="Ours", summary="Now.", by=make_editor().user, at=at)
    assert [one.title for one in open_consultations(at=at, limit=5)] == [page.title]


def test_only_consultations_for_young_people_that_are_open_are_shown(section):
    page = factories.make_consultation(is_for_young_people=True)
    factories.make_consultation()
    just_before, last = page.opens_at - timedelta(microseconds=1), page.closes_at - timedelta(microseconds=1)
    shown = [bool(open_consultations(at=at, limit=5)) for at in (just_before, page.opens_at, last, page.closes_at)]
    assert shown == [False, True, True, False]
    assert open_consultations(at=page.opens_at, limit=5)[0].href.endswith("/respond/?style=young")


def test_nobody_outside_of_the_team_writes_words_or_polls(section):
    at, page = timezone.now(), factories.make_consultation(is_for_young_people=True)
    officer = factories.make_user()
    officer.groups.add(page.lead_organisation.officers)
    superuser = factories.make_user(is_superuser=True, is_staff=True)
    for user in (officer, superuser, make_writer().user, make_checked(ends_in_days=0)):
        with pytest.raises(NotAnEditor):
            word_consultation(consultation=page, title="Ours", summary="Now.", by=user, at=at)
        with pytest.raises(NotAnEditor):
            suggest(user, at)


def test_a_poll_says_what_it_needs(section):
    at, by = timezone.now(), make_editor().user
    for wrong in ({"answers": "Only one"}, {"answers": "Same\nsame"}, {"answers": "\n".join("abcdefghi")}):
        with pytest.raises(AnswersMissing):
            suggest(by, at, **wrong)
    with pytest.raises(WordsMissing):
        suggest(by, at, question="  ")
    for days in (-1, 14):
        with pytest.raises(WeekTooLong):
            suggest(by, at, days=days)
    with pytest.raises(WeekTooLong):
        suggest(by, at, after_days=-7, days=6)


def test_a_checked_adult_alone_lets_a_poll_out_and_it_then_stays(section):
    at = timezone.now()
    poll = suggest(make_editor().user, at)
    for user in (make_editor().user, make_checked(ends_in_days=-1), factories.make_user(is_superuser=True)):
        with pytest.raises(NotChecked):
            let_poll_out(poll=poll, by=user, at=at)
    poll = let_poll_out(poll=poll, by=make_checked(), at=at)
    assert (poll.event.is_for_young_people, poll.event.are_results_public, poll.event.minimum) == (True, True, 10)
    days = {"starts_on": poll.starts_on, "ends_on": poll.ends_on}
    with pytest.raises(AlreadyOut):
        change_poll(poll=poll, question="Else?", answers="a\nb", by=make_checked(), at=at, **days)
    with pytest.raises(AlreadyOut):
        drop_poll(poll=poll, by=make_checked(), at=at)
    with pytest.raises(AlreadyOut):
        let_poll_out(poll=poll, by=make_checked(), at=at)


def test_one_poll_at_a_time_and_somebody_who_runs_it(section):
    at, adult = timezone.now(), make_checked()
    let_poll_out(poll=suggest(adult, at), by=adult, at=at)
    with pytest.raises(WeekTaken):
        let_poll_out(poll=suggest(adult, at, after_days=6), by=adult, at=at)
    let_poll_out(poll=suggest(adult, at, after_days=7), by=adult, at=at)
    section.organisation = None
    section.save()
    with pytest.raises(NobodyRunsIt):
        let_poll_out(poll=suggest(adult, at, after_days=30), by=adult, at=at)


def test_a_poll_opens_and_ends_by_the_clock(section):
    at, adult = timezone.now(), make_checked()
    poll = let_poll_out(poll=suggest(adult, at, after_days=2), by=adult, at=at)
    begins, ends = midnight(poll.starts_on), midnight(poll.ends_on + timedelta(days=1))
    moment = timedelta(microseconds=1)
    assert run_week_polls(begins - moment) == 0
    assert polls_of_the_week(at=begins - moment, limit=5) == []
    assert run_week_polls(begins) == 1
    assert run_week_polls(begins) == 0
    assert Round.objects.get().is_open(at=begins)
    [shown] = polls_of_the_week(at=begins, limit=5)
    assert (shown.is_on, shown.answers) == (True, ("The early one", "The late one", "A third"))
    assert run_week_polls(ends - moment) == 0
    assert run_week_polls(ends) == 1
    assert not Round.objects.get().is_open(at=ends)
    [shown] = polls_of_the_week(at=ends, limit=5)
    assert (shown.is_on, shown.href.endswith("/results/")) == (False, True)


def test_the_desk_reads_alike_at_one_and_at_three(section, client, django_assert_max_num_queries):
    adult = make_checked()
    client.force_login(adult)

    def count():
        with django_assert_max_num_queries(30) as found:
            assert client.get("/youth/team/asking/").status_code == 200
        return len(found)

    at = timezone.now()
    factories.make_consultation(is_for_young_people=True)
    suggest(adult, at)
    first = count()
    for _number in range(2):
        factories.make_consultation(is_for_young_people=True)
        suggest(adult, at)
    assert count() == first


def test_a_poll_is_written_and_let_out_on_its_page(section, client):
    client.force_login(make_editor().user)
    day = timezone.localdate()
    sent = {"question": "Which?", "answers": "One", "starts_on": day, "ends_on": day}
    page = client.post("/youth/team/asking/polls/new/", sent)
    assert page.status_code == 409
    assert "Write two to eight different answers" in page.content.decode()
    client.post("/youth/team/asking/polls/new/", sent | {"answers": "One\nTwo"})
    poll = WeekPoll.objects.get()
    assert client.post(f"/youth/team/asking/polls/{poll.pk}/", {"out": "1"}).status_code == 409
    client.force_login(make_checked())
    client.post(f"/youth/team/asking/polls/{poll.pk}/", {"out": "1", "seen": words_key(poll)})
    poll.refresh_from_db()
    assert poll.event is not None


def test_strangers_find_no_desk(client):
    for user in (factories.make_user(), factories.make_user(is_superuser=True), make_writer().user):
        client.force_login(user)
        assert client.get("/youth/team/asking/").status_code == 404
        assert client.get("/youth/team/help-links/").status_code == 404
