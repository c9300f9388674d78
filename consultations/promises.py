"""What the ledger of promises asks of this room: which consultations a plan answers, and who asked to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from actions import origins
from actions.origins import Contributor, Origin
from consultations.models import ConsultationPage, ConsultationPlan, Contact
from consultations.services.private import opened_contact
from consultations.services.telling import leave_url


class Consultations:
    """This room in `actions/origins.py`."""

    def plans(self, plan_ids: Collection[int]) -> Mapping[int, list[Origin]]:
        """Return the published consultations that each plan answers; one statement."""
        public = ConsultationPage.objects.live().public().values("pk")
        links = ConsultationPlan.objects.filter(plan__in=plan_ids, consultation__in=public)
        found: dict[int, list[Origin]] = defaultdict(list)
        for link in links.select_related("consultation").order_by("consultation__opens_at", "pk"):
            found[link.plan_id].append(Origin(link.consultation.title, _("Consultation"), link.consultation.url))
        return found

    def actions(self, action_ids: Collection[int]) -> Mapping[int, list[Origin]]:
        """A consultation is answered by a plan as a whole."""
        return {}

    def contributors(self, *, plan_id: int, action_id: int) -> Iterable[Contributor]:
        """Yield who took part in a consultation that the plan answers and asked to be told while it is being done."""
        consultations = ConsultationPlan.objects.filter(plan=plan_id, consultation__live=True).values("consultation")
        for contact in Contact.objects.filter(consultation__in=consultations, wants_progress=True).order_by("pk"):
            given = opened_contact(contact)
            if given is not None and given.email:
                yield Contributor(email=given.email, leave_url=leave_url(contact))


def register_promises() -> None:
    origins.register("consultations", Consultations())
