"""`manage.py tick`: do what is due by the clock. Once a minute, by a timer; harmless when repeated."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.ticks import run_all


class Command(BaseCommand):
    help = "Publish what is scheduled, send what waits, apply the retention clock, and what else is due."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, problem in run_all(at=timezone.now()).items():
            if problem:
                self.stderr.write(f"{name}: {problem}")
            elif options["verbosity"] > 1:
                self.stdout.write(f"{name}: done")
