"""Questions as they are asked, in every way in: on the web, on paper, in the room.

A question that has answers is never changed under them: an edit makes a new version (`questions/services.py`), a
chosen choice is retired, not deleted. Answers live with the rooms that take them and name the version they answered.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Style(models.TextChoices):
    """Who a wording is written for. All wordings of a question are the same question and count together."""

    STANDARD = "standard", _("Standard")
    EASY_READ = "easy", _("Easy read")
    YOUNG = "young", _("For young people")


class Questionnaire(models.Model):
    """Sections of questions, asked together. What asks it (a consultation, an event) points here."""

    title = models.CharField(_("title"), max_length=200)
    created_at = models.DateTimeField(_("made"))
    locked_at = models.DateTimeField(
        _("locked"),
        null=True,
        blank=True,
        help_text=_("Since somebody began to answer: edits make versions from here on."),
    )
    revision = models.PositiveIntegerField(_("revision"), default=0)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One page of a questionnaire."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    sort_order = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    def on_offer(self) -> QuestionQuerySet:
        """Keep the questions that are still asked."""
        return self.filter(retired_at__isnull=True)

    def with_everything(self) -> QuestionQuerySet:
        """Fetch with each question all that `questions.asked.asked` reads, in a constant number of statements."""
        return self.select_related("section").prefetch_related(
            "choices__picture", "choices__wordings", "wordings", "show_if_choices"
        )


class Question(models.Model):
    """One question. `kind` names a file in `questions/kinds/`, which says everything about its kind."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20)
    text = models.TextField(_("question"))
    help_text = models.TextField(_("help"), blank=True)
    is_required = models.BooleanField(_("an answer is required"), default=False)
    config = models.JSONField(_("settings of the kind"), default=dict, blank=True)
    sort_order = models.PositiveIntegerField(_("place"), default=0)
    show_if_choices = models.ManyToManyField(
        "questions.Choice",
        verbose_name=_("ask only if one of these was chosen"),
        related_name="leads_to",
        blank=True,
        help_text=_("Choices of one earlier question of the same survey. None: always asked."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    retired_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """An answer on offer, or a row of a matrix."""

    class Axis(models.TextChoices):
        OPTION = "option", _("Choice")
        ROW = "row", _("Row")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    axis = models.CharField(_("axis"), max_length=6, choices=Axis.choices, default=Axis.OPTION)
    text = models.CharField(_("text"), max_length=300)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_other = models.BooleanField(_("asks for words of one's own"), default=False)
    is_exclusive = models.BooleanField(_("excludes all others"), default=False)
    sort_order = models.PositiveIntegerField(_("place"), default=0)
    retired_at = models.DateTimeField(_("no longer on offer since"), null=True, blank=True)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def __str__(self) -> str:
        return self.text


class QuestionVersion(models.Model):
    """How a question read before it was edited: what the answers that name this number were given to."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    wording = models.JSONField(_("question, help, settings and choices as they were"))
    replaced_at = models.DateTimeField(_("replaced"))
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["question", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "number"], name="question_version_once")]

    def __str__(self) -> str:
        return f"{self.question_id}, {self.number}"


class Wording(models.Model):
    """The same thing said for other readers: another language, easy read, or both."""

    language = models.CharField(_("language"), max_length=10, choices=settings.QUESTION_LANGUAGES, default="en-gb")
    style = models.CharField(_("written for"), max_length=8, choices=Style.choices, default=Style.STANDARD)
    text = models.TextField(_("text"))
    help_text = models.TextField(_("help"), blank=True)

    class Meta:
        abstract = True


class QuestionWording(Wording):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="wordings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language", "style"], name="question_wording_once")
        ]

    def __str__(self) -> str:
        return self.text


class ChoiceWording(Wording):
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="wordings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["choice", "language", "style"], name="choice_wording_once")
        ]

    def __str__(self) -> str:
        return self.text


class SectionWording(Wording):
    """`text` is the section's title, `help_text` its introduction."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="wordings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "language", "style"], name="section_wording_once")
        ]

    def __str__(self) -> str:
        return self.text
