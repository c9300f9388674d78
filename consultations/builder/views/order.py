"""Where things stand: moved a step by buttons, or all at once by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.builder.access import access_begun_survey, question_of, section_of
from consultations.builder.outline import OutlineSection, outline, short
from consultations.builder.views.overview import REFUSALS, survey_context
from consultations.models import ConsultationPage
from consultations.services import survey as services
from people.models import User
from questions.models import Question, Section

Order = list[tuple[int, list[int]]]


@require_POST
def arrange(request: HttpRequest, page_id: int) -> HttpResponse:
    """Store the order that was dragged; answer with the list as it now stands, whether or not it could be."""
    user: User = request.user  # type: ignore[assignment]
    page = access_begun_survey(page_id, user=user)
    try:
        order = read_order(request.POST.get("order", ""))
        revision, moved = int(request.POST.get("revision", "")), int(request.POST.get("moved", ""))
    except ValueError:
        return HttpResponseBadRequest()
    status = 200
    message = ""
    try:
        services.arrange(page=page, order=order, revision=revision, by=user)
    except REFUSALS as refusal:
        status, message = 409, str(refusal.public_message)
    questionnaire = page.survey.questionnaire
    questionnaire.refresh_from_db()
    context = survey_context(page, questionnaire) | {"page": page}
    html = render_to_string("consultations/builder/_sections.html", context, request=request)
    message = message or place_in_words(context["sections"], moved)
    return JsonResponse({"html": html, "revision": questionnaire.revision, "message": message}, status=status)


@require_POST
def question_move(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Move a question one step up or down, across the edge of its section if need be."""
    user: User = request.user  # type: ignore[assignment]
    page = access_begun_survey(page_id, user=user)
    question = question_of(page, question_id)
    sections = outline(page.survey.questionnaire)
    target = _step(sections, question, request.POST.get("direction", ""))
    if target is None:
        messages.info(request, _("It cannot go any further that way."))
    else:
        try:
            services.move_question(page=page, question=question, section=target[0], place=target[1], by=user)
        except REFUSALS as refusal:
            messages.error(request, str(refusal.public_message))
        else:
            messages.success(request, place_in_words(outline(page.survey.questionnaire), question.pk))
    return redirect(f"{reverse('builder:survey', args=[page.pk])}#question-{question.pk}")


@require_POST
def section_move(request: HttpRequest, page_id: int, section_id: int) -> HttpResponse:
    """Move a section with its questions one step up or down."""
    user: User = request.user  # type: ignore[assignment]
    page = access_begun_survey(page_id, user=user)
    section = section_of(page, section_id)
    order = list(page.survey.questionnaire.sections.values_list("pk", flat=True))
    place = order.index(section.pk) + 1 + (1 if request.POST.get("direction") == "down" else -1)
    if not 1 <= place <= len(order):
        messages.info(request, _("It cannot go any further that way."))
    else:
        _move_section(request, page, section, place, user)
    return redirect(f"{reverse('builder:survey', args=[page.pk])}#section-{section.pk}")


def _move_section(request: HttpRequest, page: ConsultationPage, section: Section, place: int, user: User) -> None:
    try:
        services.move_section(page=page, section=section, place=place, by=user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        words = _("“%(title)s” is now section %(place)d.") % {"title": short(section.title), "place": place}
        messages.success(request, words)


def read_order(text: str) -> Order:
    """Read "3:12,14;4:13" as sections with their questions.

    Raises:
        ValueError: It is written otherwise.
    """
    order = []
    for part in text.split(";"):
        section, _colon, inside = part.partition(":")
        order.append((int(section), [int(one) for one in inside.split(",") if one]))
    return order


def place_in_words(sections: Sequence[OutlineSection], question_id: int) -> str:
    """Say where a question stands now."""
    for section in sections:
        for place, line in enumerate(section.questions, start=1):
            if line.id == question_id:
                return _("“%(name)s” is now %(place)d of %(count)d in “%(section)s”.") % {
                    "name": line.name,
                    "place": place,
                    "count": len(section.questions),
                    "section": short(section.section.title),
                }
    return _("The order is saved.")


def _step(sections: Sequence[OutlineSection], question: Question, direction: str) -> tuple[Section, int] | None:
    """Return the section and the place, from 1, one step away; None where there is none."""
    at = next((n for n, one in enumerate(sections) if any(line.id == question.pk for line in one.questions)), None)
    if at is None or direction not in ("up", "down"):
        return None
    inside = [line.id for line in sections[at].questions]
    place = inside.index(question.pk) + 1
    if direction == "up":
        if place > 1:
            return sections[at].section, place - 1
        return (sections[at - 1].section, len(sections[at - 1].questions) + 1) if at > 0 else None
    if place < len(inside):
        return sections[at].section, place + 1
    return (sections[at + 1].section, 1) if at + 1 < len(sections) else None
