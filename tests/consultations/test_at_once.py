"""Two clicks and two windows at the same moment, on both databases."""

import pytest
from django.utils import timezone

from consultations.errors import DraftConflict
from consultations.models import Answer, Draft, Response
from consultations.services.drafting import Seen, begin_draft, save_section
from consultations.services.responding import reopen_response, submit_response
from questions.asked import Given
from tests import factories
from tests.at_once import AT_ONCE, at_once, both_databases
from tests.consultations.respondents import answered, begun, questions_of, sections_of

pytestmark = [pytest.mark.django_db(transaction=True), both_databases]


@pytest.fixture
def consultation(database):
    consultation = factories.make_consultation()
    factories.make_survey(consultation, "long_text", "short_text")
    return consultation


@pytest.fixture
def given(consultation):
    return {question.pk: Given(text="More buses") for question in questions_of(consultation)}


def test_four_clicks_are_one_response_with_one_receipt(consultation, given):
    draft, _token = answered(consultation, given)
    sections = sections_of(consultation)
    outcomes = at_once(lambda _: submit_response(draft=draft, sections=sections, at=timezone.now()).code)
    assert outcomes == [Response.objects.get().code] * AT_ONCE
    assert Answer.objects.count() == 2


def test_four_clicks_on_a_change_are_one_change(consultation, given):
    draft, _token = answered(consultation, given)
    sections = sections_of(consultation)
    response = submit_response(draft=draft, sections=sections, at=timezone.now())
    reopened = at_once(lambda _: reopen_response(response=response, at=timezone.now()).pk)
    assert len(set(reopened)) == 1
    changed = Draft.objects.with_consultation().get()
    at_once(lambda _: submit_response(draft=changed, sections=sections, at=timezone.now()))
    assert Response.objects.get().given() == given


def test_of_four_windows_one_saves_and_three_are_asked(consultation):
    words, _short = questions_of(consultation)
    draft, _token = begun(consultation)
    section = sections_of(consultation)[0]

    def save(number: int) -> str:
        given = {words.pk: Given(text=f"Window {number}")}
        seen = Seen(0, f"window-{number}")
        saved = save_section(draft=draft, section=section, given=given, seen=seen, is_done=True, at=timezone.now())
        return saved.given()[words.pk].text

    outcomes = at_once(save)
    assert sum(isinstance(outcome, DraftConflict) for outcome in outcomes) == AT_ONCE - 1
    assert Draft.objects.get().given()[words.pk].text in outcomes


def test_four_windows_of_one_account_begin_one_answer(consultation):
    type(consultation).objects.filter(pk=consultation.pk).update(needs_account=True)
    user = factories.make_user()

    def begin(_number: int) -> tuple[int, str]:
        page = type(consultation).objects.select_related("survey__questionnaire").get(pk=consultation.pk)
        draft, token = begin_draft(consultation=page, user=user, at=timezone.now())
        return draft.pk, token

    outcomes = at_once(begin)
    assert len(set(outcomes)) == 1
    assert outcomes[0] == (Draft.objects.get().pk, outcomes[0][1])
