"""What was said of a plan as an Atom feed, for programs that look by themselves."""

from __future__ import annotations

from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions import reads
from actions.access import access_published_plan
from actions.models import ActionPlan, ProgressUpdate
from actions.typed import tidy
from core.generation import current

FEED_ENTRIES = 50
MINUTES_KEPT = 5


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest updates of one plan."""
    generation = current()
    plan = access_published_plan(slug)
    response = get_conditional_response(request, etag=(etag := _etag(request, plan, generation)))
    if response is None:
        response = HttpResponse(_atom(request, plan), content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60 * MINUTES_KEPT)
    return response


def _etag(request: HttpRequest, plan: ActionPlan, generation: int) -> str:
    """Name what the feed depends on: what is published, the plan, the host. The clock changes nothing it says."""
    parts = (generation, plan.pk, request.get_host())
    return quote_etag(blake2s(repr(parts).encode(), digest_size=12).hexdigest())


def _atom(request: HttpRequest, plan: ActionPlan) -> str:
    here = request.build_absolute_uri(reverse("actions:feed", args=[plan.slug]))
    made = Atom1Feed(
        title=tidy(plan.title),
        link=request.build_absolute_uri(plan.get_absolute_url()),
        description=tidy(plan.summary),
        feed_url=here,
        feed_guid=here,
        language="en-gb",
    )
    host = request.get_host().partition(":")[0]
    for update in reads.newest_updates(plan, at_most=FEED_ENTRIES):
        _add(made, update, request=request, host=host)
    return made.writeString("utf-8")


def _add(made: Atom1Feed, update: ProgressUpdate, *, request: HttpRequest, host: str) -> None:
    action = update.action
    made.add_item(
        title=tidy(f"{action.reference} {update.get_status_display()}: {action.title}"),
        link=request.build_absolute_uri(action.get_absolute_url()),
        # Readers take what stands there for HTML.
        description=escape(tidy("\n\n".join(part for part in (update.text, update.reason) if part)))
        or _("No words came with this status."),
        unique_id=f"tag:{host},2026:update/{update.pk}",
        author_name=(update.organisation or action.plan.lead_organisation).name,
        pubdate=update.made_at,
        updateddate=update.made_at,
    )
