"""Who may write a survey, who may look at it, who does not learn that it is there."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPartner, Survey
from consultations.services.rights import sync_partner_rights
from questions.models import Question, QuestionVersion, Section
from tests import factories
from tests.consultations.builder.conftest import address, questions_of, sections_of, sign_in


def addresses(consultation, survey) -> dict[str, str]:
    """Every address of the builder that shows something."""
    section, question = sections_of(survey)[0].pk, questions_of(survey)[0].pk
    return {
        "survey": address("survey", consultation),
        "section": address("section", consultation, section),
        "section_remove": address("section_remove", consultation, section),
        "question_kind": address("question_kind", consultation, section),
        "question_add": address("question_add", consultation, section, "single"),
        "question": address("question", consultation, question),
        "question_rekind": address("question_rekind", consultation, question),
        "question_remove": address("question_remove", consultation, question),
        "question_history": address("question_history", consultation, question),
        "wordings": address("wordings", consultation),
        "wording": address("wording", consultation, "en-gb", "easy"),
        "age": address("age", consultation),
        "copy": address("copy", consultation),
    }


def writes(consultation, survey) -> list[tuple[str, dict[str, str]]]:
    """Every address of the builder that writes, with something it would take."""
    section, question = sections_of(survey)[0].pk, questions_of(survey)[0].pk
    return [
        (address("section_add", consultation), {"title": "Stolen"}),
        (address("section", consultation, section), {"title": "Stolen"}),
        (address("section_move", consultation, section), {"direction": "up"}),
        (address("section_remove", consultation, section), {}),
        (address("question_add", consultation, section, "long_text"), {"text": "Stolen"}),
        (address("question", consultation, question), {"text": "Stolen"}),
        (address("question_move", consultation, question), {"direction": "down"}),
        (address("question_remove", consultation, question), {}),
        (address("question_restore", consultation, question), {}),
        (address("order", consultation), {"order": f"{section}:{question}", "revision": "0", "moved": str(question)}),
        (address("wording", consultation, "en-gb", "easy"), {f"q{question}_text": "Stolen"}),
        (address("age", consultation), {"question": str(question)}),
        (address("copy", consultation), {"source": str(consultation.pk)}),
    ]


def everything(survey) -> list[object]:
    survey.refresh_from_db()
    return [
        survey.revision,
        list(Section.objects.filter(questionnaire=survey).values_list("pk", "title", "sort_order")),
        list(
            Question.objects.filter(section__questionnaire=survey).values_list("pk", "text", "sort_order", "retired_at")
        ),
        QuestionVersion.objects.count(),
    ]


@pytest.mark.parametrize("who", ["county_officer", "administrator"])
def test_those_who_may_edit_the_page_may_write_its_survey(cast, consultation, survey, who):
    client = sign_in(getattr(cast, who))
    for name, url in addresses(consultation, survey).items():
        assert client.get(url).status_code == 200, name


def test_the_other_organisations_officer_finds_nothing(cast, consultation, survey):
    client = sign_in(cast.borough_officer)
    before = everything(survey)
    for name, url in (addresses(consultation, survey) | {"preview": address("preview", consultation)}).items():
        response = client.get(url)
        assert response.status_code == 404, name
        assert b"Evening buses" not in response.content
    for url, data in writes(consultation, survey):
        assert client.post(url, data).status_code == 404, url
    assert everything(survey) == before


@pytest.mark.parametrize("who", ["outsider", "resident", "facilitator", "moderator", "young_person"])
def test_people_who_are_no_officers_are_kept_out(cast, consultation, survey, who):
    client = sign_in(getattr(cast, who))
    before = everything(survey)
    for url in [*addresses(consultation, survey).values(), address("preview", consultation)]:
        response = client.get(url, follow=True)
        assert b"A question of kind single?" not in response.content
        assert b"Evening buses" not in response.content
    for url, data in writes(consultation, survey):
        assert client.post(url, data).status_code in (302, 403, 404), url
    assert everything(survey) == before


def test_nobody_gets_in_without_signing_in(client, consultation, survey):
    for url in [*addresses(consultation, survey).values(), address("preview", consultation)]:
        response = client.get(url)
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_a_partner_reads_the_preview_and_edits_only_where_invited(cast, consultation, survey):
    partner = ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
    client = sign_in(cast.borough_officer)
    assert client.get(address("preview", consultation)).status_code == 200
    for name, url in addresses(consultation, survey).items():
        assert client.get(url).status_code == 404, name
    before = everything(survey)
    for url, data in writes(consultation, survey):
        assert client.post(url, data).status_code == 404, url
    assert everything(survey) == before
    partner.can_edit = True
    partner.save()
    sync_partner_rights(consultation)
    assert sign_in(cast.borough_officer).get(address("survey", consultation)).status_code == 200


def test_what_belongs_to_another_survey_is_not_found_under_this_one(cast, consultation, survey, officer):
    other = factories.make_consultation(cast.county)
    foreign = factories.make_survey(other, "single").questionnaire
    section, question = sections_of(foreign)[0].pk, questions_of(foreign)[0].pk
    assert officer.get(address("section", consultation, section)).status_code == 404
    assert officer.get(address("question", consultation, question)).status_code == 404
    assert officer.post(address("question_move", consultation, question), {"direction": "up"}).status_code == 404
    assert officer.get(address("question_add", consultation, section, "single")).status_code == 404
    assert officer.get(address("question_add", consultation, sections_of(survey)[0].pk, "quiz")).status_code == 404
    assert officer.get(address("wording", consultation, "en-gb", "standard")).status_code == 404
    assert officer.get(address("wording", consultation, "xx", "easy")).status_code == 404


def test_a_page_locked_by_a_colleague_keeps_its_survey(cast, consultation, survey, officer):
    consultation.locked, consultation.locked_by, consultation.locked_at = True, cast.administrator, timezone.now()
    consultation.save()
    before = everything(survey)
    assert b"This page is locked." in officer.get(address("survey", consultation)).content
    typed = officer.post(address("section", consultation, sections_of(survey)[0].pk), {"title": "Typed", "seen": ""})
    assert typed.status_code == 422
    assert b"The page is locked" in typed.content
    assert b'value="Typed"' in typed.content
    for url, data in writes(consultation, survey):
        officer.post(url, data)
    assert everything(survey) == before


def test_the_way_in_stands_in_the_page_editor_and_the_explorer(cast, consultation, officer):
    link = address("survey", consultation).encode()
    assert link in officer.get(reverse("wagtailadmin_pages:edit", args=[consultation.pk])).content
    assert link in officer.get(reverse("wagtailadmin_explore", args=[consultation.get_parent().pk])).content
    shelf = officer.get(reverse("wagtailadmin_explore", args=[consultation.get_parent().pk])).content.decode()
    assert address("survey", consultation.get_parent()) not in shelf


def test_a_consultation_without_survey_says_so_on_every_screen(cast, consultation, officer):
    assert b"Nothing is asked yet" in officer.get(address("survey", consultation)).content
    assert officer.get(address("wordings", consultation))["Location"] == address("survey", consultation)
    assert officer.get(address("preview", consultation))["Location"] == address("survey", consultation)
    assert officer.post(address("section_add", consultation), {"title": "Stolen"}).status_code == 404
    assert (
        officer.post(address("order", consultation), {"order": "1:", "revision": "0", "moved": "1"}).status_code == 404
    )
    assert officer.get(address("wording", consultation, "en-gb", "easy")).status_code == 404
    ConsultationPartner.objects.create(consultation=consultation, organisation=cast.borough)
    assert b"Nothing is asked yet" in sign_in(cast.borough_officer).get(address("preview", consultation)).content
    assert not Survey.objects.exists()
