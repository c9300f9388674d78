"""What all pages of the forums share: how a refusal is shown, where a page stands, what is sent back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.refusal import PublicRefusal
from forums.access import Reader
from forums.errors import ForumRefusal
from forums.models import Thread

LONGEST_NUMBER = 19


def crumbs_of(reader: Reader | None = None, thread: Thread | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Communities"), reverse("forums:index"))]
    if reader is not None:
        crumbs.append((str(reader.forum), reader.forum.get_absolute_url()))
    if thread is not None:
        crumbs.append((thread.title, thread.get_absolute_url()))
    return crumbs


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, refusal: ForumRefusal | None = None
) -> HttpResponse:
    """Show a page; with a refusal, say it first and answer that nothing was done."""
    form = context.get("form")
    if refusal is not None and isinstance(form, forms.Form) and form.is_bound and refusal.field in form.fields:
        form.add_error(refusal.field, str(refusal.public_message))
        context["problems"] = problems_of(form, None)
    else:
        context["problems"] = problems_of(form, refusal)
    return render(request, template, context, status=409 if refusal else 200)


def problems_of(form: Any, refusal: PublicRefusal | None) -> list[tuple[str, str]]:
    """Return what is wrong: the id of the field and a sentence, for components/error_summary.html."""
    found: list[tuple[str, str]] = []
    if isinstance(form, forms.BaseForm) and form.is_bound:
        for name, words in form.errors.items():
            anchor = form[name].id_for_label if name in form.fields else ""
            found.append((anchor, str(words[0])))
    if refusal is not None:
        found.append(("", str(refusal.public_message)))
    return found


def number_in(sent: str | None) -> int:
    """Return a number that was sent; 0 for what is none."""
    text = sent or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asks, and not a browser."""
    return request.headers.get("Accept") == "application/json"


def target_of(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours that somebody came from and wants back to."""
    target = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return target if is_ours else otherwise
