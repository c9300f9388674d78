from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.errors import (
    AnswersMissing,
    ConsultationClosed,
    DraftConflict,
    DraftGone,
    NameNotAllowed,
    ResponseWithdrawn,
)
from consultations.models import Answer, Contact, Draft, Response, TextRelease, VaultRecord
from consultations.reply import Reply
from consultations.services import responding
from consultations.services.drafting import Private, Seen, save_about_you, save_reply, save_section
from consultations.services.private import contact_of
from consultations.services.responding import reopen_response, submit_response, withdraw_response
from questions.asked import Given
from questions.models import Questionnaire
from tests import factories
from tests.consultations.respondents import answered, begun, choice, questions_of, sections_of, sent

TOLD = Reply(consent="named", is_under_18=False, name="Ada Marlowe", email="ada@example.org", wants_outcome=True)


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def given(consultation):
    single, words = questions_of(consultation)
    return {single.pk: Given(value=choice(single)), words.pk: Given(text="More buses")}


def submit(draft, at=None, revision=None):
    return submit_response(
        draft=draft, sections=sections_of(draft.consultation), at=at or timezone.now(), revision=revision
    )


def with_everything(consultation, given):
    draft, token = answered(consultation, given)
    draft = save_reply(draft=draft, reply=TOLD, seen=Seen(draft.revision), at=timezone.now())
    about = {"age": "35-44"}
    draft = save_about_you(draft=draft, answers=about, list_version="", seen=Seen(draft.revision), at=timezone.now())
    return draft, token


class TestSending:
    def test_answers_contact_and_vault_are_stored_and_the_draft_goes(self, consultation, given):
        draft, _token = with_everything(consultation, given)
        response = submit(draft)
        assert response.given() == given
        assert (response.consent, response.is_under_18) == ("named", False)
        assert contact_of(response).email == "ada@example.org"
        assert VaultRecord.objects.count() == 1
        assert not Draft.objects.exists()
        assert response.token_hash == draft.token_hash

    def test_nothing_private_makes_no_private_rows(self, consultation, given):
        sent(consultation, given)
        assert not Contact.objects.exists()
        assert not VaultRecord.objects.exists()

    def test_the_receipt_has_no_letter_that_is_mistaken_for_another(self, consultation):
        codes = {sent(consultation, {})[0].code for _ in range(5)}
        assert len(codes) == 5
        assert all(len(code) == 9 and code[4] == "-" for code in codes)
        assert not set("".join(codes)) & set("0O1IL5S2ZBAEU")

    def test_the_first_answer_locks_the_survey(self, consultation):
        sent(consultation, {})
        assert Questionnaire.objects.get().locked_at is not None

    def test_sent_twice_is_one_response_with_one_receipt(self, consultation, given):
        draft, _token = answered(consultation, given)
        first, second = submit(draft), submit(draft)
        assert first == second
        assert Response.objects.count() == 1
        assert Answer.objects.count() == 2

    def test_a_code_that_is_taken_is_drawn_again(self, consultation, monkeypatch):
        taken = sent(consultation, {})[0].code
        codes = iter([taken, "3333-4444"])
        monkeypatch.setattr(responding, "make_code", lambda: next(codes))
        assert sent(consultation, {})[0].code == "3333-4444"
        assert Response.objects.count() == 2

    def test_what_changed_in_another_window_since_the_check_is_not_sent_unseen(self, consultation, given):
        draft, _token = answered(consultation, given)
        with pytest.raises(DraftConflict):
            submit(draft, revision=draft.revision - 1)
        assert not Response.objects.exists()
        assert submit(draft, revision=draft.revision).given() == given

    def test_a_required_question_left_out_is_named(self, consultation):
        single, words = questions_of(consultation)
        words.is_required = True
        words.save()
        draft, _token = answered(consultation, {single.pk: Given(value=choice(single))})
        with pytest.raises(AnswersMissing) as refusal:
            submit(draft)
        assert refusal.value.question_ids == (words.pk,)
        assert Draft.objects.exists()

    def test_answers_to_questions_that_routing_hides_do_not_count(self, consultation, given):
        single, words = questions_of(consultation)
        words.show_if_choices.add(single.choices.all()[1])
        response, _token = sent(consultation, given)
        assert set(response.given()) == {single.pk}

    def test_a_required_question_that_is_hidden_is_not_missed(self, consultation):
        single, words = questions_of(consultation)
        words.is_required = True
        words.save()
        words.show_if_choices.add(single.choices.all()[1])
        response, _token = sent(consultation, {single.pk: Given(value=choice(single))})
        assert response.code

    @pytest.mark.parametrize("is_under_18", [True, None])
    def test_nobody_under_18_is_named(self, consultation, is_under_18):
        draft, _token = answered(consultation, {})
        reply = Reply(consent="named", is_under_18=is_under_18, name="Sam")
        draft = save_reply(draft=draft, reply=reply, seen=Seen(draft.revision), at=timezone.now())
        with pytest.raises(NameNotAllowed):
            submit(draft)

    def test_the_database_holds_that_too(self, consultation):
        response, _token = sent(consultation, {})
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.filter(pk=response.pk).update(consent="named", is_under_18=True)


