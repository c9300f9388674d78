"""The survey's place in the editor of its consultation: what stands, and the way to it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class SurveyPanel(Panel):
    """Say how much the survey asks so far, and lead to the builder. A page that is not saved yet has none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/builder/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            survey = getattr(self.instance, "survey", None) if self.instance.pk else None
            sections = list(survey.questionnaire.sections.prefetch_related("questions")) if survey else []
            asked = [one for section in sections for one in section.questions.all() if one.retired_at is None]
            return context | {
                "page": self.instance,
                "is_saved": bool(self.instance.pk),
                "section_count": len(sections),
                "question_count": sum(one.kind != "information" for one in asked),
            }
