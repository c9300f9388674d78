"""Writing the other wordings of a consultation's survey, a whole screen of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.builder.conflict import Stored, refuse_if_changed
from consultations.builder.wording import Bundle, bundles_of, wording_name
from consultations.models import ConsultationPage
from consultations.services.survey import hold_survey, note, refuse_if_locked
from people.models import User
from questions import services as questions


@transaction.atomic
def save_wording(
    *,
    page: ConsultationPage,
    language: str,
    style: str,
    texts: Mapping[str, str],
    seen: str,
    by: User,
    at: datetime,
) -> int:
    """Store one wording of the survey; return how many sections and questions were written.

    Args:
        texts: By the keys of `consultations.builder.wording.Unit`; what is empty falls back to the standard wording,
            what is left out stays.

    Raises:
        PageLocked, SurveyChanged; WordingRefused, UnusableCharacters.
    """
    refuse_if_locked(page, by)
    held = hold_survey(page)
    bundles = bundles_of(held)
    refuse_if_changed(seen, _state(bundles, (language, style), texts), revision=held.revision)
    written = 0
    for bundle in bundles:
        there = {unit.key: unit.there.get((language, style), "") for unit in bundle.units}
        wanted = {key: texts.get(key, there[key]) for key in there}
        if wanted != there:
            _write(bundle, language, style, wanted, by, at)
            written += 1
    if written:
        note(page, _("changed the wording “%(name)s”") % {"name": wording_name(language, style)}, by)
    return written


def _state(bundles: list[Bundle], pair: tuple[str, str], texts: Mapping[str, str]) -> dict[str, Stored]:
    return {
        unit.key: Stored(f"{unit.what}: {unit.standard}", unit.there.get(pair, ""))
        for bundle in bundles
        for unit in bundle.units
        if unit.key in texts
    }


def _write(bundle: Bundle, language: str, style: str, wanted: Mapping[str, str], by: User, at: datetime) -> None:
    if bundle.section is not None:
        questions.set_section_wording(
            section=bundle.section,
            language=language,
            style=style,
            title=wanted[f"{bundle.prefix}_title"],
            introduction=wanted.get(f"{bundle.prefix}_introduction", ""),
        )
    elif bundle.question is not None:
        questions.set_wordings(
            question=bundle.question,
            language=language,
            style=style,
            text=wanted[f"{bundle.prefix}_text"],
            help_text=wanted.get(f"{bundle.prefix}_help", ""),
            choices={int(key[1:]): text for key, text in wanted.items() if key.startswith("c")},
            by=by,
            at=at,
        )
