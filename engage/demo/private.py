"""What the demonstration's respondents said about themselves, in the vault, and the addresses of a few."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from consultations.models import ConsultationPage, Response, VaultRecord
from consultations.services.private import KEPT_AT_MOST
from consultations.vault import ABOUT_YOU, row_key, seal
from people.equality import CURRENT, clean_answers, get_list

#: Seven in ten answer the questions about themselves; these codes are likelier than the list's order would make them.
ANSWERED = 0.7
LIKELY = {"white_british": 40, "straight": 20, "same": 30, "english": 25, "none": 6, "christian": 6, "no": 4}


def place_private(page: ConsultationPage, responses: Sequence[Response], *, at: datetime) -> None:
    """Seal what seven in ten of these respondents told about themselves."""
    dice = random.Random(f"about {page.slug}")
    kept_until = ((page.closes_at or at) + KEPT_AT_MOST).date()
    VaultRecord.objects.bulk_create(
        [
            VaultRecord(
                key=row_key(response.public_id, ABOUT_YOU),
                consultation_id=page.pk,
                list_version=CURRENT,
                content=seal(_about(dice)),
                kept_until=kept_until,
            )
            for response in responses
            if dice.random() < ANSWERED
        ],
        batch_size=500,
    )


def _about(dice: random.Random) -> dict[str, str]:
    told = {}
    for feature in get_list(CURRENT).features:
        codes = [option.code for option in feature.options if not option.is_implied]
        if dice.random() < 0.92:
            told[feature.slug] = dice.choices(codes, weights=[LIKELY.get(code, 2) for code in codes])[0]
    return clean_answers(told)
