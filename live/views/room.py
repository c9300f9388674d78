"""The phone's page: everything a socket does, a plain form does too."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from live.answers import Submission, vote_of
from live.errors import LiveRefusal, Stands
from live.hub import hint_from_thread
from live.language import speaking
from live.models import AudienceQuestion, Ballot, Round, Support
from live.names import MOST_SEATS, voter_in_seat
from live.permissions import access_joined
from live.services.casting import Outcome, store_votes
from live.showing import block_of, phone_context
from live.stage import WORDS, Stage, read_past_stage, read_stage
from live.tokens import VoterToken
from live.views.own_pages import from_own_pages, join_again, voter_of
from questions.kind import Raw
from questions.kinds import get_kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@never_cache
@require_safe
def room(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is on the stage, with this phone's own vote in it."""
    token = voter_of(request, code)
    if token is None:
        return redirect("live:join", code=code)
    event = access_joined(code)
    if not token.is_good_for(event):
        return join_again(request, event)
    stage = read_stage(token.event_id, at=timezone.now())
    return _page(request, stage, token, seat=_seat(request.GET.get("seat"), stage))


@never_cache
@from_own_pages
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Store a vote that a plain form sent, and say that it is stored: in words where the question has closed since."""
    token = voter_of(request, code)
    if token is None:
        return redirect("live:join", code=code)
    at = timezone.now()
    stage = read_stage(token.event_id, at=at)
    seat = _seat(request.POST.get("seat"), stage)
    round_id = _number(request.POST.get("round"))
    voted_on = _stage_with(round_id, stage)
    raw = _raw(request, voted_on)
    own = raw if voted_on is stage else None
    if not token.is_good_for(stage.event):
        return join_again(request, stage.event, typed=_words_in(raw, voted_on))
    try:
        _store(Submission(round_id, raw, secrets.token_hex(8), 1, seat), voted_on, token, at)
    except LiveRefusal as refusal:
        return _page(request, stage, token, seat=seat, raw=own, told=refusal.public_message, status=409)
    hint_from_thread(token.event_id)
    if voted_on.state != "open":
        return _page(request, stage, token, seat=seat, told=_counted(voted_on))
    return redirect(reverse("live:room", args=[code]) + (f"?seat={seat}" if seat > 1 else ""))


def _stage_with(round_id: int, stage: Stage) -> Stage:
    """Return the stage on which the round of a form was asked: another one may have taken its place on the way."""
    if stage.round is not None and stage.round.pk == round_id:
        return stage
    try:
        return read_past_stage(stage.event.pk, round_id, at=stage.at)
    except Round.DoesNotExist:
        return stage


def _store(submission: Submission, stage: Stage, token: VoterToken, at: Any) -> None:
    vote = vote_of(submission, stage=stage, voter=token.voter, at=at)
    (outcome,) = store_votes([vote])
    if outcome is Outcome.TOO_LATE:
        # A form has no name by which its repeat would be known: what it holds is compared with what stands.
        stands = Ballot.objects.filter(round_id=vote.round_id, voter=vote.voter).values_list("value", "text").first()
        if stands is not None and stands != (vote.value, vote.text):
            raise Stands
        if stands is not None:
            return
    if outcome.refusal is not None:
        raise outcome.refusal


def _raw(request: HttpRequest, stage: Stage) -> Raw:
    if stage.asked is None:
        return {}
    name = f"q{stage.asked.id}"
    return {part: request.POST.getlist(name + part)[:40] for part in get_kind(stage.asked.kind).parts(stage.asked)}


def _counted(stage: Stage) -> str:
    with speaking(stage.event):
        return _("We have your answer to ‘%(question)s’, and it counts.") % {"question": stage.item}


def _words_in(raw: Raw, stage: Stage) -> str:
    """Return what was written, not chosen."""
    if stage.asked is None:
        return ""
    written = stage.asked.kind in WORDS
    return "\n".join(one for part, given in raw.items() for one in given if written or part.endswith("_other"))


def _page(
    request: HttpRequest,
    stage: Stage,
    token: VoterToken,
    *,
    seat: int,
    raw: Raw | None = None,
    told: StrOrPromise = "",
    status: int = 200,
) -> HttpResponse:
    with speaking(stage.event):
        ballot = _ballot(stage, token, seat)
        own = block_of(stage, raw=raw, given=ballot.given() if ballot else None)
        is_open = stage.state == "open"
        context = phone_context(stage, block=own if is_open else None) | {
            "ballot": ballot,
            "own": get_kind(own.asked.kind).spoken(own.asked, ballot.given()) if own and ballot else [],
            "own_questions": _own_questions(stage, token),
            "supported": _supported(stage, token),
            "seat": seat,
            # Tells voters of one phone apart in what it keeps; it leads back to no name.
            "voter_mark": hashlib.sha256(f"mark:{token.voter}".encode()).hexdigest()[:12],
            "is_page": True,
            "problem": told,
        }
        return render(request, "live/room.html", context, status=status)


def _ballot(stage: Stage, token: VoterToken, seat: int) -> Ballot | None:
    if stage.round is None:
        return None
    return stage.round.ballots.filter(voter=voter_in_seat(token.voter, seat)).first()


def _own_questions(stage: Stage, token: VoterToken) -> list[AudienceQuestion]:
    """What this voter has asked, with what became of it."""
    if stage.item is None or stage.state != "talk":
        return []
    return list(stage.item.audience_questions.filter(voter=token.voter).order_by("put_at"))


def _supported(stage: Stage, token: VoterToken) -> set[int]:
    """Return the questions of the event that this voter supports: frames, which are the same for all, do not tell."""
    supports = Support.objects.filter(question__item__event=stage.event, voter=token.voter)
    return set(supports.values_list("question", flat=True))


def _seat(sent: str | None, stage: Stage) -> int:
    number = _number(sent) or 1
    return number if stage.event.shares_phones and 1 <= number <= MOST_SEATS else 1


def _number(sent: str | None) -> int:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
