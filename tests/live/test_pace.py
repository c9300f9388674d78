"""How fast one voter may send: so many at once, so many in the long run, and nobody pays for another."""

from __future__ import annotations

from live import pace
from live.pace import BURST, RATE, Pace


def test_a_burst_is_allowed_and_then_as_many_as_come_back():
    counted = Pace()
    assert [counted.may_speak("a", now=0.0) for _ in range(int(BURST) + 1)] == [True] * int(BURST) + [False]
    assert [counted.may_speak("a", now=1.0) for _ in range(int(RATE) + 1)] == [True] * int(RATE) + [False]
    assert [counted.may_speak("a", now=1000.0) for _ in range(int(BURST) + 1)] == [True] * int(BURST) + [False]


def test_being_refused_costs_nothing():
    counted = Pace()
    for _ in range(500):
        counted.may_speak("a", now=0.0)
    assert counted.may_speak("a", now=1 / RATE)


def test_voters_do_not_pay_for_each_other():
    counted = Pace()
    while counted.may_speak("a", now=0.0):
        pass
    assert counted.may_speak("b", now=0.0)


def test_only_so_many_are_remembered(monkeypatch):
    monkeypatch.setattr(pace, "MOST_REMEMBERED", 10)
    counted = Pace()
    for number in range(50):
        counted.may_speak(str(number), now=0.0)
    assert len(counted._left) == 10
    counted.may_speak("later", now=1000.0)
    assert list(counted._left) == ["later"]