class TestClosing:
    def test_in_the_grace_it_is_taken_and_marked(self, consultation, given, settings):
        draft, _token = answered(consultation, given)
        last = consultation.closes_at + timedelta(minutes=settings.GRACE_MINUTES)
        assert submit(draft, at=last - timedelta(seconds=1)).is_late

    def test_after_it_nothing_is_taken_and_nothing_is_lost(self, consultation, given, settings):
        draft, _token = answered(consultation, given)
        with pytest.raises(ConsultationClosed):
            submit(draft, at=consultation.closes_at + timedelta(minutes=settings.GRACE_MINUTES))
        assert Draft.objects.get().given() == given

    def test_a_moment_before_closing_it_is_not_late(self, consultation, given):
        draft, _token = answered(consultation, given)
        assert not submit(draft, at=consultation.closes_at - timedelta(seconds=1)).is_late


class TestStatements:
    """The promise: at most 12, whatever the number of answers."""

    def count(self, cast, number):
        consultation = factories.make_consultation(cast.county)
        factories.make_survey(consultation, *["short_text"] * number)
        given = {question.pk: Given(text=f"Answer {question.pk}") for question in questions_of(consultation)}
        draft, _token = with_everything(consultation, given)
        sections = sections_of(consultation)
        with CaptureQueriesContext(connection) as captured:
            submit_response(draft=draft, sections=sections, at=timezone.now())
        assert Answer.objects.filter(response__consultation=consultation).count() == number
        return len(captured)

    def test_at_most_12_at_1_and_at_20_answers(self, cast):
        one, twenty = self.count(cast, 1), self.count(cast, 20)
        assert one == twenty
        assert twenty <= 12


class TestChanging:
    def test_what_is_sent_counts_until_the_change_is_sent(self, consultation, given):
        _single, words = questions_of(consultation)
        response, _token = sent(consultation, given)
        draft = reopen_response(response=response, at=timezone.now())
        assert draft.given() == given
        draft = save_section(
            draft=draft,
            section=sections_of(consultation)[0],
            given={words.pk: Given(text="Fewer buses")},
            seen=Seen(draft.revision),
            is_done=True,
            at=timezone.now(),
        )
        assert Response.objects.get().given() == given
        changed = submit(draft)
        assert changed == response
        assert Response.objects.get().given() == {words.pk: Given(text="Fewer buses")}
        assert changed.submitted_at < changed.changed_at

    def test_code_and_link_stay(self, consultation, given):
        response, _token = sent(consultation, given)
        changed = submit(reopen_response(response=response, at=timezone.now()))
        assert (changed.code, changed.token_hash) == (response.code, response.token_hash)

    def test_contact_and_vault_come_along_and_can_be_taken_out(self, consultation, given):
        draft, _token = with_everything(consultation, given)
        response = submit(draft)
        draft = reopen_response(response=response, at=timezone.now())
        held = Private.of(draft)
        assert (held.reply, held.about_you) == (TOLD, {"age": "35-44"})
        draft = save_reply(draft=draft, reply=Reply(), seen=Seen(draft.revision), at=timezone.now())
        draft = save_about_you(draft=draft, answers={}, list_version="", seen=Seen(draft.revision), at=timezone.now())
        submit(draft)
        assert not Contact.objects.exists()
        assert not VaultRecord.objects.exists()

    def test_reopened_twice_is_one_draft(self, consultation, given):
        response, _token = sent(consultation, given)
        drafts = {reopen_response(response=response, at=timezone.now()).pk for _ in range(2)}
        assert len(drafts) == 1

    def test_words_that_stay_the_same_keep_their_release_and_changed_ones_lose_it(self, consultation, given):
        single, words = questions_of(consultation)
        response, _token = sent(consultation, given)
        for answer in response.answers.all():
            TextRelease.objects.create(answer=answer, text="x", released_at=timezone.now())
        draft = reopen_response(response=response, at=timezone.now())
        draft = save_section(
            draft=draft,
            section=sections_of(consultation)[0],
            given=given | {words.pk: Given(text="Other words")},
            seen=Seen(draft.revision),
            is_done=True,
            at=timezone.now(),
        )
        submit(draft)
        assert [release.answer.question_id for release in TextRelease.objects.all()] == [single.pk]

    def test_an_answer_to_a_question_that_is_not_asked_any_more_stays(self, consultation, given):
        _single, words = questions_of(consultation)
        response, _token = sent(consultation, given)
        words.retired_at = timezone.now()
        words.save()
        submit(reopen_response(response=response, at=timezone.now()))
        assert Response.objects.get().given() == given

    def test_not_after_closing(self, consultation, given):
        response, _token = sent(consultation, given)
        reopen_response(response=response, at=consultation.closes_at - timedelta(seconds=1))
        with pytest.raises(ConsultationClosed):
            reopen_response(response=response, at=consultation.closes_at)


