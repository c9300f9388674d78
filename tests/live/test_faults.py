"""Workers, Redis and PostgreSQL die while a hall votes: whatever was confirmed is in the count, and all count once."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from websockets.sync.client import connect

from live.models import Ballot, Event, Round
from tests import servers
from tests.conftest import missing
from tests.live.halls import choices_of, make_event, make_poll, open_round
from tests.live.serving import ORIGIN, Caller
from tests.live.workers import Book, Phone, Worker

HALL = 80


def open_poll() -> Round:
    return open_round(make_poll(make_event()), at=timezone.now() - timedelta(minutes=1))


def phones_of(round_: Round) -> list[Phone]:
    choices = choices_of(round_.item)
    return [Phone(round_.item.event, round_, f"{n:032x}", choices[n % len(choices)], at_first=n) for n in range(HALL)]


def vote_through(phones: list[Phone], book: Book, fault: Callable[[Book], Awaitable[None]]) -> None:
    """Half of the hall votes; in the midst of that the fault happens, and the other half votes during it."""

    async def hall() -> None:
        first = [asyncio.create_task(phone.vote(book)) for phone in phones[::2]]
        await book.until(lambda: len(book.confirmed) >= HALL // 8)
        broken = asyncio.create_task(fault(book))
        await asyncio.sleep(0)
        second = [asyncio.create_task(phone.vote(book)) for phone in phones[1::2]]
        await asyncio.gather(broken, *first, *second)

    asyncio.run(hall())


def check(round_: Round, phones: list[Phone], book: Book) -> None:
    """All are confirmed, nobody was refused for good, and the count is theirs: each once, as they answered."""
    assert book.refused == []
    assert book.confirmed.keys() == {phone.voter for phone in phones}
    counted = dict(round_.ballots.values_list("voter", "value"))
    assert counted == {phone.voter: phone.choice for phone in phones}
    assert dict(round_.ballots.values_list("voter", "code")) == book.confirmed


def own_database() -> str:
    """Return the address of this test's database, for another process."""
    name = connections["default"].settings_dict["NAME"]
    if settings.IS_SQLITE:
        return f"sqlite:///{name}"
    return f"{settings.DATABASE_URL.rpartition('/')[0]}/{name}"


@pytest.mark.skipif(not settings.IS_SQLITE, reason="on PostgreSQL one of two is killed")
@pytest.mark.django_db(transaction=True)
def test_the_only_worker_is_killed_and_started_again(tmp_path):
    round_ = open_poll()
    phones = phones_of(round_)
    connection.close()
    with Worker(tmp_path, DATABASE_URL=own_database()) as worker:
        worker.wait()
        book = Book([worker.port])
        confirmed_before: dict[str, str] = {}

        async def kill(book: Book) -> None:
            worker.kill()
            confirmed_before.update(book.confirmed)
            worker.start()
            await asyncio.to_thread(worker.wait)

        vote_through(phones, book, kill)
        assert 0 < len(confirmed_before) < HALL
        check(round_, phones, book)


# Two workers on PostgreSQL and Redis ---------------------------------------------------------------------------------


@dataclass
class Pair:
    """Two workers, as in production, on servers of their own that may be taken away."""

    postgres: servers.Postgres
    redis: servers.Redis
    workers: tuple[Worker, Worker]

    @property
    def ports(self) -> list[int]:
        return [worker.port for worker in self.workers]

    @contextmanager
    def screens(self, event: Event) -> Iterator[list[Caller]]:
        """A projector at each worker."""
        with ExitStack() as stack:
            path = f"/live/screen/{event.screen_key}/socket"
            yield [
                Caller(stack.enter_context(connect(f"ws://127.0.0.1:{port}{path}", origin=ORIGIN, compression=None)))
                for port in self.ports
            ]


