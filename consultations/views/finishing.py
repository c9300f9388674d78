"""The last steps of answering: about the answers as a whole, about oneself, check and send."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.errors import (
    AccountNeeded,
    AnsweredAlready,
    AnswersMissing,
    AnswersOutdated,
    ConsultationClosed,
    DraftConflict,
    NameNotAllowed,
    Refusal,
)
from consultations.forms.respond import ReplyForm
from consultations.journey import ABOUT_YOU, CHECK, REPLY, Step
from consultations.models import Draft, Response
from consultations.services.drafting import Private, save_about_you, save_reply
from consultations.services.receipts import mail_copy, read_back
from consultations.services.responding import submit_response
from consultations.views.links import wants_json
from consultations.views.mailing import refuse_mail
from consultations.views.way import (
    Difference,
    Way,
    account_needed,
    as_saved,
    conflict,
    on_the_way,
    page_context,
    posted,
    seen_by,
    take_proof,
)
from people.equality import AboutYouForm

Row = dict[str, object]

NOT_SENT = (
    AccountNeeded,
    AnsweredAlready,
    AnswersMissing,
    AnswersOutdated,
    ConsultationClosed,
    DraftConflict,
    NameNotAllowed,
)


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def reply(request: HttpRequest, way: Way) -> HttpResponse:
    """Ask for whom one answers, whether the words may be published, and who wants to hear back."""
    held = Private.of(way.draft).reply
    initial = ReplyForm.initial_of(held, is_answered=way.draft.is_done(REPLY))
    is_paper = way.draft.channel == Draft.Channel.PAPER
    form = ReplyForm(posted(request), initial=initial, is_paper=is_paper)
    if request.method != "POST":
        return _form_page(request, way, REPLY, form)
    take_proof(request, way)
    if wants_json(request):
        return JsonResponse({"revision": way.draft.revision, "message": ""})
    if not form.is_valid():
        return _form_page(request, way, REPLY, form)
    try:
        draft = save_reply(draft=way.draft, reply=form.reply(), seen=seen_by(request), at=way.at)
    except DraftConflict:
        way = as_saved(way)
        saved = ReplyForm.initial_of(Private.of(way.draft).reply, is_answered=True)
        return conflict(request, way, key=REPLY, rows=_differences(form, saved))
    return _led_on(request, way.with_draft(draft), REPLY)


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def about_you(request: HttpRequest, way: Way) -> HttpResponse:
    """Ask about the person, each question with its reason; all of it may be left out."""
    if not way.journey.asks_about_you:
        return redirect(way.url_of(Step(CHECK)))
    held = Private.of(way.draft)
    form = AboutYouForm(posted(request), initial=held.about_you, is_under_16=_is_under_16(held))
    if request.method != "POST":
        return _form_page(request, way, ABOUT_YOU, form)
    take_proof(request, way)
    if wants_json(request):
        return JsonResponse({"revision": way.draft.revision, "message": ""})
    if not form.is_valid():
        return _form_page(request, way, ABOUT_YOU, form)
    seen = seen_by(request)
    try:
        draft = save_about_you(
            draft=way.draft, answers=form.answers(), list_version=form.list_version, seen=seen, at=way.at
        )
    except DraftConflict:
        way = as_saved(way)
        return conflict(request, way, key=ABOUT_YOU, rows=_differences(form, Private.of(way.draft).about_you))
    return _led_on(request, way.with_draft(draft), ABOUT_YOU)


@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def check(request: HttpRequest, way: Way) -> HttpResponse:
    """Read everything back with a way to change it, and send it once."""
    if request.method != "POST":
        return _check_page(request, way)
    take_proof(request, way)
    if _is_too_quick(way):
        message = _("That was quicker than anybody can read. Wait a moment, then send it again.")
        return _check_page(request, way, problems=[("", message)], status=429)
    if not way.draft.is_done(REPLY):
        return _check_page(request, way, problems=[("part-reply", _("Say whether we may publish your words."))])
    private = Private.of(way.draft)
    try:
        response = submit_response(
            draft=way.draft, sections=way.journey.sections, at=way.at, revision=seen_by(request).revision
        )
    except NOT_SENT as refusal:
        return _not_sent(request, way, refusal)
    told = _mail_copy(request, way, response, private)
    return redirect(reverse("consultations:receipt", args=[way.token]) + told)


def _not_sent(request: HttpRequest, way: Way, refusal: Refusal) -> HttpResponse:
    """Say what keeps the answers from being sent, where it can be put right; they stay as they are."""
    if isinstance(refusal, AnswersMissing):
        return _check_page(request, way, problems=_missing(way, refusal.question_ids))
    if isinstance(refusal, AnswersOutdated):  # the page of the section says so beside the question
        return redirect(way.url_of(_section_step(way, way.journey.section_of(refusal.question_ids[0]).id)))
    if isinstance(refusal, AccountNeeded):
        return account_needed(request, way)
    if isinstance(refusal, ConsultationClosed):
        return redirect(request.path)  # which says so, with everything that was written
    message = _("Your answers changed in another window. Check them again, then send them.")
    text = message if isinstance(refusal, DraftConflict) else str(refusal.public_message)
    return _check_page(request, as_saved(way), problems=[("", text)], status=409)


def _mail_copy(request: HttpRequest, way: Way, response: Response, private: Private) -> str:
    """Send the copy that was asked for, if it may go out; return what the receipt is to say of it, as a query."""
    if not (private.reply.wants_copy and private.reply.email):
        return ""
    if refuse_mail(request, response, email=private.reply.email, at=way.at):
        return "?unsent=1"
    mail_copy(
        response=response,
        parts=read_back(way.journey.sections, way.draft.given()),
        email=private.reply.email,
        receipt_url=request.build_absolute_uri(reverse("consultations:receipt", args=[way.token])),
        at=way.at,
    )
    return "?sent=1"


def _is_too_quick(way: Way) -> bool:
    """Whether a new answer was sent sooner after it was begun than anybody reads."""
    is_new = way.draft.channel == Draft.Channel.ONLINE and way.draft.response_id is None
    return is_new and way.at - way.draft.begun_at < timedelta(seconds=settings.MINIMAL_SECONDS)


def _is_under_16(held: Private) -> bool | None:
    """What 'are you under 18?' tells about being under 16: no means no, yes leaves it open."""
    return False if held.reply.is_under_18 is False else None


def _form_page(request: HttpRequest, way: Way, key: str, form: Form) -> HttpResponse:
    template = {REPLY: "consultations/respond_reply.html", ABOUT_YOU: "consultations/respond_about_you.html"}[key]
    context = page_context(request, way, key) | {
        "form": form,
        "problems": [(_anchor(form[name]), str(errors[0])) for name, errors in form.errors.items()],
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _anchor(field: BoundField) -> str:
    """Return the id of the first control of a field: what an error summary leads to."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


