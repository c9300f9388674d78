"""What plans and actions answer, told to the ledger: juries, their recommendations, residents who asked to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from actions.origins import Contributor, Origin
from juries.letters import leave_url
from juries.models import JuryPage, JuryPlan, RecommendationAction, ResidentQuestion, SessionPage
from juries.services.residents import address_of


class JuryOrigins:
    """Answers for what everybody may read: published recommendations of published juries."""

    def plans(self, plan_ids: Collection[int]) -> Mapping[int, list[Origin]]:
        found: dict[int, list[Origin]] = defaultdict(list)
        links = JuryPlan.objects.filter(plan__in=plan_ids, jury__in=_public())
        for link in links.select_related("jury__locale").order_by("jury__title"):
            found[link.plan_id].append(Origin(link.jury.title, _("Citizens’ juries"), link.jury.get_url() or ""))
        return found

    def actions(self, action_ids: Collection[int]) -> Mapping[int, list[Origin]]:
        found: dict[int, list[Origin]] = defaultdict(list)
        links = RecommendationAction.objects.filter(
            action__in=action_ids, recommendation__published_at__isnull=False, recommendation__jury__in=_public()
        )
        links = links.select_related("recommendation__jury__locale")
        for link in links.order_by("recommendation__jury", "recommendation__number"):
            row = link.recommendation
            label = _("Recommendation %(number)d: %(title)s") % {"number": row.number, "title": row.title}
            url = f"{row.jury.get_url() or ''}recommendations/{row.number}/"
            found[link.action_id].append(Origin(label, row.jury.title, url))
        return found

    def contributors(self, *, plan_id: int, action_id: int) -> Iterable[Contributor]:
        """Yield residents who asked a session of what is answered something, and wished to hear what follows."""
        linked = Q(plan_links__plan=plan_id) | Q(recommendations__action_links__action=action_id)
        sessions = [
            pk
            for jury in JuryPage.objects.live().filter(linked).distinct()
            for pk in SessionPage.objects.child_of(jury).values_list("pk", flat=True)
        ]
        asked = ResidentQuestion.objects.published().filter(session__in=sessions, follows=True)
        return _contributors(asked)


def _contributors(asked: Iterable[ResidentQuestion]) -> Iterator[Contributor]:
    for question in asked:
        email = address_of(question)
        if email:
            yield Contributor(email, leave_url(question.pk))


def _public() -> Collection[int]:
    return JuryPage.objects.live().public().values("pk")
