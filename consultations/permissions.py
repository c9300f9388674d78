"""Who may do what with a consultation beyond what Wagtail's page permissions say."""

from __future__ import annotations

from typing import Any

from people.models import Organisation
from people.permissions import is_administrator, is_officer_of


def may_invite(user: Any, lead: Organisation) -> bool:
    """Whether this person says which partners run a consultation with `lead`, and which of them may edit it.

    The lead's officers and administrators do; a partner that was invited to edit does not invite others.
    """
    return is_administrator(user) or is_officer_of(user, lead)
