"""What a body was asked by communities: what it owes, with the days counted, and what it answered, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forums.reads.owed import owed_page
from forums.timeliness import say_timeliness
from forums.views.frame import crumbs_of
from people.models import Organisation


@never_cache
@require_safe
def asked_of_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the questions put to one body, unanswered ones first."""
    body = get_object_or_404(Organisation, slug=slug)
    found = owed_page(body, page=request.GET.get("page"), at=timezone.now())
    context = {"body": body, "found": found, "said": say_timeliness(found.record), "crumbs": crumbs_of()}
    return render(request, "forums/body_owed.html", context)
