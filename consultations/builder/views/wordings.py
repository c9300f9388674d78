"""The other wordings: how far each is, and one of them beside the standard one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consultations.builder.access import access_begun_survey, access_survey
from consultations.builder.conflict import SurveyChanged, seen_of
from consultations.builder.forms.wordings import PickForm, WordingForm
from consultations.builder.frame import last_edit, show
from consultations.builder.views.overview import REFUSALS
from consultations.builder.wording import bundles_of, is_wordable, lang_attributes, progress_of, wording_name
from consultations.models import ConsultationPage
from consultations.services.survey_wordings import save_wording
from people.models import User


@require_GET
def wordings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show how far each wording is, and lead to one to write."""
    page = access_survey(page_id, user=request.user)  # type: ignore[arg-type]
    if not hasattr(page, "survey"):
        return redirect("builder:survey", page.pk)
    form = PickForm(request.GET if "language" in request.GET else None)
    if form.is_valid():
        return redirect("builder:wording", page.pk, form.cleaned_data["language"], form.cleaned_data["style"])
    bundles = bundles_of(page.survey.questionnaire)
    problems = [(f"id_{name}", str(error)) for name, errors in form.errors.items() for error in errors]
    return show(
        request,
        "wordings",
        page=page,
        title=_("Other wordings"),
        here="wordings",
        form=form,
        problems=[("id_language", message) for _anchor, message in problems],
        progress=progress_of(bundles),
        status=422 if problems else 200,
    )


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, page_id: int, language: str, style: str) -> HttpResponse:
    """Write one wording beside the standard one."""
    user: User = request.user  # type: ignore[assignment]
    page = access_begun_survey(page_id, user=user)
    if not is_wordable(language, style):
        raise Http404
    data = request.POST if request.method == "POST" else None
    bundles = bundles_of(page.survey.questionnaire)
    form = WordingForm(data, bundles=bundles, language=language, style=style)
    conflict = None
    problems: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            return _saved(request, page, _save(request, page, form, user))
        except SurveyChanged as refusal:
            conflict = refusal
        except REFUSALS as refusal:
            problems = [("", str(refusal.public_message))]
    problems += [(form[name].id_for_label, str(error)) for name, errors in form.errors.items() for error in errors]
    return _show_wording(request, page, form, conflict, problems)


def _save(request: HttpRequest, page: ConsultationPage, form: WordingForm, user: User) -> int:
    """Store what was sent; a text that the form of an older screen did not have stays as it is."""
    language, style = form.pair
    return save_wording(
        page=page,
        language=language,
        style=style,
        texts={key: text for key, text in form.cleaned_data.items() if key in request.POST},
        seen=request.POST.get("seen", ""),
        by=user,
        at=timezone.now(),
    )


def _saved(request: HttpRequest, page: ConsultationPage, written: int) -> HttpResponse:
    words = ngettext("%(count)d part saved.", "%(count)d parts saved.", written) % {"count": written}
    messages.success(request, words if written else _("Nothing was changed."))
    return redirect(reverse("builder:wordings", args=[page.pk]))


def _show_wording(
    request: HttpRequest,
    page: ConsultationPage,
    form: WordingForm,
    conflict: SurveyChanged | None,
    problems: list[tuple[str, str]],
) -> HttpResponse:
    language, style = form.pair
    return show(
        request,
        "wording_form",
        page=page,
        title=wording_name(language, style),
        trail=[(_("Other wordings"), reverse("builder:wordings", args=[page.pk]))],
        form=form,
        language=language,
        style=style,
        reading=lang_attributes(language),
        progress=progress_of(form.bundles, [form.pair]),
        seen=conflict.seen if conflict else _seen(request, page, form),
        conflict=conflict.changed if conflict else None,
        last_edit=last_edit(page) if conflict else None,
        problems=problems,
        status=409 if conflict else 422 if problems else 200,
    )


def _seen(request: HttpRequest, page: ConsultationPage, form: WordingForm) -> str:
    """Return what the form is to carry: what it carried before, or what it is made from."""
    if form.is_bound:
        return request.POST.get("seen", "")
    return seen_of(form.state(), revision=page.survey.questionnaire.revision)
