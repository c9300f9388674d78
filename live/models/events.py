"""Events in a room, who runs them, and what was done when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from live.names import fresh_screen_key, fresh_secret
from people.models import Organisation
from people.permissions import is_administrator, organisations_of

#: How long after its planned end an event ends by itself.
FORGOTTEN = timedelta(hours=12)


class EventQuerySet(models.QuerySet["Event"]):
    def run_by(self, user: Any) -> EventQuerySet:
        """Keep the events this person may run: invited ones, those of their organisations; all for administrators."""
        if not (user.is_active and user.is_authenticated):
            return self.none()
        if is_administrator(user):
            return self
        own = Q(organisation__in=organisations_of(user))
        return self.filter(own | Q(facilitators__user=user)).distinct()

    def running_at(self, moment: datetime) -> EventQuerySet:
        """Keep those that have begun, by plan or by hand, and have not ended; the latest first."""
        return self.filter(Q(starts_at__lte=moment) | Q(current__isnull=False), ended_at=None)

    def ahead_at(self, moment: datetime) -> EventQuerySet:
        """Keep those still to come, the next one first."""
        return self.filter(starts_at__gt=moment, current=None, ended_at=None).order_by("starts_at", "pk")

    def past(self) -> EventQuerySet:
        return self.filter(ended_at__isnull=False)

    def prepared(self) -> EventQuerySet:
        """Keep those that have an agenda."""
        return self.filter(agenda__isnull=False).with_steps()

    def with_steps(self) -> EventQuerySet:
        """Fetch with each its organisation and how many `steps` its agenda has."""
        return (
            self.select_related("organisation")
            .annotate(steps=models.Count("agenda", distinct=True))
            .order_by("-starts_at", "pk")
        )

    def forgotten_at(self, moment: datetime) -> EventQuerySet:
        """Keep the events that should have ended long ago and that nobody ended."""
        return self.filter(ended_at=None, ends_at__lt=moment - FORGOTTEN)


class Event(models.Model):
    """One occasion in one place. The row also holds what stands on its stage, guarded by `revision`."""

    class Admission(models.TextChoices):
        OPEN = "open", _("Anybody with the code of the event")
        SIGNED_IN = "signed_in", _("People who sign in")
        CARD = "card", _("People with a card")

    title = models.CharField(_("title"), max_length=160)
    place = models.CharField(_("place"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="events"
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.QUESTION_LANGUAGES, default=settings.LANGUAGE_CODE
    )
    admission = models.CharField(_("who takes part"), max_length=9, choices=Admission.choices, default=Admission.OPEN)
    cards = models.PositiveSmallIntegerField(_("number of cards"), default=0)
    minimum = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=5,
        help_text=_("A group of fewer people is never shown on its own. Never fewer than 3."),
    )
    is_for_young_people = models.BooleanField(
        _("for young people"), default=False, help_text=_("Words then always wait for a moderator’s yes.")
    )
    allows_sharing = models.BooleanField(_("several people may share one phone"), default=False)
    has_receipts = models.BooleanField(
        _("receipts"), default=True, help_text=_("Each vote has a code with which its voter can check that it counted.")
    )
    are_results_public = models.BooleanField(
        _("results are public"), default=False, help_text=_("Anybody may read them once the event has ended.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made"))
    #: When the first phone joined: from then on young people may rely on what they were told.
    first_joined_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    code = models.CharField(_("code"), max_length=6, unique=True, editable=False)
    screen_key = models.CharField(max_length=43, unique=True, editable=False, default=fresh_screen_key)
    #: Names voters and their receipts; emptied when the event ends, so that nobody can be traced to a vote after.
    secret = models.BinaryField(editable=False, default=fresh_secret)

    # The stage
    revision = models.PositiveIntegerField(default=0, editable=False)
    current = models.ForeignKey(
        "live.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_blank = models.BooleanField(_("the screen is dark"), default=False, editable=False)
    cut_by = models.ForeignKey(
        "live.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_comparing = models.BooleanField(_("shows before and after"), default=False, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        verbose_name = _("live event")
        verbose_name_plural = _("live events")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The event ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=3),
                name="event_minimum",
                violation_error_message=_("The smallest group shown is never fewer than 3."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def shares_phones(self) -> bool:
        """Whether a phone may hold several voters: never where a card or an account is one voter."""
        return self.allows_sharing and self.admission == self.Admission.OPEN

    @property
    def secret_bytes(self) -> bytes:
        return bytes(self.secret)


class Facilitator(models.Model):
    """Somebody invited to run one event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitates")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "user"], name="facilitator_once")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.user_id}"


class Command(models.Model):
    """One thing done to the stage: what made revision `revision`, by whom.

    `ERASED` is given by no button: somebody took their own votes back. It names nobody, who would be known as a voter.
    """

    ERASED: ClassVar = "erased"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="commands")
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=20)
    item = models.ForeignKey("live.AgendaItem", on_delete=models.SET_NULL, null=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "revision"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "revision"], name="command_once_a_revision")]

    def __str__(self) -> str:
        return f"{self.event_id}.{self.revision}: {self.name}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def phones_at(self, event_id: int, moment: datetime) -> int:
        """Count the phones that processes have reported within the last while."""
        recent = self.filter(event_id=event_id, seen_at__gt=moment - Presence.STALE)
        return recent.aggregate(phones=models.Sum("phones"))["phones"] or 0


class Presence(models.Model):
    """How many phones of an event one process holds, as it said last."""

    STALE: ClassVar = timedelta(seconds=15)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="presences")
    process = models.CharField(max_length=32)
    phones = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "process"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.phones}"
