"""Publish and take down by the clock, as Wagtail's own command does, but each page by itself.

Wagtail's `publish_scheduled` stops at the first page that refuses; here the others go out all the same, and whoever
scheduled the one that refused is told once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision

from people.notices import notify

logger = logging.getLogger(__name__)


def publish_due(at: datetime) -> int:
    """Take down what has expired and publish what is due at this moment; return how many were done."""
    return sum(_take_down(thing) for thing in list(_expired(at))) + sum(
        _publish(revision, at=at)
        for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    )


def _expired(at: datetime) -> Iterator[Any]:
    drafts = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in [Page, *drafts]:
        manager: models.Manager[Any] = model._default_manager
        yield from manager.filter(live=True, expire_at__lte=at).order_by("expire_at")


def _take_down(thing: Any) -> bool:
    try:
        with transaction.atomic():
            thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("%r could not be taken down on time.", thing)
        return False
    return True


def _publish(revision: Revision, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception as refusal:  # noqa: BLE001  whatever keeps this one back, the next must still go out
        _tell(revision, refusal, at=at)
        return False
    return True


def _tell(revision: Revision, refusal: Exception, *, at: datetime) -> None:
    """Tell whoever scheduled it, once; it is tried again at every tick, as what it lacks may be put right."""
    title = revision.object_str
    reason = str(getattr(refusal, "public_message", _("Something went wrong on the site.")))
    author = revision.user
    is_new = author is not None and notify(
        kind="not-published",
        key=str(revision.pk),
        recipient=author.email,
        subject=_("Not published: %(title)s") % {"title": title},
        body=_(
            "%(title)s was to be published now. It was not.\n\n%(reason)s\n\nOpen it to see what it needs:\n%(address)s"
        )
        % {"title": title, "reason": reason, "address": _address(revision)},
        at=at,
    )
    if is_new or author is None:
        logger.error("%s could not be published on time.", title, exc_info=refusal)


def _address(revision: Revision) -> str:
    if issubclass(revision.content_type.model_class() or models.Model, Page):
        return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[revision.object_id])
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home")
