"""Questions: added, changed, taken off, asked again, and what respondents saw before."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultations.builder.access import access_survey, question_of, section_of
from consultations.builder.cards import cards_of
from consultations.builder.conflict import SurveyChanged, question_state, seen_of
from consultations.builder.forms.question import QuestionDesk
from consultations.builder.frame import last_edit, show
from consultations.builder.outline import short
from consultations.builder.versions import versions_of
from consultations.builder.views.overview import REFUSALS
from consultations.models import ConsultationPage
from consultations.services import survey as services
from people.models import User
from questions.kind import Kind
from questions.kinds import all_kinds, get_kind
from questions.models import Question, Section


@require_GET
def question_kind(request: HttpRequest, page_id: int, section_id: int) -> HttpResponse:
    """Show the kinds of question as cards."""
    page = access_survey(page_id, user=request.user)  # type: ignore[arg-type]
    section = section_of(page, section_id)
    cards = cards_of(
        all_kinds(), address=lambda slug: reverse("builder:question_add", args=[page.pk, section.pk, slug])
    )
    back = f"{reverse('builder:survey', args=[page.pk])}#section-{section.pk}"
    lede = _("It goes to the end of “%(title)s”; you can move it later. Choose how people answer:")
    return show(
        request,
        "question_kind",
        page=page,
        title=_("Add a question"),
        lede=lede % {"title": section.title},
        cards=cards,
        back=back,
    )


@require_GET
def question_rekind(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Show the kinds a question may become while nobody has answered."""
    page = access_survey(page_id, user=request.user)  # type: ignore[arg-type]
    found = question_of(page, question_id)
    own = reverse("builder:question", args=[page.pk, found.pk])
    if page.survey.questionnaire.locked_at is not None:
        messages.error(request, _("People have begun to answer, so the kind of this question cannot change."))
        return redirect(own)
    lede = _("The words of “%(text)s” stay. Nothing changes until you save it. Choose how people answer:")
    return show(
        request,
        "question_kind",
        page=page,
        title=_("Change the kind"),
        lede=lede % {"text": short(found.text)},
        cards=cards_of(all_kinds(), address=lambda slug: f"{own}?kind={slug}"),
        back=own,
    )


@require_http_methods(["GET", "POST"])
def question_add(request: HttpRequest, page_id: int, section_id: int, kind: str) -> HttpResponse:
    """Write a new question of one kind."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    section = section_of(page, section_id)
    desk = _desk(request, page, section, _kind_or_404(kind), None)
    if desk.is_valid():
        try:
            made = services.add_question(page=page, section=section, kind=kind, given=desk.given(), by=user)
        except REFUSALS as refusal:
            desk.refusal = str(refusal.public_message)
        else:
            messages.success(request, _("Question added: “%(text)s”") % {"text": short(made.text)})
            return _after(request, page, section, made)
    return _show_question(request, page, desk, title=_("New question"))


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Change a question."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    found = question_of(page, question_id)
    assert found.section is not None  # noqa: S101  question_of finds it through its section
    kind = _kind_or_404(request.GET.get("kind") or found.kind)
    desk = _desk(request, page, found.section, kind, found)
    conflict = None
    if desk.is_valid():
        try:
            seen = request.POST.get("seen", "")
            saved = services.save_question(
                page=page, question=found, kind=kind.slug, given=desk.given(), seen=seen, by=user, at=timezone.now()
            )
        except SurveyChanged as refusal:
            conflict = refusal
        except REFUSALS as refusal:
            desk.refusal = str(refusal.public_message)
        else:
            messages.success(request, _("Question saved: “%(text)s”") % {"text": short(saved.text)})
            return redirect(f"{reverse('builder:survey', args=[page.pk])}#question-{saved.pk}")
    return _show_question(request, page, desk, title=_("Edit the question"), conflict=conflict)


@require_http_methods(["GET", "POST"])
def question_remove(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Take a question off, having asked once."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    found = question_of(page, question_id)
    problems = []
    if request.method == "POST":
        try:
            services.drop_question(page=page, question=found, by=user, at=timezone.now())
        except REFUSALS as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            messages.success(request, _("“%(text)s” is off the survey.") % {"text": short(found.text)})
            return redirect(f"{reverse('builder:survey', args=[page.pk])}#section-{found.section_id}")
    return _confirm_removal(request, page, found, problems)


def _confirm_removal(
    request: HttpRequest, page: ConsultationPage, found: Question, problems: list[tuple[str, str]]
) -> HttpResponse:
    is_locked = page.survey.questionnaire.locked_at is not None
    if is_locked:
        words = _("People have begun to answer. The question is no longer asked, but its answers stay and count.")
    else:
        words = _("Nobody has begun to answer yet, so it is deleted for good.")
    return show(
        request,
        "confirm",
        page=page,
        title=_("Stop asking this question?") if is_locked else _("Remove this question?"),
        explanation=[f"“{found.text}”", words],
        problems=problems,
        yes=_("Yes, stop asking it") if is_locked else _("Yes, remove it"),
        back=f"{reverse('builder:survey', args=[page.pk])}#question-{found.pk}",
        status=409 if problems else 200,
    )


@require_POST
def question_restore(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Ask a retired question again."""
    user: User = request.user  # type: ignore[assignment]
    page = access_survey(page_id, user=user)
    found = question_of(page, question_id)
    try:
        services.restore_question(page=page, question=found, by=user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal.public_message))
    else:
        messages.success(request, _("“%(text)s” is asked again.") % {"text": short(found.text)})
    return redirect(f"{reverse('builder:survey', args=[page.pk])}#question-{found.pk}")


