"""Who writes in a forum: a name chosen for this community alone; a key and a seal stand for the account."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models.forums import Forum, HouseRule
from forums.names import member_key
from people.models import Organisation


class MemberQuerySet(models.QuerySet["Member"]):
    def inside(self) -> Self:
        return self.filter(state=Member.State.IN)

    def of_account(self, user_id: int, community_ids: Collection[int | None]) -> Self:
        """Keep what this account is in these communities."""
        return self.filter(key__in=[member_key(community, user_id) for community in community_ids])


class Member(models.Model):
    """One person in one community. No key leads to the account: `key` is a keyed name of it, `content` is encrypted.

    The keys of one person in two communities cannot be laid side by side.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Asked to be let in")
        IN = "in", gettext_lazy("Member")
        REFUSED = "refused", gettext_lazy("Not let in")
        LEFT = "left", gettext_lazy("Left")
        FORMER = "former", gettext_lazy("Former member")

    class Notices(models.TextChoices):
        AT_ONCE = "at_once", gettext_lazy("At once")
        DAILY = "daily", gettext_lazy("Once a day")
        WEEKLY = "weekly", gettext_lazy("Once a week")
        NEVER = "never", gettext_lazy("Never")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="members")
    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField(default=bytes)
    display_name = models.CharField(gettext_lazy("name in this community"), max_length=40, blank=True)
    likeness = models.CharField(max_length=80, blank=True, help_text="What the name looks like: see forums.likeness.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(gettext_lazy("role"), max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.IN)
    request = models.TextField(gettext_lazy("why they would like to come in"), blank=True)
    notices = models.CharField(max_length=8, choices=Notices.choices, default=Notices.WEEKLY)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    objects = MemberQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "forum", Lower("display_name"), condition=~Q(display_name=""), name="member_name_once_in_a_forum"
            ),
            models.UniqueConstraint(
                fields=["forum", "likeness"], condition=~Q(likeness=""), name="member_likeness_once_in_a_forum"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, role="") | (Q(organisation__isnull=False) & ~Q(role="")),
                name="member_officer_has_body_and_role",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["forum", "state", "notices"], name="member_told")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_in(self) -> bool:
        return self.state == self.State.IN

    @property
    def is_official(self) -> bool:
        return self.organisation_id is not None

    def shown_name(self) -> str:
        """Return what stands above their posts."""
        if self.state == self.State.FORMER or not (self.display_name or self.organisation_id):
            return _("Former member")
        return self.role if self.organisation_id else self.display_name


class Suspension(models.Model):
    """A member may read but not write until a moment that is always set."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suspensions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="suspension_has_an_end")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} until {self.ends_at}"

    def stands_at(self, at: Any) -> bool:
        """Whether they may not write: starts_at <= at < ends_at, unless it was lifted."""
        return self.lifted_at is None and self.starts_at <= at < self.ends_at


class NameOpening(models.Model):
    """Two authorised people open together who is behind a name: one asks, another confirms, it is shown once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="openings")
    reason = models.TextField(gettext_lazy("why it must be known"))
    is_endangering = models.BooleanField(gettext_lazy("telling the person would endanger somebody"), default=False)
    endangers = models.TextField(gettext_lazy("who would be in danger, and how"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(asked_by=None) | ~Q(confirmed_by=models.F("asked_by")),
                name="name_opened_by_two",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(confirmed_at__isnull=False), name="name_opened_once_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
