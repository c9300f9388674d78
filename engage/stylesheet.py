"""Style sheets out of many files, joined and stripped for the wire: one for all pages, one for the hall, one for youth.

`engage.css` is site.css, then a file per component. Browsers then ask for one file on the first visit and for none on
the second, and whoever adds a component adds a file. What only one kind of page needs stands in static/css/rooms/, and
those pages link it themselves, joined and stripped in the same way. Phones, screens and remotes in a hall have thin
networks: there `hall.css` takes the place of `engage.css`. The youth section has a voice of its own: `youth.css`, the
same bones with the files of static/css/youth/ in place of header, footer and card.
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
HALL = "css/hall.css"
YOUTH = "css/youth.css"
#: What the pages of the hall use of the components, and their own sheets.
IN_THE_HALL = ["button", "details", "empty", "error_summary", "field", "notice", "option", "print", "question", "tag"]
ROOMS_OF_THE_HALL = ("figure", "live", "words")
#: What the pages of the youth section use of the components.
IN_YOUTH = [
    *("button", "crumbs", "details", "empty", "error_summary", "field", "notice", "option", "pages", "panel"),
    *("steps", "summary_list", "tag"),
]
_SKIPPED = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s+""", re.DOTALL)
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,>])\s*|(?<=[\w-]):\s+""")


def sources(folder: Path) -> list[Path]:
    return [folder / "css" / "site.css", *sorted((folder / "css" / "components").glob("*.css"))]


def hall_sources(folder: Path) -> list[Path]:
    css = folder / "css"
    components = [css / "components" / f"{name}.css" for name in IN_THE_HALL]
    return [css / "site.css", *components, *(css / "rooms" / f"{name}.css" for name in ROOMS_OF_THE_HALL)]


def youth_sources(folder: Path) -> list[Path]:
    css = folder / "css"
    components = [css / "components" / f"{name}.css" for name in IN_YOUTH]
    paper = css / "components" / "print.css"
    return [css / "site.css", *components, *sorted((css / "youth").glob("*.css")), paper]


SHEETS = {NAME: sources, HALL: hall_sources, YOUTH: youth_sources}
ROOMS = "css/rooms/"


def sheets(folder: Path) -> dict[str, list[Path]]:
    """Return the sheets that are served, by name, and the files each is made of."""
    rooms = {ROOMS + path.name: [path] for path in sorted((folder / ROOMS).glob("*.css"))}
    return {name: found(folder) for name, found in SHEETS.items()} | rooms


def join(sheets: Iterable[str]) -> str:
    """Join the sheets without comments and without the space that only readers need; strings stay as they are."""
    text = _SKIPPED.sub(lambda found: found[1] or " ", "\n".join(sheets))
    text = _LOOSE.sub(lambda found: found[1] or found[2] or ":", text)
    return text.replace(";}", "}").strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Offers the joined sheets to `collectstatic` and to the tests as if they stood in static/."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "stylesheet")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in sheets(settings.BASE_DIR / "static"):
            return []
        found = str(self._write(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in sheets(settings.BASE_DIR / "static"):
            self._write(name)
            yield name, self.storage

    def _write(self, name: str) -> Path:
        """Write the sheet, unless what stands is the same, and return where."""
        sheet = join(source.read_text() for source in sheets(settings.BASE_DIR / "static")[name])
        target = Path(self.storage.path(name))
        if not target.exists() or target.read_text() != sheet:
            target.parent.mkdir(parents=True, exist_ok=True)
            passing = target.with_suffix(".new")
            passing.write_text(sheet)
            passing.replace(target)
        return target
