"""Linking action plans to the consultation they answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from actions.models import ActionPlan
from consultations.errors import Refusal
from consultations.models import ConsultationPage, ConsultationPlan
from core.generation import raise_generation
from people.permissions import is_administrator, organisations_of


class NotYourPlan(Refusal):
    """The plan is led by a body that does not run the consultation, or that this person does not act for."""


def plans_for(consultation: ConsultationPage, *, user: Any) -> QuerySet[ActionPlan]:
    """Return the plans that this person may link: of the bodies that run the consultation, and of theirs."""
    bodies = [consultation.lead_organisation_id, *consultation.partners.values_list("organisation_id", flat=True)]
    plans = ActionPlan.objects.filter(lead_organisation__in=bodies)
    return plans if is_administrator(user) else plans.filter(lead_organisation__in=organisations_of(user))


@transaction.atomic
def link_plan(*, consultation: ConsultationPage, plan: ActionPlan, by: Any, at: datetime) -> ConsultationPlan:
    """Have a plan answer a consultation.

    Raises:
        NotYourPlan: It is none of the plans that this person may link.
    """
    if not plans_for(consultation, user=by).filter(pk=plan.pk).exists():
        raise NotYourPlan
    link, _is_new = ConsultationPlan.objects.get_or_create(
        consultation=consultation, plan=plan, defaults={"linked_by": by, "linked_at": at}
    )
    raise_generation()
    return link


@transaction.atomic
def unlink_plan(*, consultation: ConsultationPage, plan_id: int) -> None:
    ConsultationPlan.objects.filter(consultation=consultation, plan_id=plan_id).delete()
    raise_generation()
