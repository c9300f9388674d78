"""The ledger as anybody reads it: the plans, one plan, one action with its whole history."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import ledger, reads
from actions.access import access_action, access_plan
from actions.ledger import Wanted
from actions.models import ActionPlan
from actions.origins import origins_of_actions, origins_of_plans
from actions.pictures import draw
from actions.priorities import priorities_of_actions
from people.voices import Kind, voices_about

PLANS_A_PAGE = 30


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the published plans, each with how its actions stand."""
    today = timezone.localdate(timezone.now())
    found = ActionPlan.objects.published().select_related("lead_organisation").order_by("-published_at", "pk")
    page = Paginator(found, PLANS_A_PAGE).get_page(request.GET.get("page"))
    pks = [plan.pk for plan in page]
    counts = reads.counts_of_plans(pks, today=today)
    origins = origins_of_plans(pks)
    rows = [(plan, draw(counts[plan.pk]), origins.get(plan.pk, [])) for plan in page]
    return render(request, "actions/plan_list.html", {"rows": rows, "list_page": page})


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one plan: how it stands, then its actions by theme, narrowed as the address asks."""
    at = timezone.now()
    found = access_plan(slug, user=request.user)
    lines = reads.lines_of(found, today=timezone.localdate(at))
    wanted = reads.wanted_in(request.GET)
    kept = [one for one in lines if wanted.lets_through(one)]
    page = reads.page_of(kept, request.GET.get("page"))
    context = {
        "plan": found,
        "bar": draw(ledger.count(lines)),
        "origins": origins_of_plans([found.pk]).get(found.pk, []),
        "wanted": wanted,
        "choices": reads.choices(lines),
        "number": len(kept),
        "list_page": page,
        "query": urlencode(asked_again(wanted)),
        "themes": reads.themes_on(page, found, at=at),
    }
    return render(request, "actions/plan.html", context)


@require_safe
def action(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Show one action and all that was said of it since."""
    at = timezone.now()
    found = access_action(slug, reference, user=request.user)
    shown = reads.show(found, origins_of_actions([found.pk]), at=at)
    page = reads.history(found, request.GET.get("page"))
    context = {
        "plan": found.plan,
        "action": found,
        "shown": shown,
        "partners": [one.name for one in found.partners.all()] + [found.other_partners] * bool(found.other_partners),
        "list_page": page,
        "updates": reads.told(page),
        "priorities": priorities_of_actions([found.pk]).get(found.pk, []),
        "voices": voices_about(Kind.ACTION, found.pk) if found.plan.is_published else None,
    }
    return render(request, "actions/action.html", context)


def asked_again(wanted: Wanted) -> dict[str, str]:
    """Return the query that asks for the same."""
    named = {
        "status": wanted.status,
        "owner": wanted.owner,
        "theme": wanted.theme,
        "overdue": "1" * wanted.is_overdue,
        "silent": "1" * wanted.is_silent,
    }
    return {name: value for name, value in named.items() if value}
