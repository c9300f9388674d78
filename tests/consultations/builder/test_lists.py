"""Lists cost the same number of statements whether they show one thing or three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Response
from questions.models import Choice
from questions.services import add_question, add_section, edit_question, set_wordings
from tests import factories
from tests.consultations.builder.conftest import address, questions_of, sections_of


def statements(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def grow(survey, number: int) -> None:
    """Add a section with a routed, worded, edited question and one that stands alone."""
    section = add_section(questionnaire=survey, title=f"Section {number}")
    first = questions_of(survey)[0]
    at = timezone.now()
    leader = list(Choice.objects.filter(question=first, text="Bus"))
    question = add_question(
        section=section, kind="single", text=f"Routed {number}?", choices=["A", "B"], show_if=leader
    )
    set_wordings(question=question, language="pl", text="Jak?", at=at)
    edit_question(question=question, text=f"Routed {number}, again?", at=at)
    add_question(section=section, kind="matrix", text=f"Table {number}", choices=["A", "B"], rows=["X", "Y"])


@pytest.mark.parametrize("name", ["survey", "wordings", "preview"])
def test_the_lists_of_one_survey(consultation, locked, officer, name):
    grow(locked, 1)
    one = statements(officer, address(name, consultation))
    grow(locked, 2)
    grow(locked, 3)
    assert statements(officer, address(name, consultation)) == one


def test_the_form_of_a_question_and_of_a_wording(consultation, survey, officer):
    url = address("question_add", consultation, sections_of(survey)[0].pk, "single")
    grow(survey, 1)
    one = statements(officer, url), statements(officer, address("wording", consultation, "pl", "standard"))
    grow(survey, 2)
    grow(survey, 3)
    assert (statements(officer, url), statements(officer, address("wording", consultation, "pl", "standard"))) == one


def test_the_surveys_to_copy_from(cast, consultation, officer):
    factories.make_survey(factories.make_consultation(cast.county, title="First"), "single")
    one = statements(officer, address("copy", consultation))
    for title in ("Second", "Third"):
        factories.make_survey(factories.make_consultation(cast.county, title=title), "single", "number")
    assert statements(officer, address("copy", consultation)) == one


def test_the_banner_counts_the_responses(consultation, locked, officer):
    for code in ("AAAA-1", "AAAA-2"):
        at = timezone.now()
        Response.objects.create(
            consultation=consultation, code=code, token_hash=code, channel="online", submitted_at=at, changed_at=at
        )
    assert b"2 responses have come in." in officer.get(address("survey", consultation)).content
