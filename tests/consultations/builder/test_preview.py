"""The preview is the public's own page, can be answered from end to end, and stores nothing."""

from __future__ import annotations

import pytest

from consultations.models import Draft, Response
from questions.services import add_question, add_section, set_wordings
from tests.consultations.builder.conftest import address, fields, questions_of


@pytest.fixture
def routed(survey):
    """A second section that is asked only of those who go by bus."""
    section = add_section(questionnaire=survey, title="Your bus")
    bus = questions_of(survey)[0].choices.get(text="Bus")
    return add_question(section=section, kind="short_text", text="Which line?", is_required=True, show_if=[bus])


def test_it_is_marked_and_asks_what_the_public_is_asked(consultation, survey, officer):
    page = officer.get(address("preview", consultation)).content.decode()
    assert "Preview" in page
    assert "nothing is stored" in page
    assert "A question of kind single?" in page
    assert f'name="q{questions_of(survey)[0].pk}"' in page


def test_it_goes_the_way_the_answers_lead_and_stores_nothing(consultation, survey, officer, routed):
    single, long_text, _routed = questions_of(survey)
    url = address("preview", consultation)
    bus, car = (str(single.choices.get(text=text).pk) for text in ("Bus", "Car"))
    start = fields(officer.get(url), "carried")
    by_car = officer.post(url, start | {f"q{single.pk}": car, f"q{long_text.pk}": "Slow.", "go": "next"})
    assert b"The preview ends here" in by_car.content
    assert b"Slow." in by_car.content
    by_bus = officer.post(url, start | {f"q{single.pk}": bus, "go": "next"})
    assert b"Which line?" in by_bus.content
    missing = officer.post(url, fields(by_bus, "carried") | {"go": "next"})
    assert missing.status_code == 422
    assert f'href="#q{routed.pk}"' in missing.content.decode()
    end = officer.post(url, fields(missing, "carried") | {f"q{routed.pk}": "Line 7", "go": "next"})
    assert b"Line 7" in end.content
    back = officer.post(url, fields(end, "carried") | {"go": "back"})
    assert 'value="Line 7"' in back.content.decode()
    first = officer.post(url, fields(back, "carried") | {"go": "back"})
    assert "A question of kind single?" in first.content.decode()
    assert f'value="{bus}" checked' in " ".join(first.content.decode().split())
    assert not Draft.objects.exists()
    assert not Response.objects.exists()
    survey.refresh_from_db()
    assert survey.locked_at is None


def test_a_tampered_page_carries_nothing(consultation, survey, officer):
    url = address("preview", consultation)
    data = fields(officer.get(url), "carried") | {"carried": "forged:page:here", "go": "next"}
    assert officer.post(url, data).status_code == 200
    assert officer.post(url, {"step": "nonsense"}).status_code in (200, 422)
    assert officer.post(url, {"step": "end", "go": "back"}).status_code == 200


def test_each_wording_can_be_seen(consultation, survey, officer):
    single = questions_of(survey)[0]
    set_wordings(question=single, language="ur", text="آپ کیسے سفر کرتے ہیں؟", at=consultation.opens_at)
    url = address("preview", consultation)
    assert "آپ کیسے سفر کرتے ہیں؟" not in officer.get(url).content.decode()
    urdu = officer.get(url, {"language": "ur", "style": "standard"}).content.decode()
    assert "آپ کیسے سفر کرتے ہیں؟" in urdu
    assert 'dir="rtl"' in urdu
    assert officer.get(url, {"language": "xx", "style": "none"}).status_code == 200


def test_a_survey_of_empty_sections_says_so(consultation, survey, officer):
    for question in questions_of(survey):
        question.delete()
    assert b"Nothing is asked yet" in officer.get(address("preview", consultation)).content
