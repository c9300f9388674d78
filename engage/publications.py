"""What counts as a publication: every change to what an anonymous page shows raises the generation.

Wagtail and Django say so by signals of their own. Our services that change rows of another kind (results counted,
words released) raise the generation themselves.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from consultations.models import Area, Audience, Topic
from core.generation import raise_generation
from forums.models import Act, Forum, PartnershipQuestion, Thread
from people.models import CommunityOfInterest, Organisation

#: Shown on pages that are not published anew when one of these changes.
SHOWN: tuple[type[Model], ...] = (
    Area,
    Audience,
    CommunityOfInterest,
    Organisation,
    PageViewRestriction,
    Redirect,
    Site,
    Topic,
)


def follow() -> None:
    """Raise the generation at every publication from here on."""
    for publication in (page_published, page_unpublished, page_slug_changed, post_page_move):
        publication.connect(changed, dispatch_uid="engage.publications")
    for model in SHOWN:
        post_save.connect(changed, sender=model, dispatch_uid="engage.publications")
    post_save.connect(forum_changed, sender=Forum, dispatch_uid="engage.publications")
    post_save.connect(thread_changed, sender=Thread, dispatch_uid="engage.publications")
    post_save.connect(act_noted, sender=Act, dispatch_uid="engage.publications")
    post_save.connect(question_changed, sender=PartnershipQuestion, dispatch_uid="engage.publications")
    for model in (*SHOWN, Forum, Thread, Page, Act, PartnershipQuestion):
        post_delete.connect(changed, sender=model, dispatch_uid="engage.publications")


def changed(*, raw: bool = False, **about: Any) -> None:
    if not raw:
        raise_generation()


def forum_changed(*, update_fields: frozenset[str] | None = None, **about: Any) -> None:
    """A forum that closes is closed at once; that it counts its threads is no publication."""
    if update_fields != frozenset({"last_thread"}):
        changed(**about)


def thread_changed(*, instance: Thread, **about: Any) -> None:
    """What is said about a thing stands on its page, and what is public no more nowhere, at once; the rest may wait."""
    is_emptied = instance.published_at is not None and not instance.public_count
    if (instance.about or is_emptied) and not instance.forum.is_closed:
        changed(**about)


def act_noted(*, instance: Act, **about: Any) -> None:
    """What a moderator of an open forum did may be on kept pages. In a closed one nobody outside notices anything."""
    if not instance.forum.is_closed:
        changed(**about)


def question_changed(*, instance: PartnershipQuestion, **about: Any) -> None:
    """A question of a closed community is on public pages once it has gone out, and not before."""
    if not instance.is_from_closed or instance.put_at is not None:
        changed(**about)
