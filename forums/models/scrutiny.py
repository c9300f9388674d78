"""Questions that a community puts to the partnership, and what bodies answered."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actions.models import Action
from forums.models.members import Member
from forums.models.posts import Post
from forums.models.threads import Thread
from people.models import Organisation


class PartnershipQuestionQuerySet(models.QuerySet["PartnershipQuestion"]):
    def public(self) -> Self:
        """Keep what everybody may read: what went to a body, and what gathers support in an open forum's thread."""
        return self.filter(state__in=[PartnershipQuestion.State.PUT, PartnershipQuestion.State.ANSWERED])

    def unanswered(self) -> Self:
        """Keep those a body owes an answer to, the longest due first."""
        return self.filter(state=PartnershipQuestion.State.PUT).order_by("due_on", "pk")

    def overdue_on(self, today: date) -> Self:
        return self.unanswered().filter(due_on__lt=today)


class PartnershipQuestion(models.Model):
    """A thread that became a question to a body. From a closed community goes out only a text its moderators approved.

    `title` and `text` are the community's own; `public_title` and `public_text` are what left a closed one.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", _("Looks for supporters")
        READY = "ready", _("Has its supporters; the moderators write what goes out")
        PUT = "put", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        TAKEN_BACK = "taken_back", _("Taken back")

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="question")
    code = models.CharField(max_length=12, unique=True, help_text="Its address: random, so that it tells no number.")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="forum_questions")
    title = models.CharField(_("question"), max_length=150)
    text = models.TextField(_("why it is asked"), blank=True)
    is_from_closed = models.BooleanField(default=False)
    public_title = models.CharField(_("question as it goes out"), max_length=150, blank=True)
    public_text = models.TextField(_("why it is asked, as it goes out"), blank=True)
    supporters_needed = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.GATHERING)
    put_at = models.DateTimeField(null=True)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answer_html = models.TextField(blank=True)
    answer_role = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answer_post = models.OneToOneField(Post, on_delete=models.SET_NULL, null=True, related_name="answers")

    objects = PartnershipQuestionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["put", "answered"]) | Q(due_on__isnull=False, put_at__isnull=False),
                name="forum_question_put_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="forum_question_answered_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(is_from_closed=True, state__in=["put", "answered"]) | ~Q(public_title=""),
                name="forum_question_of_closed_has_own_words",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "due_on"], name="forum_question_owed")]

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("forums:question", args=[self.code])

    @property
    def shown_title(self) -> str:
        """Return the question as everybody may read it."""
        return self.public_title if self.is_from_closed else self.title

    @property
    def shown_text(self) -> str:
        return self.public_text if self.is_from_closed else self.text

    def days_late(self, *, today: date) -> int:
        """Whole days since the last day on which an answer was in time; 0 up to and on that day, and once answered."""
        if self.state != self.State.PUT or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)


class Support(models.Model):
    """One member supports one question."""

    question = models.ForeignKey(PartnershipQuestion, on_delete=models.CASCADE, related_name="supports")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    supported_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "member"], name="forum_support_once")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.member_id}"


class QuestionAction(models.Model):
    """An action in the ledger that answers a question. Both keys point down."""

    question = models.ForeignKey(PartnershipQuestion, on_delete=models.CASCADE, related_name="action_links")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="forum_question_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "action"], name="forum_question_action_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.action_id}"
