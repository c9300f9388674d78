"""What the admin does with articles past `ArticlePage.publish`: its own publish button, copies, aliases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from youth.errors import NotPublished
from youth.models import ArticlePage
from youth.permissions import is_checked_adult
from youth.publication import release


@hooks.register("before_publish_page")
def release_what_the_button_publishes(request: HttpRequest, page: Page) -> None:
    """The editor publishes the revision it has just saved without asking the page.

    Raises:
        NotPublished: No check of theirs stands today, or the article lacks something.
    """
    if isinstance(page, ArticlePage) and page.latest_revision is not None:
        release(page, page.latest_revision, by=request.user, at=timezone.now())


@hooks.register("before_edit_page")
def say_why_it_is_locked(request: HttpRequest, page: Page) -> None:
    """Say it to somebody whose check lapsed while they were at it: the admin says no more than that it is locked."""
    is_pressed = "action-publish" in request.POST or request.POST.get("workflow-action-name") == "approve"
    if request.method != "POST" or not is_pressed or not isinstance(page, ArticlePage):
        return
    lock = page.get_lock()
    is_locked = lock is not None and lock.for_user(request.user)
    if is_locked and not is_checked_adult(request.user, today=timezone.localdate()):
        messages.error(request, str(NotPublished.message))


@hooks.register("before_copy_page")
def keep_copies_drafts(request: HttpRequest, page: Page) -> None:
    """Refuse before anything is copied, so that nothing is left half done.

    Raises:
        NotPublished: The copy, or the alias, would be public at once.
    """
    would_show = bool(request.POST.get("publish_copies") or request.POST.get("alias"))
    if request.method == "POST" and would_show and isinstance(page.specific, ArticlePage):
        raise NotPublished(missing=[_("A copy is not public at once. Copy it as a draft, then publish the draft.")])
