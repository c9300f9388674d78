"""Reviews of a plan, for everybody once published; for officers of its lead organisation before."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions import snapshots
from actions.access import access_plan, may_keep
from actions.models import ActionPlan, PlanReview
from actions.pictures import TAGS, draw


@require_safe
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """List the reviews of a plan, the newest first, with a way to compare two of them."""
    plan = access_plan(slug, user=request.user)
    return render(request, "actions/review_list.html", _frame(plan) | {"reviews": list(_readable(request, plan))})


@require_safe
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the plan as it stood, with what is to be said of it."""
    plan = access_plan(slug, user=request.user)
    found = _one(request, plan, str(pk))
    entries = snapshots.entries_of(found.snapshot)
    context = {
        "review": found,
        "is_whole": found.is_whole,
        "bar": draw(snapshots.count(entries, today=found.taken_on)),
        "themes": [(theme, [(one, TAGS[one.status]) for one in lines]) for theme, lines in snapshots.by_theme(entries)],
        "others": [one for one in _readable(request, plan) if one.pk != found.pk],
    }
    return render(request, "actions/review.html", _frame(plan) | context)


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show two reviews of a plan side by side, the earlier on the left."""
    plan = access_plan(slug, user=request.user)
    asked = request.GET.get("then", ""), request.GET.get("now", "")
    if not all(asked) or asked[0] == asked[1]:
        return redirect("actions:reviews", plan.slug)
    first, second = sorted((_one(request, plan, one) for one in asked), key=lambda one: (one.taken_on, one.pk))
    then, now = snapshots.entries_of(first.snapshot), snapshots.entries_of(second.snapshot)
    pairs = snapshots.compare(then, now)
    before, after = snapshots.count(then, today=first.taken_on), snapshots.count(now, today=second.taken_on)
    context = {
        "then": first,
        "now": second,
        "pairs": [_with_tags(pair) for pair in pairs if pair.is_different],
        "same": sum(not pair.is_different for pair in pairs),
        "differences": snapshots.differences(before, after),
        "overdue": (before.overdue, after.overdue),
        "changed": [one for one in (first, second) if not one.is_whole],
    }
    return render(request, "actions/review_compare.html", _frame(plan) | context)


def _with_tags(pair: snapshots.Pair) -> tuple[snapshots.Pair, str, str]:
    return pair, TAGS[pair.then.status] if pair.then else "", TAGS[pair.now.status] if pair.now else ""


def _frame(plan: ActionPlan) -> dict[str, Any]:
    crumbs = [(_("Promises"), reverse("actions:plans")), (plan.title, plan.get_absolute_url())]
    reviews_crumb = (_("Reviews"), reverse("actions:reviews", args=[plan.slug]))
    return {"plan": plan, "crumbs": crumbs, "review_crumbs": [*crumbs, reviews_crumb]}


def _readable(request: HttpRequest, plan: ActionPlan) -> QuerySet[PlanReview]:
    found = plan.reviews.order_by("-taken_on", "-pk").defer("snapshot")
    return found if may_keep(request.user, plan) else found.filter(published_at__isnull=False)


def _one(request: HttpRequest, plan: ActionPlan, number: str) -> PlanReview:
    """Return a review of the plan that this person may read.

    Raises:
        Http404: There is none.
    """
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    found = _readable(request, plan).defer(None).filter(pk=int(number)).first() if is_number else None
    if found is None:
        raise Http404
    found.plan = plan
    return found
