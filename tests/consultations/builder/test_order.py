"""Sections, the order of things, and routing: a question never comes before the one it depends on."""

from __future__ import annotations

import pytest

from questions.models import Question, Section
from questions.services import add_question, add_section
from tests.consultations.builder.conftest import address, fields, questions_of, sections_of


@pytest.fixture
def second(survey) -> Section:
    """A second section with one question, asked only of those who go by bus."""
    section = add_section(questionnaire=survey, title="Your bus")
    leader = questions_of(survey)[0]
    add_question(section=section, kind="short_text", text="Which line?", show_if=[leader.choices.get(text="Bus")])
    return section


def order(survey) -> list[tuple[str, list[str]]]:
    return [
        (section.title, [question.text for question in questions_of(survey) if question.section_id == section.pk])
        for section in sections_of(survey)
    ]


def test_sections_are_renamed_moved_and_removed(consultation, survey, officer):
    officer.post(address("section_add", consultation), {"title": "Costs"})
    first, costs = sections_of(survey)
    url = address("section", consultation, costs.pk)
    data = fields(officer.get(url), "seen") | {"title": "What it costs", "introduction": "About money."}
    officer.post(url, data)
    officer.post(address("section_move", consultation, costs.pk), {"direction": "up"})
    assert [section.title for section in sections_of(survey)] == ["What it costs", "Your view"]
    officer.post(address("section_move", consultation, costs.pk), {"direction": "up"})
    assert [section.title for section in sections_of(survey)] == ["What it costs", "Your view"]
    officer.post(address("section_remove", consultation, costs.pk))
    assert sections_of(survey) == [first]


def test_a_section_that_people_answered_stays(consultation, locked, officer):
    section = sections_of(locked)[0]
    response = officer.post(address("section_remove", consultation, section.pk))
    assert response.status_code == 409
    assert sections_of(locked) == [section]


def test_questions_step_up_and_down_and_across_sections(consultation, survey, officer):
    other = add_section(questionnaire=survey, title="Later")
    first, last = questions_of(survey)
    officer.post(address("question_move", consultation, first.pk), {"direction": "down"})
    assert questions_of(survey) == [last, first]
    officer.post(address("question_move", consultation, first.pk), {"direction": "down"})
    assert order(survey) == [("Your view", [last.text]), ("Later", [first.text])]
    response = officer.post(address("question_move", consultation, first.pk), {"direction": "down"}, follow=True)
    assert b"It cannot go any further that way." in response.content
    officer.post(address("question_move", consultation, first.pk), {"direction": "up"})
    assert order(survey) == [("Your view", [last.text, first.text]), (other.title, [])]


def test_a_whole_order_is_stored_at_once_and_answered_with_the_list(consultation, survey, officer):
    section, (first, last) = sections_of(survey)[0], questions_of(survey)
    survey.refresh_from_db()
    data = {"order": f"{section.pk}:{last.pk},{first.pk}", "revision": survey.revision, "moved": last.pk}
    reply = officer.post(address("order", consultation), data)
    assert reply.status_code == 200
    assert questions_of(survey) == [last, first]
    assert reply.json()["message"] == f"“{last.text}” is now 1 of 2 in “Your view”."
    survey.refresh_from_db()
    assert reply.json()["revision"] == survey.revision
    assert reply.json()["html"].index(last.text) < reply.json()["html"].index(first.text)


def test_an_order_of_yesterdays_list_is_refused_with_todays(consultation, survey, officer):
    section, (first, last) = sections_of(survey)[0], questions_of(survey)
    survey.refresh_from_db()
    data = {"order": f"{section.pk}:{last.pk},{first.pk}", "revision": survey.revision, "moved": last.pk}
    add_question(section=section, kind="long_text", text="Added by a colleague")
    reply = officer.post(address("order", consultation), data)
    assert reply.status_code == 409
    assert "Added by a colleague" in reply.json()["html"]
    assert "Somebody else changed the survey" in reply.json()["message"]
    assert questions_of(survey)[:2] == [first, last]


@pytest.mark.parametrize("text", ["", "nonsense", "1:a", ":", "1"])
def test_an_order_that_is_none_is_a_bad_request(consultation, survey, officer, text):
    data = {"order": text, "revision": "x", "moved": "1"}
    assert officer.post(address("order", consultation), data).status_code == 400


def test_an_order_with_foreign_questions_is_refused(consultation, survey, officer, cast):
    section, questions = sections_of(survey)[0], questions_of(survey)
    survey.refresh_from_db()
    data = {"order": f"{section.pk}:{questions[0].pk},999999", "revision": survey.revision, "moved": questions[0].pk}
    assert officer.post(address("order", consultation), data).status_code == 409
    assert questions_of(survey) == questions


def test_a_question_is_routed_by_an_earlier_one_and_says_so(consultation, survey, officer, second):
    leader, _text, routed = questions_of(survey)
    bus, car = leader.choices.get(text="Bus"), leader.choices.get(text="Car")
    url = address("question", consultation, routed.pk)
    data = fields(officer.get(url), "seen")
    assert data["show_if"] == [str(bus.pk)]
    officer.post(url, data | {"show_if": [str(bus.pk), str(car.pk)]})
    assert set(routed.show_if_choices.all()) == {bus, car}
    assert (
        "Asked only if the answer to question 1 is “Bus” or “Car”"
        in officer.get(address("survey", consultation)).content.decode()
    )
    officer.post(url, fields(officer.get(url), "seen") | {"show_if": []})
    assert not routed.show_if_choices.exists()


def test_a_later_question_cannot_decide_and_is_named(consultation, survey, officer, second):
    first = questions_of(survey)[0]
    late = add_question(section=second, kind="yes_no", text="Do you have a pass?")
    url = address("question", consultation, first.pk)
    page = officer.get(url)
    assert f'value="{late.choices.first().pk}"' not in page.content.decode()
    response = officer.post(url, fields(page, "seen") | {"show_if": [str(late.choices.first().pk)]})
    assert response.status_code == 422
    assert "“Do you have a pass?” is not asked before this question" in response.content.decode()
    itself = officer.post(url, fields(page, "seen") | {"show_if": [str(first.choices.first().pk)]})
    assert itself.status_code == 422
    assert not first.show_if_choices.exists()


def test_answers_of_two_questions_cannot_decide_together(consultation, survey, officer, second):
    leader = questions_of(survey)[0]
    also = add_question(section=second, kind="yes_no", text="Do you have a pass?")
    routed = add_question(section=second, kind="long_text", text="Tell us more")
    url = address("question", consultation, routed.pk)
    both = [str(leader.choices.first().pk), str(also.choices.first().pk)]
    response = officer.post(url, fields(officer.get(url), "seen") | {"show_if": both})
    assert response.status_code == 422
    assert b"Tick answers of one question only" in response.content
    assert not routed.show_if_choices.exists()


def test_nothing_moves_before_what_it_depends_on_nor_loses_it(consultation, survey, officer, second):
    leader, _text, routed = questions_of(survey)
    before = order(survey)
    moved = officer.post(address("section_move", consultation, second.pk), {"direction": "up"}, follow=True)
    assert "depends on" in moved.content.decode()
    removed = officer.post(address("question_remove", consultation, leader.pk))
    assert removed.status_code == 409
    assert "is asked only after certain answers" in removed.content.decode()
    url = address("question", consultation, leader.pk)
    data = fields(officer.get(url), "seen") | {"choices-0-is_gone": "on"}
    kept = officer.post(url, data)
    assert kept.status_code == 422
    assert order(survey) == before
    assert Question.objects.get(pk=routed.pk).show_if_choices.count() == 1
