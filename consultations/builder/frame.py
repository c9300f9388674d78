"""What every screen of the builder has in common: where one is, the way back, the preview, who else was here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import PageLogEntry

from consultations.models import ConsultationPage
from consultations.services.survey import LOG_ACTION
from people.models import User


def show(
    request: HttpRequest,
    template: str,
    *,
    page: ConsultationPage,
    title: str,
    trail: Sequence[tuple[str, str]] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render one screen. `trail` names the screens between the survey and this one, as (label, address)."""
    frame = {
        "page": page,
        "header_title": f"{title}: {page.get_admin_display_title()}",
        "screen_title": title,
        "breadcrumbs_items": _breadcrumbs(page, title, trail),
        "header_icon": "form",
        "header_buttons": [_preview_button(page)],
        "lock": lock_message(page, request.user),  # type: ignore[arg-type]
    }
    return render(request, f"consultations/builder/{template}.html", frame | context, status=status)


def lock_message(page: ConsultationPage, user: User) -> SafeString | str:
    """Return why the page cannot be edited now, or nothing."""
    lock = page.get_lock()
    return lock.get_message(user) if lock and lock.for_user(user) else ""


def last_edit(page: ConsultationPage) -> PageLogEntry | None:
    """Return the newest line about the survey in the page's history: who wrote last, and when."""
    return PageLogEntry.objects.filter(page=page, action=LOG_ACTION).select_related("user").first()


def _preview_button(page: ConsultationPage) -> HeaderButton:
    return HeaderButton(
        _("Preview"),
        reverse("builder:preview", args=[page.pk]),
        icon_name="view",
        attrs={"target": "_blank", "rel": "noopener"},
    )


def _breadcrumbs(page: ConsultationPage, title: str, trail: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    survey = (_("Survey"), reverse("builder:survey", args=[page.pk]))
    steps = [
        (_("Home"), reverse("wagtailadmin_home")),
        (page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk])),
        *([survey] if title != survey[0] else []),
        *trail,
        (title, ""),
    ]
    return [{"label": label, "url": url} for label, url in steps]
