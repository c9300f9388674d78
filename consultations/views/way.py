"""Where somebody is on the way through a survey: what every page of it looks up and shows."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.access import access_response, find_draft
from consultations.errors import AccountNeeded, DraftGone
from consultations.journey import ABOUT_YOU, CHECK, REPLY, Journey, Step
from consultations.models import Draft
from consultations.services.drafting import Seen, note_proof
from consultations.services.receipts import read_back
from consultations.views.links import hidden_fields, kept_for_retry, private_page, refused, stranger
from core.moments import say_time
from core.proof import is_solved, make_challenge
from questions.asked import AskedSection
from questions.forms import AnswersForm
from questions.reads import ask_questionnaire

WayView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two windows filled in differently, in words."""

    label: str
    saved: Sequence[str]
    typed: Sequence[str]


@dataclass(frozen=True)
class Way:
    """One respondent's draft with the survey as it stands for them."""

    token: str
    draft: Draft
    journey: Journey
    at: datetime

    def url_of(self, step: Step | None) -> str:
        """Return the address of a step; of none, the page where one begins."""
        if step is None:
            return ""
        if step.section is not None:
            return reverse("consultations:respond_section", args=[self.token, step.section.id])
        name = {REPLY: "respond_reply", ABOUT_YOU: "respond_about_you", CHECK: "respond_check"}[step.key]
        return reverse(f"consultations:{name}", args=[self.token])

    def with_draft(self, draft: Draft) -> Way:
        """Return the way after a save, which may have opened or closed steps."""
        return Way(
            self.token, draft, Journey(self.journey.sections, draft.given(), self.journey.asks_about_you), self.at
        )

    def first_unfinished(self) -> Step:
        steps = self.journey.steps()
        return next((step for step in steps if not self.draft.is_done(step.key)), steps[-1])


def on_the_way(view: WayView) -> WayView:
    """Look up what stands behind a private link and answer everything that keeps somebody from going on."""

    @private_page
    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        way = find_way(request, token)
        if isinstance(way, HttpResponse):
            return way
        if request.method != "POST" and not way.draft.accepts_at(way.at):
            return closed(request, way)
        try:
            return view(request, way, **kwargs)
        except DraftGone:
            return _sent_already(request, token)

    return found


def find_way(request: HttpRequest, token: str) -> Way | HttpResponse:
    """Return what stands behind a private link, or the answer to who may not use it or has sent it.

    Raises:
        Http404: Nothing was ever kept under it.
    """
    draft = find_draft(token)
    if draft is None:
        return _sent_already(request, token)
    return stranger(request, draft) or Way(token, draft, _journey(draft), timezone.now())


def closed(request: HttpRequest, way: Way) -> HttpResponse:
    """Say that it is over, with everything that was written and a copy to take away."""
    consultation = way.draft.consultation
    return refused(
        request,
        status=410,
        title=_("This consultation has closed.") if consultation.live else _("This consultation has been taken down."),
        text=_("Your answers were not sent and do not count. You can still read them here and keep a copy."),
        consultation=consultation,
        parts=read_back(way.journey.sections, way.draft.given()),
        copy_url=reverse("consultations:respond_copy", args=[way.token]),
    )


def account_needed(request: HttpRequest, way: Way) -> HttpResponse:
    """Say that it asks for an account by now, with everything that was written and a copy to take away."""
    return refused(
        request,
        status=403,
        title=str(AccountNeeded.public_message),
        text=_(
            "It did not when you began. Your answers were not sent and do not count yet. Keep a copy of them, then "
            "sign in and begin again."
        ),
        consultation=way.draft.consultation,
        parts=read_back(way.journey.sections, way.draft.given()),
        copy_url=reverse("consultations:respond_copy", args=[way.token]),
    )


def page_context(request: HttpRequest, way: Way, key: str) -> dict[str, Any]:
    """Return what every step shows: contents, progress, the way back, what two tabs tell each other apart by."""
    steps = way.journey.steps()
    place = next((number for number, step in enumerate(steps, start=1) if step.key == key), 0)
    return {
        "consultation": way.draft.consultation,
        "draft": way.draft,
        "token": way.token,
        "steps": [_contents(way, step, key) for step in steps],
        "place": place,
        "of": len(steps),
        "back_url": way.url_of(way.journey.before(key)),
        "page_name": request.POST.get("page") or secrets.token_hex(6),
        "note": late_note(way),
        "challenge": _challenge(way),
        "later_url": reverse("consultations:respond_later", args=[way.token]),
        "is_paper": way.draft.channel == Draft.Channel.PAPER,
    }


