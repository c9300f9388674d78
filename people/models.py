"""People who sign in, the bodies they work for, and the communities those bodies listen to."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class UserManager(BaseUserManager["User"]):
    """Makes users whose name to sign in with is their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Somebody with an account. Taking part needs none; officers, members and young writers have one."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody already signs in with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_officer(self, user: User) -> OrganisationQuerySet:
        """Keep the organisations this person is an officer of."""
        return self.filter(officers__user=user)


class Organisation(index.Indexed, models.Model):
    """A partner body: a council, the police, a health trust, a voluntary body.

    Its officers are the members of one group, so that Wagtail's own permissions speak of the same people.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", _("County council")
        DISTRICT = "district", _("District or borough council")
        PARISH = "parish", _("Parish and town councils")
        POLICE = "police", _("Police")
        FIRE = "fire", _("Fire and rescue")
        HEALTH = "health", _("Health")
        EDUCATION = "education", _("Education and skills")
        BUSINESS = "business", _("Business")
        VOLUNTARY = "voluntary", _("Voluntary and community")
        FAITH = "faith", _("Faith")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    description = models.TextField(_("what it does"), blank=True)
    website = models.URLField(_("website"), blank=True)
    officers = models.OneToOneField(
        Group, verbose_name=_("officers"), on_delete=models.PROTECT, related_name="organisation", editable=False
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("pictures and documents"),
        on_delete=models.PROTECT,
        related_name="organisation",
        editable=False,
    )

    objects = OrganisationQuerySet.as_manager()
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class CommunityOfInterest(index.Indexed, models.Model):
    """A group of people who share something other than a place, and the officer who listens to them."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    description = models.TextField(_("who it is for"), blank=True)
    lead_officer = models.ForeignKey(
        "people.User",
        verbose_name=_("lead officer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="communities_led",
    )
    lead_role = models.CharField(_("role of the lead officer"), max_length=120, blank=True)
    lead_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation of the lead officer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="communities_led",
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("community of interest")
        verbose_name_plural = _("communities of interest")

    def __str__(self) -> str:
        return self.name


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting_at(self, moment: datetime) -> NoticeQuerySet:
        """Keep those still to be sent that are due for a try, oldest first."""
        due = models.Q(next_try_at=None) | models.Q(next_try_at__lte=moment)
        return self.filter(due, sent_at=None, failures__lt=Notice.MAX_FAILURES).order_by("created_at", "pk")


class Notice(models.Model):
    """One thing to be told to one address, by e-mail. The only way out of the site to a person: people/notices.py.

    The letter and its address are sealed while they wait and erased when it has left. What stays says only that
    something was told, under names that nobody without the secret can turn back.
    """

    kind = models.SlugField(_("kind"), max_length=40)
    key = models.CharField(_("told once under this key"), max_length=120)
    about = models.CharField(_("what it belongs to"), max_length=64, blank=True, db_index=True)
    recipient_key = models.CharField(_("to"), max_length=64)
    sealed = models.BinaryField(_("letter"), default=bytes)
    created_at = models.DateTimeField(_("made"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    next_try_at = models.DateTimeField(_("not tried before"), null=True, blank=True)

    MAX_FAILURES: ClassVar = 10
    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "recipient_key"], name="notice_told_once")]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="notice_waiting")]

    def __str__(self) -> str:
        return self.kind


class RetentionRun(models.Model):
    """What one run of the retention clock erased: a line per kind of data."""

    ran_at = models.DateTimeField(_("ran"))
    kind = models.CharField(_("kind of data"), max_length=60)
    erased = models.PositiveIntegerField(_("erased"))

    class Meta:
        ordering = ["-ran_at", "kind"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.erased}"


class TickRun(models.Model):
    """When one of the things done by the clock was last done, and how it went: a row each."""

    name = models.SlugField(_("what"), max_length=60, unique=True)
    ran_at = models.DateTimeField(_("last done"))
    problem = models.TextField(_("what went wrong"), blank=True)

    def __str__(self) -> str:
        return self.name
