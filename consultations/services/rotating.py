"""Sealing what is sealed again, under the newest of the vault's secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from actions.models import Follower
from consultations.models import Contact, Draft, VaultRecord
from consultations.vault import SealBroken, reseal
from people.models import Notice

BATCH: Final = 500
#: Each table that holds sealed content, with the field that holds it. Rooms above add theirs in `AppConfig.ready`.
SEALED: Final[list[tuple[Any, str]]] = [
    (Contact, "content"),
    (VaultRecord, "content"),
    (Draft, "private"),
    (Notice, "sealed"),
    (Follower, "content"),
]


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many rows of one table were sealed again, and how many no secret opens."""

    table: str
    sealed: int
    broken: int


def register_sealed(model: Any, field: str) -> None:
    """Have a table of another room sealed again too."""
    if (model, field) not in SEALED:
        SEALED.append((model, field))


def rotate_vault() -> list[Rotated]:
    """Seal every row again under the first of `VAULT_SECRETS`; afterwards the older ones are no longer needed.

    Goes in batches, each in its own transaction, so that respondents can write meanwhile. Harmless when repeated.
    """
    return [_rotate(model, field) for model, field in SEALED]


def _rotate(model: Any, field: str) -> Rotated:
    sealed = broken = 0
    ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        done, lost = _rotate_some(model, field, ids[start : start + BATCH])
        sealed, broken = sealed + done, broken + lost
    return Rotated(str(model._meta.label), sealed, broken)


@transaction.atomic
def _rotate_some(model: Any, field: str, ids: list[Any]) -> tuple[int, int]:
    changed, broken = [], 0
    for row in model.objects.filter(pk__in=ids).select_for_update():
        content = bytes(getattr(row, field))
        if not content:
            continue
        try:
            setattr(row, field, reseal(content))
        except SealBroken:
            broken += 1
        else:
            changed.append(row)
    model.objects.bulk_update(changed, [field])
    return len(changed), broken
