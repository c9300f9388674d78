from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Answer, ConsultationPage, Draft, Response, TextRelease
from consultations.privacy_responses import ERASED, expire_drafts, expire_responses
from people.privacy import registered
from questions.asked import Given
from tests import factories
from tests.consultations.answered import make_closed, make_response
from tests.consultations.respondents import answered, choice, questions_of, sent


@pytest.fixture
def consultation(cast):
    consultation = factories.make_consultation(cast.county, needs_account=True)
    factories.make_survey(consultation, "single", "long_text")
    return consultation


@pytest.fixture
def given(consultation):
    single, words = questions_of(consultation)
    return {single.pk: Given(value=choice(single)), words.pk: Given(text="More buses")}


def kind(slug):
    return next(one for one in registered() if one.slug == slug)


def test_an_account_sees_its_own_answers_and_nobody_elses(consultation, given, cast):
    sent(consultation, given, user=cast.resident)
    answered(consultation, given, user=cast.outsider)
    (row,) = kind("consultation-responses").collect(cast.resident)
    assert "More buses" in row.values()
    assert not kind("consultation-responses").collect(cast.outsider)
    assert len(kind("consultation-drafts").collect(cast.outsider)) == 1
    assert not kind("consultation-drafts").collect(cast.resident)


def test_erasure_takes_answers_back_even_after_closing_and_leaves_other_peoples(consultation, given, cast):
    sent(consultation, given, user=cast.resident)
    other, _token = sent(consultation, given, user=cast.outsider)
    ConsultationPage.objects.update(closes_at=timezone.now())
    assert kind("consultation-responses").erase(cast.resident, timezone.now()) == 1
    assert Response.objects.counted().get() == other
    assert Answer.objects.count() == 2


def test_erasure_takes_drafts(consultation, given, cast):
    answered(consultation, given, user=cast.resident)
    answered(consultation, given, user=cast.outsider)
    kind("consultation-drafts").erase(cast.resident, timezone.now())
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0), (31, 0)])
def test_drafts_go_thirty_days_after_the_last_save(consultation, given, cast, days, left):
    draft, _token = answered(consultation, given, user=cast.resident)
    expire_drafts(draft.saved_at + timedelta(days=days))
    assert Draft.objects.count() == left


def test_drafts_go_thirty_days_after_closing_however_young(consultation, given, cast):
    answered(consultation, given, user=cast.resident)
    Draft.objects.update(saved_at=consultation.closes_at + timedelta(days=29))
    expire_drafts(consultation.closes_at + timedelta(days=30) - timedelta(seconds=1))
    assert Draft.objects.exists()
    expire_drafts(consultation.closes_at + timedelta(days=30))
    assert not Draft.objects.exists()


def test_words_and_links_go_years_after_closing_and_counts_stay(consultation, given, cast, settings):
    response, _token = sent(consultation, given, user=cast.resident)
    last = consultation.closes_at + timedelta(days=365 * settings.RESPONSE_YEARS)
    assert expire_responses(last - timedelta(seconds=1)) == 0
    assert expire_responses(last) == 1
    assert expire_responses(last) == 0
    single, words = questions_of(consultation)
    kept = Response.objects.get()
    assert kept.given()[single.pk].value == choice(single)
    assert kept.given()[words.pk].text == ERASED
    assert kept.token_hash != response.token_hash
    assert kept.is_for_account == ""


class TestWordsThatWereDecidedOn:
    """After years the original of what was shortened or withheld goes; what is public stays as it is."""

    @pytest.fixture
    def consultation(self, cast):
        return make_closed(cast.county, "long_text")

    def written(self, consultation, text, **fields):
        (question,) = questions_of(consultation)
        return make_response(consultation, texts={question: text}, **({"consent": "anonymous"} | fields)).answers.get()

    def expire(self, consultation, settings):
        return expire_responses(consultation.closes_at + timedelta(days=365 * settings.RESPONSE_YEARS))

    def decided(self, consultation, answer, **how):
        at = timezone.now()
        return TextRelease.objects.create(answer=answer, released_at=at, **how)

    def test_originals_go_and_what_is_public_stays(self, consultation, settings):
        plain = self.written(consultation, "Later buses.")
        short = self.written(consultation, "Mr Jones of 3 High Street is late.")
        withheld = self.written(consultation, "Mr Smith did it.")
        waiting = self.written(consultation, "Nobody decided.")
        self.decided(consultation, plain, text=plain.text)
        self.decided(consultation, short, text="[...] is late.", is_redacted=True, reason="A name")
        self.decided(consultation, withheld, is_withheld=True, reason="A name")
        assert self.expire(consultation, settings) == 4
        texts = {answer.pk: answer.text for answer in Answer.objects.all()}
        assert texts == {plain.pk: "Later buses.", short.pk: ERASED, withheld.pk: ERASED, waiting.pk: ERASED}
        assert set(TextRelease.objects.public().values_list("text", flat=True)) == {"Later buses.", "[...] is late."}

    def test_what_lost_its_consent_goes_with_the_text_that_was_to_be_published(self, consultation, settings):
        answer = self.written(consultation, "Mr Jones is late.")
        self.decided(consultation, answer, text="[...] is late.", is_redacted=True, reason="A name")
        Response.objects.update(consent="no")
        self.expire(consultation, settings)
        assert Answer.objects.get().text == ERASED
        assert TextRelease.objects.get().text == ""

    def test_receipt_codes_go_each_in_its_own_way(self, consultation, settings):
        codes = {self.written(consultation, "A.").response.code for _ in range(3)}
        self.expire(consultation, settings)
        left = set(Response.objects.values_list("code", flat=True))
        assert len(left) == 3
        assert not left & codes

    @pytest.mark.parametrize(
        ("consent", "is_released", "left"),
        [("named", True, "The Bus Club"), ("named", False, ""), ("anonymous", True, ""), ("no", False, "")],
    )
    def test_a_group_stays_named_only_under_published_words(self, consultation, settings, consent, is_released, left):
        fields = {"consent": consent, "organisation_name": "The Bus Club", "is_under_18": False}
        answer = self.written(consultation, "Later buses.", **fields)
        if is_released:
            self.decided(consultation, answer, text=answer.text)
        self.expire(consultation, settings)
        assert Response.objects.get().organisation_name == left


def test_erasing_takes_the_code_of_the_receipt_too(consultation, given, cast):
    response, _token = sent(consultation, given, user=cast.resident)
    kind("consultation-responses").erase(cast.resident, timezone.now())
    left = Response.objects.get()
    assert left.code != response.code
