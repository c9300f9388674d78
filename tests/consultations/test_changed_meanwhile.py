"""What an officer changes while somebody answers: nobody's answer is turned round, broken or lost by it."""

import pytest
from django.utils import timezone

from consultations.errors import AccountNeeded, AnswersOutdated
from consultations.models import ConsultationPage, Draft, Response
from consultations.services.responding import reopen_response, submit_response
from consultations.services.results import count_results
from questions.asked import Given
from questions.services import ChoiceDraft, edit_question
from tests import factories
from tests.consultations.respondents import Walker, answered, choice, questions_of, sections_of, sent


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, asks_about_you=False)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def walker(client, consultation):
    return Walker(client, consultation)


def take_off(question, dropped):
    """Stop offering a choice as an officer does."""
    kept = [ChoiceDraft(one.text, one.pk) for one in question.choices.all() if one.pk != dropped]
    edit_question(question=question, at=timezone.now(), choices=kept)


def submit(draft):
    consultation = ConsultationPage.objects.select_related("survey__questionnaire").get(pk=draft.consultation_id)
    draft = Draft.objects.with_consultation().get(pk=draft.pk)
    return submit_response(draft=draft, sections=sections_of(consultation), at=timezone.now())


class TestChoices:
    def test_a_choice_taken_off_while_somebody_answers_still_counts_for_them(self, consultation):
        single, _words = questions_of(consultation)
        chosen = choice(single)
        draft, _token = answered(consultation, {single.pk: Given(value=chosen)})
        take_off(single, chosen)
        assert submit(draft).given()[single.pk].value == chosen
        counts = count_results(consultation, at=timezone.now()).tables[str(single.pk)]["tally"]["counts"]
        assert (str(chosen), 1) in counts

    def test_an_answer_that_fits_no_more_is_not_sent_and_nothing_is_lost(self, consultation):
        single, words = questions_of(consultation)
        given = {single.pk: Given(value=choice(single)), words.pk: Given(text="More buses")}
        draft, _token = answered(consultation, given)
        single.choices.filter(pk=choice(single)).delete()
        with pytest.raises(AnswersOutdated) as refusal:
            submit(draft)
        assert refusal.value.question_ids == (single.pk,)
        assert Draft.objects.get().given() == given
        assert not Response.objects.exists()

    def test_a_hidden_question_is_not_asked_again(self, consultation):
        single, words = questions_of(consultation)
        extra = factories.make_question(words.section, kind="rating", sort_order=9)
        extra.show_if_choices.add(choice(single, 1))
        draft, _token = answered(consultation, {single.pk: Given(value=choice(single)), extra.pk: Given(value=99)})
        assert set(submit(draft).given()) == {single.pk}

    def test_the_respondent_is_led_back_to_the_question_and_keeps_the_rest(self, walker, consultation):
        single, words = questions_of(consultation)
        gone, stays = choice(single), choice(single, 1)
        walker.to_check({f"q{single.pk}": gone, f"q{words.pk}": "More buses"})
        check = walker.path
        single.choices.filter(pk=gone).delete()
        walker.post()
        assert walker.page.redirect_chain[-1][0] != check
        assert f'href="#q{single.pk}"' in walker.text
        assert "was changed after you answered it" in walker.text
        assert "More buses" in walker.text
        walker.post({f"q{single.pk}": stays, f"q{words.pk}": "More buses"}).open(check).post()
        assert {one.value or one.text for one in Response.objects.get().given().values()} == {stays, "More buses"}


class TestWording:
    def test_the_version_kept_is_the_one_that_was_read(self, walker, consultation):
        single, _words = questions_of(consultation)
        walker.begin()
        edit_question(question=single, at=timezone.now(), text="Do you refuse?")
        walker.post({f"q{single.pk}": choice(single)})
        assert Draft.objects.get().given()[single.pk].version == 1
        walker.open(walker.page.context["back_url"])
        assert "Do you refuse?" in walker.text
        walker.post({f"q{single.pk}": choice(single)})
        assert Draft.objects.get().given()[single.pk].version == 2

    @pytest.mark.parametrize("forged", ["2", "0", "-1", "x", "9" * 5000, "\u0661"])
    def test_a_version_that_never_was_is_refused(self, walker, consultation, forged):
        single, _words = questions_of(consultation)
        walker.begin().post({f"q{single.pk}": choice(single), f"q{single.pk}_version": forged})
        assert walker.page.status_code == 422
        assert "how this question read" in walker.text
        assert single.pk not in Draft.objects.get().given()


class TestAccount:
    @pytest.fixture
    def draft(self, consultation):
        draft, _token = answered(consultation, {})
        return draft

    def ask_for_one(self, consultation):
        ConsultationPage.objects.filter(pk=consultation.pk).update(needs_account=True)

    def test_what_was_begun_without_one_is_not_sent_and_stays(self, consultation, draft):
        self.ask_for_one(consultation)
        with pytest.raises(AccountNeeded):
            submit(draft)
        assert Draft.objects.get() == draft

    def test_who_began_is_told_and_can_keep_a_copy(self, walker, consultation):
        _single, words = questions_of(consultation)
        walker.to_check({f"q{words.pk}": "More buses"})
        self.ask_for_one(consultation)
        walker.post()
        assert walker.page.status_code == 403
        assert "now asks you to sign in" in walker.text
        assert "More buses" in walker.text
        assert "/copy/" in walker.text
        assert not Response.objects.exists()

    def test_paper_needs_none(self, consultation, cast):
        draft, _token = answered(consultation, {}, channel="paper", entered_by=cast.county_officer)
        self.ask_for_one(consultation)
        assert submit(draft).channel == "paper"

    def test_what_was_sent_before_may_still_be_changed(self, consultation):
        response, _token = sent(consultation, {})
        self.ask_for_one(consultation)
        draft = reopen_response(response=response, at=timezone.now())
        assert submit(draft) == response
