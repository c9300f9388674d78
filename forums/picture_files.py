"""Where the files of pictures lie: folders of their own that no web server reads, named by a setting each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

ENDING: Final = ".webp"
#: The setting that names the folder of pictures in posts.
POSTS: Final = "FORUM_PICTURES"
#: A file without a row is left alone for so long: its row may be on its way.
FRESH: Final = timedelta(hours=1)


def path_of(token: str, *, folder: str = POSTS) -> Path:
    return Path(getattr(settings, folder)) / f"{token}{ENDING}"


def write(token: str, data: bytes, *, folder: str = POSTS) -> None:
    """Put a file where its row will look for it."""
    path = path_of(token, folder=folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(data)


def read(token: str, *, folder: str = POSTS) -> bytes | None:
    """Return a file; None where it is gone."""
    try:
        return path_of(token, folder=folder).read_bytes()
    except FileNotFoundError:
        return None


def erase(tokens: Iterable[str], *, folder: str = POSTS) -> None:
    """Take files away once what is being done is done for good."""
    names = list(tokens)
    if names:
        transaction.on_commit(lambda: _unlink(names, folder))


def older_tokens(at: datetime, *, folder: str = POSTS) -> Iterator[str]:
    """Yield the names of files that have lain here for an hour."""
    for path in Path(getattr(settings, folder)).glob(f"*{ENDING}"):
        if datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) <= at - FRESH:
            yield path.name.removesuffix(ENDING)


def _unlink(tokens: Iterable[str], folder: str) -> None:
    for token in tokens:
        path_of(token, folder=folder).unlink(missing_ok=True)
