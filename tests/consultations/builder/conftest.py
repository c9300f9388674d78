"""A county consultation with a survey, its officers signed in, and forms filled in as a browser would send them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPage
from questions.models import Question, Questionnaire, Section
from questions.services import lock
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def consultation(cast) -> ConsultationPage:
    return factories.make_consultation(cast.county, title="Evening buses")


@pytest.fixture
def survey(consultation) -> Questionnaire:
    """One section with a single choice and a long text."""
    return factories.make_survey(consultation, "single", "long_text").questionnaire


@pytest.fixture
def officer(cast) -> Client:
    return sign_in(cast.county_officer)


@pytest.fixture
def locked(survey) -> Questionnaire:
    lock(survey, at=timezone.now())
    return survey


def address(name: str, consultation: ConsultationPage, *arguments: Any) -> str:
    return reverse(f"builder:{name}", args=[consultation.pk, *arguments])


def sections_of(survey: Questionnaire) -> list[Section]:
    return list(survey.sections.all())


def questions_of(survey: Questionnaire) -> list[Question]:
    """All questions that are asked, in the order in which they are."""
    asked = Question.objects.on_offer().filter(section__questionnaire=survey)
    return list(asked.order_by("section__sort_order", "section_id", "sort_order", "pk"))


class _Fields(HTMLParser):
    """Collects what a browser would send of the one form that has a field of a given name."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.area = ""
        self.select = ""
        self.in_template = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        self.in_template = self.in_template or tag == "template"
        if tag == "form":
            self.forms.append([])
        if self.in_template or not self.forms:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea":
            self.area = name
            self.forms[-1].append((name, ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1].append((self.select, given.get("value", "")))
        elif tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in given):
            self.forms[-1].append((name, given.get("value", "on" if kind == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        self.in_template = self.in_template and tag != "template"
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area:
            name, words = self.forms[-1][-1]
            self.forms[-1][-1] = (name, words + data)


def fields(response: Any, having: str) -> dict[str, Any]:
    """Return the fields of the form that has a field `having`, as a browser would send them untouched."""
    parser = _Fields()
    parser.feed(response.content.decode())
    form = next(form for form in parser.forms if having in dict(form))
    data: dict[str, Any] = {}
    for name, value in form:
        words = re.sub(r"\A\r?\n", "", value)  # a browser drops the first line end of a text area
        data[name] = [*data[name], words] if name in data and isinstance(data[name], list) else words
    ticked = [value for name, value in form if name == "show_if"]
    return data | ({"show_if": ticked} if ticked else {})


def choices_data(prefix: str, *texts: str, **more: Any) -> dict[str, Any]:
    """Return the fields of a list of new lines; `more` adds to them, as `is_other_2=True` to the third."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(texts), f"{prefix}-INITIAL_FORMS": 0}
    for place, text in enumerate(texts):
        data |= {f"{prefix}-{place}-text": text, f"{prefix}-{place}-place": place}
    for name, value in more.items():
        field, _under, place = name.rpartition("_")
        data[f"{prefix}-{place}-{field}"] = value
    return data
