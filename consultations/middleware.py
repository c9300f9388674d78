"""A refusal to publish that no form could show: bulk actions, workflow approvals, old revisions."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from consultations.errors import NotReadyToPublish


class PublicationRefusedMiddleware:
    """Turn `NotReadyToPublish` from a screen of the admin into a message there; the transaction is undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotReadyToPublish):
            return None
        lines = [str(exception.public_message), *(str(item.message) for item in exception.missing)]
        messages.error(request, " ".join(lines))
        return redirect(reverse("wagtailadmin_home"))
