"""What Wagtail says of articles, handed to the pieces they are made from: see `youth/services/stages.py`.

Its signals alone are heard here, and they are sent by every way there is: the button, bulk actions, workflows, the
clock, scripts.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_rejected,
    workflow_cancelled,
    workflow_submitted,
)

from youth.models import ArticlePage
from youth.services.stages import follow_published, follow_sent_back, follow_submitted, follow_unpublished

#: Said to the writer where whoever sent it back in the admin wrote nothing.
ASK = _("A checked adult sent it back without a note. Ask in the talk on this piece what should change.")


def register_stages() -> None:
    """Begin to listen."""
    page_published.connect(_published, sender=ArticlePage, dispatch_uid="youth_published")
    page_unpublished.connect(_unpublished, sender=ArticlePage, dispatch_uid="youth_unpublished")
    workflow_submitted.connect(_submitted, sender=WorkflowState, dispatch_uid="youth_submitted")
    workflow_cancelled.connect(_cancelled, sender=WorkflowState, dispatch_uid="youth_cancelled")
    task_rejected.connect(_rejected, sender=TaskState, dispatch_uid="youth_rejected")


def _published(sender: Any, instance: ArticlePage, **kwargs: Any) -> None:
    follow_published(instance, at=timezone.now())


def _unpublished(sender: Any, instance: ArticlePage, **kwargs: Any) -> None:
    follow_unpublished(instance, at=timezone.now())


def _submitted(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    article = _article_of(instance)
    if article is not None:
        follow_submitted(article, at=timezone.now())


def _cancelled(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    article = _article_of(instance)
    # What was scheduled in the admin leaves its workflow too, and waits for its moment.
    if article is not None and not article.approved_schedule:
        follow_sent_back(article, at=timezone.now(), asked="")


def _rejected(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    article = _article_of(instance.workflow_state)
    if article is not None:
        follow_sent_back(article, at=timezone.now(), asked=instance.comment or str(ASK))


def _article_of(state: WorkflowState) -> ArticlePage | None:
    return ArticlePage.objects.filter(pk=state.object_id).first()
