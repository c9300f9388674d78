"""The kinds of question, one a file. To add a kind is to add a file that ends in `KIND = …`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from questions.kind import Kind


@cache
def _kinds() -> dict[str, Kind]:
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    kinds: list[Kind] = sorted((module.KIND for module in modules), key=lambda kind: kind.place)
    return {kind.slug: kind for kind in kinds}


def all_kinds() -> list[Kind]:
    """Return every kind, in the order in which lists show them."""
    return list(_kinds().values())


def get_kind(slug: str) -> Kind:
    """Return one kind.

    Raises:
        KeyError: There is no such kind.
    """
    return _kinds()[slug]
