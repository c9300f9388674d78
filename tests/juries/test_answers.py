"""Bodies are asked, reminded, answer and change their answer; the public sees all of it."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from juries import errors
from juries.letters import remind_owing
from juries.models import BodyAnswer
from juries.services.answering import ask_bodies, ask_no_more, give_answer
from people.models import Notice
from people.notices import send_waiting
from tests.admin_walk import client_of
from tests.juries import factories

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def jury(cast):
    return factories.make_jury(cast.county)


@pytest.fixture
def recommendation(jury):
    return factories.make_recommendation(jury)


def test_a_body_is_asked_once_and_its_officers_get_a_letter(cast, recommendation):
    at, due_on = timezone.now(), timezone.localdate() + 28 * DAY
    for _ in range(2):
        ask_bodies(recommendation=recommendation, organisations=[cast.borough], due_on=due_on, at=at)
    assert BodyAnswer.objects.get().organisation == cast.borough
    assert send_waiting(at=at) == 1
    assert mail.outbox[0].to == ["borough_officer@example.org"]
    assert "/cms/juries/answers/" in mail.outbox[0].body


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_it_has_at_least_until_today(cast, recommendation, days, is_refused):
    asked = {"organisations": [cast.borough], "due_on": timezone.localdate() + days * DAY, "at": timezone.now()}
    if is_refused:
        with pytest.raises(errors.DueTooEarly):
            ask_bodies(recommendation=recommendation, **asked)
    else:
        assert ask_bodies(recommendation=recommendation, **asked)


def test_drafts_ask_nobody_and_nobody_cannot_be_asked(cast, jury, recommendation):
    due = {"due_on": timezone.localdate() + DAY, "at": timezone.now()}
    with pytest.raises(errors.NotPublishedYet):
        ask_bodies(
            recommendation=factories.make_recommendation(jury, published=False), organisations=[cast.borough], **due
        )
    with pytest.raises(errors.NobodyChosen):
        ask_bodies(recommendation=recommendation, organisations=[], **due)


def test_reminders_go_before_and_after_the_due_day_once_each(cast, recommendation):
    today = timezone.localdate()
    factories.make_owed_answer(recommendation, cast.borough, asked_on=today - 60 * DAY, due_on=today)
    sent = [remind_owing(at=noon(today + n * DAY)) for n in (-15, -14, -13, -3, 0, 1, 2, 29)]
    assert sent == [0, 1, 0, 1, 0, 1, 0, 1]
    assert Notice.objects.filter(kind="jury-answer").count() == 4


def test_nobody_is_reminded_of_what_is_answered_or_not_public(cast, jury):
    today = timezone.localdate()
    hidden = factories.make_recommendation(factories.make_jury(cast.county, live=False))
    factories.make_owed_answer(hidden, cast.borough, asked_on=today - 60 * DAY, due_on=today - DAY)
    given = factories.make_owed_answer(
        factories.make_recommendation(jury), cast.borough, asked_on=today - 60 * DAY, due_on=today - DAY
    )
    give_answer(answer=given, verdict="accept", reasons="Yes.", seen=None, by=None, at=timezone.now())
    assert remind_owing(at=timezone.now()) == 0


def test_an_answer_needs_a_verdict_and_reasons(cast, recommendation):
    answer = factories.make_owed_answer(recommendation, cast.borough)
    given = {"answer": answer, "seen": None, "by": cast.borough_officer, "at": timezone.now()}
    with pytest.raises(errors.VerdictMissing):
        give_answer(verdict="perhaps", reasons="Because.", **given)
    with pytest.raises(errors.ReasonsMissing):
        give_answer(verdict="reject", reasons="  ", **given)


def test_a_changed_answer_keeps_the_one_before(cast, recommendation, client):
    answer = factories.make_owed_answer(recommendation, cast.borough)
    officer, first = cast.borough_officer, timezone.now() - DAY
    given = give_answer(answer=answer, verdict="reject", reasons="No money.", seen=None, by=officer, at=first)
    with pytest.raises(errors.ChangedMeanwhile):
        give_answer(answer=answer, verdict="accept", reasons="Yes.", seen=None, by=officer, at=timezone.now())
    give_answer(
        answer=answer, verdict="part", reasons="Half of it.", seen=given.answered_at, by=officer, at=timezone.now()
    )
    before = answer.revisions.get()
    assert (before.verdict, before.reasons, before.answered_at, before.answered_by) == (
        "reject",
        "No money.",
        first,
        officer,
    )
    body = client.get(recommendation.get_absolute_url()).content.decode()
    assert "Accepted in part" in body
    assert "No money." in body
    with pytest.raises(errors.AlreadyAnswered):
        ask_no_more(recommendation=recommendation, answer_id=answer.pk, at=timezone.now())


@pytest.mark.parametrize(("days", "words"), [(1, "Not answered yet"), (0, "Not answered yet"), (-1, "1 day late")])
def test_the_public_counts_the_days(cast, recommendation, client, days, words):
    due_on = timezone.localdate() + days * DAY
    factories.make_owed_answer(recommendation, cast.borough, due_on=due_on)
    for url in (recommendation.get_absolute_url(), recommendation.jury.url, reverse("juries:answers")):
        assert words in client.get(url).content.decode(), url


def test_overdue_comes_first(cast, jury, client):
    today = timezone.localdate()
    one, two = factories.make_recommendation(jury), factories.make_recommendation(jury)
    factories.make_owed_answer(one, cast.borough, due_on=today + 5 * DAY)
    factories.make_owed_answer(two, cast.borough, due_on=today - 5 * DAY)
    late = factories.make_owed_answer(two, cast.county, due_on=today - 9 * DAY)
    body = client.get(reverse("juries:answers")).content.decode()
    assert body.index("County Council</h2>") < body.index("Borough Council</h2>")
    borough = body[body.index("Borough Council</h2>") :]
    assert borough.index("2. Recommendation 2") < borough.index("1. Recommendation 1")
    only = client.get(reverse("juries:answers"), {"body": "county"}).content.decode()
    assert "Borough Council</h2>" not in only
    assert late.organisation.name in only


def test_each_body_answers_its_own_alone(cast, recommendation):
    answer = factories.make_owed_answer(recommendation, cast.borough)
    url, given = reverse("officer_juries:answer", args=[answer.pk]), {"verdict": "part", "reasons": "Half.", "seen": ""}
    for stranger in (cast.county_officer,):
        assert client_of(stranger).get(url).status_code == 404
        assert client_of(stranger).post(url, given).status_code == 404
    assert client_of(cast.outsider).post(url, given).status_code in {302, 403}
    answer.refresh_from_db()
    assert answer.answered_at is None
    own = client_of(cast.borough_officer)
    assert own.get(reverse("officer_juries:answers")).content.decode().count("Recommendation 1") == 1
    assert own.post(url, given | {"reasons": ""}).status_code == 422
    assert own.post(url, given).status_code == 302
    assert own.post(url, given | {"reasons": "Written on an old page."}).status_code == 422
    answer.refresh_from_db()
    assert (answer.verdict, answer.reasons, answer.answered_by) == ("part", "Half.", cast.borough_officer)
    assert own.get(url).status_code == 200
    changed = given | {"verdict": "accept", "seen": answer.answered_at.isoformat()}
    assert own.post(url, changed).status_code == 302
    assert answer.revisions.count() == 1


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_a_day_that_has_passed_stays_so_that_the_days_are_counted(cast, recommendation, days, is_refused):
    at, today = timezone.now(), timezone.localdate()
    owed = factories.make_owed_answer(
        recommendation, cast.borough, asked_on=today - 60 * DAY, due_on=today + days * DAY
    )
    again = {"recommendation": recommendation, "organisations": [cast.borough], "due_on": today + 9 * DAY, "at": at}
    back = {"recommendation": recommendation, "answer_id": owed.pk, "at": at}
    if is_refused:
        for step, given in ((ask_bodies, again), (ask_no_more, back)):
            with pytest.raises(errors.AlreadyLate):
                step(**given)
        owed.refresh_from_db()
        assert owed.due_on == today + days * DAY
    else:
        assert ask_bodies(**again)[0].due_on == today + 9 * DAY
        ask_no_more(**back)
        assert not BodyAnswer.objects.exists()