class TestWithdrawing:
    def test_everything_is_erased_but_that_there_was_something(self, consultation, given):
        draft, _token = with_everything(consultation, given)
        response = submit(draft)
        reopen_response(response=response, at=timezone.now())
        withdraw_response(response=response, at=timezone.now())
        assert not Answer.objects.exists()
        assert not Contact.objects.exists()
        assert not VaultRecord.objects.exists()
        assert not Draft.objects.exists()
        assert not Response.objects.counted().exists()
        assert Response.objects.get().withdrawn_at is not None

    def test_again_is_harmless(self, consultation, given):
        response, _token = sent(consultation, given)
        first = withdraw_response(response=response, at=timezone.now())
        assert withdraw_response(response=response, at=timezone.now()).withdrawn_at == first.withdrawn_at

    def test_nothing_is_left_to_change(self, consultation, given):
        response, _token = sent(consultation, given)
        withdraw_response(response=response, at=timezone.now())
        with pytest.raises(ResponseWithdrawn):
            reopen_response(response=response, at=timezone.now())

    def test_not_after_closing(self, consultation, given):
        response, _token = sent(consultation, given)
        with pytest.raises(ConsultationClosed):
            withdraw_response(response=response, at=consultation.closes_at)
        assert Answer.objects.count() == 2

    def test_an_account_may_answer_again(self, cast):
        consultation = factories.make_consultation(cast.county, needs_account=True)
        factories.make_survey(consultation, "single")
        response, token = sent(consultation, {}, user=cast.resident)
        withdraw_response(response=response, at=timezone.now())
        again, same_token = sent(consultation, {}, user=cast.resident)
        assert Response.objects.counted().get() == again
        assert token == same_token


def test_the_database_takes_one_response_an_account(cast):
    consultation = factories.make_consultation(cast.county, needs_account=True)
    factories.make_survey(consultation, "single")
    response, _token = sent(consultation, {}, user=cast.resident)
    other, _token = sent(consultation, {}, user=cast.outsider)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=other.pk).update(is_for_account=response.is_for_account)


def test_paper_is_counted_as_paper_and_logged(consultation, given, cast):
    response, _token = sent(consultation, given, channel="paper", entered_by=cast.county_officer)
    assert (response.channel, response.entered_by, response.is_late) == ("paper", cast.county_officer, False)
    entry = PageLogEntry.objects.get(action="consultations.paper")
    assert (entry.user, entry.data["code"]) == (cast.county_officer, response.code)


def test_a_draft_that_was_begun_and_gone_is_refused_by_name(consultation):
    draft, _token = begun(consultation)
    Draft.objects.all().delete()
    with pytest.raises(DraftGone):
        submit(draft)
