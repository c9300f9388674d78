from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory

from core.ratelimit import forget, network_of, take

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


def go(who="a", at=NOON, limit=3, name="try"):
    return take(name=name, who=who, limit=limit, seconds=60, at=at)


def test_the_limit_itself_is_granted_and_the_next_is_not():
    assert [go().is_granted for _ in range(4)] == [True, True, True, False]


def test_a_refusal_says_how_long_to_wait():
    for _ in range(3):
        go(at=NOON + timedelta(seconds=15))
    assert go(at=NOON + timedelta(seconds=15)).retry_after == 45


def test_the_next_window_begins_on_its_first_second():
    for _ in range(3):
        go()
    assert not go(at=NOON + timedelta(seconds=59)).is_granted
    assert go(at=NOON + timedelta(seconds=60)).is_granted


def test_one_person_does_not_use_up_what_another_may_do_nor_one_thing_what_another_takes():
    for _ in range(3):
        go("a")
    assert go("b").is_granted
    assert go("a", name="other").is_granted
    assert not go("a").is_granted


def test_goes_at_the_same_moment_are_all_counted():
    def many():
        for _ in range(50):
            go("crowd", limit=1000)

    threads = [Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert go("crowd", limit=201).is_granted
    assert not go("crowd", limit=201).is_granted


def test_who_was_counted_does_not_lie_in_the_cache():
    go("203.0.113.7")
    assert not any("203.0.113.7" in key for key in caches["counters"]._cache)
    assert caches["counters"]._cache


def test_a_thousand_others_push_no_counter_out():
    for _ in range(3):
        go("victim")
    for number in range(1_000):
        go(f"stranger {number}")
        cache.set(f"something-else-{number}", 1)
    assert not go("victim").is_granted


def test_what_is_forgotten_begins_anew_and_leaves_nothing():
    for _ in range(4):
        go()
    go("b")
    forget(name="try", who="a", seconds=60, at=NOON)
    assert len(caches["counters"]._cache) == 1
    assert go().is_granted


def test_a_limit_of_nothing_is_a_mistake():
    with pytest.raises(ValueError):
        go(limit=0)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_what_one_household_shares(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
