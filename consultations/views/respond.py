"""Answer a consultation: begin, one section a page, come back later.

What is refused, and how: no such page or link, or one that is not yours: 404. Not open yet: 403, with the day it
opens. Closed or taken down: 410, with a copy of what was written. Another window wrote meanwhile: 409, with both. Too
often: 429. Too long: 413. Wrong answers: 422, beside the fields. A file: 400. Nothing typed is lost on any of them.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.access import access_open_consultation, find_published
from consultations.errors import (
    AnsweredAlready,
    AnswersOutdated,
    ConsultationClosed,
    ConsultationPlanned,
    DraftConflict,
    Refusal,
)
from consultations.forms.respond import BeginForm, EmailForm
from consultations.models import ConsultationPage
from consultations.services.drafting import begin_draft, save_section
from consultations.services.receipts import copy_text, mail_link, read_back
from consultations.tokens import account_token
from consultations.views.links import private_page, refused, too_often, wants_json
from consultations.views.mailing import refuse_mail
from consultations.views.way import (
    Way,
    as_saved,
    conflict,
    differences,
    find_way,
    on_the_way,
    page_context,
    posted,
    seen_by,
    take_proof,
)
from core.moments import say_closing, say_opening
from core.proof import is_solved, make_challenge
from core.ratelimit import network_of, take
from questions.asked import AskedSection
from questions.forms import AnswersForm
from questions.reads import ask_sections, wording_for, wordings_of


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def start(request: HttpRequest, organisation: str, slug: str) -> HttpResponse:
    """Say what is asked and what becomes of it, and begin on demand."""
    at = timezone.now()
    try:
        consultation = access_open_consultation(organisation, slug, user=request.user, at=at)
    except (ConsultationPlanned, ConsultationClosed) as refusal:
        return _not_open(request, find_published(organisation, slug), refusal)
    wordings = wordings_of(consultation.survey.questionnaire)
    preferred = wording_for(wordings, style=request.GET.get("style", ""), language=get_language() or "")
    form = BeginForm(posted(request), wordings=wordings, preferred=preferred)
    if request.method != "POST" or not form.is_valid():
        return _start_page(request, consultation, form, status=422 if form.is_bound else 200)
    if consultation.needs_account and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    allowance = take(name="begin", who=network_of(request), limit=settings.BEGIN_LIMIT_PER_HOUR, seconds=3600, at=at)
    if not allowance.is_granted:
        return too_often(request, retry_after=allowance.retry_after)
    return _begun(request, consultation, form)


@require_safe
@on_the_way
def resume(request: HttpRequest, way: Way) -> HttpResponse:
    """Lead the private link to where its owner left off."""
    return redirect(way.url_of(way.first_unfinished()))


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def section(request: HttpRequest, way: Way, section: int) -> HttpResponse:
    """Show one section, and keep what is answered in it."""
    step = next((step for step in way.journey.steps() if step.key == str(section)), None)
    if step is None or step.section is None:
        return redirect(way.url_of(way.journey.after(str(section))))
    form = AnswersForm(way.journey.questions_of(step.section), posted(request), given=way.draft.given())
    if request.method != "POST":
        _tell_outdated(way, form)
        return _section_page(request, way, step.section, form)
    take_proof(request, way)
    try:
        draft = save_section(
            draft=way.draft,
            section=step.section,
            given=form.given(),
            keep=_unusable(form),
            seen=seen_by(request),
            is_done=form.is_valid(),
            at=way.at,
        )
    except DraftConflict as refusal:
        if wants_json(request):
            return JsonResponse({"message": str(refusal.public_message)}, status=409)
        way = as_saved(way)
        return conflict(request, way, key=step.key, rows=differences(way, form))
    return _saved(request, way.with_draft(draft), step.section, form)


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def later(request: HttpRequest, way: Way) -> HttpResponse:
    """Show the private link, and send it by e-mail to who asks."""
    form = EmailForm(posted(request))
    link = request.build_absolute_uri(reverse("consultations:respond_resume", args=[way.token]))
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        refusal = refuse_mail(request, way.draft, email=email, at=way.at)
        if not refusal:
            mail_link(draft=way.draft, email=email, link=link, at=way.at)
            return redirect(f"{request.path}?sent=1")
        form.add_error("email", refusal)
        status = 429
    elif form.errors:
        status = 422
    context = page_context(request, way, "") | {
        "form": form,
        "link": link,
        "is_mailed": "sent" in request.GET,
        "kept_days": settings.DRAFT_DAYS,
        "problems": [(form["email"].id_for_label, error) for error in form.errors.get("email", [])],
    }
    return render(request, "consultations/respond_later.html", context, status=status)


@require_safe
@private_page
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Give what has been written so far as a text file, also after closing."""
    way = find_way(request, token)
    if isinstance(way, HttpResponse):
        return way
    text = copy_text(
        consultation=way.draft.consultation,
        parts=read_back(way.journey.sections, way.draft.given()),
        at=way.at,
    )
    return as_file(text, way.draft.consultation)


