"""An action plan and its actions: who promised what, by when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.standing import FINISHED, Status, quiet_since
from people.models import Organisation
from people.permissions import is_administrator, organisations_of


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def published(self) -> Self:
        """Keep those that everybody may read."""
        return self.filter(published_at__isnull=False)

    def kept_by(self, user: Any) -> Self:
        """Keep those whose lead organisation this person is an officer of; all for administrators."""
        if is_administrator(user):
            return self
        return self.filter(lead_organisation__in=organisations_of(user))

    def read_by(self, user: Any) -> Self:
        """Keep those this person may read: published ones, and drafts of their own organisations."""
        if is_administrator(user):
            return self
        return self.filter(Q(published_at__isnull=False) | Q(lead_organisation__in=organisations_of(user)))


class ActionPlan(models.Model):
    """Promises made together: the answer to a jury, a consultation or a forum, or a plan that stands alone.

    What it answers is known to the rooms above (`actions/origins.py`).
    """

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    introduction = models.TextField(_("about this plan"), blank=True)
    lead_organisation = models.ForeignKey(
        Organisation, verbose_name=_("lead organisation"), on_delete=models.PROTECT, related_name="plans_led"
    )
    contact_role = models.CharField(
        _("who to ask"), max_length=120, blank=True, help_text=_("A role, such as Policy team; no name.")
    )
    contact_email = models.EmailField(_("e-mail to ask"), blank=True)
    starts_on = models.DateField(_("runs from"), null=True, blank=True)
    ends_on = models.DateField(_("runs to"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("made"), editable=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The plan ends after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actions:plan", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


def quiet_from(today: date) -> datetime:
    """Return the moment before which a last word makes an action silent on `today`: a midnight in local time."""
    return timezone.make_aware(datetime.combine(quiet_since(today) + timedelta(days=1), time.min))


class ActionQuerySet(models.QuerySet["Action"]):
    """The same rules as `actions.standing`, for a set of rows."""

    def published(self) -> Self:
        return self.filter(plan__published_at__isnull=False)

    def reached_by(self, user: Any) -> Self:
        """Keep those of plans this person may read: published ones, and drafts of their own organisations."""
        if is_administrator(user):
            return self
        mine = organisations_of(user).values("pk")
        return self.filter(Q(plan__published_at__isnull=False) | Q(plan__lead_organisation__in=mine))

    def unfinished(self) -> Self:
        return self.exclude(status__in=FINISHED)

    def overdue_on(self, today: date) -> Self:
        """Keep those whose last day in time is past and that are not finished."""
        return self.unfinished().filter(due_on__lt=today)

    def silent_on(self, today: date) -> Self:
        """Keep those of published plans that a quarter has gone without a word about, and that are not finished."""
        spoken = Coalesce(F("last_update_at"), models.functions.Greatest(F("plan__published_at"), F("created_at")))
        return self.published().unfinished().alias(spoken_at=spoken).filter(spoken_at__lt=quiet_from(today))

    def with_word_on(self) -> Self:
        """Add `word_on`: the day something was last said of it, in local time; None in a draft plan without a word."""
        # Not `Greatest` alone: of NULL and a moment SQLite takes NULL, PostgreSQL the moment.
        later = When(plan__published_at__gt=F("created_at"), then=F("plan__published_at"))
        readable = Case(later, default=F("created_at"))
        from_then = Case(When(plan__published_at__isnull=False, then=readable))
        spoken = Coalesce(F("last_update_at"), from_then, output_field=models.DateTimeField())
        return self.annotate(word_on=TruncDate(spoken, tzinfo=timezone.get_default_timezone()))

    def owned_by(self, user: Any) -> Self:
        """Keep those that an organisation of this person owns; all that anybody owns for administrators."""
        if is_administrator(user):
            return self.filter(owner__isnull=False)
        return self.filter(owner__in=organisations_of(user))

    def updated_by(self, user: Any) -> Self:
        """Keep those this person may say something of: the owner's officers and those of the plan's lead."""
        if is_administrator(user):
            return self
        mine = organisations_of(user)
        return self.filter(Q(owner__in=mine) | Q(plan__lead_organisation__in=mine))


class Action(models.Model):
    """One promise: what will be done, by whom, by when.

    `status` and `last_update_at` repeat the latest progress update, written in its transaction
    (`actions/services/updates.py`), so that a list of a thousand reads no history.
    """

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="actions")
    reference = models.CharField(_("reference"), max_length=20)
    order = models.PositiveIntegerField(_("place in the plan"), default=0)
    theme = models.CharField(_("theme"), max_length=160, blank=True)
    title = models.CharField(_("title"), max_length=500)
    what = models.TextField(_("what will be done"), blank=True)
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_owned",
        help_text=_("The organisation that answers for it. Left open, the public page says: not named yet."),
    )
    owner_role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("Such as Communications officer; no name.")
    )
    partners = models.ManyToManyField(
        Organisation, verbose_name=_("partners"), blank=True, related_name="actions_joined"
    )
    other_partners = models.CharField(_("other partners"), max_length=200, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True, help_text=_("The last day on which it is in time."))
    due_words = models.CharField(
        _("due, in words"), max_length=80, blank=True, help_text=_("As the plan says it, such as Spring 2007.")
    )
    resources = models.TextField(_("resources"), blank=True)
    success_measure = models.TextField(_("how we will know"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.NOT_STARTED, editable=False
    )
    last_update_at = models.DateTimeField(_("last update"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "reference"],
                name="action_reference_once_a_plan",
                violation_error_message=_("Another action of this plan has this reference."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="action_status_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "order"], name="action_in_plan"),
            models.Index(fields=["owner", "status", "due_on"], name="action_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("actions:action", args=[self.plan.slug, self.reference])

    def word_at(self) -> datetime | None:
        """The moment something was last said of it: its latest update, or when the public could first read it."""
        if self.last_update_at or self.plan.published_at is None:
            return self.last_update_at
        return max(self.plan.published_at, self.created_at)
