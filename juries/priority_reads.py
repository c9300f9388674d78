"""What conferences put first, as the pages of recommendations and actions tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse

from actions.priorities import Priority
from juries.models import RankedThing


def priorities_of_recommendations(recommendation_ids: Collection[int]) -> dict[int, list[Priority]]:
    """Return by recommendation what conferences made of it, the latest first: one statement."""
    found = _told().filter(recommendation__in=recommendation_ids)
    return _grouped((thing.recommendation_id or 0, thing) for thing in found)


class Conferences:
    """The source of priorities for the ledger."""

    def actions(self, action_ids: Collection[int]) -> Mapping[int, list[Priority]]:
        found = _told().filter(action__in=action_ids)
        return _grouped((thing.action_id or 0, thing) for thing in found)

    def officer_url(self, plan_id: int) -> str:
        return reverse("jury_priorities:plan", args=[plan_id])


def _told() -> QuerySet[RankedThing]:
    """Fetch what may be told: recorded, and by enough people."""
    told = RankedThing.objects.filter(place__isnull=False, ranking__people__isnull=False)
    return told.select_related("ranking").order_by("-ranking__event_on", "-ranking_id")


def _grouped(found: Iterable[tuple[int, RankedThing]]) -> dict[int, list[Priority]]:
    grouped: dict[int, list[Priority]] = {}
    for key, thing in found:
        ranking = thing.ranking
        grouped.setdefault(key, []).append(
            Priority(
                place=thing.place or 0,
                of=thing.of,
                people=ranking.people or 0,
                event=ranking.event_title,
                on=ranking.event_on,
                points=str(thing.score),
            )
        )
    return grouped
