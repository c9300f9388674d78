"""The owners' work list: what my organisations owe, the most urgent first, and many updates on one screen.

Each touched row is saved by itself, all of it or nothing; what is wrong with one stays beside what was typed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from actions import work as reads
from actions.errors import ChangedMeanwhile, Refusal
from actions.forms.work import UpdateForm
from actions.models import ActionPlan
from actions.services.reporting import Report, report_progress
from actions.standing import Status
from actions.views.officer import officers
from actions.views.officer_screen import show_screen
from actions.work import ROWS_A_PAGE, Owed


@dataclass(slots=True)
class Row:
    """One action on the screen with its form."""

    owed: Owed
    form: UpdateForm
    is_saved: bool = False
    has_problem: bool = False
    is_stale: bool = False

    def stand(self, now: Owed, request: HttpRequest) -> None:
        """Show what stands now beside what was typed; where that was news to its writer, have the form know it."""
        self.owed = now
        if self.is_stale:
            data: QueryDict = request.POST.copy()
            data[self.form.add_prefix("seen")] = now.seen
            data[self.form.add_prefix("was")] = now.action.status
            self.form.data = data


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Show what is owed; save the rows that were touched."""
    at = timezone.now()
    plan = _plan(request)
    if request.method == "POST":
        return _save(request, plan, at=at)
    pks = reads.owed_by(request.user, plan=plan, today=timezone.localdate(at))
    page = Paginator(pks, ROWS_A_PAGE).get_page(request.GET.get("page"))
    documents = reads.documents_of(request.user)
    rows = [Row(one, _fresh(one, documents)) for one in reads.read(request.user, list(page), at=at)]
    return _screen(request, plan, rows, list_page=page)


def _plan(request: HttpRequest) -> ActionPlan | None:
    """Return the plan the list is narrowed to, of those in which this person may update something."""
    asked = request.GET.get("plan", "")
    if not asked:
        return None
    found = next((one for one in reads.plans_of(request.user) if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, plan: ActionPlan | None, *, at: datetime) -> HttpResponse:
    """Save each touched row; with a problem anywhere, show the same rows again."""
    pks = [
        int(one)
        for one in request.POST.getlist("row")[:ROWS_A_PAGE]
        if one.isascii() and one.isdigit() and len(one) < 19
    ]
    documents = reads.documents_of(request.user)
    rows = [Row(one, _sent(request, one, documents)) for one in reads.read(request.user, pks, at=at)]
    touched = [row for row in rows if row.form.is_touched()]
    _save_rows(request, touched, at=at)
    saved = sum(row.is_saved for row in touched)
    if saved:
        words = ngettext("%d update is saved and published.", "%d updates are saved and published.", saved)
        messages.success(request, words % saved)
    elif not touched:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
    if saved == len(touched):
        return redirect(_address(plan, request.GET.get("page", "")))
    return _screen(request, plan, _again(request, rows, documents, at=at), status=422)


def _save_rows(request: HttpRequest, rows: Sequence[Row], *, at: datetime) -> None:
    speakers = reads.spoken_for(request.user, [row.owed.action for row in rows])
    for row in rows:
        row.has_problem = True
        if not row.form.is_valid():
            continue
        action = row.owed.action
        try:
            report_progress(
                action=action,
                report=_report(row.form),
                by=request.user,  # type: ignore[arg-type]
                organisation=speakers[action.pk],
                at=at,
            )
        except Refusal as refusal:
            row.form.add_error(None, str(refusal.public_message))
            row.is_stale = isinstance(refusal, ChangedMeanwhile)
        else:
            row.is_saved, row.has_problem = True, False


def _again(
    request: HttpRequest, rows: Sequence[Row], documents: Sequence[tuple[str, str]], *, at: datetime
) -> list[Row]:
    """Return the same rows as they stand now: what could not be saved as it was typed, the others afresh."""
    now = {one.action.pk: one for one in reads.read(request.user, [row.owed.action.pk for row in rows], at=at)}
    shown = []
    for row in rows:
        found = now.get(row.owed.action.pk)
        if found is None:
            continue
        if row.has_problem:
            row.stand(found, request)
            shown.append(row)
        else:
            shown.append(Row(found, _fresh(found, documents), is_saved=row.is_saved))
    return shown


def _fresh(one: Owed, documents: Sequence[tuple[str, str]]) -> UpdateForm:
    stands = {"status": one.action.status, "was": one.action.status, "seen": one.seen}
    return UpdateForm(initial=stands, prefix=f"a{one.action.pk}", documents=documents)


def _sent(request: HttpRequest, one: Owed, documents: Sequence[tuple[str, str]]) -> UpdateForm:
    return UpdateForm(request.POST, request.FILES, prefix=f"a{one.action.pk}", documents=documents)


def _report(form: UpdateForm) -> Report:
    sent = form.cleaned_data
    return Report(
        status=Status(sent["status"]),
        text=sent["text"],
        reason=sent["reason"],
        seen=sent["seen"],
        title=sent["evidence_title"],
        url=sent["evidence_url"],
        document=sent["evidence_document"],
        file=sent["evidence_file"],
    )


def _address(plan: ActionPlan | None, page: str = "") -> str:
    query = {name: value for name, value in (("plan", plan.pk if plan else ""), ("page", page)) if value}
    return reverse("officer_plans:work") + (f"?{urlencode(query)}" if query else "")


def _screen(
    request: HttpRequest, plan: ActionPlan | None, rows: Sequence[Row], *, status: int = 200, **context: Any
) -> HttpResponse:
    return show_screen(
        request,
        "officer_work.html",
        title=_("What we owe"),
        status=status,
        rows=rows,
        chosen=plan,
        plans=reads.plans_of(request.user),
        problems=[row for row in rows if row.has_problem],
        query=urlencode({"plan": plan.pk}) if plan else "",
        action_url=_address(plan, request.GET.get("page", "")),
        **context,
    )
