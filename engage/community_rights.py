"""Who edits which community's page: the officers of the body that leads it, nobody else's."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from wagtail.models import GroupPagePermission

from engage.models import CommunityPage
from people.models import CommunityOfInterest, Organisation
from people.services import grant_pages

#: What officers do on the page of a community that their body leads. The page itself is made by administrators.
LEAD_WORK: Final = ("change_page", "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def grant_page(page: CommunityPage) -> None:
    """Let the officers of the body that leads the community, and nobody else's, edit its page. It may be repeated."""
    lead = Organisation.objects.filter(communities_led=page.community_id).select_related("officers").first()
    others = GroupPagePermission.objects.filter(page_id=page.pk, group__organisation__isnull=False)
    others.exclude(group=lead.officers if lead else None).delete()
    if lead:
        grant_pages(group=lead.officers, page=page, codenames=LEAD_WORK)


def follow_lead(community: CommunityOfInterest) -> None:
    """Have the rights on a community's page follow who leads it."""
    page = CommunityPage.objects.filter(community=community).first()
    if page is not None:
        grant_page(page)
