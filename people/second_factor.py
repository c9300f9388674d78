"""Who must sign in with a second factor, and whether they have one."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from people.permissions import may_enter_admin

#: Recovery codes help somebody who lost one of these; alone they are a second password.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(user: Any) -> bool:
    """Whether this person works in the admin, a second factor is required of them, and they have none."""
    is_asked = settings.STAFF_SECOND_FACTOR_REQUIRED and may_enter_admin(user)
    return bool(is_asked and not is_mfa_enabled(user, types=FACTORS))
