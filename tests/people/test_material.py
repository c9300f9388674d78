"""Files leave the site when something published carries them, or to who may choose them."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import ModelLogEntry, PageViewRestriction

from consultations.models import ConsultationDocument
from people.access_log import log_look
from people.models import Organisation
from people.services import picture_library
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = b"Heron Lane closure secret"


@pytest.fixture
def paper(cast, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    return Document.objects.create(
        title="Paper", file=ContentFile(WORDS, "paper.txt"), collection=cast.county.collection
    )


def fetch(document: Document, user=None):
    client = Client()
    if user is not None:
        client.force_login(user)
    answer = client.get(document.url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (WORDS in body) is (answer.status_code == 200)
    return answer.status_code


def carry(paper, **fields):
    page = factories.make_consultation(Organisation.objects.get(slug="county"), **fields)
    ConsultationDocument.objects.create(consultation=page, document=paper)
    return page


def test_a_file_that_nothing_carries_stays_in(cast, paper):
    assert [fetch(paper), fetch(paper, cast.resident), fetch(paper, cast.borough_officer)] == [404, 404, 404]
    assert fetch(paper, cast.county_officer) == 200
    assert fetch(paper, cast.administrator) == 200


def test_nor_does_a_draft_let_it_out(cast, paper):
    carry(paper, live=False)
    assert fetch(paper) == 404
    assert fetch(paper, cast.borough_officer) == 404
    assert fetch(paper, cast.county_officer) == 200


def test_once_published_everybody_reads_it_and_once_taken_down_nobody(cast, paper):
    page = carry(paper)
    assert fetch(paper) == 200
    assert fetch(paper, cast.borough_officer) == 200
    page.unpublish()
    assert fetch(paper) == 404


def test_an_unpublished_change_of_a_published_page_lets_nothing_out(cast, paper):
    page = factories.make_consultation(cast.county)
    page.documents = [ConsultationDocument(document=paper)]
    page.save_revision()
    assert fetch(paper) == 404
    page.get_latest_revision().publish()
    assert fetch(paper) == 200


def test_a_page_that_is_not_for_everybody_lets_nothing_out(cast, paper):
    page = carry(paper)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert fetch(paper) == 404


def test_the_library_is_for_who_chooses_from_it(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shared = Document.objects.create(
        title="Shared", file=ContentFile(WORDS, "shared.txt"), collection=picture_library()
    )
    assert fetch(shared) == 404
    assert fetch(shared, cast.borough_officer) == 200


def test_a_look_is_logged_and_administrators_list_it(cast):
    page = factories.make_consultation(cast.county, title="Evening buses")
    log_look(cast.county_officer, "equality tables", page)
    log_look(cast.county_officer, "contact of a respondent", cast.county)
    client = Client()
    client.force_login(cast.administrator)
    body = client.get(reverse("wagtailadmin_reports:site_history"), {"action": "engage.look"}).content.decode()
    assert "Looked at personal data: equality tables" in body
    assert "Looked at personal data: contact of a respondent" in body
    assert "Evening buses" in body
    assert "county_officer@example.org" in body


def test_the_log_of_a_look_names_a_row_by_its_number_alone(cast):
    log_look(cast.county_officer, "account", cast.resident)
    entry = ModelLogEntry.objects.get()
    assert "resident" not in entry.label
    assert str(cast.resident.pk) in entry.label
