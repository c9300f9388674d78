"""Groups of respondents that the answers themselves tell apart: by the age a question asks, by the wording. Pure.

Small groups give people away here as they do in the vault, so the same arithmetic guards them: see
`questions/published.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.result_tables import BLANK, Cell, CountTable, cut_by, published_counts, published_cut
from questions.asked import Asked
from questions.models import Style

YOUNG: Final = "young"
OTHER: Final = "other"
#: The one kind of question that can ask the age: one answer, out of bands that exclude one another.
AGE_KIND: Final = "single"


def can_ask_age(asked: Asked) -> bool:
    """Whether a question can be the one that asks the age: everybody is asked, and gives one of a few answers."""
    return asked.kind == AGE_KIND and not asked.show_if and not any(choice.is_other for choice in asked.choices)


def age_groups(asked: Asked) -> dict[str, str]:
    """Return what each answer to the age question is called, by choice id, those who left it out last."""
    return {str(choice.id): choice.text for choice in asked.choices} | {BLANK: _("Did not say")}


def without_empty(asked: Asked, groups: Mapping[str, str], used: Collection[str]) -> dict[str, str]:
    """Leave out what says nothing of anybody's age and would have others hidden with it: a choice taken off that
    nobody had chosen, and those who left the question out, where nobody did.
    """
    offered = {str(choice.id) for choice in asked.offered}
    return {group: label for group, label in groups.items() if group in offered or group in used}


def wording_groups() -> dict[str, str]:
    return {YOUNG: _("Version for young people"), OTHER: _("Other versions")}


def group_of_style(style: str) -> str:
    return YOUNG if style == Style.YOUNG else OTHER


def published_groups(counts: Mapping[str, int]) -> dict[str, int | None] | None:
    """Return what the public sees of the groups by themselves, or None when nothing."""
    return published_counts(counts, minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO)


def published_group_cut(
    rows: Mapping[str, Mapping[str, int]], published: Mapping[str, int | None] | None
) -> dict[str, Any] | None:
    """Return what the public sees of one question cut by group: nothing where the groups by themselves are hidden."""
    if published is None:
        return None
    return published_cut(rows, published, minimum=settings.PUBLIC_MINIMUM_COUNT, round_to=settings.PUBLIC_ROUND_TO)


def group_table(slug: str, title: str, labels: Mapping[str, str], counts: Mapping[str, int | None]) -> CountTable:
    """Return the table of the groups by themselves. `counts` may come in any order."""
    rows = tuple((label, (Cell(counts[key]),)) for key, label in labels.items() if key in counts)
    return CountTable(id=f"by-{slug}", title=title, corner=_("Group"), columns=(_("Responses"),), rows=rows)


def group_cut(
    asked: Asked, slug: str, title: str, labels: Mapping[str, str], bands: Sequence[str], rows: Sequence[Any]
) -> CountTable:
    """Return the table of one question cut by group; `bands` and `rows` as `published_cut` gives them."""
    return cut_by(asked, slug, title, [labels.get(band, band) for band in bands], rows)
