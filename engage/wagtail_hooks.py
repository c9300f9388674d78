"""What the site's own pages add to the Wagtail admin."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from engage.community_rights import grant_page
from engage.models import CommunityPage


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def follow_the_community(request: HttpRequest, page: Page) -> None:
    """Let the body that leads a community edit its page from the first save on."""
    if isinstance(page, CommunityPage):
        grant_page(page)
