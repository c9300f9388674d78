"""A small HTTP client for measuring: a few connections that stay open and ask one after the other, in this process."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a stretch of asking came to. `seconds` are those of each answer, in no order."""

    answers: int
    elapsed: float
    seconds: list[float]

    @property
    def per_second(self) -> float:
        return self.answers / self.elapsed


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Return status and length of the body of one answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in lines[1:] if b": " in line)
    if headers.get(b"transfer-encoding") == b"chunked":
        length = 0
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
            length += size
        await reader.readexactly(2)
    else:
        length = int(headers.get(b"content-length", 0))
        await reader.readexactly(length)
    return int(lines[0].split()[1]), length


async def ask(port: int, request: bytes, deadline: float, seconds: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < deadline:
        begun = time.perf_counter()
        writer.write(request)
        status, _length = await read_answer(reader)
        if status != 200:
            raise RuntimeError(f"The answer was {status}.")
        seconds.append(time.perf_counter() - begun)
    writer.close()


def requests_per_second(port: int, path: str, *, connections: int = 8, lasting: float = 3.0, headers: str = "") -> Load:
    """Ask for one path over and over on a few connections for a few seconds."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip, br\r\n{headers}\r\n".encode()

    async def together() -> Load:
        seconds: list[float] = []
        begun = time.perf_counter()
        await asyncio.gather(*(ask(port, request, begun + lasting, seconds) for _ in range(connections)))
        return Load(len(seconds), time.perf_counter() - begun, seconds)

    return asyncio.run(together())
