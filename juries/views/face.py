"""What everybody reads of a jury beside its page: its recommendations, its report, its easy-read version."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.reads import rich_text
from juries.access import public_jury
from juries.models import JuryPage, Recommendation
from juries.owed import body_cards
from juries.priority_reads import priorities_of_recommendations
from juries.reads import jury_crumbs, paper_of
from juries.recommendation_reads import recommendation_cards, recommendation_context
from people.voices import Kind, voices_about


@require_safe
def recommendations(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """List what a jury recommended, with what every body answered."""
    page, at = public_jury(shelf, jury), timezone.now()
    frame = _frame(page)
    cards = recommendation_cards(page, base=frame["base"], at=at)
    return render(request, "juries/recommendations.html", frame | {"recommendations": cards})


@require_safe
def recommendation(request: HttpRequest, shelf: str, jury: str, number: int) -> HttpResponse:
    """Show one recommendation, at its permanent address."""
    page, at = public_jury(shelf, jury), timezone.now()
    found = Recommendation.objects.filter(jury=page, published_at__isnull=False).select_related("theme")
    row = found.filter(number=number).first()
    if row is None:
        raise Http404
    frame = _frame(page, is_below=True)
    context = frame | recommendation_context(row, base=frame["base"], at=at) | {"neighbours": _neighbours(row)}
    context["voices"] = voices_about(Kind.RECOMMENDATION, row.pk)
    context["priorities"] = priorities_of_recommendations([row.pk]).get(row.pk, [])
    return render(request, "juries/recommendation.html", context)


@require_safe
def report(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """Show the report as a page, the file to take down beside it."""
    page = public_jury(shelf, jury)
    if not page.report:
        raise Http404
    context = {
        "text": rich_text(page.report),
        "paper": paper_of(page.report_file),
        "month": date_format(page.report_on, "F Y") if page.report_on else "",
        "has_easy_read": bool(page.easy_read),
    }
    return render(request, "juries/report.html", _frame(page) | context)


@require_safe
def easy_read(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """Show the easy-read version."""
    page = public_jury(shelf, jury)
    if not page.easy_read:
        raise Http404
    context = {"text": rich_text(page.easy_read), "paper": paper_of(page.easy_read_file), "has_report": page.report}
    return render(request, "juries/easy_read.html", _frame(page) | context)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show what every body was asked, has answered and owes; `body` keeps one of them."""
    slug = request.GET.get("body", "")[:60]
    bodies = body_cards(at=timezone.now(), slug=slug)
    late = sum(body.late for body in bodies)
    return render(request, "juries/answers.html", {"bodies": bodies, "late": late, "is_one": bool(slug)})


def _frame(page: JuryPage, *, is_below: bool = False) -> dict[str, Any]:
    """Return what every page below a jury shows: the jury, its address, the way back."""
    base = page.get_url() or ""
    crumbs = jury_crumbs(page, base=base)
    if is_below:
        crumbs.append((_("Recommendations"), f"{base}recommendations/"))
    return {"jury": page, "base": base, "crumbs": crumbs}


def _neighbours(row: Recommendation) -> dict[str, Recommendation | None]:
    others = Recommendation.objects.filter(jury=row.jury_id, published_at__isnull=False).only("number", "title")
    return {
        "before": others.filter(number__lt=row.number).order_by("-number").first(),
        "after": others.filter(number__gt=row.number).order_by("number").first(),
    }
