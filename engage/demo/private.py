"""What the demonstration's respondents said about themselves, in the vault, and the addresses of a few."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from consultations.models import ConsultationPage, Response, VaultRecord
from consultations.services.private import KEPT_AT_MOST
from consultations.vault import ABOUT_YOU, row_key, seal
from people.equality import CURRENT, clean_answers, get_list

#: Seven in ten answer the questions about themselves.
ANSWERED = 0.7
#: How many times likelier than the others a code is, by feature; roughly as the county's census has it.
LIKELY: dict[str, dict[str, float]] = {
    "age": {"under_16": 0.2, "16_17": 0.4, "18_24": 1, "55_64": 3, "65_74": 3.5, "75_84": 2},
    "gender_identity": {"same": 200},
    "sexual_orientation": {"straight": 35},
    "ethnic_group": {
        "white_british": 190,
        "asian_indian": 16,
        "white_other": 5,
        "black_african": 2,
        "asian_pakistani": 3,
    },
    "religion": {"none": 10, "christian": 12, "hindu": 1.6, "muslim": 1.4},
    "condition": {"no": 2.2},
    "caring": {"none": 28},
    "main_language": {"english": 40},
    "district": {"E06000016": 0.4, "E06000017": 0.2, "elsewhere": 0.2},
}
#: The same where younger people answered than elsewhere, by consultation.
AGES_AT: dict[str, dict[str, float]] = {
    "getting-on-together": {
        "under_16": 0.2,
        "16_17": 3,
        "18_24": 5,
        "25_34": 3,
        "35_44": 2.5,
        "45_54": 2.5,
        "55_64": 2.5,
    }
}


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
                content=seal(_about(dice, page.slug)),
                kept_until=kept_until,
            )
            for response in responses
            if dice.random() < ANSWERED
        ],
        batch_size=500,
    )


def _about(dice: random.Random, slug: str) -> dict[str, str]:
    told, likely_here = {}, LIKELY | ({"age": AGES_AT[slug]} if slug in AGES_AT else {})
    for feature in get_list(CURRENT).features:
        likely = likely_here.get(feature.slug, {})
        codes = [option.code for option in feature.options if not option.is_implied]
        if dice.random() < 0.92:
            told[feature.slug] = dice.choices(codes, weights=[likely.get(code, 1) for code in codes])[0]
    return clean_answers(told)
