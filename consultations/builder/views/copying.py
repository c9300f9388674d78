"""Begin with the survey of another consultation."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from consultations.builder.access import access_survey, readable_consultations
from consultations.builder.forms.choices import pictures_for
from consultations.builder.frame import show
from consultations.builder.views.overview import REFUSALS
from consultations.models import ConsultationPage
from consultations.services.survey import copy_survey
from people.models import User


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(
        queryset=ConsultationPage.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the survey to copy."),
            "invalid_choice": gettext_lazy("Choose one of the surveys on this page."),
        },
    )


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the surveys this person may read, and copy one."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    sources = sources_for(user).exclude(pk=page.pk)
    form = CopyForm(request.POST if request.method == "POST" else None)
    form.fields["source"].queryset = sources  # type: ignore[attr-defined]
    problems = []
    if form.is_bound and form.is_valid():
        source = form.cleaned_data["source"]
        try:
            left = copy_survey(page=page, source=source, kept_pictures=pictures_for(user), by=user, at=timezone.now())
        except REFUSALS as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            return _copied(request, page, source, left)
    problems += [("id_source_0", str(error)) for error in form.errors.get("source", ())]
    return _show_copy(request, page, sources, problems)


def _show_copy(
    request: HttpRequest,
    page: ConsultationPage,
    sources: QuerySet[ConsultationPage],
    problems: list[tuple[str, str]],
) -> HttpResponse:
    return show(
        request,
        "copy",
        page=page,
        title=_("Copy from another consultation"),
        here="copy",
        sources=sources[:100],
        chosen=request.POST.get("source", ""),
        problems=problems,
        has_questions=_has_questions(page),
        status=409 if problems else 200,
    )


def sources_for(user: User) -> QuerySet[ConsultationPage]:
    """Keep the consultations whose survey this person may read and that ask something, the newest first."""
    asked = Count(
        "survey__questionnaire__sections__questions",
        filter=Q(survey__questionnaire__sections__questions__retired_at__isnull=True),
        distinct=True,
    )
    return (
        readable_consultations(user)
        .select_related("lead_organisation")
        .annotate(question_count=asked)
        .filter(question_count__gt=0)
        .order_by("-latest_revision_created_at", "-pk")
    )


def _has_questions(page: ConsultationPage) -> bool:
    return hasattr(page, "survey") and page.survey.questionnaire.sections.filter(questions__isnull=False).exists()


def _copied(request: HttpRequest, page: ConsultationPage, source: ConsultationPage, left: int) -> HttpResponse:
    messages.success(request, _("Copied from “%(title)s”. Now make it your own.") % {"title": source.title})
    if left:
        words = ngettext(
            "%(count)d picture belongs to another organisation and was left behind.",
            "%(count)d pictures belong to another organisation and were left behind.",
            left,
        )
        messages.warning(request, words % {"count": left})
    return redirect("builder:survey", page.pk)
