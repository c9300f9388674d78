"""The state of young people: charts for everybody; for officers the screens that bring and take down figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Organisation
from questions.exports import csv_lines
from youth.errors import YouthRefusal
from youth.figures_file import Sheet
from youth.figures_reads import (
    access_figure,
    access_own_figure,
    file_rows,
    may_bring,
    own_figures,
    published_figures,
    shown,
)
from youth.forms.figures import FigureFileForm, FigureTakeForm
from youth.services import figures as services
from youth.views.frame import show

FIGURES_A_PAGE = 12
ROWS_A_PAGE = 50
MOST_PROBLEMS = 200

View = Callable[..., HttpResponse]


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    """Show every published figure as a chart; four statements, however many numbers there are."""
    found = published_figures().prefetch_related("values")
    page = Paginator(found, FIGURES_A_PAGE).get_page(request.GET.get("page"))
    return show(request, "youth/figures.html", {"list_page": page, "figures": shown(page.object_list)})


@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one figure with where it comes from."""
    found = access_figure(slug)
    crumbs = [(_("Young people"), "/youth/"), (_("The state of young people"), reverse("youth:figures"))]
    return show(request, "youth/figures_one.html", {"one": shown([found])[0], "crumbs": crumbs})


@require_safe
def figure_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one figure as a table."""
    found = access_figure(slug)
    head = {"Content-Disposition": f'attachment; filename="{found.slug}.csv"', "X-Robots-Tag": "noindex"}
    return HttpResponse("".join(csv_lines(file_rows(found))), content_type="text/csv; charset=utf-8", headers=head)


def officers(view: View) -> View:
    """Let in who works for an organisation, and administrators; to everybody else the screen is not there."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_bring(request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@officers
@require_safe
def manage_list(request: HttpRequest) -> HttpResponse:
    """List the figures of this person's organisations."""
    page = Paginator(own_figures(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return _screen(request, "list", _("Figures about young people"), {"list_page": page})


@officers
@require_http_methods(["GET", "HEAD", "POST"])
def manage_bring(request: HttpRequest) -> HttpResponse:
    """Take a file, and show what is wrong with it or what it would change. Nothing is written."""
    wanted = request.GET.get("organisation", "")
    form = FigureFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        organisations=may_bring(request.user),
        initial={"organisation": wanted} if wanted.isascii() and wanted.isdigit() else None,
    )
    if form.is_valid():
        return _checked(request, form.cleaned_data["organisation"], form.sheet, form.text)
    return _screen(request, "bring", _("Bring figures"), {"form": form}, status=422 if form.is_bound else 200)


@officers
@require_POST
def manage_take_in(request: HttpRequest) -> HttpResponse:
    """Write what was shown."""
    form = FigureTakeForm(request.POST, organisations=may_bring(request.user))
    if not form.is_valid():
        messages.error(request, _("Nothing was written. Choose the file again."))
        return redirect("youth_figures:bring")
    organisation, sheet = form.cleaned_data["organisation"], form.sheet
    try:
        made = services.take_in_figures(
            organisation=organisation,
            sheet=sheet,
            seen=form.cleaned_data["seen"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except YouthRefusal as refusal:
        return _checked(request, organisation, sheet, form.cleaned_data["text"], str(refusal.public_message))
    messages.success(request, _("Written: %(titles)s.") % {"titles": ", ".join(one.title for one in made[:5])})
    return redirect("youth_figures:list")


@officers
@require_POST
def manage_take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a figure off the public pages, or put it back."""
    found = access_own_figure(pk, user=request.user)
    if request.POST.get("do") == "put-back":
        services.put_back_figure(figure=found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%(title)s” is public again.") % {"title": found.title})
    else:
        services.take_down_figure(figure=found, by=request.user)  # type: ignore[arg-type]
        words = _("“%(title)s” is taken down. Its numbers are kept: you can put it back.")
        messages.success(request, words % {"title": found.title})
    return redirect("youth_figures:list")


def _checked(
    request: HttpRequest, organisation: Organisation, sheet: Sheet, text: str, refusal: str = ""
) -> HttpResponse:
    check = services.check_figures(organisation=organisation, sheet=sheet)
    context = {
        "organisation": organisation,
        "check": check,
        "rows": len(sheet.rows),
        "problems": check.problems[:MOST_PROBLEMS],
        "more": max(0, len(check.problems) - MOST_PROBLEMS),
        "text": text,
        "refusal": refusal,
    }
    status = 409 if refusal else 200 if check.is_right else 422
    return _screen(request, "check", _("Check the figures"), context, status=status)


def _screen(request: HttpRequest, name: str, title: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw one screen of the admin."""
    crumbs = [{"url": reverse("youth_figures:list"), "label": _("Figures about young people")}]
    if name != "list":
        crumbs.append({"url": request.path, "label": title})
    frame = {"page_title": title, "header_title": title, "header_icon": "table", "breadcrumbs_items": crumbs}
    return render(request, f"youth/manage/officer_figures_{name}.html", frame | context, status=status)
