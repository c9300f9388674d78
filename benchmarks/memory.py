"""How far the memory of a process rises while something is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil

MEGABYTE: Final = 1024 * 1024


@contextmanager
def most_memory(pid: int | None = None) -> Iterator[list[int]]:
    """Watch a process, this one by default; on leaving, the list's last entry is by how many bytes it rose at most."""
    process = psutil.Process(pid)
    start = process.memory_info().rss
    most, done = [start], threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            most.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    risen: list[int] = []
    try:
        yield risen
    finally:
        done.set()
        watcher.join()
        risen.append(max(most) - start)