def late_note(way: Way) -> str:
    """Return what is to be told about the closing of it, where that is near or past."""
    window = way.draft.consultation.window
    if window is None or way.draft.channel == Draft.Channel.PAPER or way.at < window.closes_at:
        return ""
    if not way.draft.accepts_at(way.at):
        return _("This consultation has closed. Your answers cannot be sent any more, but you can keep a copy.")
    last = window.closes_at + timedelta(minutes=settings.GRACE_MINUTES)
    return _(
        "This consultation has closed. You had begun before, so you can still send your answers until %(time)s."
    ) % {"time": say_time(last)}


def seen_by(request: HttpRequest) -> Seen:
    """Return what the page that posts had seen; nonsense counts as having seen nothing."""
    raw = request.POST.get("revision", "")
    return Seen(int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0, request.POST.get("page", "")[:16])


def take_proof(request: HttpRequest, way: Way) -> None:
    """Note the proof of work, where the page brings one along."""
    challenge, number = request.POST.get("challenge", ""), request.POST.get("number", "")
    if way.draft.has_proof or not number:
        return
    if is_solved(challenge=challenge, number=number, subject=way.draft.token_hash, at=way.at):
        note_proof(draft=way.draft)


def conflict(request: HttpRequest, way: Way, *, key: str, rows: Sequence[Difference]) -> HttpResponse:
    """Show what another window saved beside what was typed here, and let the person choose. Neither is lost."""
    context = page_context(request, way, key) | {
        "rows": [row for row in rows if list(row.saved) != list(row.typed)],
        "hidden": hidden_fields(request.POST, revision=way.draft.revision),
        "saved_url": request.path,
    }
    return render(request, "consultations/respond_conflict.html", context, status=409)


def as_saved(way: Way) -> Way:
    """Return the way with what is kept now, which may be newer than what this request began with."""
    return way.with_draft(find_draft(way.token) or way.draft)


def differences(way: Way, form: AnswersForm) -> list[Difference]:
    """Return each question of a page with the saved answer and the typed one, in words."""
    saved, typed = way.draft.given(), form.given()
    rows = []
    for block in form.blocks():
        one, kind = block.asked, block.kind
        raw = [value for values in block.raw.values() for value in values if value]
        before = kind.spoken(one, saved[one.id]) if one.id in saved else []
        rows.append(Difference(one.text, before, kind.spoken(one, typed[one.id]) if one.id in typed else raw))
    return rows


def _journey(draft: Draft) -> Journey:
    questionnaire = draft.consultation.survey.questionnaire
    sections = ask_questionnaire(questionnaire, language=draft.language, style=draft.style)
    if draft.channel == Draft.Channel.PAPER:
        sections = [_with_nothing_required(section) for section in sections]
    return Journey(sections, draft.given(), draft.consultation.asks_about_you)


def _with_nothing_required(section: AskedSection) -> AskedSection:
    """What somebody left out on paper, the officer who types it in cannot answer."""
    return replace(section, questions=tuple(replace(one, is_required=False) for one in section.questions))


def _contents(way: Way, step: Step, here: str) -> dict[str, str]:
    state = "here" if step.key == here else "done" if way.draft.is_done(step.key) else "ahead"
    notes = {ABOUT_YOU: _("(you can skip this)")}
    return {
        "title": step_title(step),
        "state": state,
        "href": way.url_of(step),
        "note": notes.get(step.key, ""),
    }


def step_title(step: Step) -> str:
    if step.section is not None:
        return step.section.title
    return {REPLY: _("Publishing and contact"), ABOUT_YOU: _("About you"), CHECK: _("Check and send")}[step.key]


def _challenge(way: Way) -> str:
    if way.draft.has_proof or way.draft.channel != Draft.Channel.ONLINE:
        return ""
    return make_challenge(subject=way.draft.token_hash, at=way.at)


def _sent_already(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a link whose draft is gone because it was sent: a second click gets the same receipt.

    Raises:
        Http404: Nothing was ever kept under it.
    """
    response = access_response(token)
    refusal = stranger(request, response)
    receipt = reverse("consultations:receipt", args=[token])
    if refusal is not None:
        return refusal
    is_second_click = request.method != "POST" or request.path == reverse("consultations:respond_check", args=[token])
    if is_second_click:
        return redirect(receipt)
    return kept_for_retry(
        request,
        status=409,
        title=_("You have sent your answers already."),
        text=_("They are safe. To change them, open your receipt and choose to change your answers."),
        receipt_url=receipt,
    )


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
