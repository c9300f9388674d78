"""What all pages behind a private link share: who may use it, what is never kept of it, how trouble is told.

The link's secret is what protects these addresses: nobody can forge a request to an address they do not know. They
are therefore exempt from the CSRF cookie, so that taking part needs no cookie at all and no form ever expires while
somebody writes. They are never cached, never indexed, and send no referrer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from consultations.access import is_held_by
from consultations.models import Draft, Response
from consultations.tokens import hash_token
from core.ratelimit import forget, take

View = Callable[..., HttpResponse]
#: Seconds in which the saves of one private link are counted together.
SAVE_WINDOW = 60
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: Fields of our own in what was typed: not shown back to people.
OWN_FIELDS = frozenset({"revision", "page", "go", "challenge", "number", "website", "csrfmiddlewaretoken"})


class RefuseFiles(FileUploadHandler):
    """Read past every file without keeping a byte; `request.sent_file` tells the view that there was one."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is not None:
            self.request.sent_file = True  # type: ignore[attr-defined]
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def private_page(view: View) -> View:
    """Guard an address where people answer: no trace of it is kept; what cannot be read is told plainly."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        response = _unreadable(request) or _limited(request, kwargs.get("token"), at)
        if response is None:
            response = _shown(view, request, args, kwargs)
            if response.status_code == 404:
                _forget(kwargs.get("token"), at)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        # Django would write the address of a refusal, and with it the private link, into the log.
        setattr(response, "_has_been_logged", response.status_code < 500)  # noqa: B010
        return response

    return guarded


def refused(request: HttpRequest, *, status: int, title: str, text: str, **context: Any) -> HttpResponse:
    """Say plainly what cannot be done and what to do instead; a script gets the same words."""
    if wants_json(request):
        return JsonResponse({"message": f"{title} {text}"}, status=status)
    context |= {"heading": title, "text": text}
    return render(request, "consultations/respond_refused.html", context, status=status)


def kept_for_retry(request: HttpRequest, *, status: int, title: str, text: str, **context: Any) -> HttpResponse:
    """Say that it did not work this time, with all that was typed in the page and a button that sends it again."""
    if wants_json(request):
        return JsonResponse({"message": f"{title} {text}"}, status=status)
    context |= {
        "heading": title,
        "text": text,
        "hidden": hidden_fields(request.POST),
        "typed": [value for name, value in hidden_fields(request.POST) if _is_typed(name, value)],
    }
    return render(request, "consultations/respond_retry.html", context, status=status)


def hidden_fields(data: QueryDict, **instead: Any) -> list[tuple[str, str]]:
    """Return every posted name with each of its values, for hidden fields; `instead` replaces some."""
    kept = [(name, str(value)) for name, values in data.lists() for value in values if name not in instead]
    return [*kept, *((name, str(value)) for name, value in instead.items())]


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, which saves as one types."""
    return request.headers.get("Accept", "") == "application/json"


def stranger(request: HttpRequest, held: Draft | Response) -> HttpResponse | None:
    """Answer who may not use a link: people who could sign in are asked to, all others are told there is nothing.

    Returns None to who may. What was typed comes along, for the session may have ended while somebody wrote.
    """
    if is_held_by(held, user=request.user):
        return None
    if request.user.is_authenticated:
        raise Http404
    if request.method == "POST":
        return kept_for_retry(
            request,
            status=403,
            title=_("You have been signed out."),
            text=_("Sign in again in another tab. Then come back to this page and press the button: nothing is lost."),
            login=True,
        )
    return redirect_to_login(request.get_full_path())


def _shown(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return refused(
            request,
            status=404,
            title=_("There is nothing at this address."),
            text=_(
                "Check that you copied the whole link: a missing letter is enough. Answers that were not sent are "
                "deleted after a while, and a consultation may have been taken down."
            ),
        )


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    """Read what was posted now, before anything else does, and answer what cannot be read."""
    if request.method != "POST":
        return None
    request.upload_handlers = [RefuseFiles(request)]
    try:
        request.POST  # noqa: B018  parsing happens on the first look
    except TOO_MUCH:
        return refused(
            request,
            status=413,
            title=_("That is too much for one page."),
            text=_(
                "Go back and shorten your answers: a few pages of writing fit, a whole book does not. What you saved "
                "before is still here."
            ),
        )
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation, UnicodeError):
        return refused(
            request,
            status=400,
            title=_("We could not read what your browser sent."),
            text=_("Go back and press the button again. What you saved before is still here."),
        )
    if getattr(request, "sent_file", False):
        return kept_for_retry(
            request,
            status=400,
            title=_("This page takes no files."),
            text=_("Everything you typed is in this page. Press the button to send it without the file."),
        )
    return None


def _limited(request: HttpRequest, token: str | None, at: datetime) -> HttpResponse | None:
    """Limit how often one private link is saved; a whole library may save at once, each with a link of its own."""
    if request.method != "POST" or token is None:
        return None
    limit = settings.SAVE_LIMIT_PER_MINUTE
    allowance = take(name="save", who=hash_token(token), limit=limit, seconds=SAVE_WINDOW, at=at)
    if allowance.is_granted:
        return None
    return too_often(request, retry_after=allowance.retry_after)


def _forget(token: str | None, at: datetime) -> None:
    """Keep no counter of a link that leads nowhere: anybody can think up any number of them."""
    if token is not None:
        forget(name="save", who=hash_token(token), seconds=SAVE_WINDOW, at=at)


def too_often(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    response = kept_for_retry(
        request,
        status=429,
        title=_("That was too often in a short time."),
        text=_("Wait a minute, then press the button. Everything you typed is in this page."),
    )
    response["Retry-After"] = str(retry_after)
    return response


def _is_typed(name: str, value: str) -> bool:
    """Whether a posted value is somebody's own words, not the number of a choice."""
    return name not in OWN_FIELDS and bool(value.strip()) and not value.isdigit()
