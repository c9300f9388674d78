"""Posts: what somebody wrote, in source and as shown, and in which state it stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from forums.models.forums import HouseRule
from forums.models.members import Member
from forums.models.threads import Thread
from people.models import Organisation

#: How long the author may change a post.
EDIT_TIME: Final = timedelta(minutes=30)


class PostQuerySet(models.QuerySet["Post"]):
    def public(self) -> Self:
        return self.filter(state=Post.State.PUBLIC)

    def waiting(self) -> Self:
        """Keep those a moderator has to look at before anybody else does."""
        return self.filter(state__in=Post.UNDECIDED)

    def shown(self, member_id: int | None, *, is_moderator: bool = False) -> Self:
        """Keep what this reader comes across in a thread: public posts, the places of gone ones, and one's own."""
        if is_moderator:
            return self
        seen = Q(state__in=Post.SEEN_BY_ALL) & Q(published_at__isnull=False)
        return self.filter(seen | Q(member_id=member_id)) if member_id else self.filter(seen)


class Post(models.Model):
    """One contribution. `number` counts within the thread and never changes while it stands there."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a moderator")
        HELD = "held", _("Held by a filter")
        PUBLIC = "public", _("Public")
        REMOVED = "removed", _("Removed by a moderator")
        WITHDRAWN = "withdrawn", _("Deleted by its author")

    UNDECIDED: ClassVar = (State.WAITING, State.HELD)
    SEEN_BY_ALL: ClassVar = (State.PUBLIC, State.REMOVED, State.WITHDRAWN)

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=80, blank=True)
    is_answer = models.BooleanField(_("official reply to a question"), default=False)
    source = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices)
    held_by = models.JSONField(_("filters that held it"), default=list)
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.CheckConstraint(
                condition=~Q(state="public") | Q(published_at__isnull=False), name="post_public_since_a_moment"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["member", "-written_at"], name="post_of_member"),
            models.Index(fields=["published_at"], name="post_published"),
            models.Index(fields=["written_at"], condition=Q(state__in=["waiting", "held"]), name="post_undecided"),
            models.Index(fields=["thread", "number"], condition=Q(state="public"), name="post_public"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return self.thread.post_url(self.number)

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLIC

    @property
    def is_undecided(self) -> bool:
        return self.state in self.UNDECIDED

    def author(self) -> str:
        """Return what stands above it.

        No name goes along where a thread was moved to another community. What somebody wrote under a name does not
        come to stand under their role, should they write for a body later: that would tell who it was.
        """
        if self.organisation_id:
            return self.role
        if self.member is None:
            return say("Former member")
        if self.member.forum_id != self.thread.forum_id:
            return say("Member of another community")
        if self.member.is_official:
            return say("Former member")
        return self.member.shown_name()

    def may_be_edited(self, *, at: datetime) -> bool:
        """Whether its author may still change it: written_at <= at < written_at + 30 minutes."""
        is_standing = self.state in {*self.UNDECIDED, self.State.PUBLIC}
        return is_standing and not self.is_answer and at < self.written_at + EDIT_TIME


class PostVersion(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    source = models.TextField()
    html = models.TextField()
    replaced_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.replaced_at}"


class PostAlias(models.Model):
    """Where a post stood before its thread was merged or split."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="aliases")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "number"], name="post_alias_once")]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"
