"""What threads are about, and which digests went out. Keys point down; rooms above link their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.models import Page

from actions.models import Action, BoardReport
from consultations.models import ConsultationPage
from forums.models.threads import Thread


class ConsultationThread(models.Model):
    """A thread about a consultation."""

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.CASCADE, related_name="thread_links")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="consultation_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.thread_id}"


class ActionThread(models.Model):
    """A thread about an action of the ledger."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="thread_links")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="action_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.action_id}: {self.thread_id}"


class ReportThread(models.Model):
    """A thread about a board report."""

    report = models.ForeignKey(BoardReport, on_delete=models.CASCADE, related_name="thread_links")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="report_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.report_id}: {self.thread_id}"


class PageThread(models.Model):
    """A thread about any other page of the site."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="page_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id}: {self.thread_id}"


class NoticeRun(models.Model):
    """One round of letters: it tells what became public in `since <= moment < until`, once."""

    kind = models.CharField(max_length=8)
    since = models.DateTimeField()
    until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "until"], name="forum_notice_run_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.until:%Y-%m-%d %H:%M}"
