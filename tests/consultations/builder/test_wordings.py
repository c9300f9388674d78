"""The same survey in other words: written side by side, counted as it grows, never a new question."""

from __future__ import annotations

from consultations.builder.wording import bundles_of, progress_of
from questions.models import QuestionVersion
from questions.services import edit_section
from tests.consultations.builder.conftest import address, fields, questions_of, sections_of


def written(survey) -> list[tuple[str, str, int, int]]:
    return [(one.language, one.style, one.written, one.total) for one in progress_of(bundles_of(survey))]


def test_a_wording_is_written_beside_the_standard_and_its_progress_counted(consultation, survey, officer):
    edit_section(section=sections_of(survey)[0], title="Your view", introduction="In short.")
    single, long_text = questions_of(survey)
    url = address("wording", consultation, "ur", "easy")
    data = fields(officer.get(url), "seen")
    section, choice = sections_of(survey)[0].pk, single.choices.first()
    assert {f"s{section}_title", f"s{section}_introduction", f"q{single.pk}_text", f"c{choice.pk}"} <= set(data)
    data |= {f"q{single.pk}_text": "آپ کیسے سفر کرتے ہیں؟", f"c{choice.pk}": "بس", f"s{section}_title": "آپ کی رائے"}
    assert officer.post(url, data).status_code == 302
    assert written(survey) == [("ur", "easy", 3, 7)]
    assert single.wordings.get().text == "آپ کیسے سفر کرتے ہیں؟"
    assert choice.wordings.get().text == "بس"
    listed = officer.get(address("wordings", consultation)).content.decode()
    assert "3 of 7" in listed
    assert "اردو\u2069, Easy read" in listed
    assert not long_text.wordings.exists()


def test_each_side_says_its_language_and_direction(consultation, survey, officer):
    page = officer.get(address("wording", consultation, "ur", "standard")).content.decode()
    assert page.count('lang="ur" dir="rtl"') == 6
    polish = officer.get(address("wording", consultation, "pl", "standard")).content.decode()
    assert polish.count('lang="pl" dir="ltr"') == 6


def test_one_picks_a_language_and_a_style_but_not_the_standard(consultation, survey, officer):
    url = address("wordings", consultation)
    picked = officer.get(url, {"language": "en-gb", "style": "young"})
    assert picked["Location"] == address("wording", consultation, "en-gb", "young")
    standard = officer.get(url, {"language": "en-gb", "style": "standard"})
    assert standard.status_code == 422
    assert b"Standard English is what you write" in standard.content
    assert officer.get(url, {"language": "xx", "style": "easy"}).status_code == 422


def test_help_without_its_question_is_told_and_kept(consultation, survey, officer):
    single = questions_of(survey)[0]
    single.help_text = "Think of last week."
    single.save()
    url = address("wording", consultation, "pl", "standard")
    data = fields(officer.get(url), "seen") | {f"q{single.pk}_help": "Ostatni"}
    response = officer.post(url, data)
    assert response.status_code == 422
    assert f'href="#id_q{single.pk}_text"' in response.content.decode()
    assert fields(response, "seen")[f"q{single.pk}_help"] == "Ostatni"
    assert written(survey) == []


def test_emptied_texts_fall_back_and_what_is_not_sent_stays(consultation, survey, officer):
    single, long_text = questions_of(survey)
    url = address("wording", consultation, "pl", "standard")
    data = fields(officer.get(url), "seen") | {f"q{single.pk}_text": "Jak?", f"q{long_text.pk}_text": "Co?"}
    officer.post(url, data)
    again = fields(officer.get(url), "seen") | {f"q{single.pk}_text": ""}
    del again[f"q{long_text.pk}_text"]
    officer.post(url, again)
    assert not single.wordings.exists()
    assert long_text.wordings.get().text == "Co?"


def test_once_answered_a_new_wording_is_a_version_of_its_question_alone(consultation, locked, officer):
    single, _long_text = questions_of(locked)
    url = address("wording", consultation, "pl", "standard")
    officer.post(url, fields(officer.get(url), "seen") | {f"q{single.pk}_text": "Jak?"})
    assert [version.question for version in QuestionVersion.objects.all()] == [single]


def test_a_nul_byte_or_ten_times_too_much_is_refused(consultation, survey, officer):
    single = questions_of(survey)[0]
    url = address("wording", consultation, "pl", "standard")
    data = fields(officer.get(url), "seen")
    for text in ("a\x00b", "x" * 50_000):
        assert officer.post(url, data | {f"q{single.pk}_text": text}).status_code == 422
    assert written(survey) == []
