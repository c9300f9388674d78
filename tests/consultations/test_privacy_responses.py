from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Answer, ConsultationPage, Draft, Response
from consultations.privacy_responses import ERASED, expire_drafts, expire_responses
from people.privacy import registered
from questions.asked import Given
from tests import factories
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
