"""Seal the vault again under its newest secret."""

from typing import Any

from django.core.management.base import BaseCommand

from consultations.services.rotating import rotate_vault


class Command(BaseCommand):
    help = "Seals contacts, equality answers and unfinished answers again under the first of VAULT_SECRETS."

    def handle(self, *args: Any, **options: Any) -> None:
        for one in rotate_vault():
            self.stdout.write(f"{one.table}: {one.sealed} sealed again, {one.broken} that no secret opens")
