"""Put the demonstration on the site; again and again without harm."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from engage.demo.load import load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration. What stands already is left alone; its dates move on with the calendar."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("The demonstration has public passwords. It is not loaded in production.")
        load_demonstration(at=timezone.now())
