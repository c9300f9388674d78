"""What a jury recommended, what that rests on, and what every body named must answer."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from juries.models.pages import JurorQuestion, JuryPage, JuryTheme, SessionPage, Witness
from people.models import Organisation
from people.permissions import is_administrator, organisations_of


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def published(self) -> Self:
        """Keep those that everybody may read: their own publication and that of the jury's page."""
        return self.filter(published_at__isnull=False, jury__live=True)

    def kept_by(self, user: Any) -> Self:
        """Keep those of juries that organisations of this person lead; all for administrators."""
        if is_administrator(user):
            return self
        return self.filter(jury__lead_organisation__in=organisations_of(user))


class Recommendation(models.Model):
    """One numbered recommendation. Its address stays: /juries/<shelf>/<jury>/recommendations/<number>/."""

    jury = models.ForeignKey(JuryPage, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("number"))
    theme = models.ForeignKey(
        JuryTheme,
        verbose_name=_("theme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what the jury recommends"))
    reasons = models.TextField(_("reasons"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("jurors for it"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("jurors against it"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("jurors who abstained"), null=True, blank=True)
    threshold = models.PositiveSmallIntegerField(
        _("share needed, in per cent"),
        null=True,
        blank=True,
        help_text=_("Of those who voted for or against it. Blank: no vote was taken."),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = RecommendationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["jury", "number"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["jury", "number"],
                name="recommendation_number_once_a_jury",
                violation_error_message=_("Another recommendation of this jury has this number."),
            ),
            models.CheckConstraint(
                condition=Q(threshold=None) | Q(threshold__gte=50, threshold__lte=100),
                name="recommendation_threshold",
                violation_error_message=_("The share needed is between 50 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        shelf = self.jury.get_parent().slug
        return reverse("juries:recommendation", args=[shelf, self.jury.slug, self.number])


class EvidenceLink(models.Model):
    """What a recommendation rests on: a session, a witness, or what the jurors asked."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="evidence")
    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="led_to")
    witness = models.ForeignKey(Witness, on_delete=models.CASCADE, null=True, blank=True, related_name="led_to")
    question = models.ForeignKey(JurorQuestion, on_delete=models.CASCADE, null=True, blank=True, related_name="led_to")
    note = models.CharField(_("what it showed"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("recommendation"), F("session"), Coalesce("witness", 0), Coalesce("question", 0), name="evidence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.session_id}"


class MinorityStatement(models.Model):
    """What jurors who saw it otherwise wanted said beside a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="minority_statements")
    text = models.TextField(_("statement"))
    jurors = models.PositiveSmallIntegerField(_("how many jurors stand by it"), default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("minority statement")
        verbose_name_plural = _("minority statements")

    def __str__(self) -> str:
        return self.text[:80]


class BodyAnswerQuerySet(models.QuerySet["BodyAnswer"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def overdue_on(self, today: date) -> Self:
        """Keep those whose last day to answer is past: due_on < today, and nothing was answered."""
        return self.unanswered().filter(due_on__lt=today)

    def owed_by(self, user: Any) -> Self:
        """Keep those that organisations of this person must give; all for administrators."""
        if is_administrator(user):
            return self
        return self.filter(organisation__in=organisations_of(user))


class BodyAnswer(models.Model):
    """What one body must answer, and what it answered: accept, accept in part, reject, always with reasons."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("Accepted")
        PART = "part", _("Accepted in part")
        REJECT = "reject", _("Rejected")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="answers_owed"
    )
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due"), help_text=_("The last day on which the answer is in time."))
    verdict = models.CharField(_("answer"), max_length=6, choices=Verdict.choices, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = BodyAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["recommendation", "organisation__name"]
        verbose_name = _("answer of a body")
        verbose_name_plural = _("answers of bodies")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="body_answers_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, verdict="", reasons="")
                | (Q(answered_at__isnull=False, verdict__in=["accept", "part", "reject"]) & ~Q(reasons="")),
                name="body_answer_whole",
                violation_error_message=_("An answer has a verdict and its reasons."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")),
                name="body_answer_due_after_asked",
                violation_error_message=_("The answer is due on or after the day it is asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.organisation_id}"


class AnswerRevision(models.Model):
    """What a body answered before it changed its answer; shown beside what it answers now."""

    answer = models.ForeignKey(BodyAnswer, on_delete=models.CASCADE, related_name="revisions")
    verdict = models.CharField(_("answer"), max_length=6, choices=BodyAnswer.Verdict.choices)
    reasons = models.TextField(_("reasons"))
    answered_at = models.DateTimeField(_("answered"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        ordering = ["answer", "-answered_at", "-pk"]
        verbose_name = _("earlier answer of a body")
        verbose_name_plural = _("earlier answers of bodies")

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.verdict}"
