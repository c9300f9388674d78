"""The make-up of a jury: what jurors agree to have counted, published once in merged groups, then destroyed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.generation import raise_generation
from core.sealing import SealBroken, keyed_name, seal, unseal
from juries.make_up import Band, merge
from juries.models import Juror, JuryPage, MakeUp, MakeUpAnswer, PopulationShare, SoughtFeature
from juries.room_errors import MakeUpFixed, MakeUpTooSmall, NotAVoter
from juries.services.jurors import note

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Feature:
    """Something jurors may be counted by. `is_ordered`: only neighbouring groups are merged."""

    slug: str
    title: StrOrPromise
    question: StrOrPromise
    is_ordered: bool = False


FEATURES: Final = (
    Feature("age", gettext_lazy("Age"), gettext_lazy("How old are you?"), is_ordered=True),
    Feature("sex", gettext_lazy("Sex"), gettext_lazy("What is your sex?")),
    Feature("ethnic_group", gettext_lazy("Ethnic group"), gettext_lazy("What is your ethnic group?")),
    Feature("disability", gettext_lazy("Disability"), gettext_lazy("Are you disabled?")),
    Feature("area", gettext_lazy("Area"), gettext_lazy("Where do you live?")),
)


@dataclass(frozen=True, slots=True)
class Share:
    """A group as an officer enters it."""

    band: str
    per_cent: Decimal
    on_paper: int | None = None


@transaction.atomic
def set_shares(*, jury: JuryPage, feature: str, shares: Sequence[Share], by: Any) -> None:
    """Enter the groups of one feature and how large each is in the population; an empty list takes it away.

    Raises:
        MakeUpFixed: The make-up has been published.
    """
    _refuse_fixed(jury)
    PopulationShare.objects.filter(jury=jury, feature=feature).delete()
    PopulationShare.objects.bulk_create(
        PopulationShare(
            jury=jury,
            feature=feature,
            band=one.band,
            sort_order=place,
            per_cent=one.per_cent,
            on_paper=one.on_paper,
        )
        for place, one in enumerate(shares)
    )
    note(jury, _("Shares of the population were entered: %(feature)s") % {"feature": feature}, by=by)


@transaction.atomic
def agree(*, juror: Juror, answers: Mapping[str, str]) -> None:
    """Let a juror be counted, as far as they answer; what does not fit the groups on offer is dropped.

    Raises:
        MakeUpFixed: The make-up has been published: nothing is counted any more.
        NotAVoter: The facilitator is not part of the jury.
    """
    _refuse_fixed(juror.jury)
    if not juror.has_vote:
        raise NotAVoter(_("Only jurors are counted."))
    offered = {(one.feature, one.band) for one in PopulationShare.objects.filter(jury=juror.jury)}
    kept = {feature: band for feature, band in answers.items() if (feature, band) in offered}
    if not kept:
        take_back(juror=juror)
        return
    MakeUpAnswer.objects.update_or_create(jury=juror.jury, key=_key(juror), defaults={"content": seal(kept)})


def take_back(*, juror: Juror) -> None:
    """Erase what a juror agreed to have counted."""
    MakeUpAnswer.objects.filter(key=_key(juror)).delete()


def own_answers(juror: Juror) -> dict[str, str]:
    """Return by feature what this juror agreed to have counted."""
    found = MakeUpAnswer.objects.filter(key=_key(juror)).first()
    try:
        return unseal(found.content) if found else {}
    except SealBroken:
        return {}


def is_fixed(jury: JuryPage) -> bool:
    """Whether a make-up is public already."""
    return MakeUp.objects.filter(jury=jury).exists()


def shares_of_call(jury: JuryPage) -> dict[str, list[str]]:
    """Return by feature the lines an officer would enter, out of the population figures of the call for jurors."""
    lines: dict[str, list[str]] = {}
    sought = SoughtFeature.objects.filter(recruitment__jury=jury, slug__in=[one.slug for one in FEATURES])
    for feature in sought.prefetch_related("values"):
        total = sum(value.population for value in feature.values.all()) or 1
        lines[feature.slug] = [f"{value.label}; {100 * value.population / total:.1f}" for value in feature.values.all()]
    return lines


def tables_of(jury: JuryPage) -> list[dict[str, Any]]:
    """Return what could be published now, a table a feature; features that cannot be shown are left out."""
    counts = _counts(jury)
    shares: dict[str, list[PopulationShare]] = defaultdict(list)
    for one in PopulationShare.objects.filter(jury=jury):
        shares[one.feature].append(one)
    tables = []
    for feature in FEATURES:
        bands = [Band((one.band,), _jurors(one, counts), one.per_cent) for one in shares[feature.slug]]
        merged = merge(bands, is_ordered=feature.is_ordered)
        if merged:
            tables.append({"title": str(feature.title), "rows": [_row(band) for band in merged]})
    return tables


@transaction.atomic
def publish(*, jury: JuryPage, at: datetime, by: Any) -> MakeUp:
    """Publish the make-up, for good, and destroy what the jurors said.

    Raises:
        MakeUpFixed: That has been done.
        MakeUpTooSmall: Too few agreed.
    """
    JuryPage.objects.select_for_update(of=("self",)).get(pk=jury.pk)
    _refuse_fixed(jury)
    tables = tables_of(jury)
    if not tables:
        raise MakeUpTooSmall
    made = MakeUp.objects.create(jury=jury, tables=tables, published_at=at)
    MakeUpAnswer.objects.filter(jury=jury).delete()
    PopulationShare.objects.filter(jury=jury).update(on_paper=None)
    note(jury, _("The make-up of the jury was published."), by=by)
    raise_generation()
    return made


def show_make_up(*, jury: JuryPage, is_shown: bool, by: Any) -> None:
    """Take the make-up off the public page, or put the same one back."""
    MakeUp.objects.filter(jury=jury).update(is_shown=is_shown)
    note(jury, _("The make-up is shown.") if is_shown else _("The make-up is not shown any more."), by=by)
    raise_generation()


def _refuse_fixed(jury: JuryPage) -> None:
    if is_fixed(jury):
        raise MakeUpFixed


def _counts(jury: JuryPage) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for answer in MakeUpAnswer.objects.filter(jury=jury):
        try:
            counts.update(unseal(answer.content).items())
        except SealBroken:
            continue
    return counts


def _jurors(share: PopulationShare, counts: Mapping[tuple[str, str], int]) -> int:
    """Return how many jurors are in a group: as they said in the room, or on paper where nobody did."""
    return counts.get((share.feature, share.band), 0) if counts else share.on_paper or 0


def _row(band: Band) -> dict[str, Any]:
    population = None if band.population is None else str(band.population)
    return {"labels": list(band.labels), "jurors": band.jurors, "population": population}


def _key(juror: Juror) -> str:
    return keyed_name(f"make-up of jury {juror.jury_id}", str(juror.pk))