def _led_on(request: HttpRequest, way: Way, key: str) -> HttpResponse:
    go = request.POST.get("go", "next")
    if go == "later":
        return redirect("consultations:respond_later", way.token)
    step = way.journey.before(key) if go == "back" else None
    return redirect(way.url_of(step or way.journey.after(key)))


def _check_page(
    request: HttpRequest, way: Way, *, problems: list[tuple[str, str]] | None = None, status: int = 422
) -> HttpResponse:
    private = Private.of(way.draft)
    reply_form = ReplyForm(initial=ReplyForm.initial_of(private.reply, is_answered=way.draft.is_done(REPLY)))
    context = page_context(request, way, CHECK) | {
        "parts": _parts(way),
        "reply_rows": _rows(reply_form, reply_form.initial),
        "reply_url": way.url_of(Step(REPLY)),
        "about_you_rows": _rows(AboutYouForm(initial=private.about_you), private.about_you),
        "about_you_url": way.url_of(Step(ABOUT_YOU)) if way.journey.asks_about_you else "",
        "problems": problems or [],
    }
    return render(request, "consultations/respond_check.html", context, status=status if problems else 200)


def _parts(way: Way) -> list[dict[str, object]]:
    """Return each section with its answers, for the summary lists."""
    return [
        {
            "title": part.title,
            "id": part.section_id,
            "rows": [
                {
                    "term": line.question,
                    "lang": line.lang,
                    "lines": line.words or (_("Not answered"),),
                    "href": f"{way.url_of(_section_step(way, part.section_id))}#question-{line.question_id}",
                }
                for line in part.lines
            ],
        }
        for part in read_back(way.journey.sections, way.draft.given())
    ]


def _section_step(way: Way, section_id: int) -> Step:
    section = next(one for one in way.journey.sections if one.id == section_id)
    return Step(str(section_id), section)


def _missing(way: Way, question_ids: tuple[int, ...]) -> list[tuple[str, str]]:
    """Return what the error summary lists: each question with the part of this page it stands in."""
    asked = {one.id: one.text for one in way.journey.all_asked()}
    return [
        (
            f"part-{way.journey.section_of(question_id).id}",
            _("Answer ‘%(question)s’.") % {"question": asked[question_id]},
        )
        for question_id in question_ids
    ]


def _rows(form: Form, values: object) -> list[Row]:
    """Return what was filled in, in words; what was left empty is left out."""
    rows: list[Row] = []
    for field in form:
        words = _in_words(field, dict(values).get(field.name))  # type: ignore[call-overload]
        if words:
            rows.append({"term": field.label, "lines": [words]})
    return rows


def _in_words(field: BoundField, value: object) -> str:
    """Return a value as its field says it: the label of a choice, yes for a ticked box."""
    if isinstance(value, bool):
        return _("Yes") if value else ""
    flat: dict[str, str] = {}
    for code, label in getattr(field.field, "choices", ()):
        flat |= (
            {str(one): str(name) for one, name in label} if isinstance(label, list | tuple) else {str(code): str(label)}
        )
    return flat.get(str(value), str(value or ""))


def _differences(form: Form, saved: object) -> list[Difference]:
    kept = dict(saved)  # type: ignore[call-overload]
    return [
        Difference(
            str(field.label),
            [_in_words(field, kept.get(field.name)) or _("Not answered")],
            [_in_words(field, form.cleaned_data.get(field.name)) or _("Not answered")],
        )
        for field in form
    ]
