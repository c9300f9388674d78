"""Questions of every kind written, changed and taken off through the builder's own forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageLogEntry

from consultations.models import Survey
from questions.kinds import all_kinds
from questions.models import Choice, Question, QuestionVersion
from tests.consultations.builder.conftest import address, choices_data, fields, questions_of, sections_of

KINDS: dict[str, dict[str, Any]] = {
    "yes_no": {},
    "single": choices_data("choices", "Bus", "Car", "Another way", is_other_2="on"),
    "multiple": choices_data("choices", "Bus", "Car", "None of these", is_exclusive_2="on")
    | {"config-minimum": "1", "config-maximum": "2"},
    "agree": {"config-points": "5"},
    "rating": {"config-maximum": "7", "config-low_label": "Poor"},
    "line": {"config-low_label": "Towns", "config-high_label": "Villages"},
    "ranking": choices_data("choices", "Bus", "Car", "On foot"),
    "number": {},
    "short_text": {},
    "long_text": {},
    "date": {},
    "matrix": choices_data("choices", "Good", "Poor") | choices_data("rows", "Mornings", "Evenings"),
    "information": {"help_text": "Buses run until midnight."},
}


def texts(question: Question, axis: str = Choice.Axis.OPTION) -> list[str]:
    on_offer = question.choices.filter(axis=axis, retired_at__isnull=True)
    return list(on_offer.values_list("text", flat=True))


def test_the_first_section_begins_the_survey_and_leads_to_the_kinds(consultation, officer, cast):
    response = officer.post(address("survey", consultation), {"title": "How you travel"})
    survey = Survey.objects.get(consultation=consultation).questionnaire
    section = sections_of(survey)[0]
    assert section.title == "How you travel"
    assert response["Location"] == address("question_kind", consultation, section.pk)
    cards = officer.get(response["Location"]).content.decode()
    for kind in all_kinds():
        assert address("question_add", consultation, section.pk, kind.slug) in cards
    entry = PageLogEntry.objects.get(action="consultations.survey_edit")
    assert (entry.page_id, entry.user) == (consultation.pk, cast.county_officer)


def test_a_survey_does_not_begin_without_words(consultation, officer):
    response = officer.post(address("survey", consultation), {"title": "  "})
    assert response.status_code == 422
    assert not Survey.objects.exists()


def test_the_history_of_the_page_tells_what_was_done_to_its_survey(consultation, survey, officer):
    officer.post(address("section_add", consultation), {"title": "Costs"})
    history = officer.get(reverse("wagtailadmin_pages:history", args=[consultation.pk])).content.decode()
    assert "Survey edited: added the section “Costs”" in history


@pytest.mark.parametrize("slug", [kind.slug for kind in all_kinds()])
def test_a_question_of_each_kind(consultation, survey, officer, slug):
    url = address("question_add", consultation, sections_of(survey)[0].pk, slug)
    assert officer.get(url).status_code == 200
    response = officer.post(url, {"text": f"A new {slug}?"} | KINDS[slug])
    question = Question.objects.get(text=f"A new {slug}?")
    assert question.kind == slug
    assert question == questions_of(survey)[-1]
    assert response["Location"] == f"{address('survey', consultation)}#question-{question.pk}"
    assert f"A new {slug}?".encode() in officer.get(address("survey", consultation)).content
    again = officer.get(address("question", consultation, question.pk))
    before = (question.config, texts(question), texts(question, Choice.Axis.ROW))
    assert officer.post(address("question", consultation, question.pk), fields(again, "seen")).status_code == 302
    question.refresh_from_db()
    assert (question.config, texts(question), texts(question, Choice.Axis.ROW)) == before


def test_a_kind_that_writes_its_own_answers_shows_them(consultation, survey, officer):
    page = officer.get(address("question_add", consultation, sections_of(survey)[0].pk, "agree")).content.decode()
    assert "<li>Strongly agree</li>" in page
    assert 'name="choices-TOTAL_FORMS"' not in page


def test_choices_carry_other_exclusive_and_settings(consultation, survey, officer):
    section = sections_of(survey)[0].pk
    officer.post(address("question_add", consultation, section, "multiple"), {"text": "Which?"} | KINDS["multiple"])
    officer.post(address("question_add", consultation, section, "single"), {"text": "Which one?"} | KINDS["single"])
    several, one = Question.objects.get(text="Which?"), Question.objects.get(text="Which one?")
    assert several.config == {"minimum": 1, "maximum": 2}
    assert [choice.is_exclusive for choice in several.choices.all()] == [False, False, True]
    assert [choice.is_other for choice in one.choices.all()] == [False, False, True]


def test_the_order_of_choices_is_the_one_they_are_left_in(consultation, survey, officer):
    question = questions_of(survey)[0]
    data = fields(officer.get(address("question", consultation, question.pk)), "seen")
    data |= {"choices-0-place": "2", "choices-2-place": "0"}
    officer.post(address("question", consultation, question.pk), data)
    assert texts(question) == ["On foot", "Car", "Bus"]


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(consultation, survey, officer):
    url = address("question_add", consultation, sections_of(survey)[0].pk, "multiple")
    data = {"text": "", "help_text": "Typed help", "config-minimum": "3", "config-maximum": "2"}
    response = officer.post(url, data | choices_data("choices", "Bus", "bus"))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_text"' in page
    assert 'href="#id_config-maximum"' in page
    assert "“bus” is there twice." in page or "“Bus” is there twice." in page
    assert "Typed help" in page
    assert Question.objects.count() == 2


@pytest.mark.parametrize("text", ["Before\x00after", "x" * 2001])
def test_text_that_cannot_be_stored_is_refused(consultation, survey, officer, text):
    url = address("question_add", consultation, sections_of(survey)[0].pk, "long_text")
    assert officer.post(url, {"text": text}).status_code == 422
    assert Question.objects.count() == 2


def test_buttons_that_rearrange_choices_work_without_javascript_and_store_nothing(consultation, survey, officer):
    question = questions_of(survey)[0]
    url = address("question", consultation, question.pk)
    data = fields(officer.get(url), "seen") | {"text": "Half-typed"}
    data = fields(officer.post(url, data | {"do": "choices:down-0"}), "seen")
    assert [data[f"choices-{number}-text"] for number in range(3)] == ["Car", "Bus", "On foot"]
    data = fields(officer.post(url, data | {"do": "choices:add"}), "seen")
    data["choices-3-text"] = "By boat"
    data = fields(officer.post(url, data | {"do": "choices:toggle-0"}), "seen")
    assert data["choices-0-is_gone"] == "on"
    assert data["text"] == "Half-typed"
    question.refresh_from_db()
    assert (question.text, texts(question)) == ("A question of kind single?", ["Bus", "Car", "On foot"])
    officer.post(url, data)
    question.refresh_from_db()
    assert (question.text, texts(question)) == ("Half-typed", ["Bus", "On foot", "By boat"])


def test_a_choice_of_another_question_cannot_be_taken_over(consultation, survey, officer):
    question = questions_of(survey)[0]
    foreign = Choice.objects.create(question=questions_of(survey)[1], text="Foreign")
    url = address("question", consultation, question.pk)
    data = fields(officer.get(url), "seen") | {"choices-0-id": str(foreign.pk)}
    assert officer.post(url, data).status_code == 422
    foreign.refresh_from_db()
    assert foreign.text == "Foreign"


@pytest.mark.parametrize(("own", "status"), [(True, 302), (False, 422)])
def test_pictures_come_from_the_own_organisation(consultation, survey, officer, cast, settings, tmp_path, own, status):
    settings.MEDIA_ROOT = tmp_path
    collection = (cast.county if own else cast.borough).collection
    image = Image.objects.create(title="A bus", file=get_test_image_file(), collection=collection)
    question = questions_of(survey)[0]
    url = address("question", consultation, question.pk)
    data = fields(officer.get(url), "seen") | {"choices-0-picture": str(image.pk)}
    response = officer.post(url, data)
    assert response.status_code == status
    assert (Choice.objects.get(text="Bus").picture == image) is own
    assert (b"picture of your own organisation" in response.content) is not own


def test_the_kind_may_change_until_somebody_has_answered(consultation, survey, officer):
    question = questions_of(survey)[0]
    cards = officer.get(address("question_rekind", consultation, question.pk)).content.decode()
    url = f"{address('question', consultation, question.pk)}?kind=ranking"
    assert url in cards
    assert officer.post(url, fields(officer.get(url), "seen")).status_code == 302
    question.refresh_from_db()
    assert (question.kind, texts(question)) == ("ranking", ["Bus", "Car", "On foot"])


def test_a_question_nobody_answered_is_removed_for_good_after_asking_once(consultation, survey, officer):
    question = questions_of(survey)[1]
    url = address("question_remove", consultation, question.pk)
    assert b"deleted for good" in officer.get(url).content
    officer.post(url)
    assert not Question.objects.filter(pk=question.pk).exists()


def test_once_answered_an_edit_makes_a_version_that_can_be_read(consultation, locked, officer, cast):
    question = questions_of(locked)[0]
    url = address("question", consultation, question.pk)
    data = fields(officer.get(url), "seen") | {"text": "How do you travel now?", "choices-1-is_gone": "on"}
    assert officer.post(url, data).status_code == 302
    question.refresh_from_db()
    assert (question.version, texts(question)) == (2, ["Bus", "On foot"])
    assert Choice.objects.get(question=question, text="Car").retired_at is not None
    assert QuestionVersion.objects.get().replaced_by == cast.county_officer
    history = officer.get(address("question_history", consultation, question.pk)).content.decode()
    assert "A question of kind single?" in history
    assert "How do you travel now?" in history
    back = fields(officer.get(url), "seen")
    gone = next(name for name, value in back.items() if name.endswith("-is_gone") and value == "on")
    officer.post(url, back | {gone: ""})
    assert set(texts(question)) == {"Bus", "Car", "On foot"}


def test_once_answered_the_kind_stays_and_questions_retire(consultation, locked, officer):
    question = questions_of(locked)[0]
    rekind = officer.get(address("question_rekind", consultation, question.pk))
    assert rekind["Location"] == address("question", consultation, question.pk)
    url = f"{address('question', consultation, question.pk)}?kind=ranking"
    assert officer.post(url, fields(officer.get(url), "seen")).status_code == 422
    officer.post(address("question_remove", consultation, question.pk))
    question.refresh_from_db()
    assert question.kind == "single"
    assert question.retired_at is not None
    assert b"1 question is no longer asked" in officer.get(address("survey", consultation)).content
    officer.post(address("question_restore", consultation, question.pk))
    question.refresh_from_db()
    assert question.retired_at is None
