"""Two officers write one survey: nobody overwrites anybody without having seen it, and nothing typed is lost."""

from __future__ import annotations

from questions.services import set_wordings
from tests.consultations.builder.conftest import address, fields, questions_of, sections_of, sign_in


def test_the_second_is_told_both_values_and_keeps_what_was_typed(cast, consultation, survey, officer):
    question = questions_of(survey)[0]
    url = address("question", consultation, question.pk)
    colleague = sign_in(cast.administrator)
    mine, theirs = fields(officer.get(url), "seen"), fields(colleague.get(url), "seen")
    colleague.post(url, theirs | {"text": "Theirs", "choices-0-text": "Coach"})
    response = officer.post(url, mine | {"text": "Mine", "help_text": "My help"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this while you were writing" in page
    assert "administrator@example.org" in page
    assert "<dd>Theirs</dd>" in page
    assert "Coach\nCar\nOn foot" in page
    sent = fields(response, "seen")
    assert (sent["text"], sent["help_text"], sent["choices-0-text"]) == ("Mine", "My help", "Bus")
    question.refresh_from_db()
    assert (question.text, question.help_text) == ("Theirs", "")
    assert officer.post(url, sent).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.help_text) == ("Mine", "My help")


def test_an_invalid_form_does_not_lose_sight_of_the_conflict(cast, consultation, survey, officer):
    question = questions_of(survey)[0]
    url = address("question", consultation, question.pk)
    mine = fields(officer.get(url), "seen")
    sign_in(cast.administrator).post(url, mine | {"text": "Theirs"})
    first = officer.post(url, mine | {"text": ""})
    assert first.status_code == 422
    second = officer.post(url, fields(first, "seen") | {"text": "Mine"})
    assert second.status_code == 409
    question.refresh_from_db()
    assert question.text == "Theirs"


def test_two_people_on_two_questions_do_not_disturb_each_other(cast, consultation, survey, officer):
    first, second = questions_of(survey)
    mine = fields(officer.get(address("question", consultation, first.pk)), "seen")
    other = address("question", consultation, second.pk)
    colleague = sign_in(cast.administrator)
    colleague.post(other, fields(colleague.get(other), "seen") | {"text": "Theirs"})
    assert officer.post(address("question", consultation, first.pk), mine | {"text": "Mine"}).status_code == 302
    assert [question.text for question in questions_of(survey)] == ["Mine", "Theirs"]


def test_a_form_that_carries_nothing_overwrites_nothing(consultation, survey, officer):
    question = questions_of(survey)[1]
    url = address("question", consultation, question.pk)
    for seen in ("", "nonsense", "[]", '{"revision": 0}', '{"prints": 7}'):
        assert officer.post(url, {"text": "Mine", "seen": seen}).status_code == 409, seen
    question.refresh_from_db()
    assert question.text == "A question of kind long_text?"


def test_sections_too(cast, consultation, survey, officer):
    section = sections_of(survey)[0]
    url = address("section", consultation, section.pk)
    mine = fields(officer.get(url), "seen")
    sign_in(cast.administrator).post(url, mine | {"title": "Theirs"})
    response = officer.post(url, mine | {"title": "Mine"})
    assert response.status_code == 409
    assert "<dd>Theirs</dd>" in response.content.decode()
    assert 'value="Mine"' in response.content.decode()
    officer.post(url, fields(response, "seen"))
    section.refresh_from_db()
    assert section.title == "Mine"


def test_wordings_too(consultation, survey, officer):
    question = questions_of(survey)[1]
    url = address("wording", consultation, "pl", "standard")
    mine = fields(officer.get(url), "seen")
    set_wordings(question=question, language="pl", text="Ich", at=consultation.opens_at)
    response = officer.post(url, mine | {f"q{question.pk}_text": "Moje"})
    assert response.status_code == 409
    assert "<dd>Ich</dd>" in response.content.decode()
    assert question.wordings.get().text == "Ich"
    sent = fields(response, "seen")
    assert sent[f"q{question.pk}_text"] == "Moje"
    assert officer.post(url, sent).status_code == 302
    assert question.wordings.get().text == "Moje"
