"""A community's forum: its rules as data, who looks after it, what was assessed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import CommunityOfInterest
from people.roles import Role


class ForumQuerySet(models.QuerySet["Forum"]):
    def standing(self) -> Self:
        """Keep those that people may write in, with their communities."""
        return self.filter(is_archived=False).select_related("community")

    def moderated_by(self, user: Any) -> Self:
        """Keep those this person moderates; a closed one only by being named its moderator."""
        if not (user.is_active and user.is_authenticated):
            return self.none()
        named = models.Exists(Moderator.objects.filter(forum=models.OuterRef("pk"), user=user))
        roles = [Role.ADMINISTRATOR.value, Role.MODERATOR.value]
        for_all: Any = models.Q(is_closed=False)
        if not user.is_superuser:
            for_all &= models.Exists(user.groups.filter(name__in=roles))
        return self.filter(named | for_all)


class CommunityForums(models.Manager.from_queryset(ForumQuerySet)):  # type: ignore[misc]
    """The forums of communities. Whatever looks for forums finds these alone, never a private room."""

    def get_queryset(self) -> ForumQuerySet:
        found: ForumQuerySet = super().get_queryset().filter(community__isnull=False)
        return found


class PrivateRooms(models.Manager.from_queryset(ForumQuerySet)):  # type: ignore[misc]
    """The forums of no community: each belongs to a room above, which alone shows it (`forums/services/rooms.py`)."""

    def get_queryset(self) -> ForumQuerySet:
        found: ForumQuerySet = super().get_queryset().filter(community__isnull=True)
        return found


class Forum(models.Model):
    """Where one community of interest talks. An open one is read by everybody, a closed one by its members alone.

    One without a community is the private room of something above, such as a jury: always closed, in no list.
    """

    community: models.OneToOneField[CommunityOfInterest, CommunityOfInterest] = models.OneToOneField(  # type: ignore[misc]  # see `objects`
        CommunityOfInterest, on_delete=models.PROTECT, related_name="forum", null=True
    )
    is_closed = models.BooleanField(_("only members read it"), default=False)
    is_archived = models.BooleanField(_("kept to be read, not written in"), default=False)
    welcome = models.TextField(_("what is said to whoever comes in"), blank=True)
    complaints = models.TextField(_("how to complain about the forum itself"), blank=True)
    first_posts_wait = models.PositiveSmallIntegerField(
        _("first posts of a newcomer that wait for a moderator"), default=2, validators=[MaxValueValidator(50)]
    )
    reads_every_post = models.BooleanField(_("every post is read before it is public"), default=False)
    slow_mode_seconds = models.PositiveIntegerField(
        _("seconds between two posts of one person"), default=0, validators=[MaxValueValidator(86_400)]
    )
    supporters_needed = models.PositiveSmallIntegerField(
        _("supporters that send a question to its body"), default=10, validators=[MinValueValidator(1)]
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days a body has to answer"), default=28, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    held_words = models.TextField(_("words that hold a post, one a line"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    last_thread = models.PositiveIntegerField(default=0, editable=False)

    objects = CommunityForums()
    private_rooms = PrivateRooms()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering: ClassVar = ["community__name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(community__isnull=False) | models.Q(is_closed=True), name="private_room_is_closed"
            )
        ]

    def __str__(self) -> str:
        return self.community.name if self.community_id else str(_("Private room"))

    def get_absolute_url(self) -> str:
        return reverse("forums:forum", args=[self.community.slug])

    def words_held(self) -> list[str]:
        return [word for line in self.held_words.splitlines() if (word := line.strip())]


class HouseRule(models.Model):
    """One rule of the house. Its number stays, because removals name it."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("rule"), max_length=120)
    text = models.TextField(_("what it means"), blank=True)
    is_retired = models.BooleanField(_("no longer in force"), default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["forum", "number"], name="house_rule_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Moderator(models.Model):
    """Somebody who looks after a forum, by account: they act as 'a moderator', never under a member's name."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="moderators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forums_moderated")
    since = models.DateTimeField()
    may_open_names = models.BooleanField(_("may open who is behind a name, with a second person"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["forum", "user"], name="forum_moderator_once")]

    def __str__(self) -> str:
        return f"{self.forum_id}: {self.user_id}"


class Assessment(models.Model):
    """A dated assessment of the forum that the law asks for. The newest of a kind is the one that stands."""

    class Kind(models.TextChoices):
        ILLEGAL_CONTENT = "illegal", _("Illegal content")
        CHILDRENS_ACCESS = "children", _("Children’s access")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(_("what was assessed"), max_length=10, choices=Kind.choices)
    made_on = models.DateField(_("made on"))
    review_on = models.DateField(_("to be looked at again on"))
    made_by_role = models.CharField(_("made by, as a role"), max_length=120)
    conclusion = models.TextField(_("what was found and what is done about it"))

    class Meta:
        ordering: ClassVar = ["-made_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(review_on__gt=models.F("made_on")), name="assessment_is_looked_at_again"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_on}"
