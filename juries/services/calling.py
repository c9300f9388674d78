"""Writes to the call for jurors: the call itself, what is asked of applicants, who is sought."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from core.generation import raise_generation
from juries.draw.targets import CensusProblem, CensusRow, Share, read_census
from juries.draw_errors import BadCensus, BadTargets, CallDrawn, DrawWaits, HasApplicants, KeptLonger
from juries.models import Applicant, Draw, JuryPage, Recruitment, SoughtFeature, SoughtValue
from people.equality_lists import PREFER_NOT, Feature, get_list

#: Where nobody is ever picked, applicants are erased this long after the call closed.
KEPT_UNPICKED: Final = timedelta(days=365)
CALLED: Final = "engage.jury_call"
#: Where the words of the equality list ask for more than a census table tells apart.
QUESTIONS: Final = {
    "disability": gettext_lazy("Are you disabled: do you have a lasting condition that makes everyday things hard?")
}


@transaction.atomic
def save_call(*, jury: JuryPage, values: Mapping[str, Any], by: Any, at: datetime) -> Recruitment:
    """Make the call of a jury, or change it. Targets follow the number of places.

    Raises:
        CallDrawn: A draw is made; when people could apply, and for how many places, stays as it is.
        KeptLonger: People have applied under a shorter time.
    """
    call = Recruitment.objects.select_for_update().filter(jury=jury).first() or Recruitment(jury=jury, created_at=at)
    old_size = call.size
    changed = {name: value for name, value in values.items() if not _is_same(getattr(call, name), value)}
    if call.pk:
        _refuse_broken_promises(call, changed)
    for name, value in changed.items():
        setattr(call, name, value)
    call.full_clean(exclude=["jury"])
    call.save()
    if call.size != old_size:
        _size_changed(call)
    Applicant.objects.filter(recruitment=call, standing=Applicant.Standing.POOL).filter(
        kept_until__lt=unpicked_until(call)
    ).update(kept_until=unpicked_until(call))
    note(jury, _("The call for jurors was changed."), by=by)
    raise_generation()
    return call


#: What stays once a draw is made.
DRAWN_FROM: Final = frozenset({"opens_at", "closes_at", "size", "least_age"})


def _is_same(old: Any, new: Any) -> bool:
    """Whether a value stays; moments are typed in to the minute."""
    if isinstance(old, datetime) and isinstance(new, datetime):
        return old == new or (new.second == 0 and old.replace(second=0, microsecond=0) == new)
    return bool(old == new)


def _refuse_broken_promises(call: Recruitment, changed: Mapping[str, Any]) -> None:
    if DRAWN_FROM & changed.keys() and Draw.objects.filter(recruitment=call, state=Draw.State.MADE).exists():
        raise CallDrawn
    is_longer = changed.get("kept_months", 0) > call.kept_months
    if is_longer and Applicant.objects.filter(recruitment=call).exists():
        raise KeptLonger


def _refuse_waiting(call: Recruitment) -> None:
    """Whoever changes targets while a draw is made or waits for its number would show others than it was made with."""
    draws = Draw.objects.filter(recruitment=call)
    searching = Q(state__in=(Draw.State.WAITING, Draw.State.SEARCHING))
    if draws.filter(searching | Q(state=Draw.State.MADE, publication__pick=None)).exists():
        raise DrawWaits


def _size_changed(call: Recruitment) -> None:
    for feature in call.features.prefetch_related("values"):
        values = list(feature.values.all())
        total = sum(one.population for one in values)
        for value in values:
            share = Share(value.population, total, call.size)
            value.at_least, value.at_most = share.at_least, share.at_most
        SoughtValue.objects.bulk_update(values, ["at_least", "at_most"])


@transaction.atomic
def load_census(*, call: Recruitment, content: bytes, by: Any) -> None:
    """Work out features, values and targets from a census table, in place of what was there.

    Raises:
        BadCensus: The table is wrong; nothing has changed.
        HasApplicants: People have applied and the table asks something else of them.
        DrawWaits: A draw goes by the figures that are there.
    """
    _refuse_waiting(call)
    try:
        rows = read_census(content)
    except CensusProblem as problem:
        raise BadCensus(problem.problems) from problem
    Recruitment.objects.select_for_update().get(pk=call.pk)
    wanted = _sought(rows)
    if Applicant.objects.filter(recruitment=call).exists() and asked_of(call) != {
        slug: [code for code, _row in values] for slug, (_feature, values) in wanted.items()
    }:
        raise HasApplicants
    call.features.all().delete()
    for place, (slug, (known, values)) in enumerate(wanted.items(), start=1):
        _add_feature(call, slug, known, values, place)
    note(call.jury, _("Population figures were uploaded for the call for jurors."), by=by)
    raise_generation()


Values = list[tuple[str, CensusRow]]


def _sought(rows: Collection[CensusRow]) -> dict[str, tuple[Feature | None, Values]]:
    """Sort the lines of a table by feature, each value with its code."""
    found: dict[str, tuple[Feature | None, Values]] = {}
    for row in rows:
        known = _known_feature(row.feature)
        slug = known.slug if known else slugify(row.feature)[:40] or "feature"
        _feature, values = found.setdefault(slug, (known, []))
        values.append((_code_of(known, row.value, taken={code for code, _row in values}), row))
    return found


def _known_feature(name: str) -> Feature | None:
    """Return the question of the equality list of this name, so that a thing is asked in one way everywhere."""
    word = name.strip().casefold()
    return next((one for one in get_list().features if word in (one.slug, str(one.title).casefold())), None)


def _code_of(known: Feature | None, value: str, *, taken: Collection[str]) -> str:
    labels = {str(label).casefold(): band for band, label in known.bands.items()} if known else {}
    labels |= {str(one.label).casefold(): one.code for one in known.options} if known else {}
    code = labels.get(value.casefold()) or slugify(value)[:50] or "value"
    while code in taken or code == PREFER_NOT:
        code += "-2"
    return code


def asked_of(call: Recruitment) -> dict[str, list[str]]:
    features = call.features.prefetch_related("values")
    return {one.slug: [value.code for value in one.values.all()] for one in features}


def _add_feature(call: Recruitment, slug: str, known: Feature | None, values: Values, place: int) -> None:
    title = str(known.title) if known else values[0][1].feature
    question = QUESTIONS.get(slug) or (known.question if known else _("%(feature)s: which applies to you?"))
    feature = SoughtFeature.objects.create(
        recruitment=call, slug=slug, title=title, question=str(question) % {"feature": title}, sort_order=place
    )
    total = sum(row.population for _code, row in values)
    shares = [(code, row, Share(row.population, total, call.size)) for code, row in values]
    SoughtValue.objects.bulk_create(
        SoughtValue(
            feature=feature,
            code=code,
            label=row.value,
            population=row.population,
            at_least=share.at_least,
            at_most=share.at_most,
            sort_order=number,
        )
        for number, (code, row, share) in enumerate(shares, start=1)
    )


@transaction.atomic
def set_targets(*, call: Recruitment, targets: Mapping[int, tuple[int, int]], by: Any) -> None:
    """Set 'at least' and 'at most' of values, by their number.

    Raises:
        BadTargets: One of them cannot be.
        DrawWaits: A draw goes by the targets that are there.
    """
    _refuse_waiting(call)
    values = list(SoughtValue.objects.select_for_update().filter(feature__recruitment=call, pk__in=list(targets)))
    for value in values:
        value.at_least, value.at_most = targets[value.pk]
        if not 0 <= value.at_least <= value.at_most <= call.size:
            raise BadTargets
    SoughtValue.objects.bulk_update(values, ["at_least", "at_most"])
    note(call.jury, _("The targets of the draw were changed."), by=by)


def unpicked_until(call: Recruitment) -> date:
    return (call.closes_at + KEPT_UNPICKED).date()


def note(jury: JuryPage, what: str, *, by: Any) -> None:
    """Write a line in the history of the jury's page."""
    log(instance=jury, action=CALLED, user=by, data={"what": what})


@transaction.atomic
def close_call(*, call: Recruitment, at: datetime, by: Any) -> None:
    """End an open call before its day; one that is not open stays as it is."""
    held = Recruitment.objects.select_for_update().get(pk=call.pk)
    if held.opens_at < at < held.closes_at:
        Recruitment.objects.filter(pk=held.pk).update(closes_at=at)
        note(call.jury, _("The call for jurors was closed before its day."), by=by)
        raise_generation()
