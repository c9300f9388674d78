"""What the crowd can be told to do. Each order is a line of JSON with `do`; its answer is one line of JSON."""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.live import wire
from benchmarks.live.crowd import Crowd, Seat

#: Votes of each phone that are made before a race begins.
MADE = 8

Answer = dict[str, Any]


def join(crowd: Crowd, port: int, path: str, cookies: str = "", number: int = 0, first: int = 0) -> Answer:
    """Let phones in; `cookies` is a file with one a line, of which those from `first` on are taken."""
    lines = Path(cookies).read_text().split() if cookies else [""] * (first + number)
    begun = time.perf_counter()
    crowd.join(port, path, lines[first : first + number])
    return {"open": sum(seat.is_open for seat in crowd.phones), "seconds": time.perf_counter() - begun}


def screens(crowd: Crowd, port: int, path: str, number: int) -> Answer:
    return {"open": crowd.join(port, path, [""] * number, is_screen=True)}


def vote(crowd: Crowd, round_id: int, choices: list[int], seconds: float, patience: float = 20) -> Answer:
    """Every phone votes once, at a moment of its own within so many seconds."""
    crowd.forget()
    moments = sorted(random.uniform(0, seconds) for _seat in crowd.phones)
    order = random.sample(crowd.phones, len(crowd.phones))
    frames = [(at, seat, _frame(round_id, seat, choices)) for at, seat in zip(moments, order, strict=True)]
    share = _Share()
    begun = time.perf_counter()
    while frames and time.perf_counter() - begun < seconds + patience:
        past = time.perf_counter() - begun
        while frames and frames[0][0] <= past:
            _at, seat, frame = frames.pop(0)
            crowd.send(seat, frame)
        crowd.turn(0.002)
    cpu = share.taken()
    deadline = time.perf_counter() + patience
    while len(crowd.confirmed) < len(order) and time.perf_counter() < deadline:
        crowd.turn(0.05)
    _watch(crowd, len(crowd.confirmed), deadline)
    waits = sorted(wait for _at, wait in crowd.confirmed)
    lags = _lags(crowd, sorted(at for at, _wait in crowd.confirmed))
    return _told(crowd, waits, cpu) | {"sent": len(order), "lags": lags}


def race(crowd: Crowd, round_id: int, choices: list[int], seconds: float, patience: float = 20) -> Answer:
    """Every phone votes again as soon as it is confirmed: as fast as the server takes it, for so many seconds."""
    crowd.forget()
    made = {seat: [_frame(round_id, seat, choices) for _ in range(MADE)][::-1] for seat in crowd.phones}
    crowd.next_frame = lambda seat: made[seat].pop() if made[seat] else _frame(round_id, seat, choices)
    share = _Share()
    begun = time.perf_counter()
    for seat in crowd.phones:
        crowd.send(seat, crowd.next_frame(seat))
    while time.perf_counter() - begun < seconds:
        crowd.turn(0.05)
    within, cpu = len(crowd.confirmed), share.taken()
    crowd.next_frame = None
    deadline = time.perf_counter() + patience
    while any(seat.owes is not None for seat in crowd.phones) and time.perf_counter() < deadline:
        _linger(crowd, 0.2)
    waits = sorted(wait for _at, wait in crowd.confirmed)
    return _told(crowd, waits, cpu) | {"within": within, "seconds": seconds}


def fan(crowd: Crowd, patience: float = 30) -> Answer:
    """Say when each phone has got the frame that was sent since `arm`."""
    deadline = time.perf_counter() + patience
    while crowd.reached < len(crowd.phones) and time.perf_counter() < deadline:
        crowd.turn(0.05)
    moments = sorted(seat.state_at for seat in crowd.phones if seat.state_at >= crowd.armed_at)
    ends = {"first": moments[0], "last": moments[-1]} if moments else {}
    return {"reached": len(moments), "bytes": crowd.frame_bytes} | ends


def arm(crowd: Crowd) -> Answer:
    """From now on each phone's next frame is noted."""
    crowd.arm()
    return {}


def wait(crowd: Crowd, seconds: float) -> Answer:
    _linger(crowd, seconds)
    return {"lost_lines": crowd.lost_lines}


def leave(crowd: Crowd) -> Answer:
    crowd.close()
    return {}


ORDERS: dict[str, Callable[..., Answer]] = {
    order.__name__: order for order in (join, screens, vote, race, arm, fan, wait, leave)
}


class _Share:
    """How much of a core this process takes."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def taken(self) -> float:
        return (time.process_time() - self.cpu) / (time.perf_counter() - self.wall)


def _frame(round_id: int, seat: Seat, choices: Sequence[int]) -> bytes:
    seat.sequence += 1
    return wire.vote_frame(round_id, seat.device, seat.sequence, random.choice(choices))


def _linger(crowd: Crowd, seconds: float) -> None:
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        crowd.turn(0.05)


def _watch(crowd: Crowd, votes: int, deadline: float) -> None:
    """Wait until every screen knows of all votes."""
    while time.perf_counter() < deadline:
        if all(screen.seen and screen.seen[-1][1] >= votes for screen in crowd.screens):
            return
        crowd.turn(0.05)


def _lags(crowd: Crowd, confirmed: list[float]) -> list[float]:
    """Return how long after the nth confirmation each screen had a frame with n votes; -1 where it never had."""
    lags = []
    for screen in crowd.screens:
        frames = iter(screen.seen)
        shown: tuple[float, int] | None = (0.0, -1)
        for number, at in enumerate(confirmed, start=1):
            while shown is not None and shown[1] < number:
                shown = next(frames, None)
            lags.append(-1.0 if shown is None else max(0.0, shown[0] - at))
    return sorted(lags)


def _told(crowd: Crowd, waits: list[float], cpu: float) -> Answer:
    return {"confirmed": len(waits), "waits": waits, "cpu": cpu, "refused": crowd.refused}


def main() -> None:
    """Take orders until the line they come by is closed."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.disable()
    crowd = Crowd()
    heard: list[bytes] = []
    crowd.watch(0, lambda: heard.append(os.read(0, 65536)))
    while True:
        while not heard or (heard[-1] and not heard[-1].endswith(b"\n")):
            crowd.turn(1)
        line = b"".join(heard)
        heard.clear()
        if not line:
            return
        order = json.loads(line)
        answer = ORDERS[order.pop("do")](crowd, **order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
