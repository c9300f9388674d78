"""A survey begun with another one that the officer may read: all of it but the answers, and not others' pictures."""

from __future__ import annotations

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from consultations.models import ConsultationPartner, Survey
from questions.models import Questionnaire
from questions.services import add_question, add_section, set_wordings
from tests import factories
from tests.consultations.builder.conftest import address, questions_of, sign_in


@pytest.fixture
def rich(survey, consultation) -> Questionnaire:
    """The county's survey with routing across sections and a Polish wording."""
    single = questions_of(survey)[0]
    bus = single.choices.get(text="Bus")
    section = add_section(questionnaire=survey, title="Your bus")
    add_question(section=section, kind="short_text", text="Which line?", show_if=[bus])
    set_wordings(question=single, language="pl", text="Jak?", choices={bus.pk: "Autobus"}, at=consultation.opens_at)
    return survey


def test_everything_comes_along_and_routing_leads_within_the_copy(cast, consultation, rich, officer):
    target = factories.make_consultation(cast.county, title="Night buses")
    listed = officer.get(address("copy", target)).content.decode()
    assert "Evening buses" in listed
    assert "3 questions" in listed
    response = officer.post(address("copy", target), {"source": consultation.pk})
    assert response["Location"] == address("survey", target)
    copied = Survey.objects.get(consultation=target).questionnaire
    assert copied != rich
    single, _text, routed = questions_of(copied)
    bus = single.choices.get(text="Bus")
    assert list(routed.show_if_choices.all()) == [bus]
    assert (single.wordings.get().text, bus.wordings.get().text) == ("Jak?", "Autobus")
    assert {question.pk for question in questions_of(rich)}.isdisjoint(question.pk for question in questions_of(copied))


def test_what_is_another_organisations_is_neither_listed_nor_copied(cast, consultation, rich):
    target = factories.make_consultation(cast.borough, title="The borough's")
    client = sign_in(cast.borough_officer)
    assert b"Evening buses" not in client.get(address("copy", target)).content
    response = client.post(address("copy", target), {"source": consultation.pk})
    assert response.status_code == 409
    assert b"Choose one of the surveys on this page." in response.content
    assert not Survey.objects.filter(consultation=target).exists()
    ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
    assert b"Evening buses" in client.get(address("copy", target)).content
    assert client.post(address("copy", target), {"source": consultation.pk}).status_code == 302


def test_pictures_of_another_organisation_stay_behind_and_it_is_said(cast, consultation, rich, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
    choice = questions_of(rich)[0].choices.get(text="Bus")
    choice.picture = Image.objects.create(title="Bus", file=get_test_image_file(), collection=cast.county.collection)
    choice.save()
    target = factories.make_consultation(cast.borough)
    response = sign_in(cast.borough_officer).post(address("copy", target), {"source": consultation.pk}, follow=True)
    assert "1 picture belongs to another organisation" in response.content.decode()
    copied = questions_of(Survey.objects.get(consultation=target).questionnaire)[0]
    assert copied.choices.get(text="Bus").picture is None
    choice.refresh_from_db()
    assert choice.picture is not None


def test_a_survey_with_questions_is_not_replaced(cast, consultation, rich, officer):
    target = factories.make_consultation(cast.county)
    own = factories.make_survey(target, "number").questionnaire
    assert b"There are questions here already" in officer.get(address("copy", target)).content
    assert officer.post(address("copy", target), {"source": consultation.pk}).status_code == 409
    assert [question.kind for question in questions_of(own)] == ["number"]


def test_a_survey_that_was_only_begun_gives_way(cast, consultation, rich, officer):
    target = factories.make_consultation(cast.county)
    officer.post(address("survey", target), {"title": "Begun"})
    begun = Survey.objects.get(consultation=target).questionnaire
    officer.post(address("copy", target), {"source": consultation.pk})
    assert not Questionnaire.objects.filter(pk=begun.pk).exists()
    assert len(questions_of(Survey.objects.get(consultation=target).questionnaire)) == 3
