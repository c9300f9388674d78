"""Apply to sit on a jury, without an account; and the applicant's own page behind a private link.

Not open yet: 403. Closed: 410. Wrong answers: 422, beside the fields. Too often: 429. Nothing typed is lost. The link's
secret protects the own page, so that it needs no cookie; neither does the form, which does nothing in anybody's name.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from consultations.tokens import hash_token
from core.moments import say_closed, say_closing, say_opening
from core.proof import is_solved, make_challenge
from core.ratelimit import network_of, take
from juries.access import public_jury
from juries.draw_errors import CallClosed, CallNotOpen, DrawRefusal
from juries.draw_reads import call_of, own_answers, own_draws, sought
from juries.forms.apply import ApplyForm
from juries.models import Applicant, JuryPage, Recruitment
from juries.services.recruiting import apply, personal_of, withdraw
from juries.views.room_door import private

DAY = 24 * 3600


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def apply_page(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """Show the form of one page, and take it."""
    page, call = _call(shelf, jury)
    at = timezone.now()
    if not call.is_open_at(at):
        return _not_open(request, page, call, at)
    form = ApplyForm(request.POST if request.method == "POST" else None, call=call)
    if request.method != "POST":
        return _form_page(request, page, call, form, status=200)
    if not form.is_valid():
        return _form_page(request, page, call, form, status=422)
    wait = _too_often(request, form.personal().email, at)
    if wait:
        form.add_error("website", _("That was too often in a short time. Wait a while, then press the button again."))
        response = _form_page(request, page, call, form, status=429)
        response["Retry-After"] = str(wait)
        return response
    return _taken(request, page, call, form, at)


def _taken(request: HttpRequest, page: JuryPage, call: Recruitment, form: ApplyForm, at: datetime) -> HttpResponse:
    has_proof = is_solved(
        challenge=request.POST.get("challenge", ""),
        number=request.POST.get("number", ""),
        subject=_subject(call),
        at=at,
    )
    try:
        apply(call=call, personal=form.personal(), features=form.features(), has_proof=has_proof, at=at)
    except (CallClosed, CallNotOpen):
        return _not_open(request, page, call, at)
    except DrawRefusal as refusal:
        form.add_error("website", str(refusal.public_message))
        return _form_page(request, page, call, form, status=422)
    return redirect("juries:applied", page.get_parent().slug, page.slug)


@require_safe
@private
def applied(request: HttpRequest, shelf: str, jury: str) -> HttpResponse:
    """Say that the link is on its way. The same words for somebody who had applied before."""
    page, call = _call(shelf, jury)
    return render(request, "juries/apply_done.html", {"jury": page, "call": call, "crumbs": _crumbs(page)})


@require_safe
@private
def application(request: HttpRequest, token: str) -> HttpResponse:
    """Show an applicant what is held about them, and after publication their part of the draw."""
    applicant = _applicant(request, token)
    jury = applicant.recruitment.jury
    context = {
        "jury": jury,
        "call": applicant.recruitment,
        "applicant": applicant,
        "personal": personal_of(applicant),
        "answers": own_answers(applicant),
        "draws": own_draws(applicant),
        "token": token,
    }
    response = render(request, "juries/apply_own.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then erase the application."""
    applicant = _applicant(request, token)
    jury = applicant.recruitment.jury
    is_gone = request.method == "POST"
    if is_gone:
        withdraw(applicant=applicant, at=timezone.now())
    response = render(request, "juries/apply_withdraw.html", {"jury": jury, "is_gone": is_gone, "token": token})
    response["Referrer-Policy"] = "no-referrer"
    return response


def _call(shelf: str, jury: str) -> tuple[JuryPage, Recruitment]:
    page = public_jury(shelf, jury)
    call = call_of(page)
    if call is None or not call.features.exists():
        raise Http404
    return page, call


def _applicant(request: HttpRequest, token: str) -> Applicant:
    """Return whose link it is; guesses are counted."""
    at = timezone.now()
    found = Applicant.objects.filter(token_hash=hash_token(token)).select_related("recruitment__jury").first()
    if found is None:
        take(name="jury-guess", who=network_of(request), limit=settings.BEGIN_LIMIT_PER_HOUR, seconds=3600, at=at)
        raise Http404
    return found


def _form_page(
    request: HttpRequest, page: JuryPage, call: Recruitment, form: ApplyForm, *, status: int
) -> HttpResponse:
    at = timezone.now()
    context = {
        "jury": page,
        "call": call,
        "form": form,
        "questions": list(form.questions()),
        "problems": form.problems(),
        "crumbs": _crumbs(page),
        "closing": say_closing(call.closes_at, at=at),
        "challenge": make_challenge(subject=_subject(call), at=at),
        "tables": sought(call),
    }
    return render(request, "juries/apply.html", context, status=status)


def _not_open(request: HttpRequest, page: JuryPage, call: Recruitment, at: datetime) -> HttpResponse:
    is_early = at < call.opens_at
    context = {
        "jury": page,
        "crumbs": _crumbs(page),
        "heading": (CallNotOpen if is_early else CallClosed).public_message,
        "when": say_opening(call.opens_at, at=at) if is_early else say_closed(call.closes_at, at=at),
        "is_early": is_early,
    }
    return render(request, "juries/apply_not_open.html", context, status=403 if is_early else 410)


def _too_often(request: HttpRequest, email: str, at: datetime) -> int:
    """Return after how many seconds one may try again; nought: now."""
    limits = (
        ("jury-apply", network_of(request), settings.BEGIN_LIMIT_PER_HOUR, 3600),
        ("jury-mail", email.lower(), settings.MAIL_LIMIT_PER_DAY, DAY),
    )
    for name, who, limit, seconds in limits:
        allowance = take(name=name, who=who, limit=limit, seconds=seconds, at=at)
        if not allowance.is_granted:
            return allowance.retry_after
    return 0


def _subject(call: Recruitment) -> str:
    return f"jury-apply:{call.pk}"


def _crumbs(page: JuryPage) -> list[tuple[str, str]]:
    return [(_("Citizens’ juries"), "/juries/"), (page.title, page.url)]
