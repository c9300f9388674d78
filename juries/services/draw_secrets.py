"""What stays inside a draw: whose pseudonym is whose, with values and salts. Sealed, one content for each draw.

People stand there under a name that needs the secret of the vault. Whoever is erased is taken out of it, so that
their commitments can never be opened again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from core.sealing import seal, unseal
from juries.draw.record import Person
from juries.models import Draw
from juries.recruit_vault import draw_key


@dataclass(frozen=True, slots=True)
class Secret:
    """One person of a draw. `name` is `draw_key` of their public id."""

    name: str
    pseudonym: str
    values: Mapping[str, str]
    salts: Mapping[str, str]

    def person(self) -> Person:
        return Person(self.pseudonym, self.values, self.salts, 0.0)


def sealed_secrets(people: Collection[Secret]) -> bytes:
    rows = [[one.name, one.pseudonym, dict(one.values), dict(one.salts)] for one in people]
    return seal({"people": rows})


def secrets_of(draw: Draw) -> list[Secret]:
    """Open what stays inside a draw; empty once it has been erased."""
    if not draw.secrets:
        return []
    rows: list[Any] = unseal(draw.secrets)["people"]
    return [Secret(*row) for row in rows]


def secret_of(draw: Draw, public_id: UUID) -> Secret | None:
    """Return one person's part."""
    name = draw_key(draw.pk, public_id)
    return next((one for one in secrets_of(draw) if one.name == name), None)


@transaction.atomic
def forget_in_draws(*, call_id: int, public_ids: Collection[UUID]) -> None:
    """Take these people out of every draw of a call: what is public stays, and can be opened no more."""
    for draw in Draw.objects.select_for_update().filter(recruitment_id=call_id).exclude(secrets=b"").defer("record"):
        names = {draw_key(draw.pk, one) for one in public_ids}
        held = secrets_of(draw)
        kept = [one for one in held if one.name not in names]
        if len(kept) < len(held):
            draw.secrets = sealed_secrets(kept) if kept else b""
            draw.save(update_fields=["secrets"])
