"""What is done about a concern: by whom, in which order, put down for good."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from core.sealing import unseal
from forums.errors import ForumRefusal, RuleMissing
from forums.models import Post
from people.privacy import erase_person, held_about
from tests.at_once import at_once, both_databases
from tests.youth.factories import make_checked, make_writer
from tests.youth.rooms import make_chat, make_reply, make_talk, now
from youth.chat_errors import (
    BeingRead,
    ConcernClosed,
    LeadsOnly,
    NobodyToReach,
    NothingToDo,
    NotYours,
    WordsMissing,
    WordsUndecided,
)
from youth.clocks import CONCERN
from youth.errors import MovedOn, NotChecked
from youth.models import Concern, ConcernStep, Writer
from youth.models.concerns import StepStands
from youth.services import concern_steps as steps
from youth.services.chat_keeping import expire_chat, expire_concerns
from youth.services.chatting import Reader, change, take_back
from youth.services.concerns import report_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast):
    return make_checked(is_lead=True)


@pytest.fixture
def post(lead):
    room = make_chat(by=lead)
    first = make_talk(room, make_writer(name="Otter"), by=lead)
    return make_reply(room, first, make_writer(name="Magpie"), "Meet me in the park", by=lead)


@pytest.fixture
def concern(post):
    return report_post(post=post, reason="stranger", reporter=make_writer(name="Heron"), network="x", at=now())


def kinds(concern):
    return list(ConcernStep.objects.filter(concern=concern).values_list("kind", flat=True))


def state_of(post):
    return Post.objects.get(pk=post.pk).state


def test_from_taking_on_to_closing_every_step_stands_with_who_and_when(concern, post, lead):
    rule = post.thread.forum.rules.get(number=3)
    steps.take_on(concern=concern, by=lead, at=now())
    steps.note(concern=concern, words="Rang the school", by=lead, at=now())
    steps.take_down(concern=concern, rule=rule, reason="We stay in here", by=lead, at=now())
    steps.pause(concern=concern, words="While we look", by=lead, at=now())
    about = {"words": "What was said", "reference": "CEOP 12/345"}
    steps.pass_on(concern=concern, to="ceop", by=lead, at=now(), **about)
    steps.close(concern=concern, words="They took it on", by=lead, at=now())
    concern.refresh_from_db()
    assert (concern.state, concern.passed_to, concern.taken_by) == ("closed", "ceop", lead)
    assert kinds(concern) == ["told", "taken", "noted", "removed", "paused", "passed", "closed"]
    assert {step.by for step in concern.steps.exclude(kind="told")} == {lead}
    passed = concern.steps.get(kind="passed")
    assert b"CEOP 12" not in bytes(passed.sealed)
    assert unseal(passed.sealed) == {"words": "What was said", "to": "ceop", "reference": "CEOP 12/345"}
    assert (state_of(post), concern.about.state, concern.about.paused_reason) == ("removed", "paused", "While we look")
    with pytest.raises(ConcernClosed):
        steps.note(concern=concern, words="Later", by=lead, at=now())


def test_a_step_is_neither_changed_nor_deleted(concern):
    step = concern.steps.first()
    step.kind = "closed"
    for do in (step.save, step.delete):
        with pytest.raises(StepStands):
            do()
    assert kinds(concern) == ["told"]
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(state="escalated")


def test_nobody_without_a_standing_check_does_anything(concern, cast):
    lapsed = make_checked(ends_in_days=0, is_lead=True)
    for by in (lapsed, cast.administrator, cast.moderator, make_writer().user):
        for do in (steps.take_on, steps.note, steps.pause, steps.close, steps.put_back):
            words = {} if do is steps.take_on else {"words": "x"}
            with pytest.raises(NotChecked):
                do(concern=concern, by=by, at=now(), **words)
        with pytest.raises(NotChecked):
            steps.look_up(concern=concern, whose="about", words="x", by=by, at=now())
    assert kinds(concern) == ["told"]


def test_who_has_taken_it_on_goes_on_with_it_until_somebody_takes_it_over(concern, lead):
    other = make_checked()
    with pytest.raises(NotYours):
        steps.close(concern=concern, words="x", by=other, at=now())
    steps.take_on(concern=concern, by=lead, at=now())
    with pytest.raises(MovedOn):
        steps.take_on(concern=concern, by=other, at=now())
    with pytest.raises(NotYours):
        steps.put_back(concern=concern, words="x", by=other, at=now())
    steps.note(concern=concern, words="I know the school", by=other, at=now())
    steps.take_on(concern=concern, by=other, at=now(), is_over=True)
    with pytest.raises(NotYours):
        steps.put_back(concern=concern, words="x", by=lead, at=now())
    steps.put_back(concern=concern, words="A play they are in", by=other, at=now())
    assert kinds(concern) == ["told", "taken", "noted", "taken", "back"]


def test_words_are_put_back_taken_down_and_put_back_again(concern, post, lead):
    steps.take_on(concern=concern, by=lead, at=now())
    assert state_of(post) == "held"
    with pytest.raises(WordsUndecided):
        steps.close(concern=concern, words="Done", by=lead, at=now())
    steps.put_back(concern=concern, words="Fine", by=lead, at=now())
    assert state_of(post) == "public"
    with pytest.raises(NothingToDo):
        steps.put_back(concern=concern, words="Fine", by=lead, at=now())
    with pytest.raises(RuleMissing):
        steps.take_down(concern=concern, rule=None, reason="No", by=lead, at=now())
    rule = post.thread.forum.rules.first()
    steps.take_down(concern=concern, rule=rule, reason="No", by=lead, at=now())
    with pytest.raises(NothingToDo):
        steps.take_down(concern=concern, rule=rule, reason="No", by=lead, at=now())
    steps.put_back(concern=concern, words="After all", by=lead, at=now())
    assert state_of(post) == "public"
    for missing in (steps.put_back, steps.note, steps.pause, steps.close):
        with pytest.raises(WordsMissing):
            missing(concern=concern, words="  ", by=lead, at=now())


def test_how_to_reach_somebody_is_for_leads_with_a_reason_and_on_record(concern, lead):
    other = make_checked()
    steps.take_on(concern=concern, by=other, at=now())
    with pytest.raises(LeadsOnly):
        steps.look_up(concern=concern, whose="about", words="x", by=other, at=now())
    steps.take_on(concern=concern, by=lead, at=now(), is_over=True)
    with pytest.raises(WordsMissing):
        steps.look_up(concern=concern, whose="about", words="", by=lead, at=now())
    assert "opened" not in kinds(concern)
    found = steps.look_up(concern=concern, whose="reporter", words="To ask if they are safe", by=lead, at=now())
    assert found == concern.reporter.user.email
    assert steps.look_up(concern=concern, whose="about", words="To warn", by=lead, at=now()) == concern.about.user.email
    assert kinds(concern).count("opened") == 2
    logged = ModelLogEntry.objects.filter(user=lead, data__what="how to reach a young person")
    assert {entry.object_id for entry in logged} == {str(concern.about.pk), str(concern.reporter.pk)}
    assert not [entry for entry in logged if "@" in entry.label]
    erase_person(user=concern.reporter.user, at=now())
    with pytest.raises(NobodyToReach):
        steps.look_up(concern=concern, whose="reporter", words="Again", by=lead, at=now())


def test_its_writer_cannot_change_it_meanwhile_and_the_sealed_copy_outlives_deleting(concern, post):
    magpie = concern.about
    reader, room = Reader(magpie.user, magpie, is_checked=False), post.thread.forum.chat_room
    post.refresh_from_db()
    with pytest.raises(BeingRead):
        change(room=room, post=post, reader=reader, source="Never said", at=now())
    take_back(room=room, post=post, reader=reader, at=now())
    assert state_of(post) == "withdrawn"
    assert unseal(Concern.objects.get().sealed)["said"] == "Meet me in the park"
    expire_chat(now() + timedelta(days=400))
    assert not Post.objects.exists()
    assert unseal(Concern.objects.get().sealed)["said"] == "Meet me in the park"


def test_pausing_needs_somebody_who_takes_part(concern, lead):
    steps.take_on(concern=concern, by=lead, at=now())
    Writer.objects.filter(pk=concern.about_id).update(state=Writer.State.LEFT)
    with pytest.raises(NothingToDo):
        steps.pause(concern=concern, words="Why", by=lead, at=now())


def test_closed_concerns_go_after_three_years_and_open_ones_never(concern, post, lead):
    at, tick = now(), timedelta(seconds=1)
    assert expire_concerns(at + timedelta(days=10_000)) == 0
    steps.take_on(concern=concern, by=lead, at=at)
    steps.put_back(concern=concern, words="Fine", by=lead, at=at)
    steps.close(concern=concern, words="Done", by=lead, at=at)
    assert expire_concerns(at + CONCERN - tick) == 0
    assert expire_concerns(at + CONCERN) == 1
    assert not ConcernStep.objects.exists()
    assert state_of(post) == "public"


def test_my_data_shows_who_told_us_what_they_said_and_nobody_what_was_said_about_them(post):
    heron, magpie = make_writer(), Writer.objects.get(pen_name="Magpie")
    report_post(post=post, reason="mean", words="It hurt", reporter=heron, network="x", at=now())

    def rows(user):
        return {held.kind.slug: str(held.rows) for held in held_about(user)}["youth-concerns"]

    assert "It hurt" in rows(heron.user)
    assert rows(magpie.user) == "[]"
    erase_person(user=heron.user, at=now())
    concern = Concern.objects.get()
    assert (concern.reporter, unseal(concern.sealed)["words"]) == (None, "It hurt")


@both_databases
@pytest.mark.django_db(transaction=True)
def test_four_adults_at_once_take_it_on_once(database):
    adult = make_checked()
    found = make_talk(make_chat(by=adult), make_writer(), by=adult)
    concern = report_post(post=found, reason="mean", reporter=None, network="x", at=now())
    adults = [make_checked() for _number in range(4)]
    outcomes = at_once(lambda number: steps.take_on(concern=concern, by=adults[number], at=now()).pk)
    assert outcomes.count(concern.pk) == 1
    assert [one for one in outcomes if not isinstance(one, int | MovedOn | ForumRefusal)] == []
    assert kinds(concern).count("taken") == 1
