"""A message to those who listen to a community: it reaches the officers of the body that leads it, by e-mail.

Nothing of it stays on the site: the letter is sealed until it has left (people/notices.py).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.refusal import PublicRefusal
from people.models import CommunityOfInterest, User
from people.notices import Telling, notify_all

KIND: Final = "community-message"
LONGEST: Final = 4000


class NobodyListens(PublicRefusal):
    message = gettext_lazy("Nobody takes messages for this community yet. What you wrote is still here: copy it.")


class NothingToSay(PublicRefusal):
    message = gettext_lazy("Write your message.")


def listeners_of(community: CommunityOfInterest) -> list[User]:
    """Return who gets messages: the lead officer and the officers of the body that leads the community."""
    lead = Q(communities_led=community)
    if community.lead_organisation_id:
        lead |= Q(groups__organisation=community.lead_organisation_id)
    return list(User.objects.filter(lead, is_active=True).exclude(email="").distinct().order_by("pk"))


@transaction.atomic
def send_message(*, community: CommunityOfInterest, text: str, reply_to: str, at: datetime) -> int:
    """Send a message to all who listen, and return to how many.

    Raises:
        NothingToSay: It says nothing.
        NobodyListens: There is nobody to send it to.
    """
    if not text.strip():
        raise NothingToSay
    listeners = listeners_of(community)
    if not listeners:
        raise NobodyListens
    subject = _("Message about %(community)s") % {"community": community.name}
    body = _body(community, text.strip()[:LONGEST], reply_to.strip())
    letters = [Telling(one.email, subject, body) for one in listeners]
    return notify_all(letters, kind=KIND, key=uuid.uuid4().hex, at=at)


def _body(community: CommunityOfInterest, text: str, reply_to: str) -> str:
    answer = (
        _("They would like an answer. Write to: %(address)s") % {"address": reply_to}
        if reply_to
        else _("They left no address, so they do not expect an answer.")
    )
    words = _("Somebody wrote this on the page of %(community)s:") % {"community": community.name}
    return f"{words}\n\n{text}\n\n{answer}\n"
