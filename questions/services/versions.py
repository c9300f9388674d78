"""How a question read before an edit, kept for the answers that were given to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from questions.models import Question, QuestionVersion


def snapshot(question: Question) -> dict[str, Any]:
    """Return all that a respondent reads of a question, as plain JSON."""
    choices = question.choices.order_by("sort_order", "pk")
    return {
        "kind": question.kind,
        "text": question.text,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "config": question.config,
        "choices": [
            {
                "id": choice.pk,
                "axis": choice.axis,
                "text": choice.text,
                "picture": choice.picture_id,
                "is_other": choice.is_other,
                "is_exclusive": choice.is_exclusive,
                "is_retired": choice.retired_at is not None,
                "wordings": list(_wordings(choice.wordings)),
            }
            for choice in choices
        ],
        "wordings": list(_wordings(question.wordings)),
    }


def keep_version(question: Question, before: dict[str, Any], *, by: Any, at: datetime) -> bool:
    """Keep `before` under the old number and raise the question's, if it now reads differently."""
    if snapshot(question) == before:
        return False
    QuestionVersion.objects.create(
        question=question, number=question.version, wording=before, replaced_at=at, replaced_by=by
    )
    question.version += 1
    question.save(update_fields=["version"])
    return True


def _wordings(rows: Any) -> Any:
    return rows.order_by("language", "style").values("language", "style", "text", "help_text")
