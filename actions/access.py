"""Find what somebody may see or change, or answer 404: strangers and officers of other bodies are told the same."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from actions.models import Action, ActionPlan
from people.models import Organisation
from people.permissions import is_administrator, organisations_of


def access_plan(slug: str, *, user: Any) -> ActionPlan:
    """Return the plan at this address: published ones to everybody, drafts to officers of the lead.

    Who looks is asked only where it matters: the pages of published plans are kept whole for people without a cookie.

    Raises:
        Http404: There is none that this person may read.
    """
    plan = ActionPlan.objects.select_related("lead_organisation").filter(slug=slug).first()
    if plan is None or not (plan.is_published or may_keep(user, plan)):
        raise Http404
    return plan


def access_published_plan(slug: str) -> ActionPlan:
    """Return the published plan at this address.

    Raises:
        Http404: There is none.
    """
    plan = ActionPlan.objects.published().select_related("lead_organisation").filter(slug=slug).first()
    if plan is None:
        raise Http404
    return plan


def access_action(slug: str, reference: str, *, user: Any) -> Action:
    """Return an action of a plan this person may read.

    Raises:
        Http404: Otherwise. A reference with a NUL byte is none.
    """
    plan = access_plan(slug, user=user)
    found = None if "\x00" in reference else plan.actions.select_related("owner").filter(reference=reference).first()
    if found is None:
        raise Http404
    found.plan = plan
    return found


def may_keep(user: Any, plan: ActionPlan) -> bool:
    """Whether this person writes the plan itself: an officer of its lead organisation, or an administrator."""
    if not (user.is_active and user.is_authenticated):
        return False
    return is_administrator(user) or organisations_of(user).filter(pk=plan.lead_organisation_id).exists()


def may_lead(user: Any) -> QuerySet[Organisation]:
    """The organisations in whose name this person may make plans."""
    return Organisation.objects.all() if is_administrator(user) else organisations_of(user)


def access_kept_plan(pk: int, *, user: Any) -> ActionPlan:
    """Return a plan that this person writes.

    Raises:
        Http404: There is none, or it is another organisation's: as if it were not there.
    """
    plan = ActionPlan.objects.kept_by(user).select_related("lead_organisation").filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def access_kept_action(plan: ActionPlan, pk: int) -> Action:
    """Return an action of a plan one has access to.

    Raises:
        Http404: The plan has no such action.
    """
    action = plan.actions.select_related("owner").filter(pk=pk).first()
    if action is None:
        raise Http404
    action.plan = plan
    return action


def may_enter(user: Any) -> bool:
    """Whether the ledger's screens are this person's business: an officer of any organisation, or an administrator."""
    if not (user.is_active and user.is_authenticated):
        return False
    return is_administrator(user) or organisations_of(user).exists()
