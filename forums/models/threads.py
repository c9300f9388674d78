"""Threads, where they were before, what somebody has read of them and has not sent yet."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models.forums import Forum
from forums.models.members import Member
from forums.paging import page_of_number


class ThreadQuerySet(models.QuerySet["Thread"]):
    def public(self) -> Self:
        """Keep those in which anything is public, and that were not merged away."""
        return self.filter(public_count__gt=0, merged_into=None)

    def by_activity(self) -> Self:
        return self.order_by("-is_pinned", F("last_post_at").desc(nulls_last=True), "-pk")

    def by_newest(self) -> Self:
        return self.order_by("-is_pinned", "-published_at", "-pk")


class Thread(models.Model):
    """One talk. `number` counts within the forum, so that no number tells what another forum holds."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="threads")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=150)
    started_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="threads")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, help_text="When its first post became public.")
    last_post_at = models.DateTimeField(null=True)
    last_number = models.PositiveIntegerField(default=0, help_text="The highest number ever given to a post.")
    last_public_number = models.PositiveIntegerField(default=0)
    public_count = models.PositiveIntegerField(default=0)
    is_locked = models.BooleanField(_("locked"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_archived = models.BooleanField(_("archived"), default=False)
    slow_mode_seconds = models.PositiveIntegerField(
        _("seconds between two posts of one person"), default=0, validators=[MaxValueValidator(86_400)]
    )
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    about = models.CharField(max_length=20, blank=True, help_text="The kind of thing it is about; the link is a row.")

    objects = ThreadQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["forum", "number"], name="thread_number_once")]
        indexes: ClassVar = [
            models.Index(fields=["forum", "is_archived", "-is_pinned", "-last_post_at"], name="thread_by_activity"),
            models.Index(fields=["forum", "is_archived", "-is_pinned", "-published_at"], name="thread_by_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forums:thread", args=[self.forum.community.slug, self.number])

    def post_url(self, number: int) -> str:
        """Return where a post stands: on its page, for ever the same one."""
        page = page_of_number(number)
        return self.get_absolute_url() + (f"?page={page}" if page > 1 else "") + f"#post-{number}"

    def takes_posts(self) -> bool:
        return not (self.is_locked or self.is_archived or self.merged_into_id or self.forum.is_archived)


class ThreadAlias(models.Model):
    """Where a thread stood before it was moved to another forum."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="aliases")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["forum", "number"], name="thread_alias_once")]

    def __str__(self) -> str:
        return f"{self.forum_id}#{self.number}"


class ReadMark(models.Model):
    """How far a member has read a thread, and whether they want to hear of it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="marks")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="marks")
    last_number = models.PositiveIntegerField(default=0)
    is_followed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "thread"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.thread_id}"


class Draft(models.Model):
    """What a member has written and not sent: one for each thread, and one for a thread that does not exist yet."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, related_name="drafts")
    title = models.CharField(max_length=150, blank=True)
    source = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "thread"], name="forum_draft_once"),
            models.UniqueConstraint(fields=["member"], condition=Q(thread=None), name="forum_draft_of_new_thread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.thread_id}"
