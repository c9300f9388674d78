"""Which question asks the age: marked by who may write the survey, kept what it is once people have answered."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.models import ResultSnapshot, Survey
from tests.consultations.builder.conftest import address, fields, questions_of, sign_in


def marked(consultation):
    return Survey.objects.get(consultation=consultation).age_question_id


def test_an_officer_marks_a_question_and_takes_the_mark_off_again(consultation, survey, officer):
    question, words = questions_of(survey)
    url = address("age", consultation)
    page = officer.get(url).content.decode()
    assert f'value="{question.pk}"' in page
    assert f'value="{words.pk}"' not in page
    assert officer.post(url, {"question": question.pk}).status_code == 302
    assert marked(consultation) == question.pk
    assert officer.post(url, {"question": ""}).status_code == 302
    assert marked(consultation) is None


@pytest.mark.parametrize("spoil", ["conditional", "other", "leads", "retired", "words"])
def test_a_question_that_cannot_ask_the_age_is_not_offered(consultation, survey, officer, spoil):
    question, words = questions_of(survey)
    chosen = question
    match spoil:
        case "conditional":
            question.show_if_choices.set([question.choices.first()])
        case "other":
            question.choices.update(is_other=True)
        case "leads":
            words.show_if_choices.set([question.choices.first()])
        case "retired":
            question.retired_at = timezone.now()
            question.save()
        case "words":
            chosen = words
    response = officer.post(address("age", consultation), {"question": chosen.pk})
    assert response.status_code == 409
    assert "Choose one of the questions on this page." in response.content.decode()
    assert marked(consultation) is None


def test_once_people_have_answered_the_mark_stays(consultation, survey, locked, officer):
    question = questions_of(survey)[0]
    url = address("age", consultation)
    assert officer.post(url, {"question": question.pk}).status_code == 302
    response = officer.post(url, {"question": ""})
    assert response.status_code == 409
    assert "stays the one it is" in response.content.decode()
    assert "cannot change any more" in officer.get(url).content.decode()
    assert marked(consultation) == question.pk


def test_once_counted_nothing_is_marked(consultation, survey, officer):
    ResultSnapshot.objects.create(
        consultation=consultation, counted_at=timezone.now(), groups_counted_at=timezone.now()
    )
    response = officer.post(address("age", consultation), {"question": questions_of(survey)[0].pk})
    assert response.status_code == 409
    assert marked(consultation) is None


def test_neither_may_it_be_spoilt_nor_others_hang_on_it(consultation, survey, officer):
    question, words = questions_of(survey)
    officer.post(address("age", consultation), {"question": question.pk})
    url = address("question", consultation, words.pk)
    data = fields(officer.get(url), "text") | {"show_if": [str(question.choices.first().pk)]}
    refused = officer.post(url, data)
    assert refused.status_code in (409, 422)
    assert "One question of this survey asks the age" in refused.content.decode()
    assert not words.show_if_choices.exists()
    url = address("question", consultation, question.pk)
    refused = officer.post(url, fields(officer.get(url), "text") | {"choices-0-is_other": "on"})
    assert "One question of this survey asks the age" in refused.content.decode()
    assert not question.choices.filter(is_other=True).exists()


def test_the_others_find_nothing(cast, consultation, survey):
    question = questions_of(survey)[0]
    url = address("age", consultation)
    for who in (cast.borough_officer, cast.outsider):
        client = sign_in(who)
        for response in (client.get(url), client.post(url, {"question": question.pk})):
            assert response.status_code in (302, 403, 404)
            assert question.text not in response.content.decode()
    assert marked(consultation) is None
