"""Which question asks the age: chosen among those that can."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consultations.builder.access import access_survey
from consultations.builder.frame import show
from consultations.builder.views.overview import REFUSALS
from consultations.models import Survey
from consultations.services.ages import age_candidates, choose_age_question
from people.models import User
from questions.models import Question


class AgeForm(forms.Form):
    """One of the questions that can ask the age, or none."""

    question = forms.ModelChoiceField(
        queryset=Question.objects.none(),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the questions on this page.")},
    )


@require_http_methods(["GET", "POST"])
def age(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show which question asks the age, and take another."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    survey = Survey.objects.select_related("questionnaire").filter(consultation=page).first()
    if survey is None:
        return redirect("builder:survey", page.pk)
    candidates = age_candidates(survey.questionnaire)
    form = AgeForm(request.POST if request.method == "POST" else None)
    form.fields["question"].queryset = Question.objects.filter(  # type: ignore[attr-defined]
        pk__in=[one.pk for one in candidates]
    )
    problems: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            choose_age_question(page=page, question=form.cleaned_data["question"], by=user)
        except REFUSALS as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            messages.success(request, _("Saved."))
            return redirect("builder:age", page.pk)
    problems += [("id_question_none", str(error)) for error in form.errors.get("question", ())]
    marked = survey.age_question
    return show(
        request,
        "age",
        page=page,
        title=_("Results by age"),
        here="age",
        candidates=candidates,
        marked=marked,
        is_fixed=marked is not None and survey.questionnaire.locked_at is not None,
        problems=problems,
        status=409 if problems else 200,
    )
