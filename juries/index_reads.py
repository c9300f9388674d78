"""What the page of all juries and the shelf of one organisation show, in a constant number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import cos, sin, tau
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from consultations.reads import rich_text
from core.moments import say_day
from juries.courses import states_of
from juries.models import JuryIndexPage, JuryPage, JuryShelfPage
from juries.state import LABELS, TAGS, State

#: How a photograph is cut: in lists, and on the jury's own page.
LISTED, WIDE = "fill-640x400", "fill-1200x500"
USUAL_SEATS, MOST_SEATS = 12, 24
#: Juries that have not reported come first.
UNDER_WAY = (State.RECRUITING, State.SITTING, State.PLANNED)


@dataclass(frozen=True, slots=True)
class JuryCard:
    """One jury in a list, with the place of its photograph."""

    pk: int
    title: str
    url: str
    summary: str
    lead: str
    when: str
    jurors: int | None
    state: State
    label: str
    tag: str
    picture: AbstractRendition | None
    picture_alt: str

    @property
    def seats(self) -> list[tuple[int, int]]:
        """Where the chairs stand that are drawn where there is no photograph: one for each juror around a table."""
        number = min(self.jurors or USUAL_SEATS, MOST_SEATS)
        turns = [tau * seat / number for seat in range(number)]
        return [(round(160 + 112 * cos(turn)), round(100 + 66 * sin(turn))) for turn in turns]


def index_context(page: JuryIndexPage, *, at: datetime) -> dict[str, Any]:
    """Return what the page of all juries shows: those under way, then those that have reported."""
    cards = jury_cards(JuryPage.objects.live().public(), at=at)
    return {
        "introduction": rich_text(page.introduction),
        "under_way": [card for card in cards if card.state in UNDER_WAY],
        "reported": [card for card in cards if card.state not in UNDER_WAY],
    }


def shelf_context(page: JuryShelfPage, *, at: datetime) -> dict[str, Any]:
    return {
        "cards": jury_cards(JuryPage.objects.live().public().child_of(page), at=at),
        "crumbs": [(_("Citizens’ juries"), page.get_parent().get_url() or "")],
    }


def jury_cards(juries: Any, *, at: datetime) -> list[JuryCard]:
    """Return the cards of these juries, the latest first."""
    pictures = Prefetch("picture", get_image_model().objects.prefetch_renditions(LISTED))
    found = list(juries.select_related("lead_organisation", "locale").prefetch_related(pictures))
    states = states_of(found, at=at)
    found.sort(key=lambda jury: (jury.starts_on or date.max, jury.pk), reverse=True)
    return [_card(jury, states[jury.pk], at=at) for jury in found]


def _card(jury: JuryPage, state: State, *, at: datetime) -> JuryCard:
    return JuryCard(
        pk=jury.pk,
        title=jury.title,
        url=jury.get_url() or "",
        summary=jury.summary,
        lead=jury.lead_organisation.name,
        when=jury.when_words or say_days(jury.starts_on, jury.ends_on, at=at),
        jurors=jury.jurors_number,
        state=state,
        label=str(LABELS[state]),
        tag=TAGS[state],
        picture=rendition(jury.picture, LISTED),
        picture_alt=jury.picture_alt,
    )


def say_days(first: date | None, last: date | None, *, at: datetime) -> str:
    """Say on which days a jury sits: one day, from one to another, or nothing while no day is set."""
    if first is None:
        return ""
    if last is None or last == first:
        return say_day(first, at=at)
    return _("%(first)s to %(last)s") % {"first": say_day(first, at=at), "last": say_day(last, at=at)}


def rendition(picture: AbstractImage | None, cut: str) -> AbstractRendition | None:
    """Return the picture cut so; None where there is none or its file has gone."""
    if picture is None:
        return None
    try:
        return picture.get_rendition(cut)
    except SourceImageIOError:
        return None
