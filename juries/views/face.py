"""What everybody reads of a jury beside its page: its recommendations, its report, its easy-read version."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from juries.access import public_jury
from juries.models import Recommendation


@require_safe
def recommendations(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """List what a jury recommended."""
    page = public_jury(shelf, jury)
    found = Recommendation.objects.published().filter(jury=page)
    return render(request, "juries/recommendations.html", {"jury": page, "recommendations": found})


@require_safe
def recommendation(request: HttpRequest, shelf: str, jury: str, number: int) -> HttpResponse:
    """Show one recommendation, at its permanent address."""
    page = public_jury(shelf, jury)
    found = Recommendation.objects.published().filter(jury=page, number=number).first()
    if found is None:
        raise Http404
    return render(request, "juries/recommendation.html", {"jury": page, "recommendation": found})
