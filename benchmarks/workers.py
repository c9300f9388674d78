"""Where a process of its own begins: Django first, then the work."""

from __future__ import annotations

from importlib import import_module
from multiprocessing.synchronize import Barrier


def begin(module: str, function: str, page_id: int, number: int, each: int, barrier: Barrier) -> None:
    import django

    django.setup()
    getattr(import_module(module), function)(page_id, number, each, barrier)
