"""Cards for people who take part: one voter each, printed before the event."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from live.cards import batches_of, sheets_of
from live.errors import EventOver
from live.forms.events import CardsForm
from live.forms.problems import problems_of
from live.hub import hint_from_thread
from live.permissions import access_event
from live.services.events import set_cards
from live.showing import join_url, typed_address
from live.views.desk import desk, show


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many cards there are."""
    event = access_event(pk, user=request.user)
    form = CardsForm(request.POST or None, initial={"number": event.cards or ""})
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            set_cards(event=event, number=form.cleaned_data["number"])
        except EventOver as refusal:
            problems = [("", str(refusal.public_message))]
        else:
            hint_from_thread(pk)
            messages.success(request, _("Saved. Print the cards now."))
            return redirect("live:cards", pk)
    return show(
        request, "cards", event, form=form, batches=batches_of(event.cards), problems=problems or problems_of(form)
    )


@desk
@require_safe
def sheets(request: HttpRequest, pk: int, first: int) -> HttpResponse:
    """Show a batch of cards, ten a page, to be printed and cut."""
    event = access_event(pk, user=request.user)
    batch = next((one for one in batches_of(event.cards) if one[0] == first), None)
    if event.is_over or batch is None:
        return redirect("live:cards", pk)
    found = sheets_of(event.secret_bytes, *batch, url=join_url(event.code))
    return show(request, "cards_print", event, sheets=found, address=typed_address())