@require_GET
def question_history(request: HttpRequest, page_id: int, question_id: int) -> HttpResponse:
    """Show what respondents saw before, version by version."""
    page = access_survey(page_id, user=request.user)  # type: ignore[arg-type]
    found = question_of(page, question_id)
    versions = versions_of(found)
    return show(
        request,
        "question_history",
        page=page,
        title=_("What respondents saw"),
        question=found,
        versions=versions,
    )


def _kind_or_404(slug: str) -> Kind:
    try:
        return get_kind(slug)
    except KeyError as unknown:
        raise Http404 from unknown


def _desk(
    request: HttpRequest, page: ConsultationPage, section: Section, kind: Kind, found: Question | None
) -> QuestionDesk:
    return QuestionDesk(
        questionnaire=page.survey.questionnaire,
        section=section,
        kind=kind,
        question=found,
        user=request.user,  # type: ignore[arg-type]
        data=request.POST if request.method == "POST" else None,
        do=request.POST.get("do", ""),
    )


def _after(request: HttpRequest, page: ConsultationPage, section: Section, made: Question) -> HttpResponse:
    if request.POST.get("then") == "another":
        return redirect("builder:question_kind", page.pk, section.pk)
    return redirect(f"{reverse('builder:survey', args=[page.pk])}#question-{made.pk}")


def _show_question(
    request: HttpRequest,
    page: ConsultationPage,
    desk: QuestionDesk,
    *,
    title: str,
    conflict: SurveyChanged | None = None,
) -> HttpResponse:
    problems = list(desk.problems())
    return show(
        request,
        "question_form",
        page=page,
        title=title,
        section=desk.section,
        desk=desk,
        question=desk.question,
        seen=conflict.seen if conflict else _seen(request, page, desk),
        conflict=conflict.changed if conflict else None,
        last_edit=last_edit(page) if conflict else None,
        problems=problems,
        media=desk.media,
        status=409 if conflict else 422 if problems else 200,
    )


def _seen(request: HttpRequest, page: ConsultationPage, desk: QuestionDesk) -> str:
    """Return what the form is to carry: what it carried before, or what it is made from."""
    if request.method == "POST":
        return request.POST.get("seen", "")
    if desk.question is None:
        return ""
    return seen_of(question_state(desk.question), revision=page.survey.questionnaire.revision)
