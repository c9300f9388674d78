"""The things of the floors below that threads can be about: consultations, actions, board reports, pages."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from actions.models import Action, BoardReport
from consultations.models import ConsultationPage
from forums.models import ActionThread, ConsultationThread, PageThread, ReportThread
from forums.subjects import SubjectKind, register
from people.voices import Kind

#: The site's front page and what lies above it are not talked about.
SHALLOWEST = 3


def register_subjects() -> None:
    register(
        SubjectKind(
            kind=Kind.CONSULTATION,
            label=_("Consultation"),
            links=ConsultationThread,
            field="consultation",
            way="consultation_link__consultation",
            public=lambda: ConsultationPage.objects.live().public().select_related("locale"),
            title=lambda page: page.title,
            url=lambda page: page.get_url() or "",
            find=find_consultation,
        )
    )
    register(
        SubjectKind(
            kind=Kind.ACTION,
            label=_("Promise"),
            links=ActionThread,
            field="action",
            way="action_link__action",
            public=lambda: Action.objects.filter(plan__published_at__isnull=False).select_related("plan"),
            title=lambda action: f"{action.reference} {action.title}",
            url=lambda action: action.get_absolute_url(),
            find=find_action,
        )
    )
    register(
        SubjectKind(
            kind=Kind.REPORT,
            label=_("Board report"),
            links=ReportThread,
            field="report",
            way="report_link__report",
            public=lambda: BoardReport.objects.filter(published_at__isnull=False),
            title=lambda report: report.title,
            url=lambda report: report.get_absolute_url(),
            find=find_report,
        )
    )
    register(
        SubjectKind(
            kind=Kind.PAGE,
            label=_("Page"),
            links=PageThread,
            field="page",
            way="page_link__page",
            public=public_pages,
            title=lambda page: page.title,
            url=lambda page: page.get_url() or "",
            find=find_page,
        )
    )


def public_pages() -> QuerySet[Page]:
    """Return the pages that threads can be about; a consultation is a kind of its own."""
    found: QuerySet[Page] = Page.objects.live().public().filter(depth__gte=SHALLOWEST).not_type(ConsultationPage)
    return found.select_related("locale")


def find_consultation(request: HttpRequest, match: ResolverMatch) -> int | None:
    page = _served(request, match)
    return ConsultationPage.objects.filter(pk=page.pk).values_list("pk", flat=True).first() if page else None


def find_page(request: HttpRequest, match: ResolverMatch) -> int | None:
    page = _served(request, match)
    return page.pk if page else None


def find_action(request: HttpRequest, match: ResolverMatch) -> int | None:
    if match.view_name != "actions:action":
        return None
    named = {"plan__slug": match.kwargs["slug"], "reference": match.kwargs["reference"]}
    return Action.objects.filter(**named).values_list("pk", flat=True).first()


def find_report(request: HttpRequest, match: ResolverMatch) -> int | None:
    if match.view_name != "actions:report":
        return None
    return BoardReport.objects.filter(slug=match.kwargs["slug"]).values_list("pk", flat=True).first()


def _served(request: HttpRequest, match: ResolverMatch) -> Page | None:
    """Return the page that Wagtail shows at an address."""
    if match.view_name != "wagtail_serve":
        return None
    return Page.find_for_request(request, f"/{match.args[0] if match.args else ''}")