@pytest.fixture(scope="module")
def running(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Pair]:
    if settings.IS_SQLITE:
        pytest.skip("runs on PostgreSQL")
    if servers.find_redis() is None:
        missing("Redis")
    with ExitStack() as stack:
        postgres = stack.enter_context(servers.Postgres())
        redis = stack.enter_context(servers.Redis())
        fill(postgres.create("live"))
        environment = {"DATABASE_URL": postgres.url("live"), "DATABASE_POOL": "20", "REDIS_URL": redis.url}
        folder: Path = tmp_path_factory.mktemp("workers")
        one, two = (stack.enter_context(Worker(folder, **environment)) for _ in range(2))
        one.wait()
        two.wait()
        yield Pair(postgres, redis, (one, two))


@pytest.fixture
def pair(running, django_db_blocker) -> Iterator[Pair]:
    """The pair, with the models of this process speaking to its database."""
    with django_db_blocker.unblock(), speaking_to(running.postgres):
        yield running


def fill(url: str) -> None:
    """Give a database the tables of the tests' own."""
    programs = servers.find_postgres()
    assert programs
    source = own_database().replace("postgres://", "postgresql://")
    dump = subprocess.run([programs / "pg_dump", "--no-owner", source], check=True, capture_output=True)
    target = url.replace("postgres://", "postgresql://")
    subprocess.run([programs / "psql", "-q", target], input=dump.stdout, check=True, capture_output=True)


@contextmanager
def speaking_to(postgres: servers.Postgres) -> Iterator[None]:
    """Let the models of this process speak to another server."""
    own = connections["default"].settings_dict
    before = {name: own[name] for name in ("NAME", "HOST", "PORT")}
    connections.close_all()
    own.update(NAME="live", HOST="127.0.0.1", PORT=str(postgres.port))
    try:
        yield
    finally:
        connections.close_all()
        own.update(before)


needs_both = [pytest.mark.postgres, pytest.mark.redis]


def marked(test):
    for mark in needs_both:
        test = mark(test)
    return test


@marked
def test_redis_is_killed_stays_away_and_comes_back(pair):
    round_ = open_poll()
    phones = phones_of(round_)
    book = Book(pair.ports)
    with pair.screens(round_.item.event) as screens:
        for screen in screens:
            assert screen.hear_state("open")["slow"] == ""

        async def kill(book: Book) -> None:
            pair.redis.process.kill()
            pair.redis.process.wait()

        vote_through(phones, book, kill)
        check(round_, phones, book)
        assert book.tries_again == 0
        for screen in screens:
            assert screen.hear(lambda frame: frame["slow"] and frame["revision"][1] == HALL)
        for screen in screens:
            screen.passed.clear()
        pair.redis.start()
        for screen in screens:
            assert screen.hear(lambda frame: frame["slow"] == "")["revision"][1] == HALL
        poll = make_poll(round_.item.event)
        again = open_round(poll)
        for screen in screens:
            assert screen.hear(lambda frame: frame["round"] == again.pk)["slow"] == ""


@marked
def test_postgresql_is_shut_down_and_started_again(pair):
    round_ = open_poll()
    phones = phones_of(round_)
    book = Book(pair.ports)

    async def restart(book: Book) -> None:
        pair.postgres.shut_down()
        await book.until(lambda: book.tries_again > HALL // 2)
        await asyncio.to_thread(pair.postgres.serve)

    connections.close_all()
    vote_through(phones, book, restart)
    check(round_, phones, book)
    with pair.screens(round_.item.event) as screens:
        for screen in screens:
            assert screen.hear(lambda frame: frame["round"] == round_.pk and frame["revision"][1] == HALL)


@marked
def test_one_of_two_workers_is_killed(pair):
    round_ = open_poll()
    phones = phones_of(round_)
    book = Book(pair.ports)

    async def kill(book: Book) -> None:
        pair.workers[0].kill()

    vote_through(phones, book, kill)
    check(round_, phones, book)
    assert book.tries_again == 0
    assert Ballot.objects.filter(round=round_).count() == HALL
