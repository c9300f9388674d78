"""What an event goes through, in order: polls, slides, questions from the audience, breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from live.models.events import Event
from questions.kinds import get_kind
from questions.models import Question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def polls(self) -> AgendaItemQuerySet:
        return self.filter(kind=AgendaItem.Kind.POLL)

    def listed(self) -> AgendaItemQuerySet:
        """Fetch what a list of steps shows: the question, and how many rounds it was asked in, as `asked`."""
        steps = self.select_related("question").annotate(asked=models.Count("rounds", distinct=True))
        return steps.order_by("sort_order", "pk")

    def slices(self) -> AgendaItemQuerySet:
        return self.filter(is_slice=True)

    def reported(self) -> AgendaItemQuerySet:
        """Keep the polls that results and exports speak of: not those for getting used to the device."""
        return self.polls().filter(is_test=False)


class AgendaItem(models.Model):
    """One step of the agenda. A poll asks one question, which may also stand in a consultation."""

    class Kind(models.TextChoices):
        POLL = "poll", _("Poll")
        SLIDE = "slide", _("Information")
        TALK = "talk", _("Questions from the audience")
        BREAK = "break", _("Break")

    class View(models.TextChoices):
        WALL = "wall", _("A wall of what people wrote")
        CLOUD = "cloud", _("A cloud of words")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160, blank=True)
    body = models.TextField(_("text"), blank=True)
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
    )
    sort_order = models.PositiveIntegerField(_("place"), default=0)
    is_slice = models.BooleanField(
        _("later results can be cut by it"),
        default=False,
        help_text=_("Such as age group. Who gave which answer is in no export."),
    )
    is_test = models.BooleanField(_("only to get used to the phone"), default=False)
    is_blind = models.BooleanField(
        _("no result until it is closed"), default=True, help_text=_("Nobody sees a running total, not even you.")
    )
    can_change = models.BooleanField(_("people may change their answer until it closes"), default=True)
    is_moderated = models.BooleanField(_("words wait for a moderator’s yes"), default=True)
    view = models.CharField(_("words are shown as"), max_length=5, choices=View.choices, default=View.WALL)
    seconds = models.PositiveSmallIntegerField(_("seconds of a count-down"), default=30)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("step of the agenda")
        verbose_name_plural = _("steps of the agenda")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="poll", question__isnull=False) | (~Q(kind="poll") & Q(question__isnull=True)),
                name="agenda_poll_has_question",
            ),
            models.CheckConstraint(
                condition=Q(is_slice=False) | Q(kind="poll", is_test=False), name="agenda_slice_is_poll"
            ),
        ]

    def __str__(self) -> str:
        return self.title or (self.question.text if self.question else str(self.get_kind_display()))

    @property
    def kind_label(self) -> StrOrPromise:
        """What sort of step it is; of a poll, how people answer."""
        return get_kind(self.question.kind).label if self.question else self.get_kind_display()

    @property
    def is_poll(self) -> bool:
        return self.kind == self.Kind.POLL
