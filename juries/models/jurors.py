"""Who sits on a jury. Jurors are known by the name they choose; who they are is sealed.

What jurors say about themselves lies in a table of its own that no key joins to them.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from juries.models.pages import JuryPage

#: Who a juror is, is erased half a year after the jury closed: until then they are told what came of it.
KEPT_AFTER_CLOSING: Final = timedelta(days=183)
#: And of a jury that nobody closes, two years after its last day.
KEPT_UNCLOSED: Final = timedelta(days=730)


class JurorQuerySet(models.QuerySet["Juror"]):
    def sitting(self) -> Self:
        """Keep those who have a place now, the facilitator among them."""
        return self.filter(left_at=None)

    def voters(self) -> Self:
        """Keep those who have a vote now."""
        return self.sitting().filter(is_facilitator=False)

    def past_time_at(self, moment: datetime) -> Self:
        """Keep those whose name and address are to be erased by now."""
        today = moment.date()
        closed = Q(jury__closed_on__isnull=False, jury__closed_on__lte=today - KEPT_AFTER_CLOSING)
        forgotten = Q(jury__closed_on=None, jury__ends_on__lte=today - KEPT_UNCLOSED)
        unsaid = Q(jury__closed_on=None, jury__ends_on=None, invited_at__lte=moment - KEPT_UNCLOSED)
        return self.filter(closed | forgotten | unsaid).exclude(contact=b"")


class Juror(models.Model):
    """A place in a jury and its room. `contact` is sealed and empty once erased; `number` never changes."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="jurors")
    number = models.PositiveSmallIntegerField(_("number"))
    display_name = models.CharField(_("name in the room"), max_length=40)
    #: Somebody who helps the jury: opens and closes votes, and has none.
    is_facilitator = models.BooleanField(_("facilitator"), default=False)
    contact = models.BinaryField(editable=False, default=bytes)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"))
    joined_at = models.DateTimeField(_("first came in"), null=True, blank=True)
    #: What was entered up to this moment is over: set by 'Leave the room'.
    signed_out_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(_("left the jury"), null=True, blank=True)

    objects = JurorQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["jury", "number"]
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jury", "number"], name="juror_number_once"),
            models.UniqueConstraint("jury", Lower("display_name"), name="juror_name_once"),
            models.UniqueConstraint(
                fields=["jury", "email_key"],
                condition=Q(left_at=None) & ~Q(email_key=""),
                name="juror_address_once",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="juror_token_once"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(token_hash=""), name="juror_left_has_no_link"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def has_vote(self) -> bool:
        return self.left_at is None and not self.is_facilitator


def room_is_open(jury: JuryPage, *, today: date) -> bool:
    """Whether jurors come in: until and with the day on which the jury is closed."""
    return jury.closed_on is None or today <= jury.closed_on


class MakeUpAnswer(models.Model):
    """What one juror agreed to have counted. No key leads to the juror: `key` is worked out with a secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what a juror said about themselves")

    def __str__(self) -> str:
        return str(self.id)


class PopulationShare(models.Model):
    """How large one group is in the population the jury was drawn from, in per cent."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="population_shares")
    feature = models.SlugField(_("feature"), max_length=40)
    band = models.CharField(_("group"), max_length=80)
    sort_order = models.PositiveSmallIntegerField(default=0)
    per_cent = models.DecimalField(_("share of the population, in per cent"), max_digits=4, decimal_places=1)
    #: Of a jury without an on-line room: how many jurors who agreed said so on paper.
    on_paper = models.PositiveSmallIntegerField(_("jurors, counted on paper"), null=True, blank=True)

    class Meta:
        ordering = ["jury", "feature", "sort_order", "pk"]
        verbose_name = _("share of the population")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jury", "feature", "band"], name="population_band_once"),
            models.CheckConstraint(
                condition=Q(per_cent__gte=0, per_cent__lte=100),
                name="population_per_cent",
                violation_error_message=_("A share is between 0 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature}: {self.band}"


class MakeUp(models.Model):
    """The make-up of a jury as it was published, once: merged groups only (`juries/make_up.py`)."""

    jury = models.OneToOneField(JuryPage, on_delete=models.CASCADE, related_name="make_up")
    tables = models.JSONField(default=list)
    published_at = models.DateTimeField()
    is_shown = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("make-up of a jury")

    def __str__(self) -> str:
        return f"{self.jury_id}"
