"""`manage.py apply_retention`: erase what is past its time, and say what was erased."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.privacy import apply_retention


class Command(BaseCommand):
    help = "Apply the retention clock of every kind of personal data and say what it did."

    def handle(self, *args: Any, **options: Any) -> None:
        done = apply_retention(at=timezone.now())
        for kind, erased in done.items():
            self.stdout.write(f"{kind}: {'failed, see the log' if erased is None else f'{erased} erased'}")
        if None in done.values():
            raise CommandError("Some kinds of data could not be erased.")
