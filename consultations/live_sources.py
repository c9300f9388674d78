"""Consultations as a place from which a live event takes questions: the same rows, so that room and web add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationPage
from consultations.models.pages import ConsultationQuerySet
from consultations.services.events import NotYourEvent, link_event
from live import sources
from live.models import Event
from live.services.agenda import ROOM_KINDS
from people.permissions import is_administrator, organisations_of
from questions.models import Question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Places listed at most.
MOST: Final = 100
_QUESTIONS: Final = "survey__questionnaire__sections__questions"


class Consultations:
    """The consultations that an officer's own organisations lead; administrators have all."""

    slug = "consultation"
    label: StrOrPromise = _("Consultations")

    def places_for(self, user: Any) -> Sequence[sources.Place]:
        asked = Count(
            _QUESTIONS,
            filter=Q(**{f"{_QUESTIONS}__retired_at": None, f"{_QUESTIONS}__kind__in": ROOM_KINDS}),
            distinct=True,
        )
        pages = _led_by(user).select_related("lead_organisation").annotate(asked=asked).filter(asked__gt=0)
        return [
            sources.Place(key=str(page.pk), title=page.title, note=str(page.lead_organisation))
            for page in pages.order_by("-opens_at", "-pk")[:MOST]
        ]

    def questions_of(self, key: str, *, user: Any) -> Sequence[Question] | None:
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        if not _led_by(user).filter(pk=int(key)).exists():
            return None
        own = Question.objects.on_offer().filter(section__questionnaire__survey__consultation=int(key))
        fit = own.filter(kind__in=ROOM_KINDS).select_related("section")
        return list(fit.order_by("section__sort_order", "section", "sort_order", "pk"))

    def taken(self, key: str, *, event: Event, by: Any, at: datetime) -> bool:
        """Link the event, so that what the room answers counts; not where its body does not run the consultation."""
        try:
            link_event(consultation=_led_by(by).get(pk=int(key)), event=event, by=by, at=at)
        except NotYourEvent:
            return False
        return True


def _led_by(user: Any) -> ConsultationQuerySet:
    if is_administrator(user):
        return ConsultationPage.objects.all()
    return ConsultationPage.objects.filter(lead_organisation__in=organisations_of(user))


def register_live_sources() -> None:
    sources.register(Consultations())
