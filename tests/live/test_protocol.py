"""docs/protocol/live.md says what the code does: each refusal, frame, field, closing code, command and limit."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
from channels.routing import URLRouter
from django.utils import timezone

from live import consumers, errors, fast, frames, pace
from live.batcher import Batcher
from live.errors import LiveRefusal
from live.models import AgendaItem
from live.names import MOST_SEATS
from live.services.commands import COMMANDS
from live.stage import Stage
from tests.live.halls import make_event

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "protocol" / "live.md").read_text()


def refusals() -> list[type[LiveRefusal]]:
    everything = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, LiveRefusal)]
    return sorted(everything, key=lambda one: one.slug)


def section(title: str) -> str:
    """Return the text from one heading to the next."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert found, f"There is no section {title!r}."
    return found[1]


def rows(title: str) -> dict[str, str]:
    """Return the rows of a section's tables by what stands in backquotes, or as a number, in the first cell."""
    return dict(re.findall(r"^\| (?:`(?=\w+`)|(?=\d))(\w+)`? \| (.*)$", section(title), re.MULTILINE))


def test_every_refusal_is_named():
    assert {one.slug for one in refusals()} - rows("Refusals").keys() == set()


@pytest.mark.parametrize("slug", sorted(fast._STATUS))
def test_the_status_of_a_refusal_over_http_is_the_one_written(slug):
    assert rows("Refusals")[slug].startswith(str(fast._STATUS[slug]))


@pytest.mark.django_db
def test_every_frame_is_written_with_every_field():
    event = make_event()
    stage = Stage(event=event, at=timezone.now())
    sent = [*frames.state_frames(stage, is_degraded=False).values(), frames.received("d.1", "K7M4-TP9Q", 1)]
    sent.append(frames.refused(errors.TooLate(), "d.1"))
    for text in sent:
        frame = json.loads(text)
        (title,) = re.findall(rf"^### (To [\w ]+: `{frame['type']}`)$", DOCUMENT, re.MULTILINE)
        assert frame.keys() == rows(title).keys() - rows_of_states()


def test_every_field_that_is_read_is_written():
    read = re.findall(r"frame(?:\.get\(|\[)\"(\w+)\"", inspect.getsource(frames.submission_of))
    assert set(read) == rows("To the server: `vote`").keys()


def test_every_state_is_written():
    assert Stage.state.fget
    states = set(re.findall(r'"(\w+)"', inspect.getsource(Stage.state.fget)))
    assert {"ended", "shown", "closed"} <= states
    assert states | ({*AgendaItem.Kind.values} - {"poll"}) <= rows_of_states()


def rows_of_states() -> set[str]:
    table = section("To everybody: `state`").partition("what is going on")[2]
    return {
        word for cell in re.findall(r"^\| (`.*?) \| ", table, re.MULTILINE) for word in re.findall(r"`(\w+)`", cell)
    }


def test_every_closing_code_is_written():
    codes = {str(value) for name, value in vars(consumers).items() if name.startswith("CLOSE_")}
    assert len(codes) == 3
    assert codes <= rows("Closing codes").keys()


def test_every_command_is_written():
    assert set(COMMANDS) <= set(re.findall(r"`(\w+)`", section("Revisions")))


def test_every_limit_is_the_one_in_the_code():
    limits = section("Limits")
    defaults = {name: one.default for name, one in inspect.signature(Batcher).parameters.items()}
    for number in (
        frames.MOST_FRAME_BYTES,
        fast.MOST_BODY,
        round(pace.BURST),
        round(pace.RATE),
        consumers.MOST_NONSENSE,
        MOST_SEATS,
        defaults["most_waiting"],
        defaults["most_in_batch"],
        round(consumers.PATIENCE),
    ):
        assert re.search(rf"\b{number:,}\b", limits), number


def test_every_address_of_a_socket_is_written():
    from live.routing import socket_application

    router = socket_application().application
    assert isinstance(router, URLRouter)
    for route in router.routes:
        address = "/" + re.sub(
            r"<\w+:(\w+)>", lambda found: {"pk": "ID"}.get(found[1], found[1].upper()), str(route.pattern)
        )
        assert f"`{address}`" in DOCUMENT
