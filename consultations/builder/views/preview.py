"""The survey as the public will see it. It can be answered from end to end, and nothing of it is stored.

What was answered on the pages before travels in a signed field of the page itself.
"""

from __future__ import annotations

from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.builder.access import access_preview, can_write
from consultations.builder.wording import is_wordable, wording_name
from consultations.journey import Journey, Step
from consultations.models import ConsultationPage
from consultations.views.way import step_title
from questions.asked import AskedSection, Given
from questions.forms import AnswersForm
from questions.kinds import get_kind
from questions.models import Style
from questions.reads import ask_questionnaire, wordings_of

END: Final = "end"
SALT: Final = "consultations.builder.preview"
STANDARD: Final = ("en-gb", str(Style.STANDARD))


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show one page of the survey; take what is answered along to the next."""
    page = access_preview(page_id, user=request.user)  # type: ignore[arg-type]
    if not hasattr(page, "survey"):
        return _nothing_yet(request, page)
    pair = _wording(request)
    sections = ask_questionnaire(page.survey.questionnaire, language=pair[0], style=pair[1])
    if request.method == "POST":
        return _answered(request, page, sections, pair)
    journey = Journey(sections, {}, page.asks_about_you)
    return _page(request, page, journey, _step(journey, request.GET.get("section", "")), pair)


def _wording(request: HttpRequest) -> tuple[str, str]:
    asked = (request.GET.get("language", ""), request.GET.get("style", ""))
    return asked if is_wordable(*asked) else STANDARD


def _step(journey: Journey, key: str) -> Step | None:
    """Return the section of this key, else the first there is; None where nothing is asked at all."""
    steps = [step for step in journey.steps() if step.section is not None]
    return next((step for step in steps if step.key == key), steps[0] if steps else None)


def _answered(
    request: HttpRequest, page: ConsultationPage, sections: list[AskedSection], pair: tuple[str, str]
) -> HttpResponse:
    """Check one page as the real survey would, and go on, back, or show what is wrong."""
    given = _carried(request.POST.get("carried", ""))
    journey = Journey(sections, given, page.asks_about_you)
    step = _step(journey, request.POST.get("step", ""))
    if step is None or step.section is None:
        return _page(request, page, journey, None, pair)
    if request.POST.get("step") == END:
        last = [one for one in journey.steps() if one.section is not None][-1]
        return _page(request, page, journey, last, pair)
    asked = journey.questions_of(step.section)
    form = AnswersForm(asked, request.POST, given=given)
    kept = {key: answer for key, answer in given.items() if key not in {one.id for one in asked}} | form.given()
    moved = Journey(sections, kept, page.asks_about_you)
    if request.POST.get("go") == "back":
        return _page(request, page, moved, moved.before(step.key) or step, pair)
    if not form.is_valid():
        return _page(request, page, journey, step, pair, form=form)
    return _page(request, page, moved, moved.after(step.key), pair)


def _page(
    request: HttpRequest,
    page: ConsultationPage,
    journey: Journey,
    step: Step | None,
    pair: tuple[str, str],
    *,
    form: AnswersForm | None = None,
) -> HttpResponse:
    """Draw a section; or, past the last one, what was answered and what would follow."""
    steps = journey.steps()
    here = next((place for place, one in enumerate(steps) if step and one.key == step.key), 0)
    context = _frame(request, page, pair) | {
        "steps": [_contents(one, here, place, pair) for place, one in enumerate(steps)],
        "place": here + 1,
        "of": len(steps),
        "carried": signing.dumps({str(one): given.as_json() for one, given in journey.given.items()}, salt=SALT),
    }
    if step is None:
        return render(request, "consultations/builder/preview_empty.html", context)
    if step.section is None:
        return render(
            request, "consultations/builder/preview_end.html", context | {"rows": _rows(journey), "step": END}
        )
    form = form or AnswersForm(journey.questions_of(step.section), given=journey.given)
    context |= {"section": step.section, "step": step.key, "is_first": journey.before(step.key) is None}
    return _section(request, context, form)


def _section(request: HttpRequest, context: dict[str, Any], form: AnswersForm) -> HttpResponse:
    problems = form.problems()
    context |= {"blocks": form.blocks(), "problems": problems}
    return render(request, "consultations/builder/preview.html", context, status=422 if problems else 200)


def _frame(request: HttpRequest, page: ConsultationPage, pair: tuple[str, str]) -> dict[str, Any]:
    wordings = wordings_of(page.survey.questionnaire)
    return {
        "consultation": page,
        "pair": pair,
        "wordings": [
            {
                "name": _("Standard") if one == STANDARD else wording_name(*one),
                "language": one[0],
                "query": urlencode({"language": one[0], "style": one[1]}),
                "is_here": one == pair,
            }
            for one in wordings
        ],
        "builder_url": reverse("builder:survey", args=[page.pk]) if can_write(page, user=request.user) else "",  # type: ignore[arg-type]
    }


def _contents(step: Step, here: int, place: int, pair: tuple[str, str]) -> dict[str, str]:
    query = urlencode({"language": pair[0], "style": pair[1], "section": step.key})
    return {
        "title": step_title(step),
        "state": "here" if place == here else "done" if place < here else "ahead",
        "href": f"?{query}" if step.section is not None else "",
    }


def _rows(journey: Journey) -> list[dict[str, Any]]:
    """Return each question on this way with its answer in words."""
    counted = journey.counted()
    return [
        {
            "term": one.text,
            "lines": get_kind(one.kind).spoken(one, counted[one.id]) if one.id in counted else [_("Not answered")],
        }
        for one in journey.asked()
        if get_kind(one.kind).is_answered
    ]


def _carried(text: str) -> dict[int, Given]:
    """Return the answers that the page carried; none of them if somebody has been at it."""
    try:
        carried = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    return {int(key): Given.from_json(answer) for key, answer in carried.items()}


def _nothing_yet(request: HttpRequest, page: ConsultationPage) -> HttpResponse:
    if can_write(page, user=request.user):  # type: ignore[arg-type]
        return redirect("builder:survey", page.pk)
    return render(request, "consultations/builder/preview_empty.html", {"consultation": page})
