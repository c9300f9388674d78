"""What came of an event."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    raise Http404
