"""The one guard of every e-mail that a respondent asks for: nobody is flooded through us, and nobody spams through us.

Anybody may begin an answer and type any address. One private link therefore goes to few addresses (counted as long as
notices are kept, three months), one network sends only so many an hour, and one address gets only so many a day.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from consultations.models import Draft, Response
from consultations.services.receipts import mail_name
from core.ratelimit import network_of, take
from people.notices import others_told, recipient_key

HOUR = 60 * 60
DAY = 24 * HOUR


def refuse_mail(request: HttpRequest, held: Draft | Response, *, email: str, at: datetime) -> str:
    """Return why nothing more may go to this address for this private link, in words; empty if it may.

    It is counted by asking.
    """
    if others_told(about=mail_name(held), recipient=email) >= settings.MAIL_ADDRESSES_A_LINK:
        return _(
            "This link has been sent to %(number)s addresses, and we send it to no more. Copy the link instead."
        ) % {"number": settings.MAIL_ADDRESSES_A_LINK}
    limit = settings.MAIL_LIMIT_PER_HOUR
    if not take(name="mail-network", who=network_of(request), limit=limit, seconds=HOUR, at=at).is_granted:
        return _("Many e-mails were asked for from your network. Try again in an hour, or copy the link instead.")
    limit = settings.MAIL_LIMIT_PER_DAY
    if not take(name="mail-address", who=recipient_key(email), limit=limit, seconds=DAY, at=at).is_granted:
        return _("This address was sent as many e-mails as we send in a day. Try again tomorrow, or copy the link.")
    return ""
