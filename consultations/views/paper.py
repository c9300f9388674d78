"""An officer types in one answer that came on paper: the same pages as everybody's, counted as paper, and logged."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.access import access_managed_consultation
from consultations.forms.respond import BeginForm
from consultations.models import Draft
from consultations.services.drafting import begin_draft
from questions.reads import wordings_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, organisation: str, slug: str) -> HttpResponse:
    """Explain what to do with a paper answer and begin to type one in; also after closing, for what came in time."""
    consultation = access_managed_consultation(organisation, slug, user=request.user)
    window = consultation.window
    can_begin = window is not None and window.opens_at <= timezone.now() and hasattr(consultation, "survey")
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        wordings=wordings_of(consultation.survey.questionnaire) if can_begin else [("en-gb", "standard")],
    )
    if request.method == "POST" and can_begin and form.is_valid():
        language, style = form.chosen()
        _draft, token = begin_draft(
            consultation=consultation,
            channel=Draft.Channel.PAPER,
            language=language,
            style=style,
            entered_by=request.user if request.user.is_authenticated else None,
            at=timezone.now(),
        )
        return redirect("consultations:respond_resume", token)
    context = {
        "consultation": consultation,
        "form": form,
        "can_begin": can_begin,
        "problems": [(f"{form[name].auto_id}_0", errors[0]) for name, errors in form.errors.items()],
    }
    return render(request, "consultations/paper.html", context, status=422 if form.errors else 200)
