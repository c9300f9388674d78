"""How fast one voter may send, over however many sockets. Never counted by address: a hall has one."""

from __future__ import annotations

from typing import Final

#: Votes a second in the long run, and at once.
RATE: Final = 5.0
BURST: Final = 30.0
#: Voters that are remembered; those who have their whole allowance back need not be.
MOST_REMEMBERED: Final = 20_000


class Pace:
    """The allowance of each voter. `now` is any clock of seconds that only rises."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def may_speak(self, voter: str, *, now: float) -> bool:
        """Take one from the voter's allowance; False where nothing is left of it."""
        left, counted_at = self._left.pop(voter, (BURST, now))
        left = min(BURST, left + RATE * (now - counted_at))
        is_allowed = left >= 1
        self._left[voter] = (left - 1 if is_allowed else left, now)
        if len(self._left) > MOST_REMEMBERED:
            self._forget(now)
        return is_allowed

    def _forget(self, now: float) -> None:
        """Forget who has everything back; where that is nobody, who spoke longest ago."""
        resting = [voter for voter, (_left, counted_at) in self._left.items() if now - counted_at > BURST / RATE]
        for voter in resting or [next(iter(self._left))]:
            del self._left[voter]
