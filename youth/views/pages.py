"""Pages that everybody may read: have your say, get help now, the privacy notice."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import PageViewRestriction
from wagtail.views import serve

from youth.asking_reads import live_events, open_consultations, outcomes, planned_consultations, polls_of_the_week
from youth.clock_words import kept
from youth.front import front_context
from youth.models import HelpLink, YouthPage
from youth.views.frame import show

MOST = 20
PAST_POLLS = 6


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front of the section: a page of the tree that finds itself, which saves the statements of walking the tree.

    Where somebody has set who may read it, Wagtail is asked as for every other page.
    """
    page = YouthPage.objects.live().first()
    if page is None:
        raise Http404
    steps = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    if PageViewRestriction.objects.filter(page__path__in=steps).exists():
        return serve(request, "youth/")
    return render(
        request, YouthPage.template, {"page": page, "self": page} | front_context(page, request, at=timezone.now())
    )


@require_safe
def have_your_say(request: HttpRequest) -> HttpResponse:
    """Everything that young people are asked now, and what came of what they said."""
    at = timezone.now()
    polls = polls_of_the_week(at=at, limit=PAST_POLLS)
    context = {
        "poll": next((poll for poll in polls if poll.is_on), None),
        "past_polls": [poll for poll in polls if not poll.is_on],
        "open": open_consultations(at=at, limit=MOST),
        "events": live_events(at=at, limit=MOST),
        "planned": planned_consultations(at=at, limit=MOST),
        "outcomes": outcomes(at=at, limit=3),
    }
    return show(request, "youth/have_your_say.html", context)


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Who to turn to, and what the way out of the page does not hide."""
    links = list(HelpLink.objects.all())
    context = {
        "urgent": [link for link in links if link.is_urgent],
        "others": [link for link in links if not link.is_urgent],
    }
    return show(request, "youth/help.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice for young people, in words they can read."""
    return show(request, "youth/privacy.html", {"kept": kept()})
