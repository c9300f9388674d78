"""What the templates of phone, screen and remote are given of a stage. One place, for frames and for plain pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from live.cuts import MOVING, channel_name, comparison_of, cut_of, showing_on_stage
from live.models import AgendaItem
from live.names import MOST_SEATS
from live.qr import qr_path
from live.services.commands import label_of
from live.stage import WORDS, Stage, asked_of_item
from questions.asked import Given
from questions.forms import Block
from questions.kind import Raw
from questions.kinds import get_kind

#: Kinds that are answered by one press of a tile.
TILES: Final = frozenset({"yes_no", "single", "agree", "rating"})


def join_url(code: str) -> str:
    return settings.SITE_URL + reverse("live:join", args=[code])


def spoken_address(code: str) -> str:
    """Return the short address of an event as people type it: without the scheme."""
    parts = urlsplit(join_url(code))
    return f"{parts.netloc}{parts.path}".rstrip("/")


def typed_address() -> str:
    """Return the address as people type it, where they then type the code."""
    return urlsplit(settings.SITE_URL).netloc + reverse("live:front").rstrip("/")


def block_of(stage: Stage, *, raw: Raw | None = None, given: Given | None = None) -> Block | None:
    """Return the question as a form draws it, with what was answered before."""
    if stage.asked is None:
        return None
    kind = get_kind(stage.asked.kind)
    shown = raw if raw is not None else kind.raw(stage.asked, given) if given is not None else {}
    # In the room nobody must answer, so no question says of itself that it is optional.
    return Block(asked=replace(stage.asked, is_required=True), kind=kind, raw=shown)


def phone_context(stage: Stage, *, block: Block | None = None) -> dict[str, Any]:
    """What a phone shows. The key changes whenever a form on it would have to be replaced."""
    is_final = stage.state == "shown"
    round_id = stage.round.pk if stage.round else 0
    key = f"{stage.state}.{stage.item.pk if stage.item else 0}.{round_id}.{stage.asked.version if stage.asked else 0}"
    return {
        "key": key,
        "stage": stage,
        "event": stage.event,
        "ask": block or (block_of(stage) if stage.state == "open" else None),
        "counts": stage.counts if is_final else None,
        "answer_url": reverse("live:answer", args=[stage.event.code]),
        "talk_url": reverse("live:talk", args=[stage.event.code]),
        "room_url": reverse("live:room", args=[stage.event.code]),
        "results_url": reverse("live:results", args=[stage.event.code]),
        "seats": range(1, MOST_SEATS + 1),
    }


def screen_context(stage: Stage) -> dict[str, Any]:
    """What the projector shows: the code always, counts only when they are shown."""
    event = stage.event
    context: dict[str, Any] = {
        "key": stage.state,
        "stage": stage,
        "event": event,
        "address": typed_address(),
        "qr": qr_path(join_url(event.code)),
        "asked": stage.asked,
        "counts": stage.counts if stage.is_result_up else None,
        "choices": _choices(stage),
        "density": _density(stage),
    }
    return context | (_beside(stage) if stage.is_result_up else {})


def _density(stage: Stage) -> str:
    """How much there is to put on the wall, which decides how large it is written: few, some, many or crowd."""
    figure = stage.counts.figure if stage.counts else None
    rows = max(len(figure.bars) if figure else 0, len(_choices(stage)))
    return next((name for most, name in ((4, "few"), (6, "some"), (8, "many")) if rows <= most), "crowd")


def _choices(stage: Stage) -> tuple[Any, ...]:
    """The answers on offer, to be read in the hall while people vote."""
    return stage.asked.offered if stage.asked and stage.asked.choices else ()


def _beside(stage: Stage) -> dict[str, Any]:
    """A cut or a comparison, where the stage shows one."""
    event, asked, round_ = stage.event, stage.asked, stage.round
    if asked is None or round_ is None:
        return {}
    if event.is_comparing and len(stage.rounds) > 1:
        return {"comparison": comparison_of(stage.rounds[-2], round_, asked, minimum=event.minimum)}
    showing = showing_on_stage(event, round_)
    if showing is None:
        return {}
    return {"cut": cut_of(showing, asked, asked_of_item(showing.slice_round.item, language=event.language))}


def remote_context(stage: Stage) -> dict[str, Any]:
    """What the facilitator holds: the same result as the screen, the buttons that fit now, who was last."""
    event = stage.event
    return screen_context(stage) | {
        "key": "remote",
        "buttons": _buttons(stage),
        "slices": _slices(stage),
        "agenda": list(event.agenda.select_related("question")),
        "channels": [(channel_name(slug), number) for slug, number in (stage.counts.channels if stage.counts else ())],
        "last_label": label_of(stage.last.name) if stage.last else "",
        "command_url": reverse("live:command", args=[event.pk]),
    }


def _slices(stage: Stage) -> list[AgendaItem]:
    """The polls that this result may be cut by now."""
    if stage.round is None or stage.item is None or not stage.round.is_settled(at=stage.at):
        return []
    if not stage.asked or stage.asked.kind in WORDS or stage.item.is_slice:
        return []
    others = stage.event.agenda.slices().exclude(pk=stage.item.pk).filter(rounds__isnull=False)
    return list(others.select_related("question").distinct())


def _buttons(stage: Stage) -> list[dict[str, Any]]:
    """The commands that fit now, the likeliest first."""
    names = {
        "ended": [],
        "waiting": ["start"],
        "ready": ["open", "countdown", "next", "back"],
        "open": ["close", "countdown"],
        "counting": ["next", "back"],
        "closed": ["show", "next", "back", "reopen"],
        "shown": ["next", "hide", "back", "again"],
    }.get(stage.state, ["next", "back"])
    if stage.state == "open" and stage.item and not stage.item.is_blind:
        names = ["close", "hide" if stage.round and stage.round.is_shown else "show", "countdown"]
    if stage.state in {"closed", "shown"} and len(stage.rounds) > 1 and _moves(stage):
        names = [*names, "whole" if stage.event.is_comparing else "compare"]
    if stage.state == "shown" and stage.event.cut_by_id:
        names = [*names, "whole"]
    if stage.state != "ended":
        names = [*names, "light" if stage.event.is_blank else "blank"]
    return [{"name": name, "label": label_of(name)} for name in names]


def _moves(stage: Stage) -> bool:
    return bool(stage.asked and (stage.asked.kind in MOVING or stage.asked.kind not in WORDS))