def as_file(text: str, consultation: ConsultationPage) -> HttpResponse:
    """Return plain text to keep; the mark in front tells old programs that it is UTF-8."""
    response = HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8")
    name = slugify(consultation.slug) or str(consultation.pk)
    response["Content-Disposition"] = f'attachment; filename="answers-{name}.txt"'
    return response


def _not_open(request: HttpRequest, consultation: ConsultationPage, refusal: Refusal) -> HttpResponse:
    """Say when it opens, or that it has closed; both lead back to its page."""
    opens_later = isinstance(refusal, ConsultationPlanned)
    return refused(
        request,
        status=403 if opens_later else 410,
        title=str(refusal.public_message),
        text=_("You can read about it and see how else to take part.")
        if opens_later
        else _("You can read about it, and see what came of it when that is published."),
        consultation=consultation,
        opening=say_opening(consultation.opens_at, at=timezone.now()) if opens_later and consultation.opens_at else "",
    )


def _start_page(request: HttpRequest, consultation: ConsultationPage, form: BeginForm, *, status: int) -> HttpResponse:
    language, style = form.preferred
    context = {
        "consultation": consultation,
        "form": form,
        "crumbs": [(_("Consultations"), "/consultations/"), (consultation.title, consultation.get_url(request))],
        "sections": ask_sections(consultation.survey.questionnaire, language=language, style=style),
        "challenge": make_challenge(subject=_subject(consultation), at=timezone.now()),
        "closing": say_closing(consultation.closes_at, at=timezone.now()) if consultation.closes_at else "",
        "draft_days": settings.DRAFT_DAYS,
        "response_years": settings.RESPONSE_YEARS,
        "must_sign_in": consultation.needs_account and not request.user.is_authenticated,
        "problems": [
            (form[name].id_for_label if name != "website" else "", errors[0]) for name, errors in form.errors.items()
        ],
    }
    return render(request, "consultations/respond_start.html", context, status=status)


def _begun(request: HttpRequest, consultation: ConsultationPage, form: BeginForm) -> HttpResponse:
    language, style = form.chosen()
    at = timezone.now()
    challenge, number = request.POST.get("challenge", ""), request.POST.get("number", "")
    user = request.user if consultation.needs_account and request.user.is_authenticated else None
    try:
        _draft, token = begin_draft(
            consultation=consultation,
            language=language,
            style=style,
            user=user,
            has_proof=is_solved(challenge=challenge, number=number, subject=_subject(consultation), at=at),
            at=at,
        )
    except AnsweredAlready:
        token = account_token(consultation_id=consultation.pk, user_id=request.user.pk or 0)
        return redirect("consultations:receipt", token)
    return redirect("consultations:respond_resume", token)


def _subject(consultation: ConsultationPage) -> str:
    return f"begin:{consultation.pk}"


def _section_page(
    request: HttpRequest, way: Way, section: AskedSection, form: AnswersForm, *, status: int = 200
) -> HttpResponse:
    context = page_context(request, way, str(section.id)) | {
        "section": section,
        "blocks": form.blocks(),
        "problems": form.problems(),
    }
    return render(request, "consultations/respond_section.html", context, status=status)


def _tell_outdated(way: Way, form: AnswersForm) -> None:
    """Say beside each question that was changed under its answer that it must be answered again."""
    here = {one.id for one in form.asked}
    for one in way.journey.outdated():
        if one.id in here:
            form.add_problem(one.id, str(AnswersOutdated.public_message))


def _saved(request: HttpRequest, way: Way, section: AskedSection, form: AnswersForm) -> HttpResponse:
    """Lead on from a section that has been kept, unless something in it is wrong."""
    if wants_json(request):
        return JsonResponse({"revision": way.draft.revision, "message": _("Saved")})
    key, go = str(section.id), request.POST.get("go", "next")
    if go in {"later", "back"} and not _unusable(form):
        step = way.journey.before(key)
        back = way.url_of(step) if step else request.path
        return redirect(reverse("consultations:respond_later", args=[way.token]) if go == "later" else back)
    if form.is_valid():
        return redirect(way.url_of(way.journey.after(key)))
    return _section_page(request, way, section, form, status=422)


def _unusable(form: AnswersForm) -> set[int]:
    """Return the questions whose typed answer cannot be kept as it is; blank ones can."""
    return {
        block.asked.id
        for block in form.blocks()
        if block.problems and any(value.strip() for values in block.raw.values() for value in values)
    }
