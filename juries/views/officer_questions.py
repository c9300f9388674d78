"""What residents asked a jury: let through or dismissed with a reason; and what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juries.access import access_jury, access_resident_question
from juries.errors import JuryRefusal
from juries.models import ResidentQuestion
from juries.services.residents import deal_with_question, dismiss_question, publish_question
from juries.views.officer_screen import number, show_screen

ROWS_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the questions that stand in one state; decide about one."""
    jury = access_jury(page_id, user=request.user)
    state = request.GET.get("state", ResidentQuestion.State.WAITING)
    problem, typed = "", {"pk": 0, "reason": "", "answer": "", "outcome": ""}
    if request.method == "POST":
        question = access_resident_question(page_id, number(request.POST.get("question")), user=request.user)
        try:
            messages.success(request, _decide(request, question))
            return redirect(reverse("officer_juries:questions", args=[page_id]) + f"?state={question.state}")
        except JuryRefusal as refusal:
            problem, state = str(refusal.public_message), question.state
            typed = {name: request.POST.get(name, "") for name in typed} | {"pk": question.pk}
    rows = ResidentQuestion.objects.of_jury(jury).filter(state=state).select_related("session")
    return show_screen(
        request,
        "questions.html",
        title=_("Questions of residents"),
        jury=jury,
        status=422 if problem else 200,
        list_page=Paginator(rows.order_by("session", "asked_at", "pk"), ROWS_A_PAGE).get_page(request.GET.get("page")),
        state=state,
        states=ResidentQuestion.State.choices,
        outcomes=ResidentQuestion.Outcome.choices,
        problem=problem,
        typed=typed,
        query=f"state={state}" if state in ResidentQuestion.State.values else "",
    )


def _decide(request: HttpRequest, question: ResidentQuestion) -> str:
    """Do what the pressed button says and return what has been done, in words."""
    at, sent = timezone.now(), request.POST
    match sent.get("do"):
        case "publish":
            publish_question(question=question, by=request.user, at=at)
            return _("Published.")
        case "dismiss":
            dismiss_question(question=question, reason=sent.get("reason", ""), by=request.user, at=at)
            return _("Not published. Whoever asked is told, if they left an address.")
        case "deal":
            outcome, answer = sent.get("outcome", ""), sent.get("answer", "")
            deal_with_question(question=question, outcome=outcome, answer=answer, by=request.user, at=at)
            return _("Saved. Whoever asked is told, if they left an address.")
    raise Http404
