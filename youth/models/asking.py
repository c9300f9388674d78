"""What young people are asked, in words of their own: links to what the rooms below ask."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youth.models.people import Writer


class YoungWords(models.Model):
    """How the section speaks of something. A young editor writes it; it shows once a checked adult has let it out."""

    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in a sentence or two"), max_length=300)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class YoungConsultation(YoungWords):
    """A consultation that is marked for young people, in their words."""

    consultation = models.OneToOneField(
        "consultations.ConsultationPage", on_delete=models.CASCADE, related_name="young_words"
    )


class YoungEvent(YoungWords):
    """A live event that young people are asked to, in their words."""

    event = models.OneToOneField("live.Event", on_delete=models.CASCADE, related_name="young_words")


class WeekPoll(models.Model):
    """The poll of a week. Let out by a checked adult it becomes a live event with one poll.

    `answers` holds what one may choose from, one a line, until then.
    """

    question = models.CharField(_("question"), max_length=200)
    answers = models.TextField(_("answers, one a line"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    suggested_by = models.ForeignKey(Writer, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    event = models.OneToOneField(
        "live.Event", on_delete=models.PROTECT, null=True, editable=False, related_name="week_poll"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="week_poll_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(event=None, published_at=None) | Q(event__isnull=False, published_at__isnull=False),
                name="week_poll_let_out_with_its_event",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def is_on(self, today: date) -> bool:
        """Whether it takes votes: starts_on <= today <= ends_on."""
        return self.starts_on <= today <= self.ends_on


class HelpLink(models.Model):
    """Somebody to turn to."""

    title = models.CharField(_("name"), max_length=80, unique=True)
    words = models.CharField(_("what they help with"), max_length=250)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    text_to = models.CharField(_("text message"), max_length=60, blank=True)
    url = models.URLField(_("website"), blank=True)
    hours = models.CharField(_("when"), max_length=80, blank=True)
    is_urgent = models.BooleanField(_("shown first, for when it cannot wait"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["-is_urgent", "sort_order", "title"]
        verbose_name = _("somebody to turn to")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(phone="") | ~Q(text_to="") | ~Q(url=""), name="help_can_be_reached")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def dialled(self) -> str:
        """The number as a phone dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
