"""`manage.py setup_roles`: give every role and every organisation's officers their rights."""

from typing import Any

from django.core.management.base import BaseCommand

from people.services import ensure_groups


class Command(BaseCommand):
    help = "Make the groups of all roles and give them their rights. Repeating it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_groups()
        self.stdout.write("Roles and rights are in place.")
