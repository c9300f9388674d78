"""What moderators did, what readers reported, what authors appealed against."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models.forums import Forum, HouseRule
from forums.models.members import Member
from forums.models.posts import Post
from forums.models.threads import Thread


class Act(models.Model):
    """One thing a moderator did. The public log shows what and under which rule, and neither who nor whose."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("Let a post through")
        REMOVE = "remove", _("Removed a post")
        KEEP = "keep", _("Left a reported post standing")
        RESTORE = "restore", _("Put a post back after an appeal")
        UPHOLD = "uphold", _("Turned an appeal down")
        UNDO = "undo", _("Took a decision back")
        LOCK = "lock", _("Locked a thread")
        UNLOCK = "unlock", _("Unlocked a thread")
        PIN = "pin", _("Pinned a thread")
        UNPIN = "unpin", _("Unpinned a thread")
        ARCHIVE = "archive", _("Archived a thread")
        UNARCHIVE = "unarchive", _("Took a thread out of the archive")
        SLOW = "slow", _("Changed how fast one may write")
        RENAME = "rename", _("Changed the title of a thread")
        MOVE = "move", _("Moved a thread")
        MERGE = "merge", _("Merged two threads")
        SPLIT = "split", _("Split a thread")
        SUSPEND = "suspend", _("Suspended a member")
        LIFT = "lift", _("Ended a suspension early")
        ADMIT = "admit", _("Let somebody in")
        TURN_AWAY = "turn_away", _("Did not let somebody in")
        PUT = "put", _("Sent a question to a body")
        ABOUT = "about", _("Changed what a thread is about")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thread = models.ForeignKey(Thread, on_delete=models.SET_NULL, null=True, related_name="acts")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="acts")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="acts")
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict, help_text="How the post stood, so that it can be undone.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["forum", "-made_at"], name="act_log")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Report(models.Model):
    """Somebody says that a post should be looked at. No account is needed, and nothing of who it was is kept."""

    class Reason(models.TextChoices):
        RULES = "rules", _("It breaks a rule of the house")
        PERSONAL = "personal", _("It tells something personal about somebody")
        ILLEGAL = "illegal", _("It may be against the law, or somebody may be in danger")
        OTHER = "other", _("Something else")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("what is wrong with it"), max_length=8, choices=Reason.choices)
    words = models.TextField(_("in your own words"), blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], condition=Q(settled_at=None), name="report_open")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"


class Appeal(models.Model):
    """The one appeal an author has against a removal. Somebody else than who removed it decides."""

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(_("why it should stand"))
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_upheld = models.BooleanField(null=True, help_text="Whether the author was right.")
    reason = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"Appeal against act {self.act_id}"
