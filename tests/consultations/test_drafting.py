from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.errors import AnsweredAlready, DraftConflict, DraftGone
from consultations.models import Draft, Response
from consultations.reply import Reply
from consultations.services.drafting import (
    Private,
    Seen,
    begin_draft,
    note_proof,
    save_about_you,
    save_reply,
    save_section,
)
from consultations.tokens import hash_token
from questions.asked import Given
from questions.models import Questionnaire
from questions.services import ChoiceDraft, edit_question
from tests import factories
from tests.consultations.respondents import begun, choice, questions_of, sections_of, sent


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


def save(draft, given, *, seen=None, consultation=None, **fields):
    return save_section(
        draft=draft,
        section=sections_of(draft.consultation)[0],
        given=given,
        seen=seen or Seen(draft.revision),
        is_done=fields.pop("is_done", True),
        at=fields.pop("at", timezone.now()),
        **fields,
    )


def test_only_a_hash_of_the_private_link_is_kept(consultation):
    draft, token = begun(consultation)
    assert len(token) == 32
    assert draft.token_hash == hash_token(token)
    assert not any(token in str(value) for value in Draft.objects.values().get().values())


def test_the_first_to_begin_locks_the_survey(consultation):
    single, _words = questions_of(consultation)
    dropped, *kept = single.choices.all()
    begun(consultation)
    edit_question(question=single, at=timezone.now(), choices=[ChoiceDraft(one.text, one.pk) for one in kept])
    dropped.refresh_from_db()
    assert dropped.retired_at is not None
    single.refresh_from_db()
    assert single.version == 2


def test_beginning_again_does_not_lock_anew(consultation):
    begun(consultation)
    first = Questionnaire.objects.get().locked_at
    begun(consultation, at=timezone.now())
    assert Questionnaire.objects.get().locked_at == first


def test_answers_are_kept_as_one_goes_and_the_revision_rises(consultation):
    single, words = questions_of(consultation)
    draft, _token = begun(consultation)
    draft = save(draft, {single.pk: Given(value=choice(single)), words.pk: Given(text="More buses")})
    assert draft.given() == {single.pk: Given(value=choice(single)), words.pk: Given(text="More buses")}
    assert (draft.revision, draft.is_done(str(single.section_id))) == (1, True)
    assert Draft.objects.get().given() == draft.given()


def test_the_same_answers_again_do_not_raise_the_revision(consultation):
    single, _words = questions_of(consultation)
    draft, _token = begun(consultation)
    for _ in range(2):
        draft = save(draft, {single.pk: Given(value=choice(single))})
    assert draft.revision == 1


def test_what_is_cleared_is_gone_and_what_cannot_be_used_yet_keeps_its_last_answer(consultation):
    single, words = questions_of(consultation)
    draft, _token = begun(consultation)
    draft = save(draft, {single.pk: Given(value=choice(single)), words.pk: Given(text="Old")})
    draft = save(draft, {}, keep={words.pk}, is_done=False)
    assert draft.given() == {words.pk: Given(text="Old")}
    assert not draft.is_done(str(single.section_id))


def test_two_tabs_do_not_overwrite_each_other_in_silence(consultation):
    _single, words = questions_of(consultation)
    draft, _token = begun(consultation)
    save(draft, {words.pk: Given(text="First tab")}, seen=Seen(0, "tab-1"))
    with pytest.raises(DraftConflict):
        save(draft, {words.pk: Given(text="Second tab")}, seen=Seen(0, "tab-2"))
    assert Draft.objects.get().given()[words.pk].text == "First tab"


def test_a_tab_that_has_seen_the_newest_revision_may_write(consultation):
    _single, words = questions_of(consultation)
    draft, _token = begun(consultation)
    draft = save(draft, {words.pk: Given(text="First tab")}, seen=Seen(0, "tab-1"))
    draft = save(draft, {words.pk: Given(text="Both")}, seen=Seen(1, "tab-2"))
    assert draft.given()[words.pk].text == "Both"


def test_one_page_never_conflicts_with_its_own_earlier_saves(consultation):
    _single, words = questions_of(consultation)
    draft, _token = begun(consultation)
    for text in ("M", "Mo", "Mor"):
        draft = save(draft, {words.pk: Given(text=text)}, seen=Seen(0, "tab-1"))
    assert draft.given()[words.pk].text == "Mor"


def test_another_window_on_another_section_does_not_conflict(consultation):
    _single, words = questions_of(consultation)
    other = factories.make_question(
        consultation.survey.questionnaire.sections.create(title="More", sort_order=2), kind="short_text"
    )
    draft, _token = begun(consultation)
    save(draft, {words.pk: Given(text="One")}, seen=Seen(0, "tab-1"))
    second = sections_of(consultation)[1]
    save_section(
        draft=draft,
        section=second,
        given={other.pk: Given(text="Two")},
        seen=Seen(0, "tab-2"),
        is_done=True,
        at=timezone.now(),
    )
    assert {given.text for given in Draft.objects.get().given().values()} == {"One", "Two"}


