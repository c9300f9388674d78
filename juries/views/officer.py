"""The juries of one's organisations, and one of them: recommendations, who owes an answer, plans."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actions.models import ActionPlan
from juries.access import access_jury, kept_juries
from juries.courses import states_of
from juries.forms.officer import PlanForm
from juries.models import JuryPage, Recommendation, ResidentQuestion
from juries.services.linking import link_plan, plans_for, unlink_plan
from juries.state import LABELS
from juries.views.officer_screen import number, show_screen

ROWS_A_PAGE = 50


@require_safe
def juries(request: HttpRequest) -> HttpResponse:
    """List the juries this person looks after, the latest first."""
    rows = kept_juries(request.user).order_by("-starts_on", "title")
    list_page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    found = list(list_page.object_list)
    states = states_of(found, at=timezone.now())
    lines = [(jury, LABELS[states[jury.pk]] if jury.live else _("Draft")) for jury in found]
    return show_screen(request, "list.html", title=_("Juries"), list_page=list_page, lines=lines)


@require_http_methods(["GET", "HEAD", "POST"])
def jury(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what there is to do for one jury; join it to a plan or part them."""
    found = access_jury(page_id, user=request.user)
    form = PlanForm(None, plans=plans_for(request.user))
    if request.method == "POST":
        form = PlanForm(request.POST, plans=plans_for(request.user))
        if request.POST.get("do") == "unlink":
            _unlink(request, found)
            return redirect("officer_juries:jury", page_id)
        if form.is_valid():
            link_plan(jury=found, plan=form.cleaned_data["plan"])
            messages.success(request, _("The plan is linked. Choose at each recommendation which actions answer it."))
            return redirect("officer_juries:jury", page_id)
    return show_screen(
        request,
        "jury.html",
        title=found.title,
        jury=found,
        status=422 if form.errors else 200,
        plan_form=form,
        plans=ActionPlan.objects.filter(jury_links__jury=found).order_by("title"),
        recommendations=_recommendations(found),
        waiting=ResidentQuestion.objects.of_jury(found).waiting().count(),
    )


def _unlink(request: HttpRequest, found: JuryPage) -> None:
    plan = ActionPlan.objects.filter(jury_links__jury=found, pk=number(request.POST.get("plan"))).first()
    if plan is None:
        raise Http404
    unlink_plan(jury=found, plan=plan)
    messages.success(request, _("The plan is no longer linked to this jury."))


def _recommendations(found: JuryPage) -> list[Recommendation]:
    """Return the jury's recommendations, drafts too, each with how many answers were asked for, given and overdue."""
    today = timezone.localdate()
    rows = Recommendation.objects.filter(jury=found).select_related("theme").order_by("number")
    late = Q(answers__answered_at=None, answers__due_on__lt=today)
    return list(
        rows.annotate(
            asked=Count("answers"),
            given=Count("answers", filter=Q(answers__answered_at__isnull=False)),
            late=Count("answers", filter=late),
        )
    )
