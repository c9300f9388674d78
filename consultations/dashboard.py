"""What an officer finds on the front of the admin: the consultations of their organisation, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from consultations.cards import say_window
from consultations.models import ConsultationPage, ConsultationPartner
from consultations.status import Status, status_of
from people.permissions import is_administrator, organisations_of

MOST_SHOWN: Final = 12
#: More than this are never on one desk: an administrator of a large site looks further in the list of pages.
MOST_READ: Final = 200
PRESSING: Final = (Status.OVERDUE, Status.OUTCOME_DUE, Status.OPEN, Status.PLANNED)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One consultation on an officer's desk. `status` is None for a draft; addresses are empty where one may not go."""

    title: str
    lead: str
    status: Status | None
    words: str
    edit_url: str
    survey_url: str
    results_url: str

    @property
    def place(self) -> int:
        """The more pressing, the smaller."""
        return len(PRESSING) if self.status is None else PRESSING.index(self.status)


class DeskPanel(Component):
    """The officer's consultations with what each needs next."""

    name = "consultations_desk"
    template_name = "consultations/admin/desk.html"
    order = 90

    def __init__(self, request: HttpRequest, *, at: datetime) -> None:
        self.request = request
        self.at = at

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        rows = desk_rows(self.request.user, at=self.at)
        return {"rows": rows[:MOST_SHOWN], "left": max(0, len(rows) - MOST_SHOWN)}


def desk_rows(user: Any, *, at: datetime) -> list[DeskRow]:
    """Return what this person's organisations run and have not finished, the most pressing first.

    The number of statements is constant.
    """
    pages = ConsultationPage.objects.without_outcome().select_related("lead_organisation", "survey")
    if is_administrator(user):
        found = list(pages.order_by("closes_at")[:MOST_READ])
        editable = {page.pk for page in found}
    else:
        own = list(organisations_of(user).values_list("pk", flat=True))
        found = list(pages.read_by(organisations_of(user)).order_by("closes_at")[:MOST_READ])
        invited = ConsultationPartner.objects.filter(organisation__in=own, can_edit=True)
        editable = {page.pk for page in found if page.lead_organisation_id in own}
        editable |= set(invited.values_list("consultation_id", flat=True))
    rows = [_row(page, may_edit=page.pk in editable, at=at) for page in found]
    return sorted(rows, key=lambda row: row.place)


def _row(page: ConsultationPage, *, may_edit: bool, at: datetime) -> DeskRow:
    status = status_of(page.opens_at, page.closes_at, has_outcome=False, at=at) if page.live else None
    return DeskRow(
        title=page.title,
        lead=page.lead_organisation.name,
        status=status,
        words=_("Draft") if status is None else say_window(page.opens_at, page.closes_at, at=at),
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else "",
        survey_url=reverse("builder:survey", args=[page.pk]) if may_edit else "",
        results_url=reverse("officer_results:detail", args=[page.pk]) if hasattr(page, "survey") else "",
    )
