"""Rows for tests: the same few words throughout, everything else by default."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from consultations.models import ConsultationIndexPage, ConsultationPage, ShelfPage, Survey
from consultations.services.rights import grant_shelf
from engage.models import HomePage
from people.models import Organisation, User
from people.services import create_organisation
from questions.models import Choice, Question, Questionnaire, Section

_count = itertools.count(1)


def make_user(email: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(email or f"person{next(_count)}@example.org", "correct horse battery", **fields)


def make_organisation(name: str | None = None, **fields: Any) -> Organisation:
    number = next(_count)
    name = name or f"Organisation {number}"
    return create_organisation(name=name, slug=fields.pop("slug", f"organisation-{number}"), **fields)


def make_home() -> HomePage:
    """Return the home page, made on first use in place of Wagtail's own."""
    home = HomePage.objects.first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Home", slug="front", statement="What should change?"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Page.objects.filter(slug="home", depth=2).delete()
    return HomePage.objects.get()


def make_index() -> ConsultationIndexPage:
    found = ConsultationIndexPage.objects.first()
    if found is not None:
        return found
    return make_home().add_child(instance=ConsultationIndexPage(title="Consultations", slug="consultations"))


def make_shelf(organisation: Organisation | None = None) -> ShelfPage:
    organisation = organisation or make_organisation()
    found = ShelfPage.objects.filter(organisation=organisation).first()
    if found is not None:
        return found
    shelf = ShelfPage(title=organisation.name, slug=organisation.slug, organisation=organisation)
    shelf = make_index().add_child(instance=shelf)
    grant_shelf(shelf)
    return shelf


def make_consultation(
    organisation: Organisation | None = None,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    live: bool = True,
    **fields: Any,
) -> ConsultationPage:
    """Return a consultation that lacks nothing it needs to be published, open now for six more weeks."""
    now = timezone.now()
    number = next(_count)
    values: dict[str, Any] = {
        "title": f"Consultation {number}",
        "slug": f"consultation-{number}",
        "summary": "What we ask, in a sentence.",
        "decision": "Whether to change it.",
        "decided_by": "The cabinet",
        "decided_on": (now + timedelta(days=120)).date(),
        "can_change": "The times.",
        "cannot_change": "The budget.",
        "equality_analysis_on": (now - timedelta(days=20)).date(),
        "equality_analysis": "No group is worse off.",
        "contact_role": "Policy team",
        "contact_email": "policy@example.org",
        "period_reason": "Short, because it is a test.",
    }
    page = ConsultationPage(
        **(values | fields),
        opens_at=opens_at or now - timedelta(days=14),
        closes_at=closes_at or now + timedelta(days=42),
        live=live,
    )
    return make_shelf(organisation).add_child(instance=page)


def make_survey(consultation: ConsultationPage, *kinds: str) -> Survey:
    """Give the consultation a survey of one section with a question of each of these kinds (default: single)."""
    questionnaire = Questionnaire.objects.create(title=consultation.title, created_at=timezone.now())
    section = Section.objects.create(questionnaire=questionnaire, title="Your view", sort_order=1)
    for place, kind in enumerate(kinds or ("single",), start=1):
        make_question(section, kind=kind, sort_order=place)
    return Survey.objects.create(consultation=consultation, questionnaire=questionnaire)


CHOICES = {
    "yes_no": ["Yes", "No"],
    "single": ["Bus", "Car", "On foot"],
    "multiple": ["Bus", "Car", "On foot"],
    "agree": ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"],
    "ranking": ["Bus", "Car", "On foot"],
    "matrix": ["Good", "Fair", "Poor"],
}


def make_question(section: Section | None = None, *, kind: str = "single", **fields: Any) -> Question:
    question = Question.objects.create(section=section, kind=kind, **({"text": f"A question of kind {kind}?"} | fields))
    for place, text in enumerate(CHOICES.get(kind, []), start=1):
        Choice.objects.create(question=question, text=text, sort_order=place)
    if kind == "matrix":
        for place, text in enumerate(["Mornings", "Evenings"], start=1):
            Choice.objects.create(question=question, axis=Choice.Axis.ROW, text=text, sort_order=place)
    return question
