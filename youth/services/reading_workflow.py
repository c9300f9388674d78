"""Wagtail's workflow under a piece: begun when it is proposed, ended when it comes back.

Wagtail is told who asked only where that is an adult. It would show a young person's address in its logs and write to
them past `people/notices`, at night too. Who proposed a piece stands in the piece's own history, by pen name.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import WorkflowState

from youth.desk_errors import NoWorkflow
from youth.models import ArticlePage, Release


def leave_old_reading(article: ArticlePage, *, account: Any) -> None:
    """End the workflow in which changes were asked for: a new one begins with the new version."""
    before = article.current_workflow_state
    if before is not None:
        before.cancel(user=account)


def begin_reading(article: ArticlePage, *, account: Any) -> None:
    """Have the newest revision wait for a checked adult.

    Raises:
        NoWorkflow: The section has none.
    """
    workflow = article.get_workflow()
    if workflow is None:
        raise NoWorkflow
    workflow.start(article, account)


def end_reading(article: ArticlePage, *, account: Any, asked: str = "") -> None:
    """Let it wait no more, with what was asked for or taken back without a word; and take it off the clock."""
    state = article.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state:
        if asked:
            state.current_task_state.specific.reject(user=account, comment=asked)
        else:
            state.cancel(user=account)
    take_off_the_clock(article, account=account)


def take_off_the_clock(article: ArticlePage, *, account: Any) -> None:
    """Forget that a revision was to be published at a moment to come."""
    for revision in article.revisions.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = None
        revision.save(user=account, update_fields=["approved_go_live_at"])
    Release.objects.filter(article=article, state=Release.State.SCHEDULED).update(state=Release.State.ENDED)
