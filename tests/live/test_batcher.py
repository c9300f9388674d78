"""The writer of votes: bounded, in batches, alive whatever happens; and many voters at one moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Barrier, Event, Thread

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from live.batcher import Batcher, keep_connection
from live.errors import TryAgain
from live.models import Ballot, Round
from live.services.casting import Outcome, Vote, store_votes
from live.services.events import end_event
from tests.live.halls import NOW, choices_of, make_event, make_poll, make_vote, open_round, stored

both_databases = pytest.mark.parametrize(
    "database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)]
)


class Store:
    """A database in memory, which waits while it is held and refuses what a test says."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.free = Event()
        self.free.set()
        self.is_broken = False

    def __call__(self, votes: Sequence[Vote]) -> list[Outcome]:
        self.free.wait(20)
        if self.is_broken:
            raise OperationalError("gone")
        if any(vote.text == "bad" for vote in votes):
            raise IntegrityError("bad row") if len(votes) > 1 else ValueError("a letter that cannot be stored")
        self.batches.append([vote.voter for vote in votes])
        return [Outcome.STORED] * len(votes)


def vote_of(voter: str, text: str = "") -> Vote:
    return make_vote(Round(pk=1, opened_at=NOW), None, voter=voter, text=text)


async def outcomes_of(batcher: Batcher, *votes: Vote) -> list[Outcome]:
    return await asyncio.wait_for(asyncio.gather(*(batcher.put(vote) for vote in votes)), 20)


def in_loop(test):
    """Run a test in a loop of its own, without a database."""

    def run() -> None:
        asyncio.run(test())

    run.__name__ = test.__name__
    return run


@in_loop
async def test_votes_that_wait_together_share_a_batch_of_at_most_so_many():
    store = Store()
    batcher = Batcher(store, most_in_batch=3)
    store.free.clear()
    told = [batcher.put(vote_of(str(number))) for number in range(8)]
    store.free.set()
    assert set(await asyncio.gather(*told)) == {Outcome.STORED}
    assert sorted(voter for batch in store.batches for voter in batch) == [str(number) for number in range(8)]
    assert max(len(batch) for batch in store.batches) == 3
    await asyncio.to_thread(batcher.stop)


@in_loop
async def test_past_its_bound_the_queue_refuses_and_takes_again_once_there_is_room():
    store = Store()
    batcher = Batcher(store, most_waiting=5, most_in_batch=2)
    store.free.clear()
    told = [batcher.put(vote_of("held"))]
    while batcher.waiting:
        await asyncio.sleep(0)
    told += [batcher.put(vote_of(str(number))) for number in range(5)]
    with pytest.raises(TryAgain):
        batcher.put(vote_of("too many"))
    store.free.set()
    assert set(await asyncio.gather(*told)) == {Outcome.STORED}
    assert await outcomes_of(batcher, vote_of("again")) == [Outcome.STORED]
    assert "too many" not in {voter for batch in store.batches for voter in batch}
    await asyncio.to_thread(batcher.stop)


@in_loop
async def test_one_bad_row_costs_no_other_voter_anything():
    store = Store()
    batcher = Batcher(store)
    store.free.clear()
    told = [batcher.put(vote_of(name, name)) for name in ("good", "bad", "fine")]
    store.free.set()
    assert await asyncio.gather(*told) == [Outcome.STORED, Outcome.FAILED, Outcome.STORED]
    assert await outcomes_of(batcher, vote_of("next")) == [Outcome.STORED]
    assert sorted(voter for batch in store.batches for voter in batch) == ["fine", "good", "next"]
    await asyncio.to_thread(batcher.stop)


@in_loop
async def test_while_the_database_is_gone_votes_fail_and_afterwards_they_are_stored():
    store = Store()
    batcher = Batcher(store)
    store.is_broken = True
    assert await outcomes_of(batcher, vote_of("a"), vote_of("b")) == [Outcome.FAILED] * 2
    store.is_broken = False
    assert await outcomes_of(batcher, vote_of("a"), vote_of("b")) == [Outcome.STORED] * 2
    await asyncio.to_thread(batcher.stop)


@in_loop
async def test_stopping_writes_what_waits_and_takes_nothing_more():
    store = Store()
    batcher = Batcher(store, most_in_batch=2)
    store.free.clear()
    told = [batcher.put(vote_of(str(number))) for number in range(5)]
    stopping = asyncio.create_task(asyncio.to_thread(batcher.stop))
    while not batcher.is_stopping:
        await asyncio.sleep(0)
    with pytest.raises(TryAgain):
        batcher.put(vote_of("late"))
    store.free.set()
    assert set(await asyncio.gather(*told)) == {Outcome.STORED}
    await stopping
    assert not batcher.thread.is_alive()


