"""What is new for whoever is signed in, in one place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forums.reads.whats_new import whats_new
from forums.views.frame import crumbs_of


@never_cache
@login_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show what is new in one's communities, what closes soon and which promises moved."""
    context = {"news": whats_new(request.user, at=timezone.now()), "crumbs": crumbs_of()}
    return render(request, "forums/news.html", context)
