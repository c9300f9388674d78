"""Websocket frames and handshakes as bytes, made beforehand. Pure: no sockets, no clock."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
MASK = bytes((0x4D, 0x61, 0x73, 0x6B))


def masked(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return a client's frame: whole, masked."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    elif size < 1 << 16:
        head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8, "big")
    key = (MASK * (size // 4 + 1))[:size]
    return head + MASK + (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def frames_in(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (opcode, start, end) of each whole frame from a server; `end` is where the next one begins."""
    place, length = 0, len(data)
    while length - place >= 2:
        size, start = data[place + 1], place + 2
        if size == 126:
            size, start = int.from_bytes(data[start : start + 2], "big"), start + 2
        elif size == 127:
            size, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        end = start + size
        if start > length or end > length:
            return
        yield data[place] & 0xF, start, end
        place = end


def handshake(port: int, path: str, cookie: str = "") -> bytes:
    """Return the request that opens a socket, as a browser on a page of the site sends it."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + base64.b64encode(b"0123456789abcdef").decode(),
    ]
    if cookie:
        lines.append(f"Cookie: voter={cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def vote_frame(round_id: int, device: str, sequence: int, choice: int) -> bytes:
    vote = {"type": "vote", "round": round_id, "id": f"{device}.{sequence}", "answer": {"": [str(choice)]}, "seat": 1}
    return masked(json.dumps(vote, separators=(",", ":")).encode())


def sequence_in(frame: bytes) -> int:
    """Return how many votes a screen's frame knows of: the second number of its revision."""
    start = frame.index(b'"revision":[') + 12
    return int(frame[frame.index(b",", start) + 1 : frame.index(b"]", start)])
