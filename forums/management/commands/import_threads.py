"""Bring an old forum's table of posts in: without --apply it only says what it would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from forums.errors import ForumRefusal
from forums.models import Forum
from forums.services.importing import import_table
from forums.tables import OldTable, read_table


class Command(BaseCommand):
    help = "Bring threads and posts from a CSV into a community's forum. Looks only, unless told to --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("community", help="the address of the community")
        parser.add_argument("file", help="a CSV with the columns thread, title, written_at, text")
        parser.add_argument("--apply", action="store_true", help="take it in")

    def handle(self, *args: Any, **options: Any) -> None:
        forum = Forum.objects.filter(community__slug=options["community"]).first()
        if forum is None:
            raise CommandError(f"No community with a forum has the address {options['community']}.")
        table = self.read(Path(options["file"]))
        for problem in table.problems:
            self.stderr.write(problem)
        self.stdout.write(f"{len(table.threads)} threads with {table.number_of_posts} posts.")
        if not options["apply"]:
            self.stdout.write("Nothing was changed. Add --apply to take them in.")
            return
        try:
            self.stdout.write(f"{import_table(forum=forum, table=table)} posts were taken in.")
        except ForumRefusal as refusal:
            raise CommandError("Nothing was changed.") from refusal

    def read(self, path: Path) -> OldTable:
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                return read_table(lines, zone=ZoneInfo(settings.TIME_ZONE), at=timezone.now())
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{path} cannot be read as UTF-8 text.") from problem
