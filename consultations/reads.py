"""What the page of one consultation shows, read once and handed to its template whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from consultations.cards import say_window
from consultations.models import ConsultationEvent, ConsultationPage, OutcomePage, ResultSnapshot, Survey
from consultations.plan_reads import plans_answering
from consultations.status import CLOSED_STATUSES, Status, days_overdue, outcome_due_at, status_of
from core.moments import last_minute, say_day, say_moment
from core.sanitise import rich
from people.voices import Kind, voices_about

OUTCOME_WORDS = 60


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A background paper, with what one wants to know before one takes it down."""

    title: str
    href: str
    description: str
    kind: str
    size: str


def consultation_context(page: ConsultationPage, *, at: datetime) -> dict[str, Any]:
    """Return what `consultations/consultation_detail.html` shows of this page at the moment `at`.

    The page may be a draft in preview: relations are read through it, so that unsaved ones show. The number of
    statements is constant.
    """
    outcome = OutcomePage.objects.live().filter(consultation_id=page.pk).first()
    status = status_of(page.opens_at, page.closes_at, outcome is not None, at)
    address = page.get_url() or ""
    return {
        "status": status,
        "has_opened": status != Status.PLANNED,
        "has_closed": status in CLOSED_STATUSES,
        "window_words": say_window(page.opens_at, page.closes_at, at=at),
        "body": rich_text(page.body),
        "other_ways": rich_text(page.other_ways),
        "papers": papers(page),
        "runs": organisations(page),
        "subjects": subjects(page),
        "dates": dates(page, at=at),
        "calendar_url": f"{address}calendar.ics" if address and page.window else "",
        **ways_on(page, status, address),
        **promised(page, status, at=at),
        "outcome": outcome_told(outcome),
        "events": events_held(page.pk, at=at),
        "plans": plans_answering(page.pk, at=at),
        "voices": voices_about(Kind.CONSULTATION, page.pk) if page.live else None,
    }


def events_held(consultation_id: int, *, at: datetime) -> list[Link]:
    """Return the events that have asked these questions; each leads to its own results, where those are public."""
    links = ConsultationEvent.objects.filter(consultation=consultation_id).ended().in_order()
    events = [link.event for link in links]
    return [
        Link(
            _("%(event)s, %(day)s")
            % {"event": event.title, "day": say_day(timezone.localdate(event.starts_at), at=at)},
            reverse("live:results", args=[event.code]) if event.are_results_public else "",
        )
        for event in events
    ]


def rich_text(html: str) -> SafeString:
    """Return an editor's rich text as it may be shown: links to pages resolved, then through the one allowlist."""
    return rich(expand_db_html(html)) if html else SafeString("")


def ways_on(page: ConsultationPage, status: Status, address: str) -> dict[str, str]:
    """Return where one can go from here: to answer while it is open, to the results once they are counted."""
    can_answer = status == Status.OPEN and Survey.objects.filter(consultation_id=page.pk).exists()
    is_counted = status in CLOSED_STATUSES and ResultSnapshot.objects.filter(consultation_id=page.pk).exists()
    return {
        "respond_url": f"{address}respond/" if can_answer and address else "",
        "results_url": f"{address}results/" if is_counted and address else "",
    }


def promised(page: ConsultationPage, status: Status, *, at: datetime) -> dict[str, Any]:
    """Return what is promised after closing: the day the outcome is due, or by how many days it is late."""
    if status not in (Status.OUTCOME_DUE, Status.OVERDUE) or page.closes_at is None:
        return {}
    due = say_day(timezone.localdate(last_minute(outcome_due_at(page.closes_at))), at=at)
    late = days_overdue(page.closes_at, at) if status == Status.OVERDUE else 0
    return {"due": due, "days_late": late, "weeks": settings.OUTCOME_DUE_DAYS // 7}


def outcome_told(outcome: OutcomePage | None) -> dict[str, str] | None:
    """Return the outcome in a few sentences, and where it stands in full; None without a public one."""
    if outcome is None or outcome.get_view_restrictions().exists():
        return None
    words = Truncator(strip_tags(outcome.we_did or outcome.you_said).strip()).words(OUTCOME_WORDS)
    return {"summary": words, "url": outcome.get_url() or ""}


def papers(page: ConsultationPage) -> list[Paper]:
    return [
        Paper(
            title=line.document.title,
            href=line.document.url,
            description=line.description,
            kind=line.document.file_extension.upper(),
            size=filesizeformat(line.document.get_file_size() or 0),
        )
        for line in page.documents.select_related("document")
    ]


def organisations(page: ConsultationPage) -> list[Link]:
    """Return who runs it, the lead first; each leads to what else it asks."""
    partners = [line.organisation for line in page.partners.select_related("organisation")]
    bodies = [page.lead_organisation, *(body for body in partners if body.pk != page.lead_organisation_id)]
    return links("organisation", bodies)


def subjects(page: ConsultationPage) -> list[tuple[str, list[Link]]]:
    """Return topics, areas, and audiences with communities, those that have any; each leads into the finder."""
    rows = [
        (_("Topics"), links("topic", page.topics.all())),
        (_("Areas"), links("area", page.areas.all())),
        (_("Who is asked"), links("audience", [*page.audiences.all(), *page.communities.all()])),
    ]
    return [(term, found) for term, found in rows if found]


def links(facet: str, things: Iterable[Any]) -> list[Link]:
    finder = reverse("consultations:finder")
    return [Link(thing.name, f"{finder}?{urlencode({facet: thing.slug})}") for thing in things]


def dates(page: ConsultationPage, *, at: datetime) -> dict[str, str]:
    """Return the days on the page the way people say them; what is not set is missing."""
    days = {"decided": page.decided_on, "equality": page.equality_analysis_on}
    said = {name: say_day(day, at=at) for name, day in days.items() if day}
    if page.window:
        said["opens"] = say_moment(page.window.opens_at, at=at)
        said["closes"] = say_moment(last_minute(page.window.closes_at), at=at)
    return said
