"""Rows of juries for tests: a jury that lacks nothing it needs to be published, everything else by default."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from juries.models import (
    BodyAnswer,
    JuryIndexPage,
    JuryPage,
    JuryShelfPage,
    JuryTheme,
    Recommendation,
    SessionPage,
    Witness,
)
from juries.services.rights import open_shelf
from people.models import Organisation
from tests import factories

_count = itertools.count(1)


def make_jury_index() -> JuryIndexPage:
    found = JuryIndexPage.objects.first()
    if found is not None:
        return found
    return factories.make_home().add_child(instance=JuryIndexPage(title="Citizens’ juries", slug="juries"))


def make_jury_shelf(organisation: Organisation | None = None) -> JuryShelfPage:
    make_jury_index()
    shelf = open_shelf(organisation or factories.make_organisation())
    assert shelf is not None
    return shelf


def make_jury(organisation: Organisation | None = None, *, live: bool = True, **fields: Any) -> JuryPage:
    """Return a jury that sat last month and reported a week ago."""
    number = next(_count)
    today = timezone.localdate()
    values: dict[str, Any] = {
        "title": f"Jury {number}",
        "slug": f"jury-{number}",
        "summary": "Who sat and why, in a sentence.",
        "question": "What should change?",
        "starts_on": today - timedelta(days=30),
        "ends_on": today - timedelta(days=28),
        "report_on": today - timedelta(days=7),
        "place": "County Hall",
        "jurors_number": 13,
        "contact_role": "Policy team",
        "contact_email": "policy@example.org",
    }
    page = JuryPage(**(values | fields), live=live)
    return make_jury_shelf(organisation).add_child(instance=page)


def make_theme(jury: JuryPage, name: str = "Information") -> JuryTheme:
    return JuryTheme.objects.create(jury=jury, name=name)


def make_session(jury: JuryPage, *, live: bool = True, **fields: Any) -> SessionPage:
    """Return a session that starts tomorrow, so that residents may still put questions."""
    number = next(_count)
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=1))
    values: dict[str, Any] = {
        "title": f"Session {number}",
        "slug": f"session-{number}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
    }
    return jury.add_child(instance=SessionPage(**(values | fields), live=live))


def make_witness(session: SessionPage, **fields: Any) -> Witness:
    return Witness.objects.create(session=session, **({"role": "Director of Education"} | fields))


def make_recommendation(jury: JuryPage, *, published: bool = True, **fields: Any) -> Recommendation:
    number = fields.pop("number", None) or Recommendation.objects.filter(jury=jury).count() + 1
    values: dict[str, Any] = {
        "title": f"Recommendation {number}",
        "text": "Write it so that people can read it.",
        "reasons": "We could not read it.",
        "published_at": timezone.now() if published else None,
    }
    return Recommendation.objects.create(jury=jury, number=number, **(values | fields))


def make_owed_answer(
    recommendation: Recommendation, organisation: Organisation, *, due_on: date | None = None, **fields: Any
) -> BodyAnswer:
    """Return an answer that is asked for and not given yet, due in four weeks."""
    today = timezone.localdate()
    due_on = due_on or today + timedelta(days=28)
    asked_on = fields.pop("asked_on", min(today, due_on))
    return BodyAnswer.objects.create(
        recommendation=recommendation, organisation=organisation, asked_on=asked_on, due_on=due_on, **fields
    )