# On the database -----------------------------------------------------------------------------------------------------


@pytest.fixture
def round_(transactional_db):
    return open_round(make_poll(make_event()))


def test_a_value_that_cannot_be_stored_costs_no_other_voter_anything(round_):
    bus = choices_of(round_.item)[0]
    good, bad, fine = (make_vote(round_, bus) for _ in range(3))
    object.__setattr__(bad, "text", "half a letter: \ud800")

    async def cast() -> list[Outcome]:
        batcher = Batcher()
        outcomes = await outcomes_of(batcher, good, bad, fine)
        await asyncio.to_thread(batcher.stop)
        return outcomes

    outcomes = asyncio.run(cast())
    assert [outcomes[0], outcomes[2]] == [Outcome.STORED] * 2
    assert stored(round_).count(bus) == outcomes.count(Outcome.STORED)


def test_a_connection_that_broke_while_nobody_voted_costs_no_vote(round_):
    bus = choices_of(round_.item)[0]
    first, second = make_vote(round_, bus), make_vote(round_, bus)
    breaking = Event()

    def store(votes: Sequence[Vote]) -> list[Outcome]:
        if breaking.is_set() and connection.connection is not None:
            connection.connection.close()
        return store_votes(votes)

    async def cast() -> list[Outcome]:
        batcher = Batcher(store)
        outcomes = await outcomes_of(batcher, first)
        breaking.set()
        outcomes += await outcomes_of(batcher, second)
        await asyncio.to_thread(batcher.stop)
        return outcomes

    assert asyncio.run(cast()) == [Outcome.STORED] * 2
    assert stored(round_) == [bus, bus]


def in_threads(*works) -> list[object]:
    """Do several things at one moment, each on a connection of its own; return what each returned or raised."""
    barrier, outcomes = Barrier(len(works)), []

    def run(work) -> None:
        keep_connection()
        barrier.wait()
        try:
            outcomes.append(work())
        except Exception as problem:  # noqa: BLE001  the test looks at it
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@both_databases
def test_writers_of_the_same_voters_do_not_wait_in_a_circle(database, round_):
    """Each writes all voters, in an order of its own, several times: as two processes do when phones change over."""
    bus, train, _bike = choices_of(round_.item)
    voters = [f"{number:032x}" for number in range(60)]

    def writer(device: str, order: int, value: int):
        def work() -> list[Outcome]:
            told: list[Outcome] = []
            for sequence in range(1, 9):
                fields = {"device": device, "sequence": sequence}
                told += store_votes([make_vote(round_, value, voter=voter, **fields) for voter in voters[::order]])
            return told

        return work

    told = in_threads(writer("one", 1, bus), writer("two", -1, train), writer("three", -1, bus))
    assert [set(one) if isinstance(one, list) else one for one in told] == [{Outcome.STORED}] * 3
    assert sorted(Ballot.objects.values_list("voter", flat=True)) == voters


@both_databases
def test_closing_while_people_vote_leaves_the_count_equal_to_what_was_confirmed(database, round_):
    bus, *_others = choices_of(round_.item)
    begun = Event()

    def voting() -> int:
        confirmed = 0
        while True:
            at = timezone.now()
            told = store_votes([make_vote(round_, bus, received_at=at) for _ in range(10)])
            confirmed += told.count(Outcome.STORED)
            begun.set()
            if Outcome.TOO_LATE in told:
                return confirmed

    def closing() -> int:
        begun.wait(20)
        # So long ago that whatever is received from here on is too late.
        Round.objects.filter(pk=round_.pk).update(closes_at=round_.opened_at)
        return 0

    told = in_threads(voting, voting, closing)
    assert all(isinstance(one, int) for one in told), told
    assert 0 < sum(told) == round_.ballots.count()


@both_databases
def test_ending_the_event_while_people_vote_leaves_nobody_with_two_ballots_or_their_own_name(database, round_):
    """What is stored before is renamed, what comes after is refused: the row of the round decides which."""
    bus, *_others = choices_of(round_.item)
    voters = [f"{number:032x}" for number in range(30)]
    begun = Event()

    def voting() -> int:
        for sequence in range(1, 5000):
            fields = {"sequence": sequence, "received_at": timezone.now()}
            told = store_votes([make_vote(round_, bus, voter=voter, **fields) for voter in voters])
            begun.set()
            if told[0] is not Outcome.STORED:
                return sequence
        return 0

    def ending() -> int:
        begun.wait(20)
        end_event(event=round_.item.event, at=timezone.now())
        return 0

    told = in_threads(voting, ending)
    assert all(isinstance(one, int) for one in told), told
    assert max(told) > 1
    assert Ballot.objects.count() == len(voters)
    assert not Ballot.objects.filter(voter__in=voters).exists()
