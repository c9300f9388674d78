"""How a browser is the same juror again: a signed cookie of the room's own, which ends by itself. Pure: no ORM.

It is not the session of an account: who looks after a jury and who sits in it are never the same sign-in. It holds a
piece of the hash of the link it was opened by, so that a new link ends it, and the moment it was opened, so that
'Leave the room' ends it on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from juries.models import Juror

COOKIE: Final = "jury_room"
#: Holds the link itself between following it and pressing 'Enter'.
DOOR_COOKIE: Final = "jury_door"
PATH: Final = "/juries/room/"
DOOR_TIME: Final = timedelta(minutes=15)
#: Nobody did anything for so long: whoever sits down at the machine next comes into nothing.
IDLE: Final = timedelta(minutes=30)
#: And after so long at the latest one enters anew.
LONGEST: Final = timedelta(hours=10)
LINK_PIECE: Final = 24


@dataclass(frozen=True, slots=True)
class RoomSession:
    juror_id: int
    link: str
    entered_at: datetime
    seen_at: datetime

    def is_good_at(self, moment: datetime) -> bool:
        """Whether it has not ended by itself: half-open, as all windows are."""
        return moment < self.seen_at + IDLE and moment < self.entered_at + LONGEST

    def is_of(self, juror: Juror) -> bool:
        """Whether it was opened by the link the juror has now, and not ended since."""
        is_out = juror.signed_out_at is not None and self.entered_at <= juror.signed_out_at
        return bool(juror.token_hash) and juror.token_hash.startswith(self.link) and not is_out

    def seen(self, moment: datetime) -> RoomSession:
        return replace(self, seen_at=moment)


def new_session(juror: Juror, *, at: datetime) -> RoomSession:
    return RoomSession(juror.pk, juror.token_hash[:LINK_PIECE], at, at)


def seal_session(session: RoomSession) -> str:
    parts = (session.juror_id, session.link, _micros(session.entered_at), _micros(session.seen_at))
    return _signer().sign(".".join(str(part) for part in parts))


def read_session(sealed: str, *, at: datetime) -> RoomSession | None:
    """Return the session of a cookie; None for anything else, and once it has ended by itself."""
    if len(sealed) > 200:
        return None
    try:
        juror_id, link, entered, seen = _signer().unsign(sealed).split(".")
        session = RoomSession(int(juror_id), link, _moment(entered), _moment(seen))
    except (BadSignature, ValueError, OverflowError):
        return None
    return session if len(link) == LINK_PIECE and session.is_good_at(at) else None


def seal_door(token: str, *, at: datetime) -> str:
    """Return what the browser keeps of a link until 'Enter' is pressed."""
    return Signer(salt="juries.door", sep=":").sign(f"{token[:64]}.{_micros(at + DOOR_TIME)}")


def read_door(sealed: str, *, at: datetime) -> str:
    """Return the link's secret; an empty text for anything else, and after a quarter of an hour."""
    try:
        token, _, until = Signer(salt="juries.door", sep=":").unsign(sealed).rpartition(".")
        return token if at < _moment(until) else ""
    except (BadSignature, ValueError, OverflowError):
        return ""


def _signer() -> Signer:
    return Signer(salt="juries.room", sep=":")


def _micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _moment(micros: str) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros))
