"""The whole survey on one screen, and its beginning."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.builder.access import access_survey
from consultations.builder.forms.section import SectionForm
from consultations.builder.frame import show
from consultations.builder.outline import outline
from consultations.errors import Refusal
from consultations.models import ConsultationPage, Survey
from consultations.services.survey import start_survey
from people.models import User
from questions.errors import Refusal as QuestionsRefusal
from questions.models import Questionnaire

REFUSALS = (Refusal, QuestionsRefusal)


@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the survey; where there is none yet, begin it."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    questionnaire = questionnaire_of(page)
    if questionnaire is None or not questionnaire.sections.exists():
        return _start(request, page, user)
    context = survey_context(page, questionnaire)
    return show(request, "survey", page=page, title=_("Survey"), here="questions", **context)


def questionnaire_of(page: ConsultationPage) -> Questionnaire | None:
    """Return what the consultation asks, or None while nobody has begun to write it."""
    found = Survey.objects.filter(consultation=page).select_related("questionnaire").first()
    return found.questionnaire if found else None


def survey_context(page: ConsultationPage, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what the list of sections and questions is drawn from."""
    return {
        "questionnaire": questionnaire,
        "sections": outline(questionnaire),
        "answers": page.responses.count() if questionnaire.locked_at else 0,
    }


def _start(request: HttpRequest, page: ConsultationPage, user: User) -> HttpResponse:
    form = SectionForm(request.POST or None)
    problems: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            section = start_survey(page=page, title=form.cleaned_data["title"], by=user, at=timezone.now())
        except REFUSALS as refusal:
            problems = [("id_title", str(refusal.public_message))]
        else:
            messages.success(request, _("The survey is begun. Now add its first question."))
            return redirect("builder:question_kind", page.pk, section.pk)
    elif form.is_bound:
        problems = [("id_title", _("Write what the first section is about."))]
    return show(
        request, "start", page=page, title=_("Survey"), form=form, problems=problems, status=422 if problems else 200
    )
