"""Plans and actions for tests."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.models import Action, ActionPlan, ProgressUpdate
from actions.services.updates import add_update
from actions.standing import Status
from people.models import Organisation

_count = itertools.count(1)


def local(*parts: int) -> datetime:
    """Return a moment of local time: local(2026, 3, 29, 1)."""
    return datetime(*parts, tzinfo=ZoneInfo("Europe/London"))  # type: ignore[misc,arg-type]


#: A Wednesday morning, far from any edge.
NOW = local(2026, 7, 15, 10)


def make_plan(organisation: Organisation, *, published_at: datetime | None = NOW, **fields: Any) -> ActionPlan:
    """Return a published plan; with `published_at=None`, a draft."""
    number = next(_count)
    values = {"title": f"Plan {number}", "slug": f"plan-{number}", "created_at": published_at or NOW}
    return ActionPlan.objects.create(lead_organisation=organisation, published_at=published_at, **(values | fields))


def make_action(plan: ActionPlan, **fields: Any) -> Action:
    number = next(_count)
    values = {
        "reference": f"A{number}",
        "title": f"Promise {number}",
        "order": number,
        "created_at": plan.created_at,
    }
    return Action.objects.create(plan=plan, **(values | fields))


def say(action: Action, status: Status, text: str = "", *, at: datetime = NOW, **fields: Any) -> ProgressUpdate:
    values = {"by": None, "organisation": action.owner}
    return add_update(action=action, status=status, text=text, at=at, **(values | fields))
