"""The finder: a page, and the same list as a feed, a calendar and a spreadsheet."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.api import api
from consultations.cards import cards
from consultations.catalogue import shelf
from consultations.filters import Problem, read
from consultations.finding import PER_PAGE, find, known_values
from consultations.narrowing import chips, groups, sorts
from consultations.reads import rich_text


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Show one page of the consultations that the address asks for, and ways to narrow or widen it."""
    at = timezone.now()
    catalogue = shelf.catalogue()
    filters, notes = read(request.GET, known_values(catalogue))
    found = find(catalogue, filters, at=at)
    page = Paginator(found.numbers, PER_PAGE).get_page(filters.page)
    if page.number != filters.page:
        notes.append(
            Problem("page", _("There is no page %(number)d. This is the last one.") % {"number": filters.page})
        )
    context = {
        "found": found,
        "introduction": rich_text(catalogue.introduction),
        "filters": filters,
        "list_page": page,
        "cards": [card.shown() for card in cards(found, list(page), at=at)],
        "groups": groups(found),
        "chips": chips(found, at=at),
        "sorts": sorts(filters),
        "notes": notes,
        "typed": {"starts": request.GET.get("from", "")[:40], "ends": request.GET.get("to", "")[:40]},
        "query": filters.on_page(1).query(),
    }
    return render(request, "consultations/finder.html", context)


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Explain the API to programmers, out of the same schema it serves."""
    schema = api.get_openapi_schema()
    operations = [
        {"path": path, **operation} for path, operations in schema["paths"].items() for operation in operations.values()
    ]
    context = {"operations": operations, "example": request.build_absolute_uri("/api/consultations?status=open")}
    return render(request, "consultations/finder_api.html", context)
