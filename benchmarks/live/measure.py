"""One run: each thing measured once, on servers that nobody has used before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import redis

from benchmarks.live.processes import Orderly, Workers, workers
from benchmarks.live.recount import recount
from benchmarks.load import requests_per_second

SITE, RIVALS = "engage.asgi:application", "benchmarks.live.rivals:application"
#: The channel by which the bare application is told what to send (rivals.py).
FAN = "bench.fan"
WORKERS = 2
SCREENS = 4
VOTING = 10.0
RACE = 8.0
FANS = 3
#: Seconds between one frame to all and the next.
REST = 1.5

Numbers = dict[str, float]


@dataclass
class Hall:
    """Where one run is measured: a database, its event, the process that runs it, how many come."""

    url: str
    redis_url: str
    room: Orderly
    event: dict[str, Any]
    phones: int
    held: int
    wrong: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url, "REDIS_URL": self.redis_url}

    def check(self, what: str, counted: int, confirmed: int) -> None:
        """Note where the database does not hold what was confirmed, no more and no less."""
        if counted != confirmed:
            self.wrong.append(f"{what}: {confirmed} confirmed, {counted} counted")


@contextmanager
def crowd() -> Iterator[Orderly]:
    taken = Orderly("benchmarks.live.orders")
    try:
        yield taken
    finally:
        taken.stop()


def at(numbers: list[float], part: float) -> float:
    """Return below which value such a part of sorted seconds lies, in milliseconds; a missing one is endless."""
    if not numbers or numbers[0] < 0:
        return float("inf")
    return 1000 * numbers[min(len(numbers) - 1, int(part * len(numbers)))]


def enter(people: Orderly, served: Workers, hall: Hall, number: int, first: int = 0) -> dict[str, Any]:
    path = f"/j/{hall.event['code']}/socket"
    return people.ask("join", port=served.port, path=path, cookies=hall.event["cookies"], number=number, first=first)


def whole_hall(hall: Hall) -> Numbers:
    """Two workers: votes within ten seconds, votes at full speed, then twice as many phones and one frame."""
    numbers: Numbers = {}
    with workers(SITE, WORKERS, hall.environment) as served, crowd() as people:
        join_page = f"/j/{hall.event['code']}/"
        served.warm(join_page)
        load = requests_per_second(served.port, join_page, connections=8 * WORKERS, lasting=2.0)
        numbers["join_page"] = load.per_second / WORKERS
        numbers |= vote(hall, people, served)
        numbers |= race(hall, people)
        numbers |= fan(hall, people, served)
    return numbers


def vote(hall: Hall, people: Orderly, served: Workers) -> Numbers:
    """All vote once within ten seconds."""
    idle = served.megabytes()
    round_ = hall.room.ask("stage", poll="vote")
    joined = enter(people, served, hall, hall.phones)
    people.ask("screens", port=served.port, path=f"/live/screen/{hall.event['screen_key']}/socket", number=SCREENS)
    people.ask("wait", seconds=1.0)
    told = people.ask("vote", seconds=VOTING, **round_)
    counted, _written = recount(hall.url, round_["round_id"])
    hall.check("votes within ten seconds", counted, told["confirmed"])
    return {
        "joined": joined["open"],
        "handshakes": joined["open"] / joined["seconds"],
        "confirmed": told["confirmed"],
        "counted": counted,
        "lost": hall.phones - min(counted, told["confirmed"]),
        "ack_p50": at(told["waits"], 0.5),
        "ack_p99": at(told["waits"], 0.99),
        "lag_p50": at(told["lags"], 0.5),
        "lag_p99": at(told["lags"], 0.99),
        "rss": served.megabytes() - idle,
        "idle": idle,
        "refused": told["refused"],
        "cpu": told["cpu"],
    }


def race(hall: Hall, people: Orderly) -> Numbers:
    """All vote again and again, each as soon as it was confirmed."""
    hall.room.ask("command", name="close")
    round_ = hall.room.ask("stage", poll="race")
    people.ask("wait", seconds=2.5)
    told = people.ask("race", seconds=RACE, **round_)
    _counted, written = recount(hall.url, round_["round_id"])
    hall.check("votes at full speed", written, told["confirmed"])
    return {"rate": told["within"] / RACE, "race_ack_p99": at(told["waits"], 0.99), "race_cpu": told["cpu"]}


def fan(hall: Hall, people: Orderly, served: Workers) -> Numbers:
    """As many again come in and are all sent one frame: the result, which the facilitator shows and hides."""
    hall.room.ask("command", name="close")
    held = enter(people, served, hall, hall.held - hall.phones, hall.phones)["open"]
    people.ask("wait", seconds=3.0)
    rss = served.megabytes()
    took = []
    for _number in range(FANS):
        people.ask("arm")
        begun = hall.room.ask("command", name="show")["at"]
        told = people.ask("fan")
        took.append(told["last"] - begun if told["reached"] == held else float("inf"))
        people.ask("wait", seconds=REST)
        hall.room.ask("command", name="hide")
        people.ask("wait", seconds=REST)
    return {"held": held, "held_rss": rss, "fan": sorted(took)[FANS // 2], "fan_bytes": told["bytes"]}


def bare_fan(hall: Hall, size: int) -> Numbers:
    """The same through a bare application: a frame as long, told through Redis, to as many."""
    frame = '{"type":"state","html":"' + "x" * (size - 26) + '"}'
    took = []
    with workers(RIVALS, WORKERS, hall.environment) as served, crowd() as people:
        served.warm("/")
        idle = served.megabytes()
        held = people.ask("join", port=served.port, path="/bare", number=hall.held)["open"]
        people.ask("wait", seconds=1.0)
        rss = served.megabytes() - idle
        for _number in range(FANS):
            people.ask("wait", seconds=REST)
            people.ask("arm")
            begun = time.perf_counter()
            redis.Redis.from_url(hall.redis_url).publish(FAN, frame)
            told = people.ask("fan")
            took.append(told["last"] - begun if told["reached"] == held else float("inf"))
    return {"bare_fan": sorted(took)[FANS // 2], "bare_rss": rss}


def rival(hall: Hall, name: str, path: str) -> Numbers:
    """A rival takes votes as fast as it can from as many phones, in the same window."""
    with workers(RIVALS, WORKERS, hall.environment) as served, crowd() as people:
        round_ = hall.room.ask("plain_round", poll="naive") if name == "naive" else {"round_id": 1, "choices": [1]}
        people.ask("join", port=served.port, path=path, number=hall.phones)
        people.ask("wait", seconds=0.5)
        told = people.ask("race", seconds=RACE, patience=0, **round_)
    return {f"{name}_rate": told["within"] / RACE}


def small_hall(hall: Hall) -> Numbers:
    """The row with SQLite: one process, no Redis."""
    with workers(SITE, 1, hall.environment) as served, crowd() as people:
        served.warm(f"/j/{hall.event['code']}/")
        return {f"sqlite_{name}": value for name, value in vote(hall, people, served).items()}
