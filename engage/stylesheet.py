"""One style sheet out of many files: site.css, then a file per component, joined and stripped for the wire.

Browsers then ask for one file on the first visit and for none on the second, and whoever adds a component adds a file.
What only one kind of page needs stands in static/css/rooms/ instead, and those pages link it themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/engage.css"
_SKIPPED = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s+""", re.DOTALL)
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,>])\s*|(?<=[\w-]):\s+""")


def sources(folder: Path) -> list[Path]:
    return [folder / "css" / "site.css", *sorted((folder / "css" / "components").glob("*.css"))]


def join(sheets: Iterable[str]) -> str:
    """Join the sheets without comments and without the space that only readers need; strings stay as they are."""
    text = _SKIPPED.sub(lambda found: found[1] or " ", "\n".join(sheets))
    text = _LOOSE.sub(lambda found: found[1] or found[2] or ":", text)
    return text.replace(";}", "}").strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Offers the joined sheet to `collectstatic` and to the tests as if it stood in static/."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "stylesheet")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(self._write())
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> Path:
        """Write the sheet, unless what stands is the same, and return where."""
        sheet = join(source.read_text() for source in sources(settings.BASE_DIR / "static"))
        target = Path(self.storage.path(NAME))
        if not target.exists() or target.read_text() != sheet:
            target.parent.mkdir(parents=True, exist_ok=True)
            passing = target.with_suffix(".new")
            passing.write_text(sheet)
            passing.replace(target)
        return target
