"""Sections: added, renamed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultations.builder.access import access_begun_survey, access_survey, section_of
from consultations.builder.conflict import SurveyChanged, section_state, seen_of
from consultations.builder.forms.section import SectionForm
from consultations.builder.frame import last_edit, show
from consultations.builder.views.overview import REFUSALS
from consultations.models import ConsultationPage
from consultations.services import survey as services
from people.models import User
from questions.models import Section


@require_POST
def section_add(request: HttpRequest, page_id: int) -> HttpResponse:
    """Add a section at the end of the survey."""
    user: User = request.user  # type: ignore[assignment]
    page = access_begun_survey(page_id, user=user)
    form = SectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the title of the section. It may be up to 200 letters long."))
        return redirect("builder:survey", page.pk)
    try:
        section = services.add_section(page=page, title=form.cleaned_data["title"], by=user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal.public_message))
        return redirect("builder:survey", page.pk)
    messages.success(request, _("Section “%(title)s” added.") % {"title": section.title})
    return redirect(f"{reverse('builder:survey', args=[page.pk])}#section-{section.pk}")


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, page_id: int, section_id: int) -> HttpResponse:
    """Change what a section says."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    found = section_of(page, section_id)
    stored = {"title": found.title, "introduction": found.introduction}
    form = SectionForm(request.POST if request.method == "POST" else None, initial=stored)
    refusal = None
    if form.is_bound and form.is_valid():
        refusal = _save(request, page, found, form, user)
        if refusal is None:
            messages.success(request, _("Section saved."))
            return redirect(f"{reverse('builder:survey', args=[page.pk])}#section-{found.pk}")
    return _show_section(request, page, found, form, refusal)


def _save(
    request: HttpRequest, page: ConsultationPage, found: Section, form: SectionForm, user: User
) -> Exception | None:
    try:
        services.save_section(page=page, section=found, seen=request.POST.get("seen", ""), by=user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refusal
    return None


def _show_section(
    request: HttpRequest, page: ConsultationPage, found: Section, form: SectionForm, refusal: Exception | None
) -> HttpResponse:
    conflict = refusal if isinstance(refusal, SurveyChanged) else None
    problems = [(form[name].id_for_label, str(error)) for name, errors in form.errors.items() for error in errors]
    if refusal is not None and conflict is None:
        problems = [("", str(getattr(refusal, "public_message", refusal)))]
    carried = request.POST.get("seen", "")
    fresh = seen_of(section_state(found), revision=page.survey.questionnaire.revision)
    return show(
        request,
        "section_form",
        page=page,
        title=_("Edit the section"),
        section=found,
        form=form,
        seen=conflict.seen if conflict else carried if form.is_bound else fresh,
        conflict=conflict.changed if conflict else None,
        last_edit=last_edit(page) if conflict else None,
        problems=problems,
        status=409 if conflict else 422 if problems else 200,
    )


@require_http_methods(["GET", "POST"])
def section_remove(request: HttpRequest, page_id: int, section_id: int) -> HttpResponse:
    """Take a section away, having asked once."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    found = section_of(page, section_id)
    problems = []
    if request.method == "POST":
        try:
            services.remove_section(page=page, section=found, by=user)
        except REFUSALS as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            messages.success(request, _("Section “%(title)s” removed.") % {"title": found.title})
            return redirect("builder:survey", page.pk)
    count = found.questions.count()
    goes = ngettext("Its %(count)d question goes with it.", "Its %(count)d questions go with it.", count)
    explanation = [goes % {"count": count} if count else _("There are no questions in it.")]
    return show(
        request,
        "confirm",
        page=page,
        title=_("Remove the section “%(title)s”?") % {"title": found.title},
        explanation=explanation,
        problems=problems,
        yes=_("Yes, remove the section"),
        back=f"{reverse('builder:survey', args=[page.pk])}#section-{found.pk}",
        status=409 if problems else 200,
    )
