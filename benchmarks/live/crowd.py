"""A hall of phones and screens in one process: raw sockets, epoll, frames made beforehand.

`python -m benchmarks.live.orders` takes orders as lines of JSON and answers each with one line. It knows
nothing of Django and as little as it can of what it is sent: it looks at the first letters of each frame.
"""

from __future__ import annotations

import random
import select
import socket
import time
from collections.abc import Callable

from benchmarks.live import wire

#: Sockets whose handshake is under way at once.
OPENING = 100
#: Seconds after which a phone that was told to try again does so.
AGAIN = 0.5
CONFIRMED = (b'{"type":"received"', b'{"type":"vote"')
REFUSED, STATE = b'{"type":"refused"', b'{"type":"state"'

Waker = Callable[[], None]


class Seat:
    """One socket. A screen notes each frame's moment and how many votes it knows of."""

    __slots__ = ("device", "is_open", "is_screen", "line", "owes", "rest", "seen", "sent_at", "sequence", "state_at")

    def __init__(self, line: socket.socket, device: str, *, is_screen: bool) -> None:
        self.line = line
        self.device = device
        self.is_screen = is_screen
        self.is_open = False
        self.rest = b""
        self.seen: list[tuple[float, int]] = []
        self.owes: bytes | None = None
        self.sent_at = 0.0
        self.sequence = 0
        self.state_at = 0.0


class Crowd:
    """All sockets of this process, and what they were told."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.seats: dict[int, Seat] = {}
        self.phones: list[Seat] = []
        self.screens: list[Seat] = []
        self.opening: set[int] = set()
        self.confirmed: list[tuple[float, float]] = []
        self.refused = 0
        self.again: list[tuple[float, Seat]] = []
        self.lost_lines = 0
        self.frame_bytes = 0
        self.reached = 0
        self.armed_at = 0.0
        #: In a race: makes the next vote of a phone that was confirmed.
        self.next_frame: Callable[[Seat], bytes] | None = None
        self.wakers: dict[int, Waker] = {}

    def watch(self, handle: int, waker: Waker) -> None:
        """Have something else than a socket of the hall looked at too."""
        self.poll.register(handle, select.EPOLLIN)
        self.wakers[handle] = waker

    def join(self, port: int, path: str, cookies: list[str], *, is_screen: bool = False, patience: float = 60) -> int:
        """Open a socket for each cookie; return how many are open. A path may name a phone as `{}`."""
        deadline = time.perf_counter() + patience
        waiting = list(enumerate(cookies))
        while (waiting or self.opening) and time.perf_counter() < deadline:
            while waiting and len(self.opening) < OPENING:
                number, cookie = waiting.pop(0)
                self._open(port, path.format(f"{number:032x}"), cookie, is_screen=is_screen)
            self.turn(0.1)
        return sum(seat.is_open for seat in (self.screens if is_screen else self.phones))

    def _open(self, port: int, path: str, cookie: str, *, is_screen: bool) -> None:
        line = socket.create_connection(("127.0.0.1", port))
        line.settimeout(0)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.send(wire.handshake(port, path, cookie))
        seat = Seat(line, f"d{line.fileno():x}x{random.getrandbits(24):x}", is_screen=is_screen)
        self.seats[line.fileno()] = seat
        self.opening.add(line.fileno())
        (self.screens if is_screen else self.phones).append(seat)
        self.poll.register(line.fileno(), select.EPOLLIN)

    def turn(self, patience: float) -> None:
        """Wait for something to arrive and take it in; send again what is due again."""
        while self.again and self.again[0][0] <= time.perf_counter():
            self._send(self.again.pop(0)[1])
        seats, wakers = self.seats, self.wakers
        for handle, _event in self.poll.poll(patience, 2048):
            seat = seats.get(handle)
            if seat is not None:
                self._take(handle, seat)
            elif handle in wakers:
                wakers[handle]()

    def _take(self, handle: int, seat: Seat) -> None:
        try:
            data = seat.line.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._leave(handle, seat)
            return
        now = time.perf_counter()
        if seat.rest:
            data = seat.rest + data
        if not seat.is_open:
            data = self._welcome(handle, seat, data)
        self._read(seat, data, now)

    def _read(self, seat: Seat, data: bytes, now: float) -> None:
        """Take in whole frames; what is not whole waits for its end."""
        end = 0
        for opcode, start, end in wire.frames_in(data):
            self._frame(seat, opcode, data, start, end, now)
        seat.rest = data[end:]

    def _welcome(self, handle: int, seat: Seat, data: bytes) -> bytes:
        """Take in the answer to the handshake, which comes in one piece, and return what came behind it."""
        head, _gap, rest = data.partition(b"\r\n\r\n")
        seat.is_open = head.startswith(b"HTTP/1.1 101")
        self.opening.discard(handle)
        return rest

    def _frame(self, seat: Seat, opcode: int, data: bytes, start: int, end: int, now: float) -> None:
        if data.startswith(CONFIRMED, start):
            self._confirm(seat, now)
        elif data.startswith(STATE, start):
            self._show(seat, data, start, end, now)
        elif data.startswith(REFUSED, start):
            self.refused += 1
            self.again.append((now + AGAIN, seat))
        elif opcode == wire.PING:
            seat.line.send(wire.masked(data[start:end], wire.PONG))

    def _confirm(self, seat: Seat, now: float) -> None:
        self.confirmed.append((now, now - seat.sent_at))
        seat.owes = None
        if self.next_frame is not None:
            self.send(seat, self.next_frame(seat))

    def _show(self, seat: Seat, data: bytes, start: int, end: int, now: float) -> None:
        if seat.is_screen:
            seat.seen.append((now, wire.sequence_in(data[start:end])))
        elif seat.state_at < self.armed_at:
            seat.state_at = now
            self.reached += 1
            self.frame_bytes = end - start

    def _leave(self, handle: int, seat: Seat) -> None:
        self.lost_lines += 1
        self.opening.discard(handle)
        self.poll.unregister(handle)
        del self.seats[handle]
        seat.is_open = False
        seat.line.close()

    def send(self, seat: Seat, frame: bytes) -> None:
        """Send a vote; how long its receipt takes is counted from here."""
        seat.owes = frame
        seat.sent_at = time.perf_counter()
        self._send(seat)

    def _send(self, seat: Seat) -> None:
        if seat.owes is not None and seat.is_open:
            try:
                seat.line.send(seat.owes)
            except OSError:
                self.again.append((time.perf_counter() + AGAIN, seat))

    def arm(self) -> None:
        """From now on note when each phone gets its next frame."""
        self.armed_at = time.perf_counter()
        self.reached = 0

    def forget(self) -> None:
        """Begin a new count of receipts."""
        self.confirmed.clear()
        self.again.clear()
        self.refused = 0
        for seat in self.screens:
            seat.seen.clear()

    def close(self) -> None:
        for seat in self.seats.values():
            seat.line.close()
        self.seats.clear()
        self.phones.clear()
        self.screens.clear()
        self.opening.clear()
        self.lost_lines = 0
