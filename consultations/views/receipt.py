"""What a respondent holds after sending: the receipt, its copy, the way to change or to take everything back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.access import access_response
from consultations.errors import ConsultationClosed, ResponseWithdrawn
from consultations.forms.respond import EmailForm
from consultations.models import Draft, Response
from consultations.services.receipts import Part, copy_text, mail_copy, read_back
from consultations.services.responding import reopen_response, withdraw_response
from consultations.views.links import private_page, refused, stranger
from consultations.views.mailing import refuse_mail
from consultations.views.respond import as_file
from core.moments import last_minute, say_moment
from questions.reads import ask_questionnaire


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt; a POST asks for a copy by e-mail."""
    response = access_response(token)
    refusal = stranger(request, response)
    if refusal is not None:
        return refusal
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and response.withdrawn_at is None:
        return _mailed(request, response, token, form)
    return _receipt_page(request, response, token, form, status=422 if form.errors else 200)


@require_safe
@private_page
def receipt_copy(request: HttpRequest, token: str) -> HttpResponse:
    """Give a copy of what was sent as a text file."""
    response = access_response(token)
    refusal = stranger(request, response)
    if refusal is not None:
        return refusal
    if response.withdrawn_at is not None:
        return _withdrawn(request, response)
    text = copy_text(consultation=response.consultation, parts=_parts(response), response=response, at=timezone.now())
    return as_file(text, response.consultation)


@require_POST
@private_page
def receipt_change(request: HttpRequest, token: str) -> HttpResponse:
    """Open what was sent for changes; until they are sent, it counts as it was."""
    response = access_response(token)
    refusal = stranger(request, response)
    if refusal is not None:
        return refusal
    try:
        reopen_response(response=response, at=timezone.now())
    except ResponseWithdrawn:
        return _withdrawn(request, response)
    except ConsultationClosed:
        return _too_late(request, response, token)
    return redirect("consultations:respond_check", token)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def receipt_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then erase what was sent."""
    response = access_response(token)
    refusal = stranger(request, response)
    if refusal is not None:
        return refusal
    if response.withdrawn_at is not None:
        return redirect("consultations:receipt", token)
    if not response.can_change_at(timezone.now()):
        return _too_late(request, response, token)
    if request.method != "POST":
        context = {"response": response, "consultation": response.consultation, "token": token}
        return render(request, "consultations/receipt_withdraw.html", context)
    try:
        withdraw_response(response=response, at=timezone.now())
    except ConsultationClosed:
        return _too_late(request, response, token)
    return redirect("consultations:receipt", token)


def _receipt_page(
    request: HttpRequest, response: Response, token: str, form: EmailForm, *, status: int
) -> HttpResponse:
    is_withdrawn = response.withdrawn_at is not None
    at, window = timezone.now(), response.consultation.window
    context: dict[str, Any] = {
        "response": response,
        "consultation": response.consultation,
        "token": token,
        "link": request.build_absolute_uri(reverse("consultations:receipt", args=[token])),
        "parts": [] if is_withdrawn else _parts(response),
        "sent": say_moment(response.submitted_at, at=at),
        "changed": say_moment(response.changed_at, at=at),
        "closing": say_moment(last_minute(window.closes_at), at=at) if window else "",
        "is_over": window is not None and window.closes_at <= at,
        "can_change": response.can_change_at(at),
        "has_draft": hasattr(response, "draft"),
        "is_paper": response.channel == Draft.Channel.PAPER,
        "is_mailed": "sent" in request.GET,
        "is_unmailed": "unsent" in request.GET,
        "form": form,
        "problems": [(form["email"].id_for_label, str(error)) for error in form.errors.get("email", [])],
    }
    return render(request, "consultations/receipt.html", context, status=status)


def _mailed(request: HttpRequest, response: Response, token: str, form: EmailForm) -> HttpResponse:
    email, at = form.cleaned_data["email"], timezone.now()
    refusal = refuse_mail(request, response, email=email, at=at)
    if refusal:
        form.add_error("email", refusal)
        return _receipt_page(request, response, token, form, status=429)
    mail_copy(
        response=response,
        parts=_parts(response),
        email=email,
        receipt_url=request.build_absolute_uri(request.path),
        at=at,
    )
    return redirect(f"{request.path}?sent=1")


def _parts(response: Response) -> list[Part]:
    """Return what was sent, read back in the wording in which it was answered."""
    questionnaire = response.consultation.survey.questionnaire
    sections = ask_questionnaire(questionnaire, language=response.language, style=response.style, include_retired=True)
    given = response.given()
    return [part for part in read_back(sections, given) if any(line.words for line in part.lines)]


def _withdrawn(request: HttpRequest, response: Response) -> HttpResponse:
    return refused(
        request,
        status=410,
        title=_("You took these answers back."),
        text=_("We no longer hold them, so there is nothing to show or change."),
        consultation=response.consultation,
    )


def _too_late(request: HttpRequest, response: Response, token: str) -> HttpResponse:
    return refused(
        request,
        status=410,
        title=_("This consultation has closed."),
        text=_("Answers can be changed or taken back until it closes. Yours stand as you sent them."),
        consultation=response.consultation,
        receipt_url=reverse("consultations:receipt", args=[token]),
    )
