"""What officers decided about respondents' own words: to publish them, with a part struck out, or not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.responses import Answer, Response


class TextReleaseQuerySet(models.QuerySet["TextRelease"]):
    def of(self, consultation_id: int) -> TextReleaseQuerySet:
        return self.filter(answer__response__consultation_id=consultation_id)

    def public(self) -> TextReleaseQuerySet:
        """Keep what anybody may read: released, by an author who agrees and has not withdrawn.

        A change of the words makes a new answer, which has no release.
        """
        agreed = [Response.Consent.ANONYMOUS, Response.Consent.NAMED]
        return self.filter(
            is_withheld=False,
            answer__response__consent__in=agreed,
            answer__response__withdrawn_at__isnull=True,
        )

    def count_by_question(self) -> dict[int, int]:
        """Return how many there are for each question that has any."""
        rows = self.order_by().values_list("answer__question_id").annotate(number=models.Count("pk"))
        return {int(row[0]): row[1] for row in rows}


class TextRelease(models.Model):
    """An officer's decision on the words of one answer: published as they stand, redacted, or withheld.

    `text` is what is published; a redaction and a withholding give their reason.
    """

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="release")
    text = models.TextField(_("as published"), blank=True)
    is_redacted = models.BooleanField(_("redacted"), default=False)
    is_withheld = models.BooleanField(_("withheld"), default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    released_at = models.DateTimeField(_("decided"))
    released_by = models.ForeignKey("people.User", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = TextReleaseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_redacted=False, is_withheld=False) | ~Q(reason=""),
                name="text_release_has_its_reason",
            ),
            models.CheckConstraint(condition=Q(is_withheld=False) | Q(text=""), name="text_release_withheld_is_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
