"""What goes over the wire, as written in docs/protocol/live.md: frames in, frames out."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from live.answers import Submission, raw_of
from live.errors import LiveRefusal, Malformed, UnknownFrame
from live.language import speaking
from live.showing import phone_context, remote_context, screen_context
from live.stage import Stage

#: The name of a submission: what makes a repeat harmless.
#: Letters written as halves, which may lack the other half: such a text cannot be stored or sent back.
_HALVES = re.compile(r"\\u(?i:d[89a-f])")
_NAME = re.compile(r"([A-Za-z0-9_-]{1,16})\.([0-9]{1,9})")
_MOST_ROUNDS: Final = 2**63
MOST_FRAME_BYTES: Final = 4096
_UNTOLD = re.compile(r'("revision":\[\d+,)\d+|"closes_in":\d+')
AUDIENCES: Final = ("phone", "screen", "remote")


def parse(text: str | None) -> dict[str, Any]:
    """Return the object in a frame.

    Raises:
        Malformed: It is no JSON object, or names no type.
    """
    if text is None:
        raise Malformed
    try:
        found = json.loads(text)
        if _HALVES.search(text):
            dumped(found).encode()
    except (ValueError, RecursionError) as problem:
        raise Malformed from problem
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise Malformed
    return found


def submission_of(frame: dict[str, Any]) -> Submission:
    """Return the submission in a vote frame: {"type": "vote", "round", "id", "answer", "seat"}.

    Raises:
        UnknownFrame: It is of another type.
        Malformed, BadAnswer: A part of it is missing or of another shape.
    """
    if frame["type"] != "vote":
        raise UnknownFrame
    round_id, name, answer, seat = frame.get("round"), frame.get("id"), frame.get("answer"), frame.get("seat", 1)
    if type(round_id) is not int or type(seat) is not int or not isinstance(name, str) or not isinstance(answer, dict):
        raise Malformed
    found = _NAME.fullmatch(name)
    if found is None or not 0 < round_id < _MOST_ROUNDS:
        raise Malformed
    return Submission(round_id, raw_of(answer), device=found[1], sequence=int(found[2]), seat=seat)


def name_in(frame: dict[str, Any]) -> str:
    """Return the name of the submission, for the reply; nothing for what cannot be one."""
    name = frame.get("id")
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def received(name: str, code: str, seat: int) -> str:
    """The receipt: sent after the commit, never before."""
    return dumped({"type": "received", "id": name, "code": code, "seat": seat})


def refused(refusal: LiveRefusal, name: str = "") -> str:
    return dumped({"type": "refused", "id": name, "why": refusal.slug, "words": str(refusal.public_message)})


def state_frames(stage: Stage, *, is_degraded: bool) -> dict[str, str]:
    """Return one frame for each audience, serialised once however many look."""
    with speaking(stage.event):
        return {
            "phone": _frame(stage, is_degraded, "live/_phone.html", phone_context(stage)),
            "screen": _frame(stage, is_degraded, "live/_screen.html", screen_context(stage)),
            "remote": _frame(stage, is_degraded, "live/_remote.html", remote_context(stage)),
        }


def mark_of(frame: str, audience: str) -> str:
    """Return what of a frame must have changed before it is sent again.

    To a phone the number of votes and the time that is left say nothing new: it has a clock of its own. Otherwise each
    vote would be told to the whole hall.
    """
    return _UNTOLD.sub(r"\1", frame, count=2) if audience == "phone" else frame


def _frame(stage: Stage, is_degraded: bool, template: str, context: dict[str, Any]) -> str:
    return dumped(
        {
            "type": "state",
            "revision": list(stage.revision),
            "state": stage.state,
            "key": context["key"],
            "round": stage.round.pk if stage.round else None,
            "closes_in": stage.closes_in,
            "slow": _("Updates come a little later just now. Your answers are stored as always.")
            if is_degraded
            else "",
            "html": render_to_string(template, context),
        }
    )


def dumped(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