def test_what_is_private_lies_encrypted(consultation):
    draft, _token = begun(consultation)
    reply = Reply(consent="named", is_under_18=False, name="Ada Marlowe", email="ada@example.org", wants_outcome=True)
    draft = save_reply(draft=draft, reply=reply, seen=Seen(0), at=timezone.now())
    draft = save_about_you(
        draft=draft, answers={"sex": "female"}, list_version="x", seen=Seen(draft.revision), at=timezone.now()
    )
    stored = bytes(Draft.objects.get().private)
    assert b'"Ada' not in stored
    assert b"ada@" not in stored
    held = Private.of(Draft.objects.get())
    assert (held.reply, held.about_you) == (reply, {"sex": "female"})


def test_two_tabs_conflict_over_what_is_private_too(consultation):
    draft, _token = begun(consultation)
    save_reply(draft=draft, reply=Reply(consent="anonymous"), seen=Seen(0, "tab-1"), at=timezone.now())
    with pytest.raises(DraftConflict):
        save_reply(draft=draft, reply=Reply(consent="no"), seen=Seen(0, "tab-2"), at=timezone.now())


def test_the_proof_is_noted(consultation):
    draft, _token = begun(consultation)
    note_proof(draft=draft)
    assert Draft.objects.get().has_proof


class TestAccounts:
    @pytest.fixture
    def consultation(self, cast):
        consultation = factories.make_consultation(cast.county, needs_account=True)
        factories.make_survey(consultation, "single")
        return consultation

    def test_an_account_goes_on_with_what_it_began(self, consultation, cast):
        first, token = begun(consultation, user=cast.resident)
        again, same_token = begun(consultation, user=cast.resident)
        assert (first, token) == (again, same_token)
        assert Draft.objects.count() == 1

    def test_two_accounts_have_two_answers(self, consultation, cast):
        begun(consultation, user=cast.resident)
        begun(consultation, user=cast.outsider)
        assert Draft.objects.count() == 2

    def test_an_account_answers_once(self, consultation, cast):
        sent(consultation, {}, user=cast.resident)
        with pytest.raises(AnsweredAlready):
            begin_draft(consultation=consultation, user=cast.resident, at=timezone.now())

    def test_rows_do_not_name_the_account_and_cannot_be_laid_beside_those_of_another_consultation(
        self, consultation, cast
    ):
        other = factories.make_consultation(cast.county, needs_account=True)
        factories.make_survey(other, "single")
        one, _ = sent(consultation, {}, user=cast.resident)
        two, _ = sent(other, {}, user=cast.resident)
        keys = [row.is_for_account for row in Response.objects.all()]
        assert len(set(keys)) == 2
        assert not any(str(cast.resident.pk) == key or cast.resident.email in key for key in keys)
        assert one.token_hash != two.token_hash


class TestTheClock:
    @pytest.mark.parametrize(
        ("minutes_after_closing", "accepts"), [(-1, True), (0, True), (29, True), (30, False), (31, False)]
    )
    def test_who_had_begun_has_the_grace(self, consultation, settings, minutes_after_closing, accepts):
        settings.GRACE_MINUTES = 30
        draft, _token = begun(consultation)
        assert draft.accepts_at(consultation.closes_at + timedelta(minutes=minutes_after_closing)) is accepts

    def test_who_begins_at_closing_has_none(self, consultation):
        draft, _token = begun(consultation, at=consultation.closes_at)
        assert not draft.accepts_at(consultation.closes_at)

    def test_not_before_it_opens(self, consultation):
        draft, _token = begun(consultation)
        assert draft.accepts_at(consultation.opens_at)
        assert not draft.accepts_at(consultation.opens_at - timedelta(seconds=1))

    def test_what_is_taken_down_takes_nothing(self, consultation):
        draft, _token = begun(consultation)
        consultation.live = False
        draft.consultation = consultation
        assert not draft.accepts_at(timezone.now())

    def test_paper_is_typed_in_after_closing(self, consultation, cast):
        draft, _token = begun(consultation, channel="paper", entered_by=cast.county_officer)
        assert draft.accepts_at(consultation.closes_at + timedelta(days=9))


def test_what_was_sent_meanwhile_is_not_written_to(consultation):
    draft, _token = begun(consultation)
    Draft.objects.all().delete()
    with pytest.raises(DraftGone):
        save(draft, {})
