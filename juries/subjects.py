"""Recommendations as something the threads of communities can be about, told to the forums."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from forums.subjects import SubjectKind, register
from juries.models import JuryPage, Recommendation, RecommendationThread
from people.voices import Kind


def register_recommendations() -> None:
    register(
        SubjectKind(
            kind=Kind.RECOMMENDATION,
            label=_("Recommendation"),
            links=RecommendationThread,
            field="recommendation",
            way="recommendation_link__recommendation",
            public=lambda: Recommendation.objects.filter(
                published_at__isnull=False, jury__in=JuryPage.objects.live().public().values("pk")
            ).select_related("jury__locale"),
            title=lambda row: f"{row.number}. {row.title}",
            url=lambda row: f"{row.jury.get_url() or ''}recommendations/{row.number}/",
            find=find_recommendation,
        )
    )


def find_recommendation(request: HttpRequest, match: ResolverMatch) -> int | None:
    if match.view_name != "juries:recommendation":
        return None
    named = match.kwargs
    found = JuryPage.objects.filter(slug=named["jury"], url_path__endswith=f"/{named['shelf']}/{named['jury']}/")
    rows = Recommendation.objects.filter(jury__in=found.values("pk"), number=named["number"])
    return rows.values_list("pk", flat=True).first()
