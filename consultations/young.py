"""Consultations as the youth section leads to them: straight into the wording for young people, where there is one.

The wording is only chosen beforehand: who begins may choose another on the same page, and all wordings count together.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultations.models import ConsultationPage
from questions.models import Question, Style


def worded_for_young(consultations: Iterable[int]) -> set[int]:
    """Return which of these consultations have questions worded for young people, in one statement."""
    worded = Question.objects.on_offer().filter(
        section__questionnaire__survey__consultation__in=list(consultations), wordings__style=Style.YOUNG
    )
    return set(worded.order_by().values_list("section__questionnaire__survey__consultation", flat=True).distinct())


def young_answer_url(consultation: ConsultationPage) -> str:
    """Return where a young person begins to answer; without a wording of their own they get the standard one."""
    address = consultation.get_url() or ""
    return f"{address}respond/?style={Style.YOUNG.value}" if address else ""
