"""What the front page reads: consultations to answer, soon to open, and what came of those before.

A constant number of statements, whatever stands in the database: one for each of the three lists, one for how the
promises stand. Addresses cost none:
Wagtail keeps the roots of sites in its cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.pictures import Bar, draw
from actions.reads import counts_in_public
from consultations.models import ConsultationPage, OutcomePage
from consultations.models.pages import ConsultationQuerySet
from consultations.status import Status
from core import moments

OPEN_SHOWN = 5
PLANNED_SHOWN = 3
OUTCOMES_SHOWN = 3
_OUTCOME_WORDS = 34


@dataclass(frozen=True, slots=True)
class Card:
    """One consultation, as a card shows it."""

    href: str
    title: str
    summary: str
    status: str
    status_text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """We asked, you said, we did: the gist of one published outcome."""

    href: str
    title: str
    we_asked: str
    you_said: str
    we_did: str
    said: str


def open_cards(request: HttpRequest, *, at: datetime) -> list[Card]:
    """The consultations that close first, of those that can be answered."""
    found = ConsultationPage.objects.open_at(at).order_by("closes_at", "pk")
    return [_card(page, request, Status.OPEN, at) for page in _with_bodies(found)[:OPEN_SHOWN]]


def planned_cards(request: HttpRequest, *, at: datetime) -> list[Card]:
    """The consultations that open next."""
    found = ConsultationPage.objects.planned_at(at).order_by("opens_at", "pk")
    return [_card(page, request, Status.PLANNED, at) for page in _with_bodies(found)[:PLANNED_SHOWN]]


def recent_outcomes(request: HttpRequest, *, at: datetime) -> list[Answered]:
    """The newest published outcomes of consultations that have closed."""
    closed = ConsultationPage.objects.closed_at(at)
    found = OutcomePage.objects.live().filter(consultation__in=closed).select_related("consultation")
    return [_answered(page, request, at) for page in found.order_by("-first_published_at", "-pk")[:OUTCOMES_SHOWN]]


def promises(*, at: datetime) -> Bar | None:
    """How everything that is promised in public stands; None while nothing is."""
    counts = counts_in_public(today=timezone.localdate(at))
    return draw(counts) if counts.total else None


def _with_bodies(found: ConsultationQuerySet) -> ConsultationQuerySet:
    return found.select_related("lead_organisation").annotate(partners_count=Count("partners"))


def _card(page: ConsultationPage, request: HttpRequest, status: Status, at: datetime) -> Card:
    is_open = status is Status.OPEN
    who = [_asked_by(page)]
    if page.minutes_to_answer and is_open:
        who.append(ngettext("takes %d minute", "takes %d minutes", page.minutes_to_answer) % page.minutes_to_answer)
    return Card(
        href=page.get_url(request) or "",
        title=page.title,
        summary=page.summary,
        status=status.value,
        status_text=str(status.label),
        facts=(_when(page, at), " · ".join(who)),
    )


def _when(page: ConsultationPage, at: datetime) -> str:
    if page.opens_at is None or page.closes_at is None:
        return ""
    return (
        moments.say_opening(page.opens_at, at=at) if at < page.opens_at else moments.say_closing(page.closes_at, at=at)
    )


def _asked_by(page: ConsultationPage) -> str:
    lead = page.lead_organisation.name
    others = page.partners_count
    if not others:
        return lead
    return ngettext("%(lead)s with %(others)d other", "%(lead)s with %(others)d others", others) % {
        "lead": lead,
        "others": others,
    }


def _answered(page: OutcomePage, request: HttpRequest, at: datetime) -> Answered:
    published = page.first_published_at
    return Answered(
        href=page.get_url(request) or "",
        title=page.consultation.title if page.consultation else page.title,
        we_asked=_gist(page.we_asked),
        you_said=_gist(page.you_said),
        we_did=_gist(page.we_did),
        said=_("Told on %s") % moments.say_day(published.date(), at=at) if published else "",
    )


def _gist(rich: str) -> str:
    """The first words of a rich text, as plain text."""
    spaced = rich.replace("</p>", "</p> ").replace("</li>", "</li> ")
    return Truncator(" ".join(strip_tags(spaced).split())).words(_OUTCOME_WORDS)
