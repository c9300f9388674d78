"""Officers' screens of an import: bring a table, match its columns, see what would happen, take it in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actions.access import access_kept_plan, may_lead
from actions.errors import Refusal
from actions.forms.desk import ImportForm
from actions.importing.answers import read_answers
from actions.importing.showing import draw_check
from actions.models import ActionPlan, ImportDraft
from actions.services import importing as services
from actions.views.officer import officers
from actions.views.officer_screen import show_screen
from people.models import Organisation


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Take a table into a plan of this person's organisations, or into one still to be made."""
    plan = access_kept_plan(pk, user=request.user) if pk is not None else None
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        organisations=None if plan else may_lead(request.user),
    )
    if form.is_valid():
        draft = services.stage_import(
            plan=plan,
            new_title=form.cleaned_data.get("new_title", ""),
            organisation=plan.lead_organisation if plan else form.cleaned_data["organisation"],
            source=form.source,
            table=form.table,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        return redirect("ledger_desk:import", draft.pk)
    title = _("Import actions") if plan else _("Import a plan")
    context = {"form": form, "waiting": _waiting(request, plan)}
    return show_screen(
        request, "officer_import_start.html", title=title, plan=plan, status=422 if form.errors else 200, **context
    )


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def import_check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what would become of each row; take answers and corrections; write, when that is chosen."""
    draft = _access(request, draft_id)
    if request.method != "POST":
        return _screen(request, draft)
    do = request.POST.get("do", "")
    if do in {"take", "take-right"}:
        return _take_in(request, draft, only_right=do == "take-right")
    if do == "discard":
        services.discard_import(draft=draft)
        messages.success(request, _("The table is discarded. Nothing was written."))
        return _back(draft)
    answers = read_answers(request.POST, draft=draft, bodies=set(Organisation.objects.values_list("pk", flat=True)))
    try:
        services.answer_import(
            draft=draft, columns=answers.columns, owners=answers.owners, days=answers.days, cells=answers.cells
        )
    except services.ImportGone as refusal:
        messages.error(request, str(refusal.public_message))
        return _back(draft)
    if answers.problems:
        return _screen(request, draft, problems=answers.problems, status=422)
    return redirect("ledger_desk:import", draft.pk)


def _take_in(request: HttpRequest, draft: ImportDraft, *, only_right: bool) -> HttpResponse:
    try:
        outcome = services.take_in(
            draft=draft,
            only_right=only_right,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            seen=request.POST.get("seen"),
        )
    except services.ImportGone as refusal:
        messages.error(request, str(refusal.public_message))
        return _back(draft)
    except Refusal as refusal:
        draft.refresh_from_db()
        return _screen(request, draft, problems=[str(refusal.public_message)], status=409)
    messages.success(request, services.taken_in_words(outcome))
    return redirect("officer_plans:plan", outcome.plan.pk) if outcome.plan else _back(draft)


def _screen(
    request: HttpRequest, draft: ImportDraft, *, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    outcome = services.check_import(draft=draft, at=timezone.now())
    context: dict[str, Any] = {
        "draft": draft,
        "check": draw_check(draft, outcome),
        "bodies": Organisation.objects.order_by("name").values_list("pk", "name"),
        "problems": problems or [],
    }
    title = _("Check the import")
    return show_screen(request, "officer_import.html", title=title, plan=draft.plan, status=status, **context)


def _access(request: HttpRequest, draft_id: UUID) -> ImportDraft:
    """Return a table on its way into a plan that this person's organisation leads.

    Raises:
        Http404: There is none: taken in, discarded, forgotten after a week, or another organisation's.
    """
    found = ImportDraft.objects.kept_by(request.user).select_related("plan", "organisation").filter(pk=draft_id)
    draft = found.first()
    if draft is None:
        raise Http404
    return draft


def _waiting(request: HttpRequest, plan: ActionPlan | None) -> list[ImportDraft]:
    """Return the tables that wait to be taken into this plan, or into new ones."""
    return list(ImportDraft.objects.kept_by(request.user).filter(plan=plan).defer("table")[:20])


def _back(draft: ImportDraft) -> HttpResponse:
    return redirect("officer_plans:plan", draft.plan.pk) if draft.plan else redirect("officer_plans:list")
